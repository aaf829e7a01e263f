import fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as kms from 'aws-cdk-lib/aws-kms';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import {
  AuthenticatedUserPool, FederatedIdentityPool, FirstFactor, IdentityPoolProvider, PasswordRules, ProfileAttribute, RefreshTokenRotation, SignIn,
  SignInDomain, SocialProviders, UserAttribute, UserPoolLock, UserSchema, type AuthenticatedUserPoolProps, type UserPoolLockProps,
} from '../../../src';
import { google } from '../../support';

type Targets = Required<Pick<UserPoolLockProps, 'userPools'>> & Pick<UserPoolLockProps, 'identityPools'>;
type Define = (stack: Stack) => Targets;

const UPDATE = { 'cdk-cognito-auth:updateLock': 'true' };
const callbackUrls = ['https://app.example.com/'];

let folder: string;
let file: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'user-pool-lock-'));
  file = path.join(folder, 'user-pool.lock.json');
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

describe('the file', () => {
  test('holds what can never change, sorted, and nothing else', () => {
    write((stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', {
        domain: SignInDomain.prefix('acme-login'),
        signIn: SignIn.emailOrPhone(),
        firstFactors: [FirstFactor.passkey()],
        attributes: UserSchema.of({ custom: { tenant: UserAttribute.text({ maxLength: 64 }), level: UserAttribute.number({ mutable: false }) } }),
      });
      const app = auth.addSpaClient('App', { callbackUrls });
      auth.addWebClient('Web', { callbackUrls });
      new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
      auth.addGroup('admins');
      const key = new kms.Key(stack, 'Key');
      cfn(auth.userPool).addPropertyOverride('KeyConfiguration', { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: key.keyArn });
      const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
      (identities.identityPool.node.defaultChild as cognito.CfnIdentityPool).developerProviderName = 'login.acme';
      return { userPools: [auth.userPool], identityPools: [identities.identityPool] };
    });
    expect(fs.readFileSync(file, 'utf8')).toBe(`{
  "README": "What users depend on, written by UserPoolLock of cdk-cognito-auth. Commit it; change it with cdk synth -c cdk-cognito-auth:updateLock=true",
  "resources": {
    "Stack/AuthClientsAppUserPoolClient475CDA9D": {
      "Properties": {
        "GenerateSecret": false,
        "UserPoolId": "Stack/AuthUserPool8115E87F"
      },
      "Type": "AWS::Cognito::UserPoolClient"
    },
    "Stack/AuthClientsWebUserPoolClientE15E8056": {
      "Properties": {
        "GenerateSecret": true,
        "UserPoolId": "Stack/AuthUserPool8115E87F"
      },
      "Type": "AWS::Cognito::UserPoolClient"
    },
    "Stack/AuthDomain80E3F95D": {
      "Properties": {
        "DeletionPolicy": [
          "Retain"
        ],
        "Domain": "acme-login",
        "UserPoolId": "Stack/AuthUserPool8115E87F"
      },
      "Type": "AWS::Cognito::UserPoolDomain"
    },
    "Stack/AuthGroupsadmins2BCBFC36": {
      "Properties": {
        "GroupName": "admins",
        "UserPoolId": "Stack/AuthUserPool8115E87F"
      },
      "Type": "AWS::Cognito::UserPoolGroup"
    },
    "Stack/AuthUserPool8115E87F": {
      "Properties": {
        "DeletionPolicy": [
          "Retain",
          "DeletionProtection"
        ],
        "KeyConfiguration": {
          "KeyType": "CUSTOMER_MANAGED_KEY",
          "KmsKeyArn": "\${Stack/Key961B73FD.Arn}"
        },
        "Schema": {
          "level": {
            "AttributeDataType": "Number",
            "Mutable": false
          },
          "tenant": {
            "AttributeDataType": "String",
            "Mutable": true,
            "StringAttributeConstraints": {
              "MaxLength": "64",
              "MinLength": "0"
            }
          }
        },
        "UserPoolTier": "ESSENTIALS",
        "UsernameAttributes": [
          "email",
          "phone_number"
        ],
        "UsernameConfiguration": {
          "CaseSensitive": false
        },
        "WebAuthnRelyingPartyID": "acme-login.auth.\${AWS::Region}.amazoncognito.com"
      },
      "Type": "AWS::Cognito::UserPool"
    },
    "Stack/IdentitiesIdentityPoolC9439B25": {
      "Properties": {
        "CognitoIdentityProviders": {
          "Stack/AuthClientsAppUserPoolClient475CDA9D": "the authenticated role"
        },
        "DeveloperProviderName": "login.acme"
      },
      "Type": "AWS::Cognito::IdentityPool"
    },
    "Stack/IdentitiesIdentityPoolDefaultRoleAttachmentF3D06981": {
      "Properties": {
        "IdentityPoolId": "Stack/IdentitiesIdentityPoolC9439B25"
      },
      "Type": "AWS::Cognito::IdentityPoolRoleAttachment"
    },
    "Stack/SocialProvidersGoogle1A85420B": {
      "Properties": {
        "AttributeMapping.username": "sub",
        "ProviderName": "Google",
        "ProviderType": "Google",
        "UserPoolId": "Stack/AuthUserPool8115E87F"
      },
      "Type": "AWS::Cognito::UserPoolIdentityProvider"
    }
  },
  "version": 2
}
`);
  });

  test('is the same whatever the order of definition', () => {
    const define = (...names: string[]): Define => (stack) => ({ userPools: names.map((name) => new cognito.UserPool(stack, name)) });
    write(define('One', 'Two'));
    const text = fs.readFileSync(file, 'utf8');
    fs.rmSync(file);
    write(define('Two', 'One'));
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
    expect(JSON.parse(text).resources).toEqual({ 'Stack/One8A44B909': expect.anything(), 'Stack/Two20CDA8F5': expect.anything() });
  });

  test('is relative to the directory that the app runs in, whose name is not in it', () => {
    jest.spyOn(process, 'cwd').mockReturnValue(folder);
    synth(ours(), UPDATE, 'locks/prod.json');
    const text = fs.readFileSync(path.join(folder, 'locks', 'prod.json'), 'utf8');
    expect(text).toContain('Stack/AuthUserPool8115E87F');
    expect(text).not.toContain(folder);
    jest.restoreAllMocks();
  });

  test('is read once by a lock, however many clients there are', () => {
    const many: Define = (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth');
      Array.from({ length: 20 }, (_, index) => auth.addSpaClient(`App${index}`));
      return { userPools: [auth.userPool] };
    };
    write(many);
    const read = jest.spyOn(fs, 'readFileSync');
    synth(many);
    expect(read.mock.calls.filter(([name]) => name === file)).toHaveLength(1);
    jest.restoreAllMocks();
  });

  test('adds nothing to the template', () => {
    write(ours());
    const plain = new Stack(new App(), 'Stack');
    ours()(plain);
    expect(Template.fromStack(synth(ours())).toJSON()).toEqual(Template.fromStack(plain).toJSON());
  });
});

