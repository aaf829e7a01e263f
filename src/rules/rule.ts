import type { Resource } from '../template/resource';
import type { Value } from '../template/value';

/**
 * What a rule says, apart from how it finds out.
 */
export interface RuleText {
  /** contract: users acknowledge it by this id */
  readonly id: string;
  /** an error unless it says otherwise */
  readonly severity?: 'warning';
  /** the condition that trips it, in a sentence without a full stop */
  readonly condition: string;
  /** what happens when it is deployed all the same */
  readonly consequence: string;
  /** what to do */
  readonly remedy: string;
  /** where the fact comes from */
  readonly source: string;
  /** leaked secrets and privilege escalation can't be acknowledged */
  readonly final?: boolean;
}

/**
 * A row of the table: pure, over the view. It says nothing about what is unknown.
 *
 * `check` returns what is wrong in this very template, with the values received, or nothing.
 */
export interface Rule<R extends Resource = Resource> extends RuleText {
  check(resource: R): string | undefined;
}

/**
 * The rules of an area, by id.
 *
 * @param subject what Cognito rejects, where a rule names no other consequence
 * @param source where the fact comes from, where a rule names no other
 */
export function rulesOf<R extends Resource>(subject: string, source: string, table: Readonly<Record<string, Row<R>>>): readonly Rule<R>[] {
  return Object.entries(table).map(([id, row]) => ({ id, consequence: `Cognito rejects the ${subject}`, source, ...row }));
}

type Row<R extends Resource> = Omit<Rule<R>, keyof RuleText> & Omit<RuleText, 'id' | 'consequence' | 'source'> & Partial<Pick<RuleText, 'consequence' | 'source'>>;

/** Where each rule's entry can be read. */
const DOCUMENT = 'https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/rules.md';

/** The address of a rule's entry. */
export function ruleUrl(id: string): string {
  return `${DOCUMENT}#${id.toLowerCase()}`;
}

/** That a value is refused, as the template has it; nothing where it isn't known. */
export function refused(name: string, { raw, text }: Value, isRefused: (text: string) => boolean): string | undefined {
  return text !== undefined && isRefused(text) ? `${name} is ${JSON.stringify(raw)}` : undefined;
}

/** That some items are refused; nothing where there are none. */
export function holds(what: string, items: readonly unknown[], rest = ''): string | undefined {
  return items.length > 0 ? `${what} ${JSON.stringify(items)}${rest}` : undefined;
}

/** What several problems say together; nothing where there is none. */
export function said(problems: readonly string[], separator = '; '): string | undefined {
  return problems.length > 0 ? problems.join(separator) : undefined;
}

/** The first of several, and how many there are beside. */
export function some(those: readonly string[]): string {
  return those.length > 4 ? `${those.slice(0, 3).join(', ')} and ${those.length - 3} more` : those.join(', ');
}
