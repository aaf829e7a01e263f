import { CfnResource } from 'aws-cdk-lib/core';
import { AuthResource, type UserPoolResource } from './model';
import type { UserPoolRule } from './rule';
import { isObject } from './template';

const TRIGGERS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html';

/** Lambda functions in the pool's workflow. */
export const TRIGGER_RULES: readonly UserPoolRule[] = [
  {
    id: 'triggerShape',
    severity: 'error',
    condition: 'A trigger that has a version is given as a bare ARN',
    consequence: 'CloudFormation rejects the pool; the L2 does so with `lambdaTriggers.preTokenGenerationConfig` and `UserPoolOperation.of(\'inboundFederation\')`',
    remedy: 'use `addTrigger(UserPoolTrigger.preToken(…))` or `UserPoolTrigger.inboundFederation(…)`',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-userpool-lambdaconfig.html',
    check: (pool) => {
      const bad = ['PreTokenGenerationConfig', 'InboundFederation', 'CustomEmailSender', 'CustomSMSSender']
        .filter((name) => pool.has(`LambdaConfig.${name}`) && (pool.isToken(`LambdaConfig.${name}`) || pool.text(`LambdaConfig.${name}`) !== undefined));
      return bad.length > 0 ? `LambdaConfig.${bad.join(', ')} is no object with LambdaArn and LambdaVersion` : undefined;
    },
  },
  {
    id: 'triggerPreTokenTwice',
    severity: 'error',
    condition: 'Two different functions are to write the tokens',
    consequence: 'Cognito rejects the pool: PreTokenGeneration and PreTokenGenerationConfig must agree',
    remedy: 'keep one, with `UserPoolTrigger.preToken(…)`',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LambdaConfigType.html',
    check: (pool) => {
      const old = pool.value('LambdaConfig.PreTokenGeneration');
      const versioned = pool.value('LambdaConfig.PreTokenGenerationConfig.LambdaArn');
      return old !== undefined && versioned !== undefined && JSON.stringify(old) !== JSON.stringify(versioned)
        ? 'PreTokenGeneration and PreTokenGenerationConfig name different functions' : undefined;
    },
  },
  {
    id: 'triggerEnvironment',
    severity: 'error',
    condition: 'A trigger\'s environment holds a reference to its own pool',
    consequence: 'pool and function wait for each other: CloudFormation refuses the stack (circular dependency)',
    remedy: 'read the pool\'s id from `event.userPoolId`',
    source: TRIGGERS,
    check: (pool) => {
      const bad = handlers(pool).filter((handler) => handler.referents(handler.value('Environment')).includes(pool.cfn));
      return bad.length > 0 ? `the environment of ${bad.map((handler) => handler.path).join(', ')} refers to the pool` : undefined;
    },
  },
  {
    id: 'triggerDefaultPolicy',
    severity: 'error',
    condition: 'A trigger\'s own policy names its own pool',
    consequence: 'pool, function and policy wait for each other: CloudFormation refuses the stack (circular dependency)',
    remedy: 'grant with `auth.grants`, which puts the permission into a policy beside the pool',
    source: 'https://github.com/aws/aws-cdk/issues/7016',
    check: (pool) => {
      const bad = handlers(pool).filter((handler) => ownPolicies(handler).some((policy) => policy.referents(policy.value('PolicyDocument')).includes(pool.cfn)));
      return bad.length > 0 ? `the policy on which ${bad.map((handler) => handler.path).join(', ')} waits refers to the pool` : undefined;
    },
  },
  {
    id: 'migrationWithoutPassword',
    severity: 'warning',
    condition: 'People are migrated at sign-in, and no client sends a password as it is',
    consequence: 'the trigger is never called: with SRP nobody but the person knows the password',
    remedy: 'use hosted pages, or a client with `authFlows: { userPassword: true }` for as long as people migrate',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html',
    check: (pool) => pool.has('LambdaConfig.UserMigration') && pool.clients.length > 0
      && !pool.clients.some((client) => !client.isClosed('ExplicitAuthFlows') || client.flag('AllowedOAuthFlowsUserPoolClient') !== false
        || client.list('ExplicitAuthFlows')?.some((flow) => /USER_PASSWORD_AUTH|ADMIN_NO_SRP_AUTH|ALLOW_USER_AUTH/.test(flow)))
      ? `LambdaConfig holds UserMigration, and ExplicitAuthFlows of ${pool.clients.map((client) => client.path).join(', ')} has no password flow` : undefined,
  },
];

/** The functions of the pool that are defined in this app, once each. */
function handlers(pool: UserPoolResource): AuthResource[] {
  const found = new Set(pool.referents(pool.value('LambdaConfig')));
  return [...found].filter(CfnResource.isCfnResource).filter((cfn) => cfn.cfnResourceType === 'AWS::Lambda::Function').map((cfn) => new AuthResource(cfn));
}

/** The policies that a function waits for: those of its role, so that it can't be called before it may do its work. */
function ownPolicies(handler: AuthResource): AuthResource[] {
  const roles = handler.referents(handler.value('Role')).filter(CfnResource.isCfnResource);
  return roles.flatMap((role) => role.node.scope?.node.findAll() ?? [])
    .filter(CfnResource.isCfnResource)
    .filter((cfn) => cfn.cfnResourceType === 'AWS::IAM::Policy')
    .map((cfn) => new AuthResource(cfn))
    .filter((policy) => isObject(policy.value('PolicyDocument')));
}
