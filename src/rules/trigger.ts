import { rulesOf, said, type Rule } from './rule';
import type { Resource } from '../template/resource';
import type { UserPool } from '../template/user-pool';
import type { Client } from '../template/user-pool-client';
import { isObject, isUnknown } from '../template/value';

/** The triggers whose event has one version. */
const UNVERSIONED = [
  'CreateAuthChallenge', 'CustomMessage', 'DefineAuthChallenge', 'PostAuthentication', 'PostConfirmation', 'PreAuthentication', 'PreSignUp', 'PreTokenGeneration',
  'UserMigration', 'VerifyAuthChallengeResponse',
];

/** Lambda functions in the pool's workflow. */
export const TRIGGER_RULES: readonly Rule<UserPool>[] = rulesOf('pool', 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-userpool-lambdaconfig.html', {
  triggerShape: {
    condition: 'A trigger that has a version is given as a bare ARN, or one that has none with a version',
    consequence: 'CloudFormation rejects the pool; the L2 does so with `lambdaTriggers.preTokenGenerationConfig` and `UserPoolOperation.of(\'inboundFederation\')`',
    remedy: 'use `addTrigger()` with the factory for it, such as `UserPoolTrigger.preTokenGeneration(…)` or `UserPoolTrigger.inboundFederation(…)`; `UserPoolTrigger.of()` takes a `version` where there is one',
    check: (pool) => {
      const bad = ['PreTokenGenerationConfig', 'InboundFederation', 'CustomEmailSender', 'CustomSMSSender']
        .filter((name) => pool.triggers.at(name).isOwn && isText(pool.triggers.at(name).raw));
      const versioned = UNVERSIONED.filter((name) => isObject(pool.triggers.at(name).raw) && pool.triggers.at(`${name}.LambdaArn`).isOwn);
      return said([
        ...bad.length > 0 ? [`LambdaConfig holds ${bad.join(', ')} as a bare ARN, without LambdaVersion`] : [],
        ...versioned.length > 0 ? [`LambdaConfig holds ${versioned.join(', ')} with LambdaVersion, where Cognito takes a bare ARN`] : [],
      ]);
    },
  },
  triggerPreTokenTwice: {
    condition: 'Two different functions are to write the tokens',
    consequence: 'Cognito rejects the pool: PreTokenGeneration and PreTokenGenerationConfig must agree',
    remedy: 'keep one, with `UserPoolTrigger.preTokenGeneration(…)`',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LambdaConfigType.html',
    check: (pool) => {
      const [old, versioned] = ['PreTokenGeneration', 'PreTokenGenerationConfig.LambdaArn'].map((name) => pool.triggers.at(name).raw);
      return isOther(pool, old, versioned) ? 'LambdaConfig.PreTokenGeneration and LambdaConfig.PreTokenGenerationConfig name different functions' : undefined;
    },
  },
  migrationWithoutPassword: {
    severity: 'warning',
    condition: 'Users are migrated, and none of their clients sends the password as it is',
    consequence: 'no sign-in calls the trigger, because SRP doesn\'t send the password: only users who forgot it are migrated',
    remedy: 'use hosted pages, or a client with `authFlows: { userPassword: true }` for as long as users migrate',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html',
    check: (pool) => {
      // machines have no password; a client that can't be seen might be the one.
      const clients = pool.clients.filter(({ isMachine }) => !isMachine);
      return pool.triggers.at('UserMigration').isOwn && clients.length > 0 && !clients.some(maySendPassword)
        ? `LambdaConfig holds UserMigration, and no hosted page or flow of ${clients.map((client) => client.path).join(', ')} takes a password`
        : undefined;
    },
  },
});

/** What makes text only, and no object. */
const TEXT_FUNCTIONS = ['Ref', 'Fn::GetAtt', 'Fn::ImportValue', 'Fn::Join', 'Fn::Sub'];

function isText(value: unknown): boolean {
  return typeof value === 'string' || (isUnknown(value) && Object.keys(value as object).some((name) => TEXT_FUNCTIONS.includes(name)));
}

/** Whether two values surely name different functions. What only CloudFormation knows might be the same. */
function isOther(pool: UserPool, one: unknown, other: unknown): boolean {
  const [first, second] = [one, other].map((value) => isUnknown(value) ? pool.referents(value)[0] : value);
  return first !== undefined && second !== undefined && typeof first === typeof second && first !== second;
}

/** Hosted pages ask for the password, whatever the flows say, unless they only lead to other providers. */
function maySendPassword(client: Client): boolean {
  const hosted = client.hosted.isUnknown || client.hosted.flag === true;
  return (hosted && client.providers.closedList?.includes('COGNITO') !== false) || !client.authFlows.isClosed
    || client.authFlows.list.some((flow) => /USER_PASSWORD_AUTH|ADMIN_NO_SRP_AUTH|ALLOW_USER_AUTH/.test(flow));
}

/** Functions, also those that are called by a version or alias. */
export function functions(named: readonly Resource[]): Resource[] {
  return named.flatMap((one) => {
    switch (one.type) {
      case 'AWS::Lambda::Function':
        return [one];
      case 'AWS::Lambda::Alias':
      case 'AWS::Lambda::Version':
        return functions(one.named(one.at('FunctionName')));
      default:
        return [];
    }
  });
}
