/** A rule in TypeScript, as it stands in the constructor of a stack after the prelude. */
export interface RuleSnippet {
  /** What trips the rule. */
  readonly bad: string;
  /** The same wish, in a way that doesn't. */
  readonly good: string;
}

/** Snippets by rule id. */
export type RuleSnippets = Readonly<Record<string, RuleSnippet>>;

/** Code without the indentation that it has in the source around it. */
export function ts(text: TemplateStringsArray): string {
  const lines = text.join('').replace(/^\n/, '').trimEnd().split('\n');
  const indentation = Math.min(...lines.filter((line) => line !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indentation)).join('\n');
}
