import fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { AmplifyAuth } from '@aws-amplify/auth-construct';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, SecretValue, Stack } from 'aws-cdk-lib/core';
import * as ts from 'typescript';
import * as library from '../../../src';
import {
  AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, ProfileAttribute, RoleMapping, SignIn, SignInDomain, SignUp, SocialProviders,
  UnmappedUsers, UserAttribute, UserPoolAdoption, UserPoolLock, UserSchema, type UserPoolLockProps,
} from '../../../src';
import { google } from '../../support';

type Targets = Pick<UserPoolLockProps, 'userPools' | 'identityPools'>;
type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

/** A pool as somebody has it deployed, and the same in our constructs: `adopt` is what the guide says on top of them. */
interface Scenario {
  readonly deployed: (stack: Stack) => Targets;
  readonly ours: (stack: Stack, adopt: typeof UserPoolAdoption.keepLogicalId) => Targets;
  /** what must survive, with its logical id */
  readonly survivors: string[];
}

const callbackUrls = ['https://app.example.com/'];

const SCENARIOS: Record<string, Scenario> = {
  'a plain L2 pool with user names': {
    deployed: (stack) => ({ userPools: [new cognito.UserPool(stack, 'Pool')] }),
    ours: (stack, adopt) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.username({ caseSensitive: true }) });
      adopt(auth.userPool, { logicalId: 'PoolD3F588B8', unset: ['UsernameConfiguration'] });
      return { userPools: [auth.userPool] };
    },
    survivors: ['PoolD3F588B8'],
  },

  'an L2 e-mail pool with a client, a domain and Google': {
    deployed: (stack) => {
      const userPool = new cognito.UserPool(stack, 'Pool', { signInAliases: { email: true }, selfSignUpEnabled: true });
      userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme-login' } });
      const provider = new cognito.UserPoolIdentityProviderGoogle(stack, 'Google', {
        userPool, clientId: 'google-client', clientSecretValue: SecretValue.secretsManager('google', { jsonField: 'secret' }),
      });
      const client = userPool.addClient('App', {
        oAuth: { callbackUrls },
        supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO, cognito.UserPoolClientIdentityProvider.GOOGLE],
      });
      client.node.addDependency(provider);
      return { userPools: [userPool] };
    },
    ours: (stack, adopt) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', {
        signIn: SignIn.email({ caseSensitive: true }),
        signUp: SignUp.open(),
        domain: SignInDomain.prefix('acme-login'),
      });
      const app = auth.addSpaClient('App', { callbackUrls });
      const social = new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
      adopt(auth.userPool, { logicalId: 'PoolD3F588B8', unset: ['UsernameConfiguration'] });
      adopt(auth.domain!, { logicalId: 'PoolDomainCFC71F56' });
      adopt(app.userPoolClient, { logicalId: 'PoolApp0FDA91BA', unset: ['GenerateSecret'] });
      adopt(social.identityProviders[0], { logicalId: 'GoogleAF1E99FA' });
      return { userPools: [auth.userPool] };
    },
    survivors: ['PoolD3F588B8', 'PoolDomainCFC71F56', 'PoolApp0FDA91BA', 'GoogleAF1E99FA'],
  },

  'Amplify\'s construct': {
    deployed: (stack) => {
      const amplify = new AmplifyAuth(stack, 'Auth', { loginWith: { email: true } });
      return { userPools: [amplify.resources.userPool] };
    },
    ours: (stack, adopt) => {
      const auth = new AuthenticatedUserPool(stack, 'Login', {
        signUp: SignUp.open(),
        attributes: UserSchema.of({ required: [ProfileAttribute.EMAIL] }),
      });
      const app = auth.addSpaClient('App', { hostedPages: false });
      const identities = new FederatedIdentityPool(stack, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, {
          roleMapping: RoleMapping.token({ unmappedUsers: UnmappedUsers.AUTHENTICATED_ROLE }),
        })],
      });
      adopt(auth.userPool, { logicalId: 'AuthUserPool8115E87F' });
      adopt(app.userPoolClient, { logicalId: 'AuthUserPoolAppClientB43C55DB', unset: ['GenerateSecret'] });
      adopt(identities.identityPool, { logicalId: 'AuthIdentityPool12DFB5E1' });
      adopt(identities.identityPool.node.findChild('DefaultRoleAttachment'), { logicalId: 'AuthIdentityPoolRoleAttachmentB0D3DC72' });
      adopt(identities.authenticatedRole, { logicalId: 'AuthauthenticatedUserRoleEABEC607' });
      return { userPools: [auth.userPool] };
    },
    survivors: [
      'AuthUserPool8115E87F', 'AuthUserPoolAppClientB43C55DB', 'AuthIdentityPool12DFB5E1', 'AuthIdentityPoolRoleAttachmentB0D3DC72',
      'AuthauthenticatedUserRoleEABEC607',
    ],
  },
};

