/**
 * The name that was probably meant, for "did you mean …?": a few keystrokes away, or the beginning of it.
 */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const close = names.map((name) => ({ name, distance: distance(typed, name.toLowerCase()) })).sort((a, b) => a.distance - b.distance)[0];
  if (close !== undefined && close.distance <= Math.max(2, typed.length / 5)) {
    return close.name;
  }
  return typed.length > 3 ? names.find((name) => name.toLowerCase().startsWith(typed)) : undefined;
}

/** How many keystrokes lie between two words (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length]!;
}
