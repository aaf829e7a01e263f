import { CfnResource } from 'aws-cdk-lib/core';
import { AuthResource, type UserPoolAttachment, type UserPoolResource } from './model';
import type { UserPoolRule } from './rule';
import { isToken } from './template';

const TRIGGERS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html';

/** Lambda functions in the pool's workflow. */
export const TRIGGER_RULES: readonly UserPoolRule[] = [
  {
    id: 'triggerShape',
    severity: 'error',
    condition: 'A trigger that has a version is given as a bare ARN',
    consequence: 'CloudFormation rejects the pool; the L2 does so with `lambdaTriggers.preTokenGenerationConfig` and `UserPoolOperation.of(\'inboundFederation\')`',
    remedy: 'use `addTrigger(UserPoolTrigger.preTokenGeneration(…))` or `UserPoolTrigger.inboundFederation(…)`',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-userpool-lambdaconfig.html',
    check: (pool) => {
      const bad = ['PreTokenGenerationConfig', 'InboundFederation', 'CustomEmailSender', 'CustomSMSSender']
        .filter((name) => pool.sets(`LambdaConfig.${name}`) && isText(pool.value(`LambdaConfig.${name}`)));
      return bad.length > 0 ? `LambdaConfig holds ${bad.join(', ')} as a bare ARN, without LambdaVersion` : undefined;
    },
  },
  {
    id: 'triggerPreTokenTwice',
    severity: 'error',
    condition: 'Two different functions are to write the tokens',
    consequence: 'Cognito rejects the pool: PreTokenGeneration and PreTokenGenerationConfig must agree',
    remedy: 'keep one, with `UserPoolTrigger.preTokenGeneration(…)`',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LambdaConfigType.html',
    check: (pool) => {
      const [old, versioned] = ['PreTokenGeneration', 'PreTokenGenerationConfig.LambdaArn'].map((name) => pool.value(`LambdaConfig.${name}`));
      return isOther(pool, old, versioned) ? 'PreTokenGeneration and PreTokenGenerationConfig name different functions' : undefined;
    },
  },
  {
    id: 'triggerEnvironment',
    severity: 'error',
    condition: 'A trigger\'s environment refers to its own pool, or to a client or anything else of it',
    consequence: 'pool and function wait for each other: CloudFormation refuses the stack (circular dependency)',
    remedy: 'read the pool\'s id from `event.userPoolId`, the client\'s from `event.callerContext.clientId`',
    source: TRIGGERS,
    check: (pool) => refersBack(pool, (handler) => [[handler, 'Environment']], 'the environment of'),
  },
  {
    id: 'triggerDefaultPolicy',
    severity: 'error',
    condition: 'A trigger\'s role, or a policy that the trigger waits for, names its own pool',
    consequence: 'pool, function and policy wait for each other: CloudFormation refuses the stack (circular dependency)',
    remedy: 'grant with `auth.grants`, which puts the permission into a policy beside the pool',
    source: 'https://github.com/aws/aws-cdk/issues/7016',
    check: (pool) => refersBack(pool, (handler) => [
      ...roles(handler).map((role) => [role, 'Policies'] as const),
      ...awaited(handler).filter((one) => POLICIES.includes(one.type)).map((policy) => [policy, 'PolicyDocument'] as const),
    ], 'what is granted to'),
  },
  {
    id: 'migrationWithoutPassword',
    severity: 'warning',
    condition: 'People are migrated, and no client of theirs sends a password as it is',
    consequence: 'no sign-in calls the trigger, because with SRP nobody but the person knows the password: only who forgot it is migrated',
    remedy: 'use hosted pages, or a client with `authFlows: { userPassword: true }` for as long as people migrate',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html',
    check: (pool) => {
      // machines have no password; a client that can't be seen might be the one.
      const clients = pool.clients.filter((client) => client.list('AllowedOAuthFlows')?.includes('client_credentials') !== true);
      return pool.sets('LambdaConfig.UserMigration') && clients.length > 0 && !clients.some(maySendPassword)
        ? `LambdaConfig holds UserMigration, and no hosted page or flow of ${clients.map((client) => client.path).join(', ')} takes a password`
        : undefined;
    },
  },
];

/** What makes text only, and no object. */
const TEXT_FUNCTIONS = ['Ref', 'Fn::GetAtt', 'Fn::ImportValue', 'Fn::Join', 'Fn::Sub'];

const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

function isText(value: unknown): boolean {
  return typeof value === 'string' || (isToken(value) && Object.keys(value as object).some((name) => TEXT_FUNCTIONS.includes(name)));
}

/** Whether two values surely name different functions. What only CloudFormation knows might be the same. */
function isOther(pool: UserPoolResource, one: unknown, other: unknown): boolean {
  const [first, second] = [one, other].map((value) => isToken(value) ? pool.referents(value)[0] : value);
  return first !== undefined && second !== undefined && typeof first === typeof second && first !== second;
}

/** Hosted pages ask for the password, whatever the flows say, unless they only lead to other providers. */
function maySendPassword(client: UserPoolAttachment): boolean {
  const hosted = client.isToken('AllowedOAuthFlowsUserPoolClient') || client.flag('AllowedOAuthFlowsUserPoolClient') === true;
  return (hosted && client.closedList('SupportedIdentityProviders')?.includes('COGNITO') !== false) || !client.isClosed('ExplicitAuthFlows')
    || (client.list('ExplicitAuthFlows') ?? []).some((flow) => /USER_PASSWORD_AUTH|ADMIN_NO_SRP_AUTH|ALLOW_USER_AUTH/.test(flow));
}

/** What a function holds that leads back to the pool, or to what hangs on the pool: a circle either way. */
function refersBack(pool: UserPoolResource, held: (handler: AuthResource) => (readonly [AuthResource, string])[], what: string): string | undefined {
  const own = [pool, ...pool.attachments];
  const bad = handlers(pool).flatMap((handler) => {
    const found = held(handler).flatMap(([resource, path]) => resource.referents(resource.value(path)));
    const met = own.filter(({ cfn }) => found.includes(cfn));
    return met.length > 0 ? [`${what} ${handler.path} refers to ${met.map(({ path }) => path).join(', ')}`] : [];
  });
  return bad.length > 0 ? bad.join('; ') : undefined;
}

/** The functions of the pool that are defined in this app, once each, also those that are called by a version or alias. */
function handlers(pool: UserPoolResource): AuthResource[] {
  return [...new Set(functions(pool, pool.value('LambdaConfig')))].map((cfn) => new AuthResource(cfn));
}

function functions(by: AuthResource, value: unknown): CfnResource[] {
  return by.referents(value).filter(CfnResource.isCfnResource).flatMap((cfn) => {
    switch (cfn.cfnResourceType) {
      case 'AWS::Lambda::Function':
        return [cfn];
      case 'AWS::Lambda::Alias':
      case 'AWS::Lambda::Version': {
        const alias = new AuthResource(cfn);
        return functions(alias, alias.value('FunctionName'));
      }
      default:
        return [];
    }
  });
}

function roles(handler: AuthResource): AuthResource[] {
  return handler.referents(handler.value('Role')).filter(CfnResource.isCfnResource).map((cfn) => new AuthResource(cfn));
}

/**
 * What CloudFormation defines before a function, as the template says: the L2 waits for its role with the default policy in it, so that it
 * can't be called before it may do its work. Rules run when CDK has written all of that down.
 */
function awaited(handler: AuthResource): AuthResource[] {
  return handler.cfn.obtainDependencies().filter(CfnResource.isCfnResource).map((cfn) => new AuthResource(cfn));
}
