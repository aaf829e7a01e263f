export type Properties = Readonly<Record<string, unknown>>;

/**
 * What only CloudFormation knows: an intrinsic function, or a string that holds a dynamic reference.
 */
export function isToken(value: unknown): boolean {
  if (!isObject(value)) {
    return isDynamic(value);
  }
  if (Array.isArray(value)) {
    return false;
  }
  return areIntrinsic(Object.keys(value));
}

/** Whether an object with these names is an intrinsic function. */
export function areIntrinsic(names: readonly string[]): boolean {
  return names.length === 1 && (names[0] === 'Ref' || names[0].startsWith('Fn::'));
}

/** A string that holds a dynamic reference. */
export function isDynamic(value: unknown): boolean {
  return typeof value === 'string' && value.includes('{{resolve:');
}

/** Whether a value was taken back: CloudFormation drops the property. */
export function isNoValue(value: unknown): boolean {
  return isObject(value) && value.Ref === 'AWS::NoValue' && isToken(value);
}

/** Whether nothing is written for a value. */
export function isTakenBack(value: unknown): boolean {
  return value === undefined || value === null || isNoValue(value);
}

/** The length as Cognito counts it: an emoji is one. */
export function characters(text: string | undefined): number | undefined {
  return text === undefined ? undefined : [...text].length;
}

export function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null;
}

/** The pieces of an `Fn::Join`. */
export function joined(value: unknown): { readonly delimiter: string; readonly parts: unknown[] } | undefined {
  const join = isObject(value) ? value['Fn::Join'] : undefined;
  return Array.isArray(join) && Array.isArray(join[1]) ? { delimiter: String(join[0]), parts: join[1] } : undefined;
}

/** The text of an `Fn::Join` or `Fn::Sub`, with an ellipsis for each token. */
export function textOf(value: Properties): string {
  const join = joined(value);
  if (join !== undefined) {
    return join.parts.map((part) => typeof part === 'string' ? part : '…').join(join.delimiter);
  }
  const [text] = [value['Fn::Sub']].flat();
  return String(text).replace(/\${[^}]*}/g, '…');
}
