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
  const person = (aud: string | undefined, amr: string[] | undefined, more: Partial<Visitor> = {}): Visitor => ({
    context: { ...aud !== undefined && { [AUD]: aud }, ...amr && { [AMR]: amr } }, ...more,
  });
  const other = 'eu-central-1:33333333-3333-3333-3333-333333333333';
  const member = ['authenticated', USER_POOL, `${USER_POOL}:CognitoSignIn:11111111`];
  const guest = ['unauthenticated'];
  const tagged = { isTagged: true };
  return {
    'a member': person(pool, member),
    'a member and nothing more': person(pool, ['authenticated']),
    'a member by a social token': person(pool, ['authenticated', 'accounts.google.com', 'accounts.google.com:client:123']),
    'a member by OpenID Connect': person(pool, ['authenticated', 'login.acme.app', 'arn:aws:iam::111111111111:oidc-provider/login.acme.app:OIDC:sub']),
    'a member by SAML': person(pool, ['authenticated', 'arn:aws:iam::111111111111:saml-provider/acme']),
    'a member by a back end': person(pool, ['authenticated', 'login.acme.app', `login.acme.app:${pool}:anna`]),
    'a tagged member': person(pool, member, tagged),
    'a guest': person(pool, guest),
    'a tagged guest': person(pool, guest, tagged),
    'a member of another pool': person(other, member),
    'a tagged member of another pool': person(other, member, tagged),
    'a guest of another pool': person(other, guest),
    'a member of a pool whose id begins with this one\'s': person(`${pool}1`, member),
    'a member of a pool with which this one\'s id begins': person(pool.slice(0, -1), member),
    'a member of no pool': person(undefined, member),
    'a member of a pool without a name': person('', member),
    'somebody of whom nothing is known': person(pool, undefined),
    'somebody of whom nothing is known, tagged': person(pool, undefined, tagged),
    'somebody with a provider and no sign-in': person(pool, [USER_POOL, 'accounts.google.com']),
    'somebody in capitals': person(pool, ['AUTHENTICATED', 'UNAUTHENTICATED']),
    'a member of a pool in another partition': person(pool, member, { principal: ELSEWHERE }),
    'a member with a SAML assertion': person(pool, member, { action: 'sts:AssumeRoleWithSAML' }),
    'somebody of the account': person(pool, member, { principal: ANNA, action: 'sts:AssumeRole' }),
    'Lambda': person(undefined, undefined, { principal: 'lambda.amazonaws.com', action: 'sts:AssumeRole' }),
  };
}

const MEMBERS = [
  'a member', 'a member and nothing more', 'a member by a social token', 'a member by OpenID Connect', 'a member by SAML', 'a member by a back end',
];
const ADMITTED = {
  'members': MEMBERS,
  'members, tagged or not': [...MEMBERS, 'a tagged member'],
  'guests': ['a guest'],
  'a function': ['Lambda'],
};

const app = namedApp();
const { Plain, Tagged, Triggers, Pool, Clients, People, ById, Social, Vouched } = stacks(
  app, 'Plain', 'Tagged', 'Triggers', 'Pool', 'Clients', 'People', 'ById', 'Social', 'Vouched',
);
const identities = {
  QuickStart: quickStart(app).node.findChild('Identities') as ReturnType<typeof byId>,
  Plain: everything(together(Plain), { guests: true }),
  Tagged: everything(together(Tagged), { guests: true, tags: true }),
  People: everything({ pool: Pool, triggers: Triggers, clients: Clients, people: People }, { tags: true }),
  ById: byId(ById),
  Social: withoutUserPool(Social),
  Vouched: vouched(Vouched),
};
const deployment = Deployment.of(app);

/** Every role of the quick start and of the scenarios, and whom it is for. */
const ROLES: Record<string, keyof typeof ADMITTED> = {
  'QuickStart/Identities/AuthenticatedRole': 'members',

  'Plain/Identities/AuthenticatedRole': 'members',
  'Plain/Identities/GuestRole': 'guests',
  'Plain/Identities/Roles/Admins/Role': 'members',
  'Plain/Identities/Roles/Members/Role': 'members',
  'Plain/Identities/Roles/Gold/Role': 'members',
  'Plain/Trigger/ServiceRole': 'a function',

  'Tagged/Identities/AuthenticatedRole': 'members, tagged or not',
  'Tagged/Identities/GuestRole': 'guests',
  'Tagged/Identities/Roles/Admins/Role': 'members, tagged or not',
  'Tagged/Identities/Roles/Members/Role': 'members, tagged or not',
  'Tagged/Identities/Roles/Gold/Role': 'members, tagged or not',
  'Tagged/Trigger/ServiceRole': 'a function',

  'People/Identities/AuthenticatedRole': 'members, tagged or not',
  'People/Identities/Roles/Admins/Role': 'members, tagged or not',
  'People/Identities/Roles/Members/Role': 'members, tagged or not',
  'People/Identities/Roles/Gold/Role': 'members, tagged or not',
  'Triggers/Trigger/ServiceRole': 'a function',

  'ById/Identities/AuthenticatedRole': 'members',
  'ById/Identities/Roles/Admins/Role': 'members',

  'Social/Identities/AuthenticatedRole': 'members, tagged or not',
  'Social/Identities/Roles/Early/Role': 'members, tagged or not',
  'Social/Identities/Roles/Late/Role': 'members, tagged or not',
  'Social/BackEnd': 'a function',

  'Vouched/Identities/AuthenticatedRole': 'members, tagged or not',
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
  const examples = fs.readdirSync(path.join(__dirname, 'examples'), { withFileTypes: true }).filter(entry => entry.isDirectory());
  expect(examples.map(({ name }) => name)).toEqual(['quick-start']);
  expect(deployment.roles.map(role => role.path).sort()).toEqual(Object.keys(ROLES).sort());
});

