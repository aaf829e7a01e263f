import type { AuthResource, IdentityPoolResource, UserPoolAttachment, UserPoolResource } from './model';

/**
 * What a rule says, apart from how it finds out.
 */
export interface RuleText {
  /** contract: people acknowledge it by this id */
  readonly id: string;
  readonly severity: 'error' | 'warning';
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
 * A row of the table: pure, over resolved properties. It skips what is still a token and what it doesn't know.
 *
 * `check` returns what is wrong in this very template, with the values received, or nothing.
 */
export interface Rule<R extends AuthResource = AuthResource> extends RuleText {
  check(resource: R): string | undefined;
}

export type UserPoolRule = Rule<UserPoolResource>;
export type AttachmentRule = Rule<UserPoolAttachment>;
export type IdentityPoolRule = Rule<IdentityPoolResource>;

/** Where each rule's entry can be read. */
const DOCUMENT = 'https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/rules.md';

/** The address of a rule's entry. */
export function ruleUrl(id: string): string {
  return `${DOCUMENT}#${id.toLowerCase()}`;
}
