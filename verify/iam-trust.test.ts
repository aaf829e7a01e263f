import * as fs from 'fs';
import * as path from 'path';
import { mayAssume, reworded, type Visitor } from './tools/iam';
import { Deployment, type DeployedRole } from './tools/iam-deployment';
import type { PolicyDocument, Statement } from './tools/iam-policy';
import { byId, everything, namedApp, stacks, together, vouched, withoutUserPool } from './tools/iam-scenarios';
import { quickStart } from './tools/quick-start';

const HERE = 'cognito-identity.amazonaws.com';
const AUD = `${HERE}:aud`;
const AMR = `${HERE}:amr`;
const ELSEWHERE = 'cognito-identity-us-gov.amazonaws.com';
const ANNA = 'arn:aws:iam::111111111111:user/anna';
const USER_POOL = 'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc';

/** Who knocks, of an identity pool and of others. */
function visitors(pool: string): Record<string, Visitor> {
  const visitor = (aud: string | undefined, amr: string[] | undefined, more: Partial<Visitor> = {}): Visitor => ({
    context: { ...aud !== undefined && { [AUD]: aud }, ...amr && { [AMR]: amr } }, ...more,
  });
  const other = 'eu-central-1:33333333-3333-3333-3333-333333333333';
  const user = ['authenticated', USER_POOL, `${USER_POOL}:CognitoSignIn:11111111`];
  const guest = ['unauthenticated'];
  const tagged = { isTagged: true };
  return {
    'a user': visitor(pool, user),
    'a user and nothing more': visitor(pool, ['authenticated']),
    'a user by a social token': visitor(pool, ['authenticated', 'accounts.google.com', 'accounts.google.com:client:123']),
    'a user by OpenID Connect': visitor(pool, ['authenticated', 'login.acme.app', 'arn:aws:iam::111111111111:oidc-provider/login.acme.app:OIDC:sub']),
    'a user by SAML': visitor(pool, ['authenticated', 'arn:aws:iam::111111111111:saml-provider/acme']),
    'a user by a back end': visitor(pool, ['authenticated', 'login.acme.app', `login.acme.app:${pool}:anna`]),
    'a tagged user': visitor(pool, user, tagged),
    'a guest': visitor(pool, guest),
    'a tagged guest': visitor(pool, guest, tagged),
    'a user of another pool': visitor(other, user),
    'a tagged user of another pool': visitor(other, user, tagged),
    'a guest of another pool': visitor(other, guest),
    'a user of a pool whose id begins with this one\'s': visitor(`${pool}1`, user),
    'a user of a pool with which this one\'s id begins': visitor(pool.slice(0, -1), user),
    'a user of no pool': visitor(undefined, user),
    'a user of a pool without a name': visitor('', user),
    'somebody of whom nothing is known': visitor(pool, undefined),
    'somebody of whom nothing is known, tagged': visitor(pool, undefined, tagged),
    'somebody with a provider and no sign-in': visitor(pool, [USER_POOL, 'accounts.google.com']),
    'somebody in capitals': visitor(pool, ['AUTHENTICATED', 'UNAUTHENTICATED']),
    'a user of a pool in another partition': visitor(pool, user, { principal: ELSEWHERE }),
    'a user with a SAML assertion': visitor(pool, user, { action: 'sts:AssumeRoleWithSAML' }),
    'somebody of the account': visitor(pool, user, { principal: ANNA, action: 'sts:AssumeRole' }),
    'Lambda': visitor(undefined, undefined, { principal: 'lambda.amazonaws.com', action: 'sts:AssumeRole' }),
  };
}

const USERS = [
  'a user', 'a user and nothing more', 'a user by a social token', 'a user by OpenID Connect', 'a user by SAML', 'a user by a back end',
];
const ADMITTED = {
  'users': USERS,
  'users, tagged or not': [...USERS, 'a tagged user'],
  'guests': ['a guest'],
  'a function': ['Lambda'],
};

const app = namedApp();
const { Plain, Tagged, Triggers, Pool, Clients, Users, ById, Social, Vouched } = stacks(
  app, 'Plain', 'Tagged', 'Triggers', 'Pool', 'Clients', 'Users', 'ById', 'Social', 'Vouched',
);
const identities = {
  QuickStart: quickStart(app).node.findChild('Identities') as ReturnType<typeof byId>,
  Plain: everything(together(Plain), { guests: true }),
  Tagged: everything(together(Tagged), { guests: true, tags: true }),
  Users: everything({ pool: Pool, triggers: Triggers, clients: Clients, users: Users }, { tags: true }),
  ById: byId(ById),
  Social: withoutUserPool(Social),
  Vouched: vouched(Vouched),
};
const deployment = Deployment.of(app);

