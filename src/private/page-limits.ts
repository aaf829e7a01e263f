/** All pictures of a template's sign-in pages, in bytes: CloudFormation takes a template of a megabyte, and base64 adds a third. */
export const MAX_PICTURES = 600_000;

/** The languages of managed login, as `PageLanguage` has them. */
export const PAGE_LANGUAGES: readonly string[] = [
  'dutch', 'english', 'french', 'spanish', 'german', 'bahasa-indonesia', 'italian', 'japanese', 'korean', 'portuguese-brazil', 'chinese-simplified',
  'chinese-traditional',
];