describe('writing', () => {
  test.each([['true'], [true]])('is asked for with %j', (asked) => {
    synth(ours(), { 'cdk-cognito-auth:updateLock': asked });
    expect(fs.existsSync(file)).toBe(true);
  });

  test.each([['false'], [false], [1], [undefined]])('is not asked for with %j', (asked) => {
    expect(refusal(ours(), { 'cdk-cognito-auth:updateLock': asked })).toMatch(
      /"\S+user-pool.lock.json" isn't there, so nothing is locked: run cdk synth -c cdk-cognito-auth:updateLock=true and commit the file/);
    expect(fs.existsSync(file)).toBe(false);
  });

  test('never happens in a synthesis that was not asked for it, refused or not', () => {
    write(ours());
    const text = fs.readFileSync(file, 'utf8');
    refusal(ours({ signIn: SignIn.phone() }));
    synth(ours({}, 'App'));
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
  });

  test('never happens when another validation fails', () => {
    write(ours());
    const text = fs.readFileSync(file, 'utf8');
    expect(refusal(ours({ signIn: SignIn.phone(), domain: SignInDomain.prefix('my-cognito') }), UPDATE)).toMatch(/rule domainPrefixReserved/);
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
  });

  test('says what it gives up', () => {
    write(ours());
    const stack = synth(ours({ signIn: SignIn.phone() }, 'App'), UPDATE);
    warned(stack, /is rewritten because cdk-cognito-auth:updateLock is set: .*UsernameAttributes\) was \["email"\] and is now \["phone_number"\].*; Stack\/Auth\/Clients\/App\/UserPoolClient\/Resource is written down; commit the file/);
    synth(ours({ signIn: SignIn.phone() }, 'App'));
  });

  test('says nothing when nothing changes, and leaves the file alone', () => {
    write(ours());
    const written = jest.spyOn(fs, 'writeFileSync');
    expect(warnings(synth(ours(), UPDATE))).toEqual([]);
    expect(written.mock.calls.filter(([name]) => name === file)).toEqual([]);
    jest.restoreAllMocks();
  });

  test('works without validations too', () => {
    const stack = new Stack(new App({ context: UPDATE }), 'Stack');
    new UserPoolLock(stack, 'Lock', { file, ...ours()(stack) });
    (stack.node.root as App).synth({ skipValidation: true });
    expect(fs.existsSync(file)).toBe(true);
  });
});