/** What holds people, ids that apps know, or a name that can't be there twice. */
const PRECIOUS = [
  'AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient', 'AWS::Cognito::UserPoolDomain', 'AWS::Cognito::UserPoolIdentityProvider',
  'AWS::Cognito::UserPoolGroup', 'AWS::Cognito::IdentityPool', 'AWS::Cognito::IdentityPoolRoleAttachment',
];

/** What the service never changes on a pool, though its schema calls nothing create-only (and so the diff library says "update"). */
const IMMUTABLE = ['UsernameAttributes', 'AliasAttributes', 'UsernameConfiguration', 'Schema'];

describe.each(Object.entries(SCENARIOS))('%s', (_, { deployed, ours, survivors }) => {
  const keep: typeof UserPoolAdoption.keepLogicalId = (construct, options) => UserPoolAdoption.keepLogicalId(construct, options);
  const onlyIds: typeof UserPoolAdoption.keepLogicalId = (construct, { logicalId }) => UserPoolAdoption.keepLogicalId(construct, { logicalId });
  const nothing = () => undefined;

  const adopted = (stack: Stack) => ours(stack, keep);
  const notAdopted = (stack: Stack) => ours(stack, nothing);

  test('is adopted: nothing precious is replaced, removed or made twice', () => {
    expect(survivors).toEqual(expect.arrayContaining(preciousOf(deployed)));
    expect(harm(deployed, adopted)).toEqual([]);
    expect(survivors.map((id) => impactOf(deployed, adopted, id))).toEqual(survivors.map(() => ResourceImpact.WILL_UPDATE));
  });

  test('is adopted: what Cognito never changes is the same', () => {
    expect(immutableOf(adopted)).toEqual(immutableOf(deployed));
  });

  test('is adopted: a lock of the deployed app says so too', () => {
    lock(deployed, true);
    expect(lock(adopted)).toBe('');
  });

  test('the control: without adoption everything precious is lost', () => {
    const lost = harm(deployed, notAdopted);
    expect(lost.filter(([, , impact]) => impact === ResourceImpact.WILL_DESTROY || impact === ResourceImpact.WILL_ORPHAN).map(([id]) => id).sort())
      .toEqual(preciousOf(deployed).sort());
    lock(deployed, true);
    expect(lock(notAdopted)).toMatch(new RegExp(`Stack/${survivors[0]}: the user pool is locked and not in the app any more`));
  });

  test('the control: with logical ids alone a client is replaced, or the update of the pool fails', () => {
    const ids = (stack: Stack) => ours(stack, onlyIds);
    const replaced = harm(deployed, ids).map(([, type, impact]) => `${type} ${impact}`);
    const same = JSON.stringify(immutableOf(ids)) === JSON.stringify(immutableOf(deployed));
    expect({ replaced, same }).toEqual({
      replaced: survivors.some((id) => /App/.test(id)) ? ['AWS::Cognito::UserPoolClient WILL_REPLACE'] : [],
      same: survivors[0].startsWith('Auth'), // Amplify states the case sensitivity.
    });
    lock(deployed, true);
    expect(lock(ids)).toMatch(/UsernameConfiguration\) was not set and is now|GenerateSecret\) was not set and is now false/);
  });
});

test('who is in no group keeps the credentials that Amplify gives', () => {
  const { deployed, ours } = SCENARIOS['Amplify\'s construct'];
  const rest = (define: Scenario['deployed']) => {
    const { RoleMappings: mappings } = template(define).Resources.AuthIdentityPoolRoleAttachmentB0D3DC72.Properties;
    return Object.values(mappings as object).map(({ Type, AmbiguousRoleResolution }) => [Type, AmbiguousRoleResolution]);
  };
  expect(rest(deployed)).toEqual([['Token', 'AuthenticatedRole']]);
  expect(rest((stack) => ours(stack, UserPoolAdoption.keepLogicalId.bind(UserPoolAdoption)))).toEqual(rest(deployed));
});

