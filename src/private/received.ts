/**
 * A value as messages quote it, in words where there is none.
 */
export function received(value: unknown, absent: string = 'not set'): string {
  return value === undefined ? absent : JSON.stringify(value);
}
