import fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import {
  App, Aspects, Aws, CfnCondition, CfnMapping, CfnParameter, CfnResource, Fn, NestedStack,
  RemovalPolicy, Stack, Stage, Token, type Environment, type IResolvable,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { AuthenticatedUserPool, UserPoolLock, UserPoolRetention } from '../../../src';
import { CERTIFICATES, key, metadata } from '../../rules/saml-metadata';

type Define = (stack: Stack) => void;

/** What a lock of everything in the stack says: refused, doubtful, or added, where it isn't silent. */
interface Verdict {
  readonly refused: string[];
  readonly doubtful: string;
  readonly added: string;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'locked-choices-'));
const file = path.join(folder, 'lock.json');
afterAll(() => fs.rmSync(folder, { recursive: true }));

const POOL: Define = (stack) => void pool(stack);
const users = (more: Partial<cognito.CfnUserPoolUserProps> = {}): Define => (stack) => {
  new cognito.CfnUserPoolUser(stack, 'Root', { userPoolId: pool(stack).ref, username: 'root', userAttributes: [{ name: 'email', value: 'root@example.com' }], ...more });
};
const provider = (providerType: string, providerDetails: unknown, attributeMapping?: Record<string, string>, providerName = 'Acme'): Define => (stack) => {
  new cognito.CfnUserPoolIdentityProvider(stack, 'Provider', { userPoolId: pool(stack).ref, providerName, providerType, providerDetails, attributeMapping });
};
const oidc = (issuer: string, more: Record<string, string> = {}, mapping?: Record<string, string>) => (
  provider('OIDC', { oidc_issuer: issuer, client_id: 'id', authorize_scopes: 'openid', ...more }, mapping));
const saml = (details: Record<string, string>) => provider('SAML', details);
const document = (entity: string, certificate: keyof typeof CERTIFICATES = 'present') => (
  { MetadataFile: metadata(key(CERTIFICATES[certificate])).replace(/entityID="[^"]*"/, `entityID="${entity}"`) });
const issuerIf = (issuer: string): Define => (stack) => provider('OIDC', Fn.conditionIf(isProd()(stack).logicalId,
  { oidc_issuer: issuer, client_secret: 'hidden' }, { oidc_issuer: 'https://dev.example' }))(stack);
const caseSensitiveAs = (caseSensitive: unknown): Define => (stack) => pool(stack).addPropertyOverride('UsernameConfiguration', { CaseSensitive: caseSensitive });
const mapped = (prefix: string): Define => (stack) => domain(new CfnMapping(stack, 'Map', { mapping: { 'eu-west-1': { prefix } } }).findInMap(Aws.REGION, 'prefix'))(stack);
const schema = (attribute: object): Define => (stack) => void new CfnResource(stack, 'Pool', { type: 'AWS::Cognito::UserPool', properties: { Schema: [attribute] } });
const condition = (expression?: (stack: Stack) => cognito.CfnUserPool['cfnOptions']['condition'], id = 'Pool'): Define => (stack) => {
  pool(stack);
  client(stack);
  if (expression !== undefined) {
    (stack.node.findChild(id) as CfnResource).cfnOptions.condition = expression(stack);
  }
};
const isProd = (name = 'IsProd', value = 'prod') => (stack: Stack) => (
  new CfnCondition(stack, name, { expression: Fn.conditionEquals(new CfnParameter(stack, 'Env', { default: 'dev' }), value) }));
const domain = (name: string | ((stack: Stack) => string)): Define => (stack) => {
  new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: pool(stack).ref, domain: typeof name === 'string' ? name : name(stack) });
};
const either = (stack: Stack, one: string, other: string, value = 'prod') => (
  Fn.conditionIf(isProd('IsProd', value)(stack).logicalId, one, other).toString());
