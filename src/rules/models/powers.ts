import { applies, fitsText, items, matches, OTHERS, permits, type Answer, type Fits, type Request } from './policy';
import { once } from '../../private/once';
import { isAbout } from '../../template/policy';
import { targetOf } from '../../template/resolver';
import { statementsOf, type Role } from '../../template/role';
import { isObject, Text, type Properties } from '../../template/value';

/** What the model knows and what it can't, for the page of the rules. */
export const POWERS_KNOW = 'Powers: what the policies of the app and AWS\'s widest ones let a role do that everybody gets, with conditions, denials and '
  + 'boundaries of the app. A role that a rule or a group hands out is given to few, unless every token matches the rule, or a trigger of an open pool adds '
  + 'users to the group.';

/** What a role lets those do who have it, as its policies name it: actions, patterns of actions, managed policies. */
export interface Powers {
  /** by which they make themselves another user, or an administrator, of the pool or of the account, or remove others */
  readonly administers: readonly string[];
  /** by which they reach what belongs to all */
  readonly reachesAll: readonly string[];
}

interface Power {
  readonly action: string;
  readonly kind: keyof Powers;
  readonly requests: readonly Request[];
}

/** Whether a pattern fits what nobody thought of: a resource of any name, in the pattern's own partition, Region and account. */
const onAny = (service: string, rest: string) => (name: Text): boolean => {
  const [, partition = 'aws', , region = '', account = ''] = name.toString().split(':').map((part) => /[*?]/.test(part) ? undefined : part);
  return matches(name.toString(), `arn:${partition}:${service}:${region}:${account}:${rest}`);
};

/** The type of the resource that part of a name refers to. */
function typesIn(name: Text): string[] {
  const targets = name.parts.flatMap((part) => isObject(part) ? targetOf(part.unknown) ?? [] : []);
  return targets.flatMap((target) => (target as { readonly cfnResourceType?: string }).cfnResourceType ?? []);
}

/** Something of a service. What is unknown may be. */
const isIn = (service: string, type: string) => (name: Text) => {
  const [types, named = '*'] = [typesIn(name), name.toString().split(':')[2]];
  return types.length > 0 ? types.some((one) => one.startsWith(type)) : /[*?\u2026]/.test(named) || named === service;
};

/** What is named as an exception leaves the others. */
const unless = (isOne: (name: Text) => Answer, isAny: (name: Text) => boolean): Request['isAbout'] => (
  (name, isException) => (isException ? isAny : isOne)(name));

const isOf = (type: string, looks: RegExp) => (name: Text) => {
  const isWhole = name.parts.length === 1 && isObject(name.parts[0]);
  const types = typesIn(name);
  return !isWhole ? looks.test(name.toString()) : types.length === 0 ? undefined : types.some((one) => one.startsWith(type));
};

const BUCKET = unless(isOf('AWS::S3::Bucket', /^[^/]*$/), onAny('s3', 'any'));
const TABLE = unless(isOf('AWS::DynamoDB::', /^\*$|(^\u2026|:table\/[^/]*)(\/index\/[^/]*)?$/), onAny('dynamodb', 'table/any'));

const REQUESTS: Readonly<Record<string, readonly Omit<Request, 'action'>[]>> = {
  'cognito-idp': [{ isAbout: unless(isIn('cognito-idp', 'AWS::Cognito::'), onAny('cognito-idp', 'userpool/any')), values: ofAll }],
  'cognito-identity': [{ isAbout: unless(isIn('cognito-identity', 'AWS::Cognito::'), onAny('cognito-identity', 'identitypool/any')), values: ofAll }],
  'iam': [{ isAbout: unless(isIn('iam', 'AWS::IAM::'), onAny('iam', 'role/any')), values: ofAll }],
  'code': [{ isAbout: unless(isIn('lambda', 'AWS::Lambda::'), onAny('lambda', 'function:any')), values: ofAll }],
  ...Object.fromEntries([['iam', 'role/any'], ['lambda', 'function:any'], ['secretsmanager', 'secret:any'], ['ssm', 'parameter/any'], ['s3', 'any/any']].map(
    ([service, rest]) => [rest, [{ isAbout: onAny(service, rest), values: ofAll }]])),
  // whoever lists says what it begins with, or doesn't.
  'list': [[], [fitsText('')]].map((prefix) => ({ isAbout: BUCKET, values: (key) => key === 's3:prefix' ? prefix : ofAll(key) })),
  // a scan has no key.
  'scan': [{ isAbout: TABLE, values: (key) => key === 'dynamodb:leadingkeys' ? [] : ofAll(key) }],
  // a variable of the policy is the user's own key, and a text names one.
  'item': [{ isAbout: TABLE, values: (key) => key === 'dynamodb:leadingkeys' ? [OTHERS] : ofAll(key) }],
};