test.each(Object.entries(ROLES))('%s is for %s, and for nobody else', async (name, who) => {
  const role = deployment.role(name);
  expect(await admitted(role.trust, poolOf(role))).toEqual(ADMITTED[who]);
});

test('people have nothing from managed policies, which nobody simulates', () => {
  const people = deployment.roles.filter(({ path: name }) => ROLES[name] !== 'a function');
  expect(people.flatMap(({ managedPolicies }) => managedPolicies)).toEqual([]);
});

describe('the simulator tells the difference', () => {
  const strict = (name: string) => deployment.role(name).trust;
  const pool = (name: string) => poolOf(deployment.role(name));

  test.each<[string, string, string, string, string[]]>([
    ['the audience', 'Plain/Identities/Roles/Admins/Role', `"StringEquals":{"${AUD}":"{pool}"},`, '', [
      'a member of another pool', 'a member of a pool whose id begins with this one\'s', 'a member of a pool with which this one\'s id begins',
      'a member of no pool', 'a member of a pool without a name',
    ]],
    ['an exact audience', 'ById/Identities/Roles/Admins/Role', '"StringEquals":{"{key}":"{pool}"}', '"StringLike":{"{key}":"{pool}*"}', [
      'a member of a pool whose id begins with this one\'s',
    ]],
    ['the kind of person', 'Plain/Identities/AuthenticatedRole', '"authenticated"', '"*authenticated"', ['a guest']],
    ['the kind of person, of guests', 'Plain/Identities/GuestRole', '"unauthenticated"', '"*authenticated"', MEMBERS],
    ['a sign-in', 'Plain/Identities/Roles/Gold/Role', 'ForAnyValue', 'ForAllValues', ['somebody of whom nothing is known']],
    ['a sign-in of tagged people', 'Tagged/Identities/Roles/Gold/Role', 'ForAnyValue', 'ForAllValues', [
      'somebody of whom nothing is known', 'somebody of whom nothing is known, tagged',
    ]],
    ['that tags need a permission', 'Plain/Identities/AuthenticatedRole', '"sts:AssumeRoleWithWebIdentity"', '["sts:AssumeRoleWithWebIdentity","sts:TagSession"]', [
      'a tagged member',
    ]],
    ['the right service', 'People/Identities/AuthenticatedRole', `"Federated":"${HERE}"`, `"Federated":["${HERE}","${ELSEWHERE}"]`, [
      'a member of a pool in another partition',
    ]],
  ])('without %s there would be more people', async (_, name, from, to, more) => {
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

  test('without sts:TagSession no tagged person would come in', async () => {
    const name = 'People/Identities/Roles/Members/Role';
    expect(await admitted(reworded(strict(name), '"sts:TagSession"', '"sts:SetSourceIdentity"'), pool(name))).toEqual(MEMBERS);
  });

  test('who may bring tags is locked as well as who comes in', async () => {
    const name = 'Tagged/Identities/Roles/Admins/Role';
    const [door, tags] = strict(name).Statement;
    const open = (...statements: Statement[]) => reworded({ Statement: statements }, `"StringEquals":{"${AUD}":"${pool(name)}"},`, '').Statement;
    expect(await admitted({ Statement: [...open(door), tags] }, pool(name))).not.toContain('a tagged member of another pool');
    expect(await admitted({ Statement: [door, ...open(tags)] }, pool(name))).not.toContain('a tagged member of another pool');
    expect(await admitted({ Statement: open(door, tags) }, pool(name))).toContain('a tagged member of another pool');
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
    const people = integration.roles.filter(({ trust }) => JSON.stringify(trust).includes('cognito-identity'));
    expect(people.map(({ path: name }) => name)).toEqual([expect.stringMatching(/^QuickStart\/IdentitiesAuthenticatedRole/)]);
    const [pool] = [people[0].trust.Statement[0].Condition!.StringEquals[AUD]];
    expect(pool).toBe(poolOf(deployment.role('QuickStart/Identities/AuthenticatedRole')));
    expect(people[0].trust).toEqual(deployment.role('QuickStart/Identities/AuthenticatedRole').trust);
  });
});