test('a stuck schema may be left out when it is adopted: the pool keeps it, and the lock agrees', () => {
  const { deployed } = SCENARIOS['Amplify\'s construct'];
  const frozen = (stack: Stack): Targets => {
    const auth = new AuthenticatedUserPool(stack, 'Login', {
      attributes: UserSchema.of({ required: [ProfileAttribute.EMAIL], frozen: true }),
    });
    UserPoolAdoption.keepLogicalId(auth.userPool, { logicalId: 'AuthUserPool8115E87F' });
    const app = auth.addSpaClient('App', { hostedPages: false });
    UserPoolAdoption.keepLogicalId(app.userPoolClient, { logicalId: 'AuthUserPoolAppClientB43C55DB', unset: ['GenerateSecret'] });
    return { userPools: [auth.userPool] };
  };
  expect(impactOf(deployed, frozen, 'AuthUserPool8115E87F')).toBe(ResourceImpact.WILL_UPDATE);
  expect(template(frozen).Resources.AuthUserPool8115E87F.Properties).not.toHaveProperty('Schema');
  lock(deployed, true);
  expect(lock(frozen)).toBe('');
});

test('attributes that the L2 states in fewer words are copied to the letter', () => {
  const deployed = (stack: Stack): Targets => ({
    userPools: [new cognito.UserPool(stack, 'Pool', { signInCaseSensitive: false, customAttributes: { tenant: new cognito.StringAttribute() } })],
  });
  const ours = (schema?: cognito.CfnUserPool.SchemaAttributeProperty[]) => (stack: Stack): Targets => {
    const attributes = UserSchema.of({ custom: { tenant: UserAttribute.text({ mutable: false }) } });
    const auth = new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.username(), attributes });
    UserPoolAdoption.keepLogicalId(auth.userPool, { logicalId: 'PoolD3F588B8' });
    if (schema !== undefined) {
      (auth.userPool.node.defaultChild as cognito.CfnUserPool).schema = schema;
    }
    return { userPools: [auth.userPool] };
  };
  lock(deployed, true);
  expect(lock(ours())).toMatch(/attributes \(Schema\) "tenant" was {"AttributeDataType":"String"} and is now {.*StringAttributeConstraints/);
  expect(lock(ours([{ name: 'tenant', attributeDataType: 'String' }]))).toBe('');
});

test('the guide says what is proven here', () => {
  const guide = fs.readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'adopt-an-existing-pool.md'), 'utf8');
  const snippets = (kind: string) => [...guide.matchAll(new RegExp('```ts ' + kind + '\\n(.*?)```', 'gs'))].map(([, code]) => template(running(code)));
  const keep = UserPoolAdoption.keepLogicalId.bind(UserPoolAdoption);
  expect(snippets('deployed')).toEqual(Object.values(SCENARIOS).map(({ deployed }) => template(deployed)));
  expect(snippets('adopted')).toEqual(Object.values(SCENARIOS).map(({ ours }) => template((stack) => ours(stack, keep))));
});