/** Every role of the quick start and of the scenarios, and whom it is for. */
const ROLES: Record<string, keyof typeof ADMITTED> = {
  'QuickStart/Identities/AuthenticatedRole': 'users',

  'Plain/Identities/AuthenticatedRole': 'users',
  'Plain/Identities/GuestRole': 'guests',
  'Plain/Identities/Roles/Admins/Role': 'users',
  'Plain/Identities/Roles/Members/Role': 'users',
  'Plain/Identities/Roles/Gold/Role': 'users',
  'Plain/Trigger/ServiceRole': 'a function',

  'Tagged/Identities/AuthenticatedRole': 'users, tagged or not',
  'Tagged/Identities/GuestRole': 'guests',
  'Tagged/Identities/Roles/Admins/Role': 'users, tagged or not',
  'Tagged/Identities/Roles/Members/Role': 'users, tagged or not',
  'Tagged/Identities/Roles/Gold/Role': 'users, tagged or not',
  'Tagged/Trigger/ServiceRole': 'a function',

  'Users/Identities/AuthenticatedRole': 'users, tagged or not',
  'Users/Identities/Roles/Admins/Role': 'users, tagged or not',
  'Users/Identities/Roles/Members/Role': 'users, tagged or not',
  'Users/Identities/Roles/Gold/Role': 'users, tagged or not',
  'Triggers/Trigger/ServiceRole': 'a function',

  'ById/Identities/AuthenticatedRole': 'users',
  'ById/Identities/Roles/Admins/Role': 'users',

  'Social/Identities/AuthenticatedRole': 'users, tagged or not',
  'Social/Identities/Roles/Early/Role': 'users, tagged or not',
  'Social/Identities/Roles/Late/Role': 'users, tagged or not',
  'Social/BackEnd': 'a function',

  'Vouched/Identities/AuthenticatedRole': 'users, tagged or not',
  'Vouched/BackEnd': 'a function',
};

/** The id of the pool that hands out the role, or of none. */
function poolOf({ path: role }: DeployedRole): string {
  const { identityPool } = identities[role.split('/')[0] as keyof typeof identities] ?? identities.Plain;
  return deployment.value(identityPool.stack as never, identityPool.identityPoolId);
}

/** Whom of all visitors a trust lets in. */
async function admitted(trust: PolicyDocument, pool: string): Promise<string[]> {
  const answers = await Promise.all(Object.entries(visitors(pool)).map(async ([name, visitor]) => await mayAssume(trust, visitor) ? [name] : []));
  return answers.flat();
}

test('no example and no role is left out', () => {
  const examples = fs.readdirSync(path.join(__dirname, 'examples'), { withFileTypes: true }).filter(({ name }) => fs.existsSync(path.join(__dirname, 'examples', name, 'app.ts')));
  expect(examples.map(({ name }) => name)).toEqual(['quick-start']);
  expect(deployment.roles.map(role => role.path).sort()).toEqual(Object.keys(ROLES).sort());
});

test.each(Object.entries(ROLES))('%s is for %s, and for nobody else', async (name, who) => {
  const role = deployment.role(name);
  expect(await admitted(role.trust, poolOf(role))).toEqual(ADMITTED[who]);
});

test('users have nothing from managed policies, which nobody simulates', () => {
  const users = deployment.roles.filter(({ path: name }) => ROLES[name] !== 'a function');
  expect(users.flatMap(({ managedPolicies }) => managedPolicies)).toEqual([]);
});

