import { applies, fitsText, items, OTHERS, OTHERS_ARN, permits, type Answer, type Fits, type Request } from './models/policy';
import { rulesOf, said, some, type Rule } from './rule';
import { functions } from './trigger';
import { once } from '../private/once';
import type { Resource } from '../template/resource';
import { Role } from '../template/role';
import { gather, mayBe } from '../template/scan';
import { UserPool } from '../template/user-pool';
import type { View } from '../template/view';

const COGNITO = 'cognito-idp.amazonaws.com';

/** Who else may call what a pool calls, or take the role that it sends text messages with. */
export const CALLER_RULES: readonly Rule<UserPool>[] = rulesOf('pool', 'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html', {
  triggerPermissionWide: {
    condition: 'A permission lets user pools of any account call a trigger',
    consequence: 'whoever has an AWS account calls the function through a pool of their own, with users and attributes of their choice',
    remedy: 'leave it out, since `addTrigger()` brings the permission, or set its `sourceArn` to the ARN of the user pool',
    check: (pool) => said([...new Set(functions(pool.named(pool.triggers)))].flatMap((handler) => permissionsOf(pool.view, handler)
      .filter((permission) => allows(permission, CALLS) === true).map((permission) => (
        `SourceArn of ${permission.path}, which lets ${String(permission.at('Principal').text)} call ${handler.path}, is ${permission.at('SourceArn').toString()}`)))),
  },
  triggerPermissionMissing: {
    severity: 'warning',
    condition: 'A function of the app is a trigger of a user pool, and no permission in the app lets that pool call it',
    consequence: 'each call of the trigger fails, and the sign-up or sign-in that it belongs to',
    remedy: 'use `addTrigger()`, which brings the permission; acknowledge it where the permission is given elsewhere',
    check: (pool) => {
      const uncalled = Object.entries(pool.triggers.object).flatMap(([name, value]) => pool.view.named(value)
        .filter((trigger) => functions([trigger]).length > 0 && !mayBeCalled(trigger, pool)).map(({ path }) => `LambdaConfig.${name} is ${path}`));
      return uncalled.length > 0 ? `${some(uncalled)}, and no permission (AWS::Lambda::Permission) lets the pool call it` : undefined;
    },
  },
  smsRoleRefused: {
    condition: 'The role for text messages doesn\'t let Cognito take it',
    consequence: 'Cognito rejects the pool (InvalidSmsRoleTrustRelationshipException)',
    remedy: 'leave the role to `SmsSender.sns()`, or trust cognito-idp.amazonaws.com with the external id that the pool has',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html#API_CreateUserPool_Errors',
    check: (pool) => smsRole(pool, (role) => permits(statements(role), ownRequest(pool)) === false,
      `doesn't allow sts:AssumeRole to ${COGNITO} with the ExternalId ${pool.smsConfiguration.at('ExternalId').toString()}`),
  },
  smsRoleWide: {
    severity: 'warning',
    condition: 'The role for text messages asks for no external id and no source',
    consequence: 'Cognito takes it for other user pools too, which send messages at your cost (confused deputy)',
    remedy: 'leave the role to `SmsSender.sns()`, or ask for `sts:ExternalId` or `aws:SourceAccount` in its trust',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cross-service-confused-deputy-prevention.html',
    check: (pool) => smsRole(pool, (role) => permits(statements(role), STRANGERS) === true,
      `allows sts:AssumeRole to ${COGNITO} for every user pool`),
  },
});

const byCognito: Request['comesFrom'] = (kind, name) => name.literal === '*' ? true : kind !== 'Service' ? false : name.literal === undefined ? undefined : name.literal === COGNITO;

function strangers(action: string): Request {
  const values = (key: string): readonly Fits[] | undefined => key === 'aws:sourcearn' ? [OTHERS_ARN]
    : key === 'aws:sourceaccount' || key === 'sts:externalid' ? [OTHERS] : undefined;
  return { action, comesFrom: byCognito, values };
}

