import fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { AmplifyAuth } from '@aws-amplify/auth-construct';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, UserPoolAuthenticationProvider } from 'aws-cdk-lib/aws-cognito-identitypool';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { App, SecretValue, Stack } from 'aws-cdk-lib/core';
import * as ts from 'typescript';
import { stepsOf, recipesOf } from './guide';
import * as library from '../../../src';
import { AuthenticatedUserPool, SignIn, UserAttribute, UserPoolAdoption, UserSchema } from '../../../src';

type Define = (stack: Stack) => void;
interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
interface Stored {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** What holds users, ids that apps know, or a name that can't be there twice. */
const PRECIOUS = ['UserPool', 'UserPoolClient', 'UserPoolDomain', 'UserPoolIdentityProvider', 'UserPoolGroup', 'IdentityPool', 'IdentityPoolRoleAttachment'].map((name) => `AWS::Cognito::${name}`);

/** What the service never changes on a pool, though its schema calls nothing create-only (and so the diff library says "update"). */
const IMMUTABLE = ['UsernameAttributes', 'AliasAttributes', 'UsernameConfiguration', 'Schema'];

const guide = fs.readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'adopt-an-existing-pool.md'), 'utf8');
const { commands, lock: lockCode } = stepsOf(guide);
const recipes = recipesOf(guide);

const home = process.cwd();
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'adoption-'));
  process.chdir(folder); // the guide's files are where the app runs.
});
afterEach(() => {
  process.chdir(home);
  fs.rmSync(folder, { recursive: true });
});

test('the guide has the recipes that it promises, and no command that nobody runs here', () => {
  expect(recipes.map(({ title }) => title)).toEqual([
    'A plain L2 pool with user names', 'An L2 e-mail pool with a client, a domain, Google, a group and an identity pool', 'Amplify\'s construct', 'Plain CloudFormation',
  ]);
  expect(commands).toHaveLength(11);
});