const identities = (more: Record<string, unknown> = {}, fallback?: string, clients = ['Client'], others: Partial<cognito.CfnIdentityPoolProps> = {}): Define => (stack) => {
  const userPool = pool(stack);
  const names = clients.map((id) => [userPool.attrProviderName, client(stack, id).ref]);
  const identityPool = new cognito.CfnIdentityPool(stack, 'Identities', {
    allowUnauthenticatedIdentities: false, cognitoIdentityProviders: names.map(([providerName, clientId]) => ({ providerName, clientId })), ...others,
  });
  Object.entries(more).forEach(([name, value]) => identityPool.addPropertyOverride(name, value));
  new cognito.CfnIdentityPoolRoleAttachment(stack, 'Roles', {
    identityPoolId: identityPool.ref,
    roles: { authenticated: 'arn:aws:iam::123456789012:role/users' },
    roleMappings: fallback === undefined ? undefined : {
      users: { type: 'Token', ambiguousRoleResolution: fallback, identityProvider: `cognito-idp.${stack.region}.amazonaws.com/${userPool.ref}:${client(stack).ref}` },
    },
  });
};
const tags = (identityProviderName: string): Define => (stack) => {
  identities()(stack);
  new cognito.CfnIdentityPoolPrincipalTag(stack, 'Tags', { identityPoolId: Fn.ref('Identities'), identityProviderName });
};
const group = (groupName: string, id = 'Group'): Define => (stack) => void new cognito.CfnUserPoolGroup(stack, id, { userPoolId: pool(stack).ref, groupName });
const member = (groupName: string): Define => (stack) => (
  void new cognito.CfnUserPoolUserToGroupAttachment(stack, 'Membership', { userPoolId: pool(stack).ref, groupName, username: 'root' }));
const server = (identifier: string): Define => (stack) => (
  void new cognito.CfnUserPoolResourceServer(stack, 'Server', { userPoolId: pool(stack).ref, identifier, name: 'Orders' }));
const kept = (policy: RemovalPolicy): Define => (stack) => pool(stack).applyRemovalPolicy(policy);
const ours = (retention: UserPoolRetention): Define => (stack) => void new AuthenticatedUserPool(stack, 'Auth', { retention, signUp: undefined });

