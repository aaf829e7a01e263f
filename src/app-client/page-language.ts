/**
 * The languages of managed login. Users whose own language isn't among them see the default documents.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html#managed-login-localization
 */
export enum PageLanguage {
  /**
   * Dutch.
   */
  DUTCH = 'dutch',

  /**
   * English.
   */
  ENGLISH = 'english',

  /**
   * French.
   */
  FRENCH = 'french',

  /**
   * Spanish.
   */
  SPANISH = 'spanish',

  /**
   * German.
   */
  GERMAN = 'german',

  /**
   * Bahasa Indonesia.
   */
  BAHASA_INDONESIA = 'bahasa-indonesia',

  /**
   * Italian.
   */
  ITALIAN = 'italian',

  /**
   * Japanese.
   */
  JAPANESE = 'japanese',

  /**
   * Korean.
   */
  KOREAN = 'korean',

  /**
   * Brazilian Portuguese.
   */
  PORTUGUESE_BRAZIL = 'portuguese-brazil',

  /**
   * Chinese in simplified characters.
   */
  CHINESE_SIMPLIFIED = 'chinese-simplified',

  /**
   * Chinese in traditional characters.
   */
  CHINESE_TRADITIONAL = 'chinese-traditional',
}