describe.each(recipes.map((recipe) => [recipe.title, recipe] as const))('%s', (_, recipe) => {
  beforeEach(() => Object.entries(recipe.files).forEach(([name, text]) => fs.writeFileSync(name, text)));

  const deployed = running(recipe.deployed);
  const adopted = running(recipe.adopted);
  const moved = running(recipe.adopted.replace(/^UserPoolAdoption\..*$/gm, ''));
  const lock = running(lockCode);
  const locked = (define: Define): Define => (stack) => [define, lock].forEach((one) => one(stack));
  const states: Record<string, Define> = { deployed, locked: locked(deployed), moved: locked(moved), adopted: locked(adopted) };

  test('the steps, to the letter', () => {
    let inCloud = template(deployed);
    for (const [state, command] of commands) {
      const define = states[state];
      switch (command) {
        case 'cdk diff': // against a template: the account's needs credentials.
          expect(harm(inCloud, template(define))).toEqual([]);
          expect(state === 'adopted' || fullDiff(inCloud, template(define)).resources.differenceCount === 0).toBe(true);
          break;
        case 'cdk deploy':
          inCloud = template(define);
          break;
        case 'cdk synth':
        case 'cdk synth -c cdk-cognito-auth:updateLock=true': {
          const said = synth(define, command.includes('=true'));
          if (state === 'moved') { // what hangs on a pool is told when the pool has its id.
            const pools = preciousOf(inCloud).filter(([, { Type: type }]) => /::(User|Identity)Pool$/.test(type));
            expect(pools.filter(([id]) => !said.includes(`Stack/${id}: the `))).toEqual([]);
          }
          expect([state, said === '']).toEqual([state, state !== 'moved']);
          break;
        }
        default:
          expect([command, fs.existsSync('user-pool.lock.json')]).toEqual(['git add user-pool.lock.json', true]);
      }
    }
    expect(synth(locked(deployed))).not.toBe(''); // the lock is now of ours.
  });

  test('nothing precious is replaced, removed or made twice', () => {
    const [before, after] = [template(deployed), template(adopted)];
    expect(harm(before, after)).toEqual([]);
    expect(preciousOf(before).map(([id]) => fullDiff(before, after).resources.changes[id]?.changeImpact ?? ResourceImpact.NO_CHANGE)
      .filter((impact) => impact !== ResourceImpact.WILL_UPDATE && impact !== ResourceImpact.NO_CHANGE)).toEqual([]);
  });

  test('what Cognito never changes is the same, and no plan is lowered', () => {
    expect(properties(template(adopted), 'UserPool', [...IMMUTABLE, 'UserPoolTier'])).toEqual(properties(template(deployed), 'UserPool', [...IMMUTABLE, 'UserPoolTier']));
    expect(properties(template(deployed), 'UserPool', ['UserPoolTier'])).toEqual([[undefined]]);
  });

  test('users and guests keep their credentials, with the same roles', () => {
    expect(credentials(template(adopted))).toEqual(credentials(template(deployed)));
  });

  test('the control: without adoption everything precious is lost', () => {
    const gone = [ResourceImpact.WILL_DESTROY, ResourceImpact.WILL_ORPHAN];
    const lost = harm(template(deployed), template(moved)).filter(([, , impact]) => gone.includes(impact));
    expect(lost.map(([id]) => id).sort()).toEqual(preciousOf(template(deployed)).map(([id]) => id).sort());
  });

  test('the control: each line of the recipe keeps something, and so does each property that it leaves out', () => {
    const lines = recipe.adopted.match(/^UserPoolAdoption\..*$/gm)!;
    synth(locked(deployed), true);
    for (const line of lines.filter((one) => !/Role,|guestRole/.test(one))) {
      expect([line, synth(locked(running(recipe.adopted.replace(line, ''))))]).toEqual([line, expect.stringContaining(`/${/logicalId: '(\w+)'/.exec(line)![1]}: the `)]);
    }
    for (const line of lines.filter((one) => /unset: \[.*(UsernameConfiguration|GenerateSecret)/.test(one))) {
      const stating = recipe.adopted.replace(line, line.replace(/, unset: \[[^\]]*\]/, ''));
      expect(synth(locked(running(stating)))).toMatch(/\((UsernameConfiguration|GenerateSecret)\) was not set and is now/);
    }
  });
});

test('Amplify: whoever is in no group, and guests, would lose their credentials, and the lock says so', () => {
  const { deployed, adopted } = recipes.find(({ title }) => title.startsWith('Amplify'))!;
  const lock = (code: string): Define => running(`${code}\n${lockCode}`);
  synth(lock(deployed), true);
  expect(synth(lock(adopted))).toBe('');
  expect(synth(lock(adopted.replace('{ unmappedUsers: UnmappedUsers.AUTHENTICATED_ROLE }', '')))).toMatch(/"the authenticated role" and is now "mapped roles only"/);
  expect(synth(lock(adopted.replace(/ {2}guests: .*\n/, '').replace(/.*guestRole.*/, '')))).toMatch(/guests \(AllowUnauthenticatedIdentities\) was true and is now not set/);
});

test('a plan that would be lowered is a warning', () => {
  const { deployed, adopted } = recipes[0];
  synth(running(`${deployed}\n${lockCode}`), true);
  const app = new App();
  const stack = new Stack(app, 'Stack');
  running(`${adopted.replace(', \'UserPoolTier\'', '')}\n${lockCode}`)(stack);
  app.synth();
  expect(stack.node.findChild('Lock').node.metadata.map(({ data }) => String(data)).join()).toMatch(/featurePlan \(UserPoolTier\) was not set and is now "LITE"/);
});

test('a stuck schema may be left out when it is adopted: the pool keeps it, and the lock agrees', () => {
  const { deployed, adopted } = recipes.find(({ title }) => title.startsWith('Amplify'))!;
  const frozen = running(`${adopted.replace('[ProfileAttribute.EMAIL] }', '[ProfileAttribute.EMAIL], frozen: true }')}\n${lockCode}`);
  synth(running(`${deployed}\n${lockCode}`), true);
  expect(template(frozen).Resources.AuthUserPool8115E87F.Properties).not.toHaveProperty('Schema');
  expect(synth(frozen)).toBe('');
});