/** Actions by service, by what they are about. */
const POWERS: Readonly<Record<string, readonly Power[]>> = Object.fromEntries(([
  ['cognito-idp', 'administers', 'cognito-idp', `AdminSetUserPassword AdminResetUserPassword AdminUpdateUserAttributes AdminDeleteUserAttributes AdminAddUserToGroup
    AdminRemoveUserFromGroup AdminLinkProviderForUser AdminDisableProviderForUser AdminCreateUser AdminDeleteUser AdminDisableUser AdminEnableUser AdminConfirmSignUp
    AdminInitiateAuth AdminRespondToAuthChallenge AdminSetUserMFAPreference AdminSetUserSettings AdminUserGlobalSignOut AdminForgetDevice AdminUpdateDeviceStatus
    UpdateUserPool DeleteUserPool SetUserPoolMfaConfig SetRiskConfiguration CreateUserPoolClient UpdateUserPoolClient DeleteUserPoolClient DescribeUserPoolClient
    AddUserPoolClientSecret CreateUserPoolDomain UpdateUserPoolDomain DeleteUserPoolDomain CreateIdentityProvider UpdateIdentityProvider DeleteIdentityProvider
    DescribeIdentityProvider CreateGroup UpdateGroup DeleteGroup CreateResourceServer UpdateResourceServer DeleteResourceServer CreateUserImportJob StartUserImportJob
    SetUICustomization CreateManagedLoginBranding UpdateManagedLoginBranding`],
  ['cognito-idp', 'reachesAll', 'cognito-idp', 'ListUsers ListUsersInGroup AdminGetUser AdminListGroupsForUser AdminListDevices AdminListUserAuthEvents'],
  ['cognito-identity', 'administers', 'cognito-identity', `GetOpenIdTokenForDeveloperIdentity SetIdentityPoolRoles UpdateIdentityPool DeleteIdentityPool SetPrincipalTagAttributeMap
    MergeDeveloperIdentities UnlinkDeveloperIdentity DeleteIdentities`],
  ['iam', 'administers', 'iam', `CreateUser CreateRole CreateAccessKey CreateLoginProfile UpdateLoginProfile AddUserToGroup AttachRolePolicy PutRolePolicy UpdateAssumeRolePolicy
    AttachUserPolicy PutUserPolicy AttachGroupPolicy PutGroupPolicy CreatePolicyVersion SetDefaultPolicyVersion DeleteRolePermissionsBoundary PutRolePermissionsBoundary
    DeactivateMFADevice CreateSAMLProvider UpdateSAMLProvider CreateOpenIDConnectProvider AddClientIDToOpenIDConnectProvider`],
  ['iam', 'administers', 'role/any', 'PassRole'],
  ['sts', 'administers', 'role/any', 'AssumeRole'],
  ['lambda', 'administers', 'code', 'UpdateFunctionCode UpdateFunctionConfiguration AddPermission'],
  ['lambda', 'reachesAll', 'function:any', 'InvokeFunction'],
  ['s3', 'reachesAll', 'list', 'ListBucket ListBucketVersions'],
  ['s3', 'reachesAll', 'any/any', 'GetObject PutObject DeleteObject'],
  ['dynamodb', 'reachesAll', 'scan', 'Scan'],
  ['dynamodb', 'reachesAll', 'item', 'Query PartiQLSelect PutItem UpdateItem DeleteItem BatchWriteItem PartiQLUpdate PartiQLDelete'],
  ['secretsmanager', 'reachesAll', 'secret:any', 'GetSecretValue BatchGetSecretValue'],
  ['ssm', 'reachesAll', 'parameter/any', 'GetParameter GetParameters GetParametersByPath'],
] as const).reduce((services, [service, kind, about, names]) => {
  const powers = names.split(/\s+/).map((name): Power => {
    const action = `${service}:${name}`.toLowerCase();
    return { action, kind, requests: REQUESTS[about].map((request) => ({ action, ...request })) };
  });
  return services.set(service, [...services.get(service) ?? [], ...powers]);
}, new Map<string, Power[]>()));

/** What such actions look like, and whatever may mean several services. */
const ACTIONS = /^(cognito-id|iam:|sts:|lambda:|secretsmanager:|ssm:|s3:[l*?]|dynamodb:[^g]|[^:]*[*?])/i;

