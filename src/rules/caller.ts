import { applies, fitsText, permits, type Answer, type Fits, type Request } from './models/policy';
import { rulesOf, said, type Rule } from './rule';
import { functions } from './trigger';
import type { Resource } from '../template/resource';
import { Role } from '../template/role';
import { gather } from '../template/scan';
import type { UserPool } from '../template/user-pool';
import type { View } from '../template/view';

const COGNITO = 'cognito-idp.amazonaws.com';

/** Who else may call what a pool calls, or take the role that it sends text messages with. */
export const CALLER_RULES: readonly Rule<UserPool>[] = rulesOf('pool', 'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html', {
  triggerPermissionWide: {
    condition: 'A permission lets user pools of any account call a trigger',
    consequence: 'whoever has an AWS account calls the function through a pool of their own, with users and attributes of their choice',
    remedy: 'leave it out, since `addTrigger()` brings the permission, or set its `sourceArn` to the ARN of the user pool',
    check: (pool) => said(functionsOf(pool).flatMap((handler) => permissionsOf(handler).filter(isWide).map((permission) => (
      `${permission.path} lets ${String(permission.at('Principal').text)} call ${handler.path}, and its SourceArn is ${permission.at('SourceArn').toString()}`)))),
  },
  smsRoleRefused: {
    condition: 'The role for text messages doesn\'t let Cognito take it',
    consequence: 'Cognito rejects the pool (InvalidSmsRoleTrustRelationshipException)',
    remedy: 'leave the role to `SmsSender.sns()`, or trust cognito-idp.amazonaws.com with the external id that the pool has',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html#API_CreateUserPool_Errors',
    check: (pool) => smsRole(pool, (role) => permits(role.trust.isSet ? role.trust.at('Statement').items : [undefined], ownRequest(pool)) === false,
      `doesn't allow sts:AssumeRole to ${COGNITO} with the ExternalId ${pool.smsConfiguration.at('ExternalId').toString()}`),
  },
  smsRoleWide: {
    severity: 'warning',
    condition: 'The role for text messages asks for no external id and no source',
    consequence: 'Cognito takes it for other user pools too, which send messages at your cost (confused deputy)',
    remedy: 'leave the role to `SmsSender.sns()`, or ask for `sts:ExternalId` or `aws:SourceAccount` in its trust',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cross-service-confused-deputy-prevention.html',
    check: (pool) => smsRole(pool, (role) => permits(role.trust.at('Statement').items, STRANGERS) === true,
      `allows sts:AssumeRole to ${COGNITO} for every user pool`),
  },
});

/** Another account's: only what leaves the account open fits it. */
const OTHER_ARN: Fits = (named) => {
  const text = named.toString();
  const account = text.split(':')[4];
  return account === undefined ? /^[^:]*\*/.test(text) : /[*?]/.test(account);
};

const UNKNOWN_TO_OTHERS: Fits = (named, { wildcards }) => wildcards && /^\*+$/.test(named.toString());

const byCognito: Request['comesFrom'] = (kind, name) => name.literal === '*' ? true : kind !== 'Service' ? false : name.literal === undefined ? undefined : name.literal === COGNITO;

function strangers(action: string): Request {
  const values = (key: string): readonly Fits[] | undefined => key === 'aws:sourcearn' ? [OTHER_ARN]
    : key === 'aws:sourceaccount' || key === 'sts:externalid' ? [UNKNOWN_TO_OTHERS] : undefined;
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

/** The functions of the pool that are defined in this app, once each. */
function functionsOf(pool: UserPool): readonly Resource[] {
  return [...new Set(functions(pool.named(pool.triggers)))];
}

function smsRole(pool: UserPool, isBad: (role: Role) => Answer, what: string): string | undefined {
  const caller = pool.smsConfiguration.at('SnsCallerArn');
  const roles = caller.isOwn ? pool.named(caller).filter((role) => role instanceof Role).filter(isBad) : [];
  return said(roles.map(({ path }) => `SnsCallerArn is the ARN of ${path}, whose trust ${what}`));
}

/** What a permission says, as a policy has it. */
function isWide(permission: Resource): boolean {
  const at = (name: string) => permission.at(name).raw;
  const principal = at('Principal');
  const tests = { 'aws:SourceArn': at('SourceArn'), 'aws:SourceAccount': at('SourceAccount'), 'aws:PrincipalOrgID': at('PrincipalOrgID'), 'lambda:EventSourceToken': at('EventSourceToken') };
  return applies({
    Action: at('Action'),
    Principal: principal === '*' ? '*' : { Service: principal },
    Condition: { ArnLike: Object.fromEntries(Object.entries(tests).filter(([, value]) => value !== undefined)) },
  }, CALLS) === true;
}

const PERMISSIONS = new WeakMap<View, ReadonlyMap<Resource, Resource[]>>();

/** The permissions to call a function, by its name, its ARN, a version or an alias. */
function permissionsOf(handler: Resource): readonly Resource[] {
  const { view } = handler;
  const known = PERMISSIONS.get(view) ?? view.ofType('AWS::Lambda::Permission').reduce((index, permission) => {
    functions(permission.named(permission.at('FunctionName'))).forEach((one) => gather(index, one, permission));
    return index;
  }, new Map<Resource, Resource[]>());
  PERMISSIONS.set(view, known);
  return known.get(handler) ?? [];
}