describe('keepLogicalId', () => {
  test('takes an L2 and an L1', () => {
    const stack = new Stack();
    const userPool = new cognito.UserPool(stack, 'Pool', { signInCaseSensitive: true });
    UserPoolAdoption.keepLogicalId(userPool, { logicalId: 'Old', unset: ['UsernameConfiguration'] });
    const group = new cognito.CfnUserPoolGroup(stack, 'Group', { userPoolId: userPool.userPoolId });
    UserPoolAdoption.keepLogicalId(group, { logicalId: 'OldGroup' });
    expect(Template.fromStack(stack).toJSON().Resources).toEqual({
      Old: expect.objectContaining({ Properties: expect.not.objectContaining({ UsernameConfiguration: expect.anything() }) }),
      OldGroup: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'Old' } } },
    });
  });

  test('fails when the construct is no single resource', () => {
    const auth = new AuthenticatedUserPool(new Stack(new App(), 'Stack'), 'Auth');
    expect(() => UserPoolAdoption.keepLogicalId(auth, { logicalId: 'Old' })).toThrow(
      /\[Stack\/Auth\] is no single resource: name one that it holds, such as auth.userPool/);
  });

  test('fails when "unset" would turn a case-insensitive pool into a sensitive one', () => {
    const auth = new AuthenticatedUserPool(new Stack(), 'Auth');
    expect(() => UserPoolAdoption.keepLogicalId(auth.userPool, { logicalId: 'Old', unset: ['UsernameConfiguration'] })).toThrow(
      /a pool without it is case sensitive, while this one isn't: say so with signIn: SignIn.email\({ caseSensitive: true }\)/);
  });

  test('fails when "unset" would take the secret of a client', () => {
    const app = new AuthenticatedUserPool(new Stack(), 'Auth').addWebClient('Web');
    expect(() => UserPoolAdoption.keepLogicalId(app.userPoolClient, { logicalId: 'Old', unset: ['GenerateSecret'] })).toThrow(
      /a client without it has no secret, while this one has: define it with addSpaClient/);
  });

  test.each(['Schema', 'GenerateSecret'])('fails when "unset" holds %s of a user pool', (property) => {
    const auth = new AuthenticatedUserPool(new Stack(), 'Auth');
    expect(() => UserPoolAdoption.keepLogicalId(auth.userPool, { logicalId: 'Old', unset: [property] })).toThrow(
      new RegExp(`"unset" holds "${property}" for AWS::Cognito::UserPool: only UsernameConfiguration and UserPoolTier of a user pool and GenerateSecret of an app client`));
  });

  test('fails when "unset" holds UsernameConfiguration of a client', () => {
    const app = new AuthenticatedUserPool(new Stack(), 'Auth').addSpaClient('App');
    expect(() => UserPoolAdoption.keepLogicalId(app.userPoolClient, { logicalId: 'Old', unset: ['UsernameConfiguration'] })).toThrow(
      /"unset" holds "UsernameConfiguration" for AWS::Cognito::UserPoolClient/);
  });
});

function template(define: (stack: Stack) => Targets): { Resources: Resources } {
  const stack = new Stack(new App(), 'Stack');
  define(stack);
  return Template.fromStack(stack).toJSON() as { Resources: Resources };
}

function preciousOf(define: (stack: Stack) => Targets): string[] {
  return Object.entries(template(define).Resources).filter(([, { Type }]) => PRECIOUS.includes(Type)).map(([id]) => id);
}

/** Precious resources that don't live on, or that come to stand beside the deployed ones. */
function harm(before: (stack: Stack) => Targets, after: (stack: Stack) => Targets): [string, string, ResourceImpact][] {
  const found: [string, string, ResourceImpact][] = [];
  fullDiff(template(before), template(after)).resources.forEachDifference((id, change) => {
    const type = change.oldResourceType ?? change.newResourceType ?? '';
    if (PRECIOUS.includes(type) && change.changeImpact !== ResourceImpact.WILL_UPDATE && change.changeImpact !== ResourceImpact.NO_CHANGE) {
      found.push([id, type, change.changeImpact]);
    }
  });
  return found;
}

function impactOf(before: (stack: Stack) => Targets, after: (stack: Stack) => Targets, id: string): ResourceImpact {
  return fullDiff(template(before), template(after)).resources.changes[id].changeImpact;
}

function immutableOf(define: (stack: Stack) => Targets): unknown[] {
  return Object.values(template(define).Resources).filter(({ Type }) => Type === 'AWS::Cognito::UserPool')
    .map(({ Properties }) => IMMUTABLE.map((property) => [property, Properties[property]]));
}

/** A snippet of the guide, in a stack of its reader. */
function running(code: string): (stack: Stack) => Targets {
  const names = { ...library, AmplifyAuth, SecretValue, cognito };
  return (stack) => {
    new Function(...Object.keys(names), ts.transpile(code, { target: ts.ScriptTarget.ES2022 })).apply(stack, Object.values(names));
    return { userPools: [] };
  };
}

/** What a lock says to an app; with `update` it writes the file. */
function lock(define: (stack: Stack) => Targets, update = false): string {
  const stack = new Stack(new App({ context: { 'cdk-cognito-auth:updateLock': update } }), 'Stack');
  new UserPoolLock(stack, 'Lock', { file, ...define(stack) });
  try {
    (stack.node.root as App).synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'adoption-'));
const file = path.join(folder, 'user-pool.lock.json');
afterAll(() => fs.rmSync(folder, { recursive: true }));