test('attributes that the L2 states in fewer words are copied to the letter', () => {
  const deployed: Define = (stack) => {
    new cognito.UserPool(stack, 'Pool', { signInCaseSensitive: false, customAttributes: { tenant: new cognito.StringAttribute() } });
  };
  const ours = (schema?: cognito.CfnUserPool.SchemaAttributeProperty[]): Define => (stack) => {
    const attributes = UserSchema.of({ custom: { tenant: UserAttribute.text({ mutable: false }) } });
    const auth = new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.username(), attributes });
    UserPoolAdoption.keepLogicalId(auth.userPool, { logicalId: 'PoolD3F588B8' });
    if (schema !== undefined) {
      (auth.userPool.node.defaultChild as cognito.CfnUserPool).schema = schema;
    }
  };
  const lock = (define: Define): Define => (stack) => [define, running(lockCode)].forEach((one) => one(stack));
  synth(lock(deployed), true);
  expect(synth(lock(ours()))).toMatch(/attributes \(Schema\) \\?"tenant\\?" was {\\?"AttributeDataType\\?":\\?"String\\?"} and is now {.*StringAttributeConstraints/);
  expect(synth(lock(ours([{ name: 'tenant', attributeDataType: 'String' }])))).toBe('');
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

/** A snippet of the guide, in a stack of its reader. */
function running(code: string): Define {
  const names = { ...library, AmplifyAuth, CfnInclude, IdentityPool, SecretValue, UserPoolAuthenticationProvider, cognito };
  return (stack) => {
    new Function(...Object.keys(names), ts.transpile(code, { target: ts.ScriptTarget.ES2022 })).apply(stack, Object.values(names));
  };
}

function template(define: Define): Stored {
  const stack = new Stack(new App(), 'Stack');
  define(stack);
  return Template.fromStack(stack).toJSON() as Stored;
}

/** What a synthesis says when it fails; with `update` it writes the lock. */
function synth(define: Define, update = false): string {
  const app = new App({ context: { 'cdk-cognito-auth:updateLock': String(update) } });
  define(new Stack(app, 'Stack'));
  try {
    app.synth();
    return '';
  } catch (error) {
    return (error as Error).message.replaceAll('\\"', '"');
  }
}

function preciousOf({ Resources: resources }: Stored): [string, Resource][] {
  return Object.entries(resources).filter(([, { Type: type }]) => PRECIOUS.includes(type));
}

/** Precious resources that don't live on, or that come to stand beside the deployed ones. */
function harm(before: Stored, after: Stored): [string, string, ResourceImpact][] {
  const found: [string, string, ResourceImpact][] = [];
  fullDiff(before, after).resources.forEachDifference((id, change) => {
    const type = change.oldResourceType ?? change.newResourceType ?? '';
    if (PRECIOUS.includes(type) && change.changeImpact !== ResourceImpact.WILL_UPDATE && change.changeImpact !== ResourceImpact.NO_CHANGE) {
      found.push([id, type, change.changeImpact]);
    }
  });
  return found;
}

function properties({ Resources: resources }: Stored, type: string, names: readonly string[]): unknown[][] {
  return Object.values(resources).filter(({ Type: one }) => one === `AWS::Cognito::${type}`).map(({ Properties: known }) => names.map((name) => known[name]));
}

/** Who gets which roles. The L2 names a role for guests where there are none. */
function credentials(stored: Stored): unknown[] {
  const guests = properties(stored, 'IdentityPool', ['AllowUnauthenticatedIdentities']).map(([on]) => on === true);
  return [guests, ...properties(stored, 'IdentityPoolRoleAttachment', ['Roles', 'RoleMappings']).map(([roles, mappings]) => [
    Object.entries(roles as object).filter(([name]) => name === 'authenticated' || guests.includes(true)).sort(),
    Object.values(mappings as Record<string, Record<string, unknown>> ?? {}).map(({ Type: mode, AmbiguousRoleResolution: rest }) => [mode, rest]),
  ])];
}