describe('fails when', () => {
  test.each<[string, AuthenticatedUserPoolProps, AuthenticatedUserPoolProps, RegExp]>([
    ['the sign-in identifier', {}, { signIn: SignIn.username() },
      /Stack\/Auth\/UserPool\/Resource: signIn \(UsernameAttributes\) was \["email"\] and is now not set: Cognito refuses to change it and the deployment fails; put it back/],
    ['an alias', { signIn: SignIn.username({ emailAlias: true }) }, { signIn: SignIn.username({ emailAlias: true, phoneAlias: true }) },
      /AliasAttributes\) was \["email"\] and is now \["email","phone_number"\]: Cognito refuses/],
    ['case sensitivity', {}, { signIn: SignIn.email({ caseSensitive: true }) },
      /UsernameConfiguration\) was {"CaseSensitive":false} and is now {"CaseSensitive":true}: Cognito refuses/],
    ['an attribute', custom({ tenant: UserAttribute.text() }), custom({ tenant: UserAttribute.text({ mutable: false }) }),
      /attributes \(Schema\) "tenant" was {.*"Mutable":true.*} and is now {.*"Mutable":false.*}: Cognito refuses to change it and the deployment fails; put it back, to the letter/],
    ['an attribute to nothing', custom({ tenant: UserAttribute.text(), level: UserAttribute.number() }), custom({ level: UserAttribute.number() }),
      /attributes \(Schema\) "tenant" was {.*} and is now not set: Cognito refuses/],
    ['the schema to a standard attribute more', custom({ tenant: UserAttribute.text() }), {
      attributes: UserSchema.of({ custom: { tenant: UserAttribute.text() }, required: [ProfileAttribute.FAMILY_NAME] }),
    }, /attributes \(Schema\) "family_name" was not set and is now {.*}: only custom attributes can be added to a pool that exists, and the deployment fails; leave it out/],
    ['the relying party', passkey('example.com'), passkey('app.example.com'),
      /WebAuthnRelyingPartyID\) was "example.com" and is now "app.example.com": every passkey stops working; put it back/],
    ['the relying party with the domain', { ...passkey(), domain: SignInDomain.prefix('one') }, { ...passkey(), domain: SignInDomain.prefix('two') },
      /firstFactors \(WebAuthnRelyingPartyID\) was "one\.auth\.\${AWS::Region}\.amazoncognito\.com" and is now "two\.auth\..*": every passkey/],
    ['the relying party to nothing', passkey('example.com'), {}, /WebAuthnRelyingPartyID\) was "example.com" and is now not set: every passkey/],
    ['the domain', { domain: SignInDomain.prefix('one') }, { domain: SignInDomain.prefix('two') },
      /Stack\/Auth\/Domain\/Resource: domain \(Domain\) was "one" and is now "two": CloudFormation replaces it: .* whose name may be taken by anyone; put it back/],
    ['the domain to nothing', { domain: SignInDomain.prefix('one') }, {},
      /Stack\/AuthDomain80E3F95D: the domain is locked and not in the app any more: the sign-in pages are gone .*; define it again, or if it only moved within its stack, UserPoolAdoption.keepLogicalId\(…, { logicalId: 'AuthDomain80E3F95D' }\)/],
  ])('%s changes', (_, before, after, message) => {
    write(ours(before));
    synth(ours(before)); // the neighbour: nothing changed.
    expect(refusal(ours(after))).toMatch(message);
  });

  test('a client gets a secret, which replaces it', () => {
    const client = (secret?: boolean): Define => (stack) => {
      const userPool = new cognito.UserPool(stack, 'Pool');
      userPool.addClient('App', { generateSecret: secret });
      return { userPools: [userPool] };
    };
    write(client());
    expect(refusal(client(true))).toMatch(/Stack\/Pool\/App\/Resource: the client's kind \(GenerateSecret\) was not set and is now true: CloudFormation replaces the client/);
    // CloudFormation compares what is written, not what it means.
    expect(refusal(client(false))).toMatch(/GenerateSecret\) was not set and is now false: CloudFormation replaces the client/);
    synth(client());
  });

  test('a client is removed or gets another id', () => {
    write(ours({}, 'App'));
    expect(refusal(ours())).toMatch(/Stack\/AuthClientsAppUserPoolClient475CDA9D: the app client is locked and not in the app any more: its client id is lost/);
    expect(refusal(ours({}, 'Website'))).toMatch(/the app client is locked and not in the app any more, and there is Stack\/Auth\/Clients\/Website\/UserPoolClient\/Resource \(Stack\/AuthClientsWebsiteUserPoolClient\w+\): its client id is lost, .* logicalId: 'AuthClientsAppUserPoolClient475CDA9D'/);
  });

  test('a client moves to another pool', () => {
    const client = (owner: number): Define => (stack) => {
      const userPools = ['One', 'Two'].map((id) => new cognito.UserPool(stack, id));
      new cognito.UserPoolClient(stack, 'App', { userPool: userPools[owner] });
      return { userPools };
    };
    write(client(0));
    expect(refusal(client(1))).toMatch(/Stack\/App\/Resource: its user pool \(UserPoolId\) was "Stack\/One8A44B909" and is now "Stack\/Two\w+": CloudFormation replaces it/);
  });

  test('an identity provider is renamed or removed', () => {
    const provider = (name?: string): Define => (stack) => {
      const targets = ours()(stack);
      if (name !== undefined) {
        new cognito.CfnUserPoolIdentityProvider(stack, 'Provider', {
          userPoolId: targets.userPools[0].userPoolId, providerName: name, providerType: 'SAML', providerDetails: { MetadataURL: 'https://acme.example.com/saml' },
        });
      }
      return targets;
    };
    write(provider('Acme'));
    expect(refusal(provider('AcmeCorp'))).toMatch(/ProviderName\) was "Acme" and is now "AcmeCorp": CloudFormation replaces it: .* new, empty accounts/);
    expect(refusal(provider())).toMatch(/Stack\/Provider: the identity provider is locked and not in the app any more: the users who signed in with it can't/);
  });

  test('the user pool gets another id: it is told once, without what hangs on it', () => {
    const pool = (id: string): Define => (stack) => {
      const auth = new AuthenticatedUserPool(stack, id, { domain: SignInDomain.prefix('acme') });
      auth.addSpaClient('App', { callbackUrls });
      return { userPools: [auth.userPool] };
    };
    write(pool('Auth'));
    const message = refusal(pool('Login'));
    expect(message.match(/any more/g)).toHaveLength(1);
    expect(message).not.toMatch(/isn't in the file/);
    expect(message).toMatch(/Stack\/AuthUserPool8115E87F: the user pool is locked and not in the app any more, and there is Stack\/Login\/UserPool\/Resource \(Stack\/LoginUserPool\w+\): the deployment deletes the directory with everybody in it, or leaves it behind/);
    expect(message).toMatch(/to accept all of this, knowing what is lost, run cdk synth -c cdk-cognito-auth:updateLock=true and commit/);
  });

  test('the user pool gets another id, and a client keeps its own: the client is not told apart', () => {
    const pool = (id: string): Define => (stack) => {
      const userPool = new cognito.UserPool(stack, id);
      new cognito.UserPoolClient(stack, 'App', { userPool });
      return { userPools: [userPool] };
    };
    write(pool('Old'));
    expect(refusal(pool('New'))).not.toMatch(/Stack\/App/);
  });

  test('the user pool moves to another stack', () => {
    write(ours());
    expect(refusal(ours(), {}, 'Other')).toMatch(/Stack\/AuthUserPool8115E87F: .* any more, and there is Other\/Auth\/UserPool\/Resource \(Other\/AuthUserPool8115E87F\)/);
  });

  test('a user pool moves to another nested stack', () => {
    const nested = (id: string): Define => (stack) => ({ userPools: [new cognito.UserPool(new NestedStack(stack, id), 'Pool')] });
    write(nested('One'));
    synth(nested('One'));
    expect(refusal(nested('Two'))).toMatch(/Stack\/OneNestedStackOneNestedStackResource\w+\/PoolD3F588B8: the user pool is locked and not in the app any more/);
  });

  test('something of another type has the locked id', () => {
    write(ours({}, 'App'));
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('"AWS::Cognito::UserPoolClient"', '"AWS::Cognito::Unheard"'));
    expect(refusal(ours({}, 'App'))).toMatch(/Stack\/AuthClientsAppUserPoolClient475CDA9D: the AWS::Cognito::Unheard is locked and not in the app any more: it is lost/);
  });

  test('the developer provider name or the identity pool changes', () => {
    const pool = (name?: string, id = 'Identities'): Define => (stack) => {
      const identityPool = new IdentityPool(stack, id);
      (identityPool.node.defaultChild as cognito.CfnIdentityPool).developerProviderName = name;
      return { userPools: [], identityPools: [identityPool] };
    };
    write(pool());
    synth(pool('login.acme')); // it may be set once.
    synth(pool('login.acme'), UPDATE);
    expect(refusal(pool('login.other'))).toMatch(/DeveloperProviderName\) was "login.acme" and is now "login.other": Cognito refuses/);
    expect(refusal(pool('login.acme', 'Others'))).toMatch(/the identity pool is locked and not in the app any more, .*: every identity id is lost/);
  });

  test('the encryption key changes', () => {
    const key = (id?: string): Define => (stack) => {
      const targets = ours()(stack);
      if (id !== undefined) {
        cfn(targets.userPools[0]).addPropertyOverride('KeyConfiguration', { KmsKeyArn: new kms.Key(stack, id).keyArn });
      }
      return targets;
    };
    write(key());
    synth(key('Old')); // a pool without a key may get one.
    synth(key('Old'), UPDATE);
    synth(key('Old'));
    expect(refusal(key('New'))).toMatch(/encryptionKey \(KeyConfiguration\) was {"KmsKeyArn":"\${Stack\/Old\w+\.Arn}"} and is now {"KmsKeyArn":"\${Stack\/New\w+\.Arn}"}: what is stored is encrypted under the former key/);
    expect(refusal(key())).toMatch(/KeyConfiguration\) was {.*} and is now not set/);
  });

  test('an escape hatch changes it', () => {
    write(ours());
    expect(refusal((stack) => {
      const targets = ours()(stack);
      cfn(targets.userPools[0]).addPropertyOverride('UsernameConfiguration.CaseSensitive', true);
      return targets;
    })).toMatch(/UsernameConfiguration\) was {"CaseSensitive":false} and is now {"CaseSensitive":true}/);
  });

  test('passkeys without a relying party get one', () => {
    const bare = (relyingPartyId?: string, factors = ['PASSWORD', 'WEB_AUTHN']): Define => (stack) => {
      const userPool = new cognito.UserPool(stack, 'Pool', { passkeyRelyingPartyId: relyingPartyId });
      cfn(userPool).addPropertyOverride('Policies.SignInPolicy.AllowedFirstAuthFactors', factors);
      return { userPools: [userPool] };
    };
    write(bare(undefined, ['PASSWORD']));
    synth(bare('example.com')); // nobody has a passkey.
    synth(bare(), UPDATE);
    expect(refusal(bare('example.com'))).toMatch(/WebAuthnRelyingPartyID\) was "the domain of the pool" and is now "example.com": every passkey stops working/);
  });

  test('more than one thing changes: all are told', () => {
    write(ours({ domain: SignInDomain.prefix('one') }));
    const message = refusal(ours({ domain: SignInDomain.prefix('two'), signIn: SignIn.phone({ caseSensitive: true }) }));
    ['UsernameAttributes) was', 'UsernameConfiguration) was', 'Domain) was'].forEach((change) => expect(message).toContain(change));
  });

  test.each([
    ['cut off', '{ "resources": {', /isn't JSON: resolve its merge conflict/],
    ['a merge conflict', '<<<<<<< HEAD\n{}', /isn't JSON: resolve its merge conflict, take it from version control, or delete it and run cdk synth/],
    ['another file', '{}', /isn't a lock file/],
    ['a list', '[]', /isn't a lock file/],
    ['without a type', '{ "version": 2, "resources": { "Stack/Pool": {} } }', /isn't a lock file/],
    ['of a newer version', '{ "version": 3, "resources": {} }', /has the version 3, and this version of cdk-cognito-auth knows 2 only: upgrade the package/],
    ['of an older version', '{ "version": 1, "resources": {} }', /has the version 1, .* knows 2 only: with the code that is deployed, delete it and run cdk synth -c/],
  ])('the file is %s, asked to write or not', (_, text, message) => {
    fs.writeFileSync(file, text);
    expect(refusal(ours())).toMatch(message);
    expect(refusal(ours(), UPDATE)).toMatch(message);
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
  });

  test.each([['', /"file" must be a path, received "": give file: 'user-pool.lock.json'/], [' ', /received " "/]])('the path is %j', (name, message) => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => new UserPoolLock(stack, 'Lock', { file: name, ...ours()(stack) })).toThrow(message);
  });

  test('two locks share a file', () => {
    const app = new App();
    const stages = ['Dev', 'Prod'].map((id) => new Stack(new Stage(app, id), 'Stack'));
    const lock = (stack: Stack, name: string) => new UserPoolLock(stack, 'Lock', { file: name, ...ours()(stack) });
    lock(stages[0], file);
    expect(() => lock(stages[1], path.join(folder, '.', 'user-pool.lock.json'))).toThrow(/\[Prod\/Stack\/Lock\] "file" is ".*", which is the file of the lock "Dev\/Stack\/Lock": give each lock its own/);
  });

  test('no pool is named', () => {
    expect(() => new UserPoolLock(new Stack(), 'Lock', { file, userPools: [] })).toThrow(/"userPools" is empty: leave it out for all of the stack, or name at least one, such as auth.userPool/);
  });

  test('a pool is imported', () => {
    const stack = new Stack(new App(), 'Stack');
    const userPool = cognito.UserPool.fromUserPoolId(stack, 'Imported', 'eu-central-1_example');
    expect(() => new UserPoolLock(stack, 'Lock', { file, userPools: [userPool] })).toThrow(
      /\[Stack\/Lock\] "userPools" holds "Stack\/Imported", which isn't defined in this app: lock it in the app that defines it/);
    const identityPool = IdentityPool.fromIdentityPoolId(stack, 'ImportedToo', 'eu-central-1:example');
    expect(() => new UserPoolLock(stack, 'Lock2', { file, userPools: [], identityPools: [identityPool] })).toThrow(/"identityPools" holds "Stack\/ImportedToo"/);
  });
});

describe('may change:', () => {
  test.each<[string, Define, Define]>([
    ['the password policy', ours(), ours({ passwordPolicy: PasswordRules.passphrase() })],
    ['the pages of the domain', ours({ domain: SignInDomain.prefix('one') }),
      ours({ domain: SignInDomain.prefix('one', { managedLoginVersion: cognito.ManagedLoginVersion.CLASSIC_HOSTED_UI }) })],
    ['the order of identifiers', ours({ signIn: SignIn.emailOrPhone() }), (stack) => {
      const targets = ours({ signIn: SignIn.emailOrPhone() })(stack);
      cfn(targets.userPools[0]).usernameAttributes = ['phone_number', 'email'];
      return targets;
    }],
    ['the place of a construct that keeps its logical id', ours(), (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Login');
      cfn(auth.userPool).overrideLogicalId('AuthUserPool8115E87F');
      return { userPools: [auth.userPool] };
    }],
    ['a schema left out of the template', ours(custom({ tenant: UserAttribute.text() })),
      ours({ attributes: UserSchema.of({ custom: { tenant: UserAttribute.text() }, frozen: true }) })],
  ])('%s', (_, before, after) => {
    write(before);
    expect(warnings(synth(after))).toEqual([]);
  });

  test.each<[string, Define, string]>([
    ['a client', ours({ ...custom({ tenant: UserAttribute.text() }) }, 'App'), 'Stack/Auth/Clients/App/UserPoolClient/Resource'],
    ['a user pool', (stack) => ({ userPools: [...ours(custom({ tenant: UserAttribute.text() }))(stack).userPools, new cognito.UserPool(stack, 'Second')] }),
      'Stack/Second/Resource'],
    ['a domain', ours({ ...custom({ tenant: UserAttribute.text() }), domain: SignInDomain.prefix('one') }), 'Stack/Auth/Domain/Resource'],
    ['an attribute', ours(custom({ tenant: UserAttribute.text(), level: UserAttribute.number() })), 'Stack/Auth/UserPool/Resource'],
    ['a relying party', ours({ ...custom({ tenant: UserAttribute.text() }), ...passkey('example.com') }), 'Stack/Auth/UserPool/Resource'],
  ])('%s more, with a warning until it is written down', (_, after, added) => {
    write(ours(custom({ tenant: UserAttribute.text() })));
    const stack = synth(after);
    expect(warnings(stack)).toHaveLength(1);
    warned(stack, new RegExp(`user-pool.lock.json doesn't hold all of ${added}: run cdk synth -c cdk-cognito-auth:updateLock=true and commit it`));
    synth(after, UPDATE);
    expect(warnings(synth(after))).toEqual([]);
  });

  test('the first attribute, but not a standard one', () => {
    write(ours());
    expect(warnings(synth(ours(custom({ tenant: UserAttribute.text() }))))).toHaveLength(1);
    expect(refusal(ours({ attributes: UserSchema.of({ required: [ProfileAttribute.NAME] }) }))).toMatch(/attributes \(Schema\) "name" was not set/);
  });

  test('a schema that is left out stays locked through an update', () => {
    const frozen = { attributes: UserSchema.of({ custom: { tenant: UserAttribute.text() }, frozen: true }) };
    write(ours(custom({ tenant: UserAttribute.text() })));
    synth(ours(frozen, 'App'), UPDATE);
    synth(ours(custom({ tenant: UserAttribute.text() }), 'App'));
    expect(refusal(ours(custom({ tenant: UserAttribute.number() }), 'App'))).toMatch(/attributes \(Schema\) "tenant" was/);
  });
});

test('a lock sees the clients of other stacks, and those that come after it', () => {
  const app = (...clients: string[]) => (context = {}) => {
    const root = new App({ context });
    const pools = new Stack(root, 'Pools');
    const auth = new AuthenticatedUserPool(pools, 'Auth');
    new UserPoolLock(pools, 'Lock', { file, userPools: [auth.userPool] });
    const apps = new Stack(root, 'Apps');
    clients.forEach((id) => new cognito.UserPoolClient(apps, id, { userPool: auth.userPool, disableOAuth: true }));
    return root;
  };
  app('One', 'Two')(UPDATE).synth();
  app('Two', 'One')().synth();
  expect(() => app('One')().synth()).toThrow(/Apps\/Two\w+: the app client is locked and not in the app any more/);
});

test('a lock outside the stages has the pools of all', () => {
  const app = (signIn: SignIn) => (context = {}) => {
    const root = new App({ context });
    const userPools = ['Dev', 'Prod'].map((id) => new AuthenticatedUserPool(new Stack(new Stage(root, id), 'Stack'), 'Auth', { signIn }).userPool);
    new UserPoolLock(root, 'Lock', { file, userPools });
    return root;
  };
  app(SignIn.email())(UPDATE).synth();
  app(SignIn.email())().synth();
  expect(() => app(SignIn.phone())().synth()).toThrow(/Dev\/Stack\/Auth[\s\S]*Prod\/Stack\/Auth/);
});

test('each synthesis looks anew', () => {
  write(ours({}, 'App'));
  const stack = new Stack(new App(), 'Stack');
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  new UserPoolLock(stack, 'Lock', { file, userPools: [auth.userPool] });
  const app = stack.node.root as App;
  expect(() => app.synth({ force: true })).toThrow(/the app client is locked/);
  auth.addSpaClient('App', { refreshTokenRotation: RefreshTokenRotation.disabled() });
  app.synth({ force: true });
});

/** A pool of ours, and a client without hosted pages. */
function ours(props: AuthenticatedUserPoolProps = {}, client?: string): Define {
  return (stack) => {
    const auth = new AuthenticatedUserPool(stack, 'Auth', props);
    if (client !== undefined) {
      auth.addSpaClient(client, { hostedPages: false });
    }
    return { userPools: [auth.userPool] };
  };
}

function custom(attributes: Record<string, UserAttribute>): AuthenticatedUserPoolProps {
  return { attributes: UserSchema.of({ custom: attributes }) };
}

function passkey(relyingPartyId?: string): AuthenticatedUserPoolProps {
  return { firstFactors: [FirstFactor.passkey({ relyingPartyId })] };
}

function cfn(pool: IConstruct): cognito.CfnUserPool {
  return pool.node.defaultChild as cognito.CfnUserPool;
}

function write(define: Define): void {
  synth(define, UPDATE);
}

/** A new app, as every run of the CDK is one. */
function synth(define: Define, context: Record<string, unknown> = {}, to = file, name = 'Stack'): Stack {
  const stack = new Stack(new App({ context }), name);
  new UserPoolLock(stack, 'Lock', { file: to, ...define(stack) });
  (stack.node.root as App).synth();
  return stack;
}

function refusal(define: Define, context: Record<string, unknown> = {}, name?: string): string {
  try {
    synth(define, context, file, name);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the synthesis succeeded');
}

/** What the lock warns of. */
function warnings(stack: Stack): unknown[] {
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('cdk-cognito-auth:lock'));
}

function warned(stack: Stack, text: RegExp): void {
  Annotations.fromStack(stack).hasWarning('/Stack/Lock', Match.stringLikeRegexp(text.source));
}