describe('is refused:', () => {
  test.each<[string, Define, Define, string]>([
    ['another issuer of the same name', oidc('https://id.acme.org'), oidc('https://id.evil.org'),
      'Stack/Provider: providers (ProviderDetails) was "oidc_issuer https://id.acme.org" and is now "oidc_issuer https://id.evil.org": it gives its users other ids'],
    ['another app of Facebook', provider('Facebook', { client_id: '1' }, undefined, 'Facebook'), provider('Facebook', { client_id: '2' }, undefined, 'Facebook'),
      '(ProviderDetails) was "client_id 1" and is now "client_id 2"'],
    ['another team of Apple', provider('SignInWithApple', { team_id: 'A' }), provider('SignInWithApple', { team_id: 'B' }), 'was "team_id A" and is now "team_id B"'],
    ['metadata of another SAML provider', saml({ MetadataURL: 'https://a.example/saml' }), saml({ MetadataURL: 'https://b.example/saml' }),
      'was "MetadataURL https://a.example/saml" and is now "MetadataURL https://b.example/saml"'],
    ['a metadata file of another SAML provider', saml(document('https://a.example')), saml(document('https://b.example')),
      'was "entityID https://a.example" and is now "entityID https://b.example"'],
    ['another user name', oidc('https://id.acme.org'), oidc('https://id.acme.org', {}, { username: 'email' }),
      'attributeMapping (AttributeMapping.username) was "sub" and is now "email": the user name is another, so its users get new, empty accounts; put it back'],
    ['the user name of SAML', saml({ MetadataURL: 'https://a.example/saml' }), provider('SAML', { MetadataURL: 'https://a.example/saml' }, { username: 'mail' }),
      '(AttributeMapping.username) was "NameID" and is now "mail"'],
    ['an address of a user in the template', users(), users({ userAttributes: [{ name: 'email', value: 'boss@example.com' }] }),
      'Stack/Root: its account (UserPoolUser) was {"UserAttributes":[{"Name":"email","Value":"root@example.com"}],"Username":"root"} and is now {"UserAttributes":'],
    ['the invitation of a user in the template', users(), users({ desiredDeliveryMediums: ['EMAIL'] }), '"Username":"root"}: CloudFormation deletes the account and makes another, which has neither password nor id of the first; put it back'],
    ['a user in the template goes', users(), POOL, 'Stack/Root: the user is locked and not in the app any more: the account is deleted'],
    ['a group gets another name', group('admins'), group('Admins'), 'groupName (GroupName) was "admins" and is now "Admins": CloudFormation replaces it: the new group has none'],
    ['a group gets another id', group('admins'), group('admins', 'Team'), 'Stack/Group: the group is locked and not in the app any more, and there is Stack/Team (Stack/Team)'],
    ['a membership in another group', member('a'), member('b'), 'the membership (GroupName) was "a" and is now "b": the user leaves the group'],
    ['another identifier of a resource server', server('orders'), server('order'), 'identifier (Identifier) was "orders" and is now "order"'],
    ['a pool that gets a condition', condition(), condition(isProd()),
      'Stack/Pool: its condition (Condition) was not set and is now [{"Fn::Equals":["${Env}","prod"]}]: where it doesn\'t hold, CloudFormation takes the resource away'],
    ['a client that gets a condition', condition(), condition(isProd(), 'Client'), 'Stack/Client: its condition (Condition) was not set'],
    ['a condition that says something else', condition(isProd()), condition(isProd('IsProd', 'live')), '"prod"]}] and is now [{"Fn::Equals":["${Env}","live"]}]'],
    ['a condition inside of which another one changes', condition((stack) => new CfnCondition(stack, 'Not', { expression: Fn.conditionNot(isProd()(stack)) })),
      condition((stack) => new CfnCondition(stack, 'Not', { expression: Fn.conditionNot(isProd('IsProd', 'live')(stack)) })), '(Condition) was [{"Fn::Not":[{"Fn::Equals":["${Env}","prod"]}]}]'],
    ['one branch of a choice', domain((stack) => either(stack, 'acme', 'acme-dev')), domain((stack) => either(stack, 'acme', 'acme-test')), 'domain (Domain) was {"Fn::If":'],
    ['what decides a choice', domain((stack) => either(stack, 'acme', 'acme-dev')), domain((stack) => either(stack, 'acme', 'acme-dev', 'live')), '"live"'],
    ['a pool that is no longer kept', kept(RemovalPolicy.RETAIN), kept(RemovalPolicy.DESTROY),
      'Stack/Pool: retention (DeletionPolicy) was ["Retain"] and is now not set: nothing keeps it when it leaves the stack'],
    ['retain() to destroy()', ours(UserPoolRetention.retain()), ours(UserPoolRetention.destroy()), 'retention (DeletionPolicy) was ["Retain","DeletionProtection"] and is now not set'],
    ['deletion protection that is off', (stack) => void new cognito.CfnUserPool(stack, 'Pool', { deletionProtection: 'ACTIVE' }), POOL,
      'retention (DeletionPolicy) was ["DeletionProtection"] and is now not set'],
    ['the fallback of a role mapping', identities({}, 'AuthenticatedRole'), identities({}, 'Deny'),
      'Stack/Identities: providers (CognitoIdentityProviders) "Stack/Client" was "the authenticated role" and is now "mapped roles only": users for whom the role mapping has no role, '
      + 'such as those in no group, get no credentials any more; say unmappedUsers: UnmappedUsers.AUTHENTICATED_ROLE in its roleMapping'],
    ['a first role mapping', identities(), identities({}, 'Deny'), '"Stack/Client" was "the authenticated role" and is now "mapped roles only"'],
    ['a provider of an identity pool less', identities({}, undefined, ['Client'], { supportedLoginProviders: { 'graph.facebook.com': '1' } }), identities(),
      '(CognitoIdentityProviders) "graph.facebook.com" was "the authenticated role" and is now not set: its users get no credentials any more'],
    ['another app of Facebook in an identity pool', identities({}, undefined, ['Client'], { supportedLoginProviders: { 'graph.facebook.com': '1' } }),
      identities({}, undefined, ['Client'], { supportedLoginProviders: { 'graph.facebook.com': '2' } }),
      'Stack/Identities: providers (SupportedLoginProviders) was "1" and is now "2": Facebook gives each app other ids for the same user'],
    ['the role of signed-in users', identities(), (stack) => {
      identities()(stack);
      (stack.node.findChild('Roles') as CfnResource).addPropertyDeletionOverride('Roles.authenticated');
    }, '"Stack/Client" was "the authenticated role" and is now "no role": its users get no credentials any more, and what is stored under their identity ids stays behind; put it back'],
    ['an issuer in one branch', issuerIf('https://a.example'), issuerIf('https://b.example'), 'was "oidc_issuer https://a.example or https://dev.example" and is now "oidc_issuer https://b.example or'],
    ['guests', identities({ AllowUnauthenticatedIdentities: true }), identities(), 'guests (AllowUnauthenticatedIdentities) was true and is now not set: guests get no credentials'],
    ['the classic flow', identities({ AllowClassicFlow: true }), identities({ AllowClassicFlow: false }), 'classicFlow (AllowClassicFlow) was true and is now not set'],
    ['a role attachment of another id', identities(), (stack) => {
      identities()(stack);
      (stack.node.findChild('Roles') as CfnResource).overrideLogicalId('Other');
    }, 'Stack/Roles: the role attachment is locked and not in the app any more, and there is Stack/Roles (Stack/Other)'],
    ['the provider of principal tags', tags('one'), tags('two'), 'providers (IdentityProviderName) was "one" and is now "two"'],
    ['an identity pool that the lock was never told of', identities(), condition(), 'Stack/Identities: the identity pool is locked and not in the app any more'],
    ['an identity pool of nobody in the user pool', (stack) => {
      pool(stack);
      new cognito.CfnIdentityPool(stack, 'Public', { allowUnauthenticatedIdentities: true });
    }, POOL, 'Stack/Public: the identity pool is locked and not in the app any more'],
    ['a client, told once although an identity pool loses it too', identities({}, undefined, ['Client', 'Second']), identities(),
      'Stack/Second: the app client is locked and not in the app any more'],
    ['an attribute with bounds', schema({ Name: 'a', AttributeDataType: 'String', StringAttributeConstraints: { MaxLength: 64 } }),
      schema({ Name: 'a', AttributeDataType: 'String', StringAttributeConstraints: { MaxLength: 65 } }), 'attributes (Schema) "a" was'],
    ['an attribute in one branch', schema({ 'Fn::If': ['C', { Name: 'a' }, { Ref: 'AWS::NoValue' }] }), schema({ 'Fn::If': ['C', { Name: 'b' }, { Ref: 'AWS::NoValue' }] }),
      'attributes (Schema) "#0" was'],
  ])('%s', (_, before, after, message) => {
    lock(before, true);
    expect(silent(lock(before))).toBe(true);
    const { refused } = lock(after);
    expect(refused.filter((text) => text.includes(message))).toHaveLength(1);
    // one cause, and how to accept it.
    expect(refused.slice(1)).toEqual([expect.stringContaining(`to accept all of this, knowing what is lost, run cdk synth -c cdk-cognito-auth:updateLock=true and commit ${file}`)]);
  });

  test.each<[string, Environment, Environment, string]>([
    ['another Region', { region: 'eu-central-1' }, { region: 'us-east-1' },
      'Stack: env.region (Region) was "eu-central-1" and is now "us-east-1": the deployment makes empty pools there, and the users stay in those that it leaves behind, outside this app; put it back'],
    ['another account', { account: '123456789012' }, { account: '210987654321' }, 'env.account (Account) was "123456789012" and is now "210987654321"'],
  ])('%s, and nothing else of what is in it', (_, before, after, message) => {
    const passkeys: Define = (stack) => void new cognito.CfnUserPool(stack, 'Pool', { webAuthnRelyingPartyId: `acme.auth.${stack.region}.amazoncognito.com` });
    lock(passkeys, true, before);
    expect(silent(lock(passkeys, false, before))).toBe(true);
    const { refused } = lock(passkeys, false, after);
    expect(refused).toEqual([expect.stringContaining(message), expect.stringContaining('to accept all of this')]);
  });

  test('a nested stack that gets a condition', () => {
    const nested = (conditional: boolean): Define => (stack) => {
      const inner = new NestedStack(stack, 'Inner');
      pool(inner);
      if (conditional) {
        (inner.nestedStackResource as CfnResource).cfnOptions.condition = isProd()(stack);
      }
    };
    lock(nested(false), true);
    expect(lock(nested(true)).refused).toEqual([expect.stringMatching(/Stack\/Inner\/Pool: its condition \(Condition\) was not set and is now .*prod/), expect.anything()]);
    lock(nested(true), true);
    expect(silent(lock(nested(true)))).toBe(true);
  });

  test('an Aspect that puts everything under a condition, once', () => {
    const aspect = (on: boolean): Define => (stack) => {
      condition()(stack);
      const prod = isProd()(stack);
      const visit = (one: IConstruct) => {
        if (on && CfnResource.isCfnResource(one)) {
          one.cfnOptions.condition = prod;
        }
      };
      Aspects.of(stack).add({ visit });
    };
    lock(aspect(false), true);
    expect(lock(aspect(true)).refused).toEqual([expect.stringContaining('Stack/Pool: its condition'), expect.anything()]);
  });

  test('a pool in a Stage, and one outside of every stack', () => {
    const app = (id: string, update: boolean) => {
      const root = new App({ context: { 'cdk-cognito-auth:updateLock': update } });
      ['Dev', 'Prod'].forEach((stage) => new cognito.CfnUserPool(new Stack(new Stage(root, stage), 'Stack'), id));
      new UserPoolLock(root, 'Lock', { file });
      return () => root.synth();
    };
    app('Pool', true)();
    app('Pool', false)();
    expect(app('Users', false)).toThrow(/Dev-Stack\/Pool: the user pool is locked[^]*Prod-Stack\/Pool: the user pool is locked/);
  });

  test('two stacks of one name', () => {
    const app = new App();
    const stacks = ['One', 'Two'].map((id, index) => new Stack(app, id, { stackName: 'Auth', env: { region: `eu-west-${index + 1}` } }));
    stacks.forEach(POOL);
    new UserPoolLock(app, 'Lock', { file });
    expect(() => app.synth()).toThrow(/"Auth" is One and Two: two stacks of one name need a lock each, with a file each; name its pools in "userPools"/);
  });

  test('a stack without a pool, before there is a file; afterwards its pools are gone', () => {
    const imported: Define = (stack) => void cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_example');
    const none = [expect.stringContaining('there is no user pool in "Stack": name the pools to lock in "userPools", or take the lock away')];
    fs.rmSync(file, { force: true });
    expect(lock(imported).refused).toEqual(none);
    lock(POOL, true);
    expect(lock(imported).refused[0]).toContain('Stack/Pool: the user pool is locked and not in the app any more: ');
    expect(lock(imported, 'again').refused).toEqual(none);
    expect(silent(lock(POOL))).toBe(true);
  });
});

