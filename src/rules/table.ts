import { ATTACK_RULES } from './attack';
import { CALLER_RULES } from './caller';
import { CIRCLE_RULES } from './circle';
import { CLIENT_RULES, SERVER_RULES } from './client';
import { DOMAIN_RULES, POOL_DOMAIN_RULES } from './domain';
import { GROUP_RULES, IDENTITY_POOL_RULES as OWN_RULES } from './identity-pool';
import { IDENTITY_PROVIDER_RULES } from './identity-provider';
import { LOG_RULES } from './log';
import { MESSAGE_RULES } from './message';
import { MFA_RULES } from './mfa';
import { BRANDING_RULES, CLASSIC_RULES, PAGE_RULES, TERMS_RULES } from './page';
import { PLACE_RULES } from './place';
import { PLAN_RULES } from './plan';
import { PROFILE_RULES } from './profile';
import { FAILOVER_RULES, REGION_RULES, REGIONAL_SETTINGS_RULES, REPLICA_RULES } from './region';
import { REGISTRATION_RULES } from './registration';
import { BALANCER_RULES, CLIENT_RELATION_RULES, POOL_RELATION_RULES, ROLE_RELATION_RULES } from './relations';
import type { RuleText, Rule } from './rule';
import { SCHEMA_CLIENT_RULES, SCHEMA_PROVIDER_RULES, SCHEMA_RULES } from './schema';
import { SHAPE_RULES } from './shape';
import { RISK_RULES, THREAT_RULES } from './threat';
import { TRIGGER_RULES } from './trigger';
import { DIRECTORY_RULES } from './user-pool';
import { WORKFLOW_RULES } from './workflow';
import type { Attachment } from '../template/attachment';
import type { IdentityPool } from '../template/identity-pool';
import type { UserPool } from '../template/user-pool';

/** The rules that look at every resource. */
export const COMMON_RULES: readonly Rule[] = [...PLACE_RULES, ...SHAPE_RULES, ...CIRCLE_RULES];

/** The rules that look at an identity pool. */
export const IDENTITY_POOL_RULES: readonly Rule<IdentityPool>[] = [...OWN_RULES, ...ROLE_RELATION_RULES];

/** The rules that look at a user pool. */
export const USER_POOL_RULES: readonly Rule<UserPool>[] = [
  ...DIRECTORY_RULES, ...SCHEMA_RULES, ...MFA_RULES, ...ATTACK_RULES, ...MESSAGE_RULES, ...THREAT_RULES, ...PROFILE_RULES,
  ...TRIGGER_RULES, ...CALLER_RULES, ...WORKFLOW_RULES,
  ...PLAN_RULES, ...PAGE_RULES, ...POOL_DOMAIN_RULES, ...REGION_RULES, ...REGISTRATION_RULES, ...POOL_RELATION_RULES,
];

/** The rules that look at what is attached to a user pool, by resource type. */
export const ATTACHMENT_RULES: Readonly<Record<string, readonly Rule<Attachment>[]>> = {
  'AWS::Cognito::LogDeliveryConfiguration': LOG_RULES,
  'AWS::Cognito::ManagedLoginBranding': BRANDING_RULES,
  'AWS::Cognito::Terms': TERMS_RULES,
  'AWS::Cognito::UserPoolClient': [...CLIENT_RULES, ...SCHEMA_CLIENT_RULES, ...CLIENT_RELATION_RULES],
  'AWS::Cognito::UserPoolDomain': [...DOMAIN_RULES, ...FAILOVER_RULES],
  'AWS::Cognito::UserPoolGroup': GROUP_RULES,
  'AWS::Cognito::UserPoolIdentityProvider': [...IDENTITY_PROVIDER_RULES, ...SCHEMA_PROVIDER_RULES],
  'AWS::Cognito::UserPoolRegionalConfigurationAttachment': REGIONAL_SETTINGS_RULES,
  'AWS::Cognito::UserPoolReplica': REPLICA_RULES,
  'AWS::Cognito::UserPoolResourceServer': SERVER_RULES,
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': RISK_RULES,
  'AWS::Cognito::UserPoolUICustomizationAttachment': CLASSIC_RULES,
  'AWS::ElasticLoadBalancingV2::Listener': BALANCER_RULES,
  'AWS::ElasticLoadBalancingV2::ListenerRule': BALANCER_RULES,
};

/** An area of the table, as `docs/rules.md` shows it. */
export interface RuleArea {
  readonly title: string;
  readonly rules: readonly RuleText[];
}

/** The whole table, area by area. */
export const RULE_AREAS: readonly RuleArea[] = [
  { title: 'The directory', rules: DIRECTORY_RULES },
  { title: 'Attributes', rules: [...SCHEMA_RULES, ...SCHEMA_CLIENT_RULES, ...SCHEMA_PROVIDER_RULES] },
  { title: 'MFA and first factors', rules: MFA_RULES },
  { title: 'What attackers like', rules: ATTACK_RULES },
  { title: 'Messages', rules: MESSAGE_RULES },
  { title: 'Threat protection', rules: [...THREAT_RULES, ...RISK_RULES] },
  { title: 'Security profiles', rules: PROFILE_RULES },
  { title: 'Lambda triggers', rules: [...TRIGGER_RULES, ...CALLER_RULES] },
  { title: 'Workflows', rules: WORKFLOW_RULES },
  { title: 'Feature plan', rules: PLAN_RULES },
  { title: 'App clients', rules: [...CLIENT_RULES, ...SERVER_RULES, ...REGISTRATION_RULES] },
  { title: 'Domains', rules: [...DOMAIN_RULES, ...POOL_DOMAIN_RULES] },
  { title: 'Pages', rules: [...BRANDING_RULES, ...TERMS_RULES, ...CLASSIC_RULES, ...PAGE_RULES] },
  { title: 'Regions', rules: [...REGION_RULES, ...REPLICA_RULES, ...REGIONAL_SETTINGS_RULES, ...FAILOVER_RULES] },
  { title: 'Identity providers', rules: IDENTITY_PROVIDER_RULES },
  { title: 'Identity pools', rules: [...OWN_RULES, ...GROUP_RULES] },
  { title: 'What waits for what', rules: CIRCLE_RULES },
  { title: 'Logs', rules: LOG_RULES },
  { title: 'Names and places', rules: PLACE_RULES },
  { title: 'Bounds', rules: SHAPE_RULES },
  { title: 'What belongs together', rules: [...POOL_RELATION_RULES, ...CLIENT_RELATION_RULES, ...BALANCER_RULES, ...ROLE_RELATION_RULES] },
];