describe('the simulator tells the difference', () => {
  const strict = (name: string) => deployment.role(name).trust;
  const pool = (name: string) => poolOf(deployment.role(name));

  test.each<[string, string, string, string, string[]]>([
    ['the audience', 'Plain/Identities/Roles/Admins/Role', `"StringEquals":{"${AUD}":"{pool}"},`, '', [
      'a user of another pool', 'a user of a pool whose id begins with this one\'s', 'a user of a pool with which this one\'s id begins',
      'a user of no pool', 'a user of a pool without a name',
    ]],
    ['an exact audience', 'ById/Identities/Roles/Admins/Role', '"StringEquals":{"{key}":"{pool}"}', '"StringLike":{"{key}":"{pool}*"}', [
      'a user of a pool whose id begins with this one\'s',
    ]],
    ['the kind of user', 'Plain/Identities/AuthenticatedRole', '"authenticated"', '"*authenticated"', ['a guest']],
    ['the kind of user, of guests', 'Plain/Identities/GuestRole', '"unauthenticated"', '"*authenticated"', USERS],
    ['a sign-in', 'Plain/Identities/Roles/Gold/Role', 'ForAnyValue', 'ForAllValues', ['somebody of whom nothing is known']],
    ['a sign-in of tagged users', 'Tagged/Identities/Roles/Gold/Role', 'ForAnyValue', 'ForAllValues', [
      'somebody of whom nothing is known', 'somebody of whom nothing is known, tagged',
    ]],
    ['that tags need a permission', 'Plain/Identities/AuthenticatedRole', '"sts:AssumeRoleWithWebIdentity"', '["sts:AssumeRoleWithWebIdentity","sts:TagSession"]', [
      'a tagged user',
    ]],
    ['the right service', 'Users/Identities/AuthenticatedRole', `"Federated":"${HERE}"`, `"Federated":["${HERE}","${ELSEWHERE}"]`, [
      'a user of a pool in another partition',
    ]],
  ])('without %s there would be more users', async (_, name, from, to, more) => {
    const fill = (text: string) => text.replace(/\{pool\}/g, pool(name)).replace(/\{key\}/g, AUD);
    const found = await admitted(reworded(strict(name), fill(from), fill(to)), pool(name));
    expect(found.filter(visitor => !ADMITTED[ROLES[name]].includes(visitor)).sort()).toEqual([...more].sort());
  });

  test('everybody comes in where there is no lock: nobody is refused for lack of words', async () => {
    const trust = {
      Statement: [{ Effect: 'Allow', Action: 'sts:*', Principal: { Federated: [HERE, ELSEWHERE], Service: 'lambda.amazonaws.com', AWS: ANNA } }],
    };
    expect(await admitted(trust, pool('Plain/Identities/GuestRole'))).toEqual(Object.keys(visitors('')));
  });

  test('without sts:TagSession no tagged user would come in', async () => {
    const name = 'Users/Identities/Roles/Members/Role';
    expect(await admitted(reworded(strict(name), '"sts:TagSession"', '"sts:SetSourceIdentity"'), pool(name))).toEqual(USERS);
  });

  test('who may bring tags is locked as well as who comes in', async () => {
    const name = 'Tagged/Identities/Roles/Admins/Role';
    const [door, tags] = strict(name).Statement;
    const open = (...statements: Statement[]) => reworded({ Statement: statements }, `"StringEquals":{"${AUD}":"${pool(name)}"},`, '').Statement;
    expect(await admitted({ Statement: [...open(door), tags] }, pool(name))).not.toContain('a tagged user of another pool');
    expect(await admitted({ Statement: [door, ...open(tags)] }, pool(name))).not.toContain('a tagged user of another pool');
    expect(await admitted({ Statement: open(door, tags) }, pool(name))).toContain('a tagged user of another pool');
  });
});

describe('the integration tests', () => {
  const folder = path.join(__dirname, '..', 'test', 'integ');
  const templates = fs.readdirSync(folder).filter(name => name.endsWith('.snapshot')).flatMap(name => {
    const files = fs.readdirSync(path.join(folder, name)).filter(file => file.endsWith('.template.json'));
    return files.map(file => ({ name: file.split('.')[0], region: 'eu-central-1', template: JSON.parse(fs.readFileSync(path.join(folder, name, file), 'utf8')) }));
  });
  const integration = new Deployment(templates);

  test('hand out one role, and it is the quick start\'s', () => {
    const users = integration.roles.filter(({ trust }) => JSON.stringify(trust).includes('cognito-identity'));
    expect(users.map(({ path: name }) => name)).toEqual([expect.stringMatching(/^QuickStart\/IdentitiesAuthenticatedRole/)]);
    const [pool] = [users[0].trust.Statement[0].Condition!.StringEquals[AUD]];
    expect(pool).toBe(poolOf(deployment.role('QuickStart/Identities/AuthenticatedRole')));
    expect(users[0].trust).toEqual(deployment.role('QuickStart/Identities/AuthenticatedRole').trust);
  });
});