describe('nobody can tell:', () => {
  test.each<[string, Define, Define, string]>([
    ['another client at an OpenID Connect provider', oidc('https://id.acme.org'), oidc('https://id.acme.org', { client_id: 'other' }), 'clientId (ProviderDetails.client_id) was "id" and is now "other"'],
    ['another client at Amazon', provider('LoginWithAmazon', { client_id: '1' }), provider('LoginWithAmazon', { client_id: '2' }), 'clientId (ProviderDetails.client_id) was "1" and is now "2"'],
    ['the name of a group instead of a reference', (stack) => {
      group('admins')(stack);
      member(Fn.ref('Group'))(stack);
    }, (stack) => {
      group('admins')(stack);
      member('admins')(stack);
    }, 'the membership (GroupName) was "${Stack/Group}" and is now "admins"'],
    ['a mapping that nobody can decide', mapped('acme'), mapped('other'), 'if that is another value, CloudFormation replaces it'],
    ['a text instead of a flag', caseSensitiveAs('false'), caseSensitiveAs(false), 'signIn (UsernameConfiguration) was {"CaseSensitive":"false"} and is now {"CaseSensitive":false}'],
    ['metadata by URL instead of a file', saml({ MetadataURL: 'https://a.example/saml' }), saml(document('https://a.example')), 'was "MetadataURL https://a.example/saml" and is now "entityID https://a.example"'],
    ['a parameter instead of a name', domain('acme'), domain((stack) => new CfnParameter(stack, 'Prefix').valueAsString), 'domain (Domain) was "acme" and is now "${Prefix}"'],
    ['another parameter', domain((stack) => new CfnParameter(stack, 'A').valueAsString), domain((stack) => new CfnParameter(stack, 'B').valueAsString), 'was "${A}" and is now "${B}"'],
    ['another mapping for the schema', token('Schema', 'one'), token('Schema', 'two'), 'Fn::FindInMap'],
    ['a plan below Cognito\'s default', POOL, (stack) => void (pool(stack).userPoolTier = 'LITE'),
      'featurePlan (UserPoolTier) was not set and is now "LITE": where the pool runs on ESSENTIALS, Cognito\'s default, its plan is lowered; name the plan that the pool has, or leave it out with'],
  ])('%s', (_, before, after, message) => {
    lock(before, true);
    expect(silent(lock(before))).toBe(true);
    const { refused, doubtful, added } = lock(after);
    expect({ refused, added }).toEqual({ refused: [], added: '' });
    expect(doubtful).toContain(message);
    expect(doubtful).toContain('if no user loses anything, run cdk synth -c cdk-cognito-auth:updateLock=true and commit it');
  });

  test('a stack that no longer says its Region; an update keeps what it said', () => {
    lock(POOL, true, { region: 'eu-central-1' });
    expect(lock(POOL).doubtful).toContain('env.region (Region) was "eu-central-1" and is now not set');
    lock(POOL, 'again');
    expect(lock(POOL, false, { region: 'us-east-1' }).refused[0]).toContain('env.region (Region) was "eu-central-1"');
  });
});