/** Objects of every bucket. Those of one are in most policies. */
const EVERYWHERE = /"\*"|:s3:::\*/;

/** AWS's policies that hold such powers. */
const MANAGED: Readonly<Record<keyof Powers, RegExp>> = {
  administers: /:iam::aws:policy\/(AdministratorAccess(-Amplify)?|PowerUserAccess|job-function\/SystemAdministrator|IAMFullAccess|AmazonCognito(PowerUser|DeveloperAuthenticatedIdentities)|AWSLambda_FullAccess)$/,
  reachesAll: /:iam::aws:policy\/(ReadOnlyAccess|job-function\/(ViewOnlyAccess|DatabaseAdministrator)|AmazonCognitoReadOnly|Amazon(S3|DynamoDB)(ReadOnly|Full)Access(_v2)?|SecretsManagerReadWrite|AmazonSSM(ReadOnly|Full)Access|AWSLambdaExecute|service-role\/AWSLambdaRole)$/,
};

/** What a role surely lets those do who have it: where a condition, a denial or a boundary of the app may keep them from it, nothing is said. */
export const powersOf = once((role: Role): Powers => {
  const statements = role.statementsThat((statement) => (
    (isAbout(statement, ACTIONS) || (isAbout(statement, /^s3:/i) && EVERYWHERE.test(JSON.stringify(statement.Resource)))) && !isOwn(statement)));
  return { administers: find(role, statements, 'administers'), reachesAll: find(role, statements, 'reachesAll') };
});

/** Whether it lists no more than what begins with the user's own name, by a policy variable: most lists do. */
function isOwn({ Effect, Condition }: Properties): boolean {
  const prefixes = Object.values(isObject(Condition) ? Condition : {}).flatMap((keys) => isObject(keys) ? items(keys['s3:prefix']) : []);
  return Effect === 'Allow' && prefixes.length > 0 && prefixes.every((prefix) => typeof prefix === 'string' && /^[^*?$]*\$\{(?!Token)[^}]+\}/.test(prefix));
}

function find(role: Role, statements: readonly Properties[], kind: keyof Powers): string[] {
  const denials = statements.filter(({ Effect }) => Effect === 'Deny');
  const boundary = () => role.named(role.at('PermissionsBoundary')).map((policy) => statementsOf(policy.at('PolicyDocument').raw));
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow').flatMap((statement) => (
    candidates(statement).filter((power) => power.kind === kind && power.requests.some((request) => (
      applies(statement, request) === true && !denials.some((denial) => denies(denial, statement, request))
      && boundary().every((limits) => permits(limits, request) !== false)))).flatMap(({ action }) => patternsOf(statement, action))));
  const managed = role.managedPolicies.items.map((arn) => Text.of(arn)?.toString() ?? '').filter((arn) => MANAGED[kind].test(arn));
  return [...new Set([...allowed, ...managed])];
}

/** The powers of the services that a statement names, or leaves open. */
function candidates({ Action, NotAction }: Properties): readonly Power[] {
  const services = items(Action).map((action) => String(action).split(':')[0].toLowerCase());
  return NotAction !== undefined || services.some((service) => /[*?]/.test(service)) ? Object.values(POWERS).flat()
    : [...new Set(services)].flatMap((service) => Object.hasOwn(POWERS, service) ? POWERS[service] : []);
}

/** Whether a denial takes all of it back. */
function denies(denial: Properties, { Resource }: Properties, request: Request): boolean {
  const allowed = items(Resource).map((resource) => JSON.stringify(resource));
  const denied = items(denial.Resource).map((resource) => JSON.stringify(resource));
  return applies(denial, { ...request, isAbout: undefined }) === true && denial.NotResource === undefined
    && (denied.includes('"*"') || (Resource !== undefined && allowed.every((resource) => denied.includes(resource))));
}

/** What a statement has for an action. */
function patternsOf({ Action, NotAction }: Properties, action: string): string[] {
  const isNamed = (text: Text | undefined) => text !== undefined && fitsText(action)(text, { wildcards: true, anyCase: true }) === true;
  return NotAction !== undefined ? [`everything but ${items(NotAction).map(String).join(', ')}`] : items(Action).map(Text.of).filter(isNamed).map(String);
}

/** What every request has of a condition key: of others nobody knows. */
function ofAll(key: string): readonly Fits[] | undefined {
  return key === 'aws:securetransport' ? [fitsText('true')] : undefined;
}
