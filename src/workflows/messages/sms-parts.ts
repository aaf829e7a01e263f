/** What a text message has in seven bits, and what takes two of them. */
const GSM = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const GSM_TWICE = new Set('^{}\\[~]|€');

/** How a text message is sent. */
export interface SmsParts {
  readonly parts: number;
  /** the characters for which every character of the message takes 16 bits */
  readonly wide: readonly string[];
}

/**
 * How many parts a text has, each of which costs: of 160 characters in the alphabet of GSM, of 70 in any other; a little fewer where there are several.
 *
 * @param text with its placeholders, of which the code has as many characters as its own
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-character.html
 */
export function smsParts(text: string): SmsParts {
  const sent = text.replaceAll('{####}', '000000').replaceAll('{username}', '00000000');
  const characters = [...sent];
  const wide = [...new Set(characters.filter((character) => !GSM.has(character) && !GSM_TWICE.has(character)))];
  const length = wide.length > 0 ? sent.length : characters.reduce((sum, character) => sum + (GSM_TWICE.has(character) ? 2 : 1), 0);
  const [alone, each] = wide.length > 0 ? [70, 67] : [160, 153];
  return { parts: length <= alone ? 1 : Math.ceil(length / each), wide };
}