describe('may change:', () => {
  test.each<[string, Define, Define]>([
    ['another app of Google in an identity pool, whose users keep their ids', identities({}, undefined, ['Client'], { supportedLoginProviders: { 'accounts.google.com': '1' } }),
      identities({}, undefined, ['Client'], { supportedLoginProviders: { 'accounts.google.com': '2' } })],
    ['a slash at the end of an issuer', oidc('https://id.acme.org'), oidc('https://id.acme.org/')],
    ['scopes, secret and mapping of a provider', oidc('https://id.acme.org'), oidc('https://id.acme.org', { authorize_scopes: 'openid email' }, { email: 'email' })],
    ['the user name that is the default', oidc('https://id.acme.org'), oidc('https://id.acme.org', {}, { username: 'sub' })],
    ['the client id at Google', provider('Google', { client_id: '1' }, undefined, 'Google'), provider('Google', { client_id: '2' }, undefined, 'Google')],
    ['the certificate in a metadata file', saml(document('https://a.example')), saml(document('https://a.example', 'past'))],
    ['the name of a condition', condition(isProd()), condition(isProd('Production'))],
    ['the name of a mapping', mapped('acme'), (stack) => (
      domain(new CfnMapping(stack, 'Prefixes', { mapping: { 'eu-west-1': { prefix: 'acme' } } }).findInMap(Aws.REGION, 'prefix'))(stack))],
    ['the default of a parameter', domain((stack) => new CfnParameter(stack, 'P', { default: 'a' }).valueAsString), domain((stack) => new CfnParameter(stack, 'P', { default: 'b' }).valueAsString)],
    ['a name in another form', domain('acme'), domain(() => Fn.join('-', ['acme']))],
    ['precedence and role of a group', group('admins'), (stack) => {
      group('admins')(stack);
      (stack.node.findChild('Group') as CfnResource).addPropertyOverride('Precedence', 3);
    }],
    ['the form of a reference', identities(), identities({ CognitoIdentityProviders: [{ ClientId: { Ref: 'Client' }, ProviderName: { 'Fn::GetAtt': ['Pool', 'ProviderName'] } }] })],
    ['an empty list of sign-in identifiers', POOL, (stack) => void (pool(stack).usernameAttributes = [])],
    ['RetainExceptOnCreate', kept(RemovalPolicy.RETAIN), kept(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)],
    ['a number in place of a text', schema({ Name: 'a', AttributeDataType: 'Number', NumberAttributeConstraints: { MaxValue: '5' } }),
      schema({ Name: 'a', AttributeDataType: 'Number', NumberAttributeConstraints: { MaxValue: 5 } })],
    ['the plan, upwards', (stack) => void (pool(stack).userPoolTier = 'LITE'), (stack) => void (pool(stack).userPoolTier = 'PLUS')],
    ['a role mapping with the fallback', identities(), identities({}, 'AuthenticatedRole')],
    ['callbacks and flows of a client', (stack) => void client(stack), (stack) => void (client(stack).callbackUrLs = ['https://app.example.com'])],
  ])('%s', (_, before, after) => {
    lock(before, true);
    expect(lock(after)).toEqual({ refused: [], doubtful: '', added: '' });
  });

  test.each<[string, Define, Define, string]>([
    ['a user', POOL, users(), 'Stack/Root'],
    ['a group', POOL, group('admins'), 'Stack/Group'],
    ['an identity pool', POOL, identities(), 'Stack/Identities'],
    ['a provider of an identity pool', identities(), identities({}, undefined, ['Client', 'Second']), 'Stack/Identities'],
    ['better retention', kept(RemovalPolicy.DESTROY), kept(RemovalPolicy.RETAIN), 'Stack/Pool'],
    ['no condition any more', condition(isProd()), condition(), 'Stack/Pool'],
  ])('%s, with a warning until it is written down', (_, before, after, named) => {
    lock(before, true);
    const { refused, doubtful, added } = lock(after);
    expect({ refused, doubtful }).toEqual({ refused: [], doubtful: '' });
    expect(added).toContain(named);
    lock(after, true);
    expect(silent(lock(after))).toBe(true);
  });

  test('a stack that begins to say its Region', () => {
    const passkeys: Define = (stack) => void new cognito.CfnUserPool(stack, 'Pool', { webAuthnRelyingPartyId: `acme.auth.${stack.region}.amazoncognito.com` });
    lock(passkeys, true);
    const { refused, doubtful, added } = lock(passkeys, false, { region: 'eu-central-1' });
    expect({ refused, doubtful }).toEqual({ refused: [], doubtful: '' });
    expect(added).toContain('doesn\'t hold all of Stack, Stack/Pool:');
  });
});