const STRANGERS = strangers('sts:assumerole');
const CALLS = strangers('lambda:invokefunction');

function ownRequest(pool: UserPool): Request {
  const id = pool.smsConfiguration.at('ExternalId');
  const known = (text: string | undefined): readonly Fits[] | undefined => text === undefined ? undefined : [fitsText(text)];
  return {
    action: 'sts:assumerole',
    comesFrom: byCognito,
    values: (key) => key === 'sts:externalid' ? id.isSet ? known(id.text) : [] : undefined,
  };
}

function smsRole(pool: UserPool, isBad: (role: Role) => Answer, what: string): string | undefined {
  const caller = pool.smsConfiguration.at('SnsCallerArn');
  const roles = caller.isOwn ? pool.named(caller).filter((role) => role instanceof Role).filter(isBad) : [];
  return said(roles.map(({ path }) => `SnsCallerArn is the ARN of ${path}, whose trust ${what}`));
}

/** What its trust says; without one nobody knows. */
function statements({ trust }: Role): unknown[] {
  return trust.isSet ? items(trust.at('Statement').raw) : [undefined];
}

/** Whether a permission is for a request: as a statement in the policy of the function, which it is. */
function allows(permission: Resource, request: Request): Answer {
  const at = (name: string) => permission.at(name).raw;
  const principal = at('Principal');
  const tests = { 'aws:SourceArn': at('SourceArn'), 'aws:SourceAccount': at('SourceAccount'), 'aws:PrincipalOrgID': at('PrincipalOrgID'), 'lambda:EventSourceToken': at('EventSourceToken') };
  return applies({
    Action: at('Action'),
    Principal: principal === '*' ? '*' : { Service: principal },
    Condition: { ArnLike: Object.fromEntries(Object.entries(tests).filter(([, value]) => value !== undefined)) },
  }, request);
}

/** Whether a pool may call a trigger, as far as the app says. */
function mayBeCalled(trigger: Resource, pool: UserPool): boolean {
  // the ARN of another pool is none of this one.
  const isOwnArn: Fits = ({ parts }) => {
    const pools = parts.flatMap((part) => typeof part === 'string' ? [] : pool.view.named(part.unknown)).filter((one) => one instanceof UserPool);
    return pools.length > 0 && !pools.includes(pool) ? false : undefined;
  };
  const request: Request = { ...CALLS, values: (key) => key === 'aws:sourcearn' ? [isOwnArn] : undefined };
  return [...functions([trigger]), undefined].flatMap((handler) => permissionsOf(pool.view, handler)).some((permission) => {
    const named = permission.named(permission.at('FunctionName'));
    // versions and aliases have permissions of their own; a text may name one.
    const isExact = permission.at('FunctionName').partial?.parts.length === 1 && named.length > 0;
    return (!isExact || named.includes(trigger)) && allows(permission, request) !== false;
  });
}

/** The permissions to call each function, by its name, its ARN, a version or an alias; for `undefined` those for whatever only the deployment knows. */
const permissionsIn = once((view: View) => view.ofType('AWS::Lambda::Permission').reduce((index, permission) => {
  const name = permission.at('FunctionName');
  const [, literal] = /(?:^|:function:)([\w-]+)(?::[\w$-]+)?$/.exec(name.text ?? '') ?? [];
  const called = literal === undefined ? [] : view.called('AWS::Lambda::Function', literal)
    .filter(({ stack }) => mayBe(stack.account, permission.stack.account) && mayBe(stack.region, permission.stack.region));
  const handlers = functions([...permission.named(name), ...called]);
  (handlers.length > 0 ? new Set(handlers) : [undefined]).forEach((one) => gather(index, one, permission));
  return index;
}, new Map<Resource | undefined, Resource[]>()));

/** The permissions to call a function. */
function permissionsOf(view: View, handler: Resource | undefined): readonly Resource[] {
  return permissionsIn(view).get(handler) ?? [];
}
