import { CLIENT_RULES } from './client';
import { DOMAIN_RULES } from './domain';
import { IDENTITY_POOL_RULES } from './identity-pool';
import { IDENTITY_PROVIDER_RULES } from './identity-provider';
import { MFA_RULES } from './mfa';
import { PLAN_RULES } from './plan';
import type { AttachmentRule, RuleText, UserPoolRule } from './rule';
import { DIRECTORY_RULES } from './user-pool';

export { IDENTITY_POOL_RULES } from './identity-pool';

/** The rules that look at a user pool. */
export const USER_POOL_RULES: readonly UserPoolRule[] = [...DIRECTORY_RULES, ...MFA_RULES, ...PLAN_RULES];

/** The rules that look at what is attached to a user pool, by resource type. */
export const ATTACHMENT_RULES: Readonly<Record<string, readonly AttachmentRule[]>> = {
  'AWS::Cognito::UserPoolClient': CLIENT_RULES,
  'AWS::Cognito::UserPoolDomain': DOMAIN_RULES,
  'AWS::Cognito::UserPoolIdentityProvider': IDENTITY_PROVIDER_RULES,
};

/** An area of the table, as `docs/rules.md` shows it. */
export interface RuleArea {
  readonly title: string;
  readonly rules: readonly RuleText[];
}

/** The whole table, area by area. */
export const RULE_AREAS: readonly RuleArea[] = [
  { title: 'The directory', rules: DIRECTORY_RULES },
  { title: 'MFA and first factors', rules: MFA_RULES },
  { title: 'Feature plan', rules: PLAN_RULES },
  { title: 'App clients', rules: CLIENT_RULES },
  { title: 'Domains and pages', rules: DOMAIN_RULES },
  { title: 'Identity providers', rules: IDENTITY_PROVIDER_RULES },
  { title: 'Identity pools', rules: IDENTITY_POOL_RULES },
];