function pool(stack: Stack): cognito.CfnUserPool {
  return (stack.node.tryFindChild('Pool') ?? new cognito.CfnUserPool(stack, 'Pool')) as cognito.CfnUserPool;
}

function client(stack: Stack, id = 'Client'): cognito.CfnUserPoolClient {
  return (stack.node.tryFindChild(id) ?? new cognito.CfnUserPoolClient(stack, id, { userPoolId: pool(stack).ref })) as cognito.CfnUserPoolClient;
}

function token(property: string, name: string): Define {
  return (stack) => pool(stack).addPropertyOverride(property, Token.asAny({ 'Fn::FindInMap': ['Map', name, property] }) as IResolvable);
}

function silent({ refused, doubtful, added }: Verdict): boolean {
  return refused.length === 0 && doubtful === '' && added === '';
}

/** A new app, as every run of the CDK is one, under a lock that was told of no pool; with `update` it writes the file. */
function lock(define: Define, update: boolean | 'again' = false, env?: Environment): Verdict {
  const app = new App({ context: { 'cdk-cognito-auth:updateLock': update !== false } });
  const stack = new Stack(app, 'Stack', { env });
  if (update === true) {
    fs.rmSync(file, { force: true });
  }
  define(stack);
  const { node } = new UserPoolLock(stack, 'Lock', { file });
  let refused: string[] = [];
  try {
    app.synth();
  } catch (error) {
    refused = (error as Error).message.split('\n').slice(1).map((line) => line.trim().replaceAll('\\"', '"'));
  }
  const warning = (id: string) => node.metadata.map(({ data }) => String(data)).filter((text) => text.includes(`cdk-cognito-auth:${id}`)).join('\n');
  return { refused, doubtful: warning('lockDoubtful'), added: warning('lockIncomplete') };
}
