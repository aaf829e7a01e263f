import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Annotations as CoreAnnotations, App, Aspects, CfnResource, NestedStack, Stack, Stage, type IAspect } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { accept, client, hostedClient, pool, provider } from './resources';
import { findings, found, ruleIds } from './rule-case';
import { AuthenticatedUserPool, CognitoRules, SignInDomain } from '../../src';
import { testStack } from '../support';

const NO_RULE: string[] = [];

/** What stands in front of each finding: who reports it. */
function owners(texts: readonly string[]): string[] {
  return texts.map((text) => /^\[(.*?)\]/.exec(text)![1]!);
}

/** The L1 of our pool. */
function cfnOf(auth: AuthenticatedUserPool): cognito.CfnUserPool {
  return auth.userPool.node.defaultChild as cognito.CfnUserPool;
}

test('of two copies of this library the newer one looks, for all that were under the rules of the older', () => {
  const stack = testStack();
  const owner = new Construct(stack, 'Owner');
  const older = { owners: new Set<IConstruct>([owner]), revision: 0, look: () => new Map() };
  Object.defineProperty(stack.node.root, Symbol.for('cdk-cognito-auth.rules.v1'), { value: older });
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  auth.userPool.addClient('Client');
  expect([...older.owners]).toEqual([owner, auth]);
  expect(ruleIds(findings(stack))).toContain('clientImplicitGrant');
});

describe('what is seen', () => {
  test('nothing, in our constructs as they come', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme') });
    auth.addSpaClient('App', { callbackUrls: ['https://app.example.org'] });
    expect(findings(stack)).toEqual(NO_RULE);
  });

  test('what has a name of any object\'s', () => {
    const ids = found((stack) => {
      const userPool = new cognito.CfnUserPool(stack, 'Pool', { userPoolTier: 'constructor', policies: { passwordPolicy: { passwordHistorySize: 3 } } });
      const allowed = { allowedOAuthFlowsUserPoolClient: true, allowedOAuthFlows: ['code'], allowedOAuthScopes: ['constructor'], callbackUrLs: ['https://a.example.org'] };
      new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: userPool.ref, readAttributes: ['email'], ...allowed });
      new cognito.CfnUserPoolIdentityProvider(stack, 'Provider', {
        userPoolId: userPool.ref, providerName: 'Odd', providerType: 'constructor', providerDetails: { token_url: 'x' }, attributeMapping: { toString: 'a' },
      });
    });
    expect(ids).toContain('clientRevealsUsers');
  });

  test('everything that plain L2s leave open', () => {
    expect(found((stack) => new cognito.UserPool(stack, 'Pool').addClient('Client'))).toEqual([
      'clientImplicitGrant', 'clientExampleCallback', 'clientAdminScopeWritesAll', // errors first.
      'poolCaseSensitive', 'clientRevealsUsers',
    ]);
  });

  test('nothing, where nobody asked', () => {
    const stack = testStack();
    new cognito.UserPool(stack, 'Pool').addClient('Client');
    expect(findings(stack)).toEqual(NO_RULE);
  });

  test('an escape hatch that sets a property', () => {
    const stack = testStack();
    cfnOf(new AuthenticatedUserPool(stack, 'Auth')).addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 120);
    expect(ruleIds(findings(stack))).toEqual(['outOfBounds']);
  });

  test('an escape hatch that takes a property away', () => {
    const stack = testStack();
    cfnOf(new AuthenticatedUserPool(stack, 'Auth')).addPropertyDeletionOverride('EnabledMfas');
    expect(ruleIds(findings(stack))).toEqual(['mfaWithoutFactor']);
  });

  test('an escape hatch outside the properties', () => {
    const stack = testStack();
    cfnOf(new AuthenticatedUserPool(stack, 'Auth')).addOverride('DeletionPolicy', 'Delete');
    expect(ruleIds(findings(stack))).toEqual(['poolProtectionBlocksRemoval']);
  });

  test('what an Aspect did', () => {
    class Short implements IAspect {
      visit(node: IConstruct): void {
        if (node instanceof cognito.CfnUserPool) {
          node.addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 7);
        }
      }
    }
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth');
    Aspects.of(stack).add(new Short());
    expect(ruleIds(findings(stack))).toEqual(['poolPasswordShort']);
  });

  test('a plain client made with addClient on our pool', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.userPool.addClient('Plain');
    const texts = findings(stack);
    expect(ruleIds(texts)).toEqual(['clientImplicitGrant', 'clientExampleCallback', 'clientAdminScopeWritesAll', 'clientRevealsUsers']);
    expect(texts[0]).toContain('[Stack/Auth] Stack/Auth/UserPool/Plain/Resource: "oAuth.flows" (AllowedOAuthFlows) is ["implicit","code"];');
  });

  test.each<[string, (scope: Construct, auth: AuthenticatedUserPool) => unknown]>([
    ['a plain L2', (scope, auth) => new cognito.UserPoolClient(scope, 'C', { userPool: auth.userPool, preventUserExistenceErrors: true, authFlows: { userSrp: true } })],
    ['an L1', (scope, auth) => hostedClient(scope, { userPoolId: auth.userPool.userPoolId, allowedOAuthFlows: ['implicit'] }, 'C')],
    ['a resource without an L1', (scope, auth) => new CfnResource(scope, 'C', {
      type: 'AWS::Cognito::UserPoolClient',
      properties: { UserPoolId: auth.userPool.userPoolId, AllowedOAuthFlows: ['implicit'], AllowedOAuthFlowsUserPoolClient: true, PreventUserExistenceErrors: 'ENABLED' },
    })],
    ['a client of the pool that was imported by its own id', (scope, auth) => hostedClient(scope, {
      userPoolId: cognito.UserPool.fromUserPoolId(scope, 'Imported', auth.userPool.userPoolId).userPoolId,
      allowedOAuthFlows: ['implicit'],
    }, 'C')],
    ['a client of the pool that was imported by its own ARN', (scope, auth) => hostedClient(scope, {
      userPoolId: cognito.UserPool.fromUserPoolArn(scope, 'Imported', auth.userPool.userPoolArn).userPoolId,
      allowedOAuthFlows: ['implicit'],
    }, 'C')],
  ])('%s that names our pool, in the stack, a nested one, and another', (_, define) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    define(new Construct(stack, 'Elsewhere'), auth);
    define(new NestedStack(stack, 'Nested'), auth);
    define(new Stack(app, 'Another'), auth);
    const texts = findings(stack).filter((text) => text.includes('rule clientImplicitGrant'));
    expect(owners(texts)).toEqual(['Stack/Auth', 'Stack/Auth', 'Stack/Auth']);
    expect(texts.map((text) => /\] (\S+)\/C/.exec(text)![1])).toEqual(['Stack/Elsewhere', 'Stack/Nested', 'Another']);
  });

  test('an attachment whose pool is overridden by a literal reference', () => {
    const stack = testStack();
    const auth = accept(new AuthenticatedUserPool(stack, 'Auth'), 'domainMissing');
    hostedClient(stack, { userPoolId: 'elsewhere', allowedOAuthFlows: ['implicit'] })
      .addPropertyOverride('UserPoolId', { Ref: stack.resolve(cfnOf(auth).logicalId) });
    expect(ruleIds(findings(stack))).toEqual(['clientImplicitGrant']);
  });

  test('not what is attached to a pool that nobody checks', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth');
    hostedClient(stack, { userPoolId: pool(stack).ref, allowedOAuthFlows: ['implicit'] });
    hostedClient(stack, { userPoolId: 'us-east-1_abc', allowedOAuthFlows: ['implicit'] }, 'Imported');
    expect(findings(stack)).toEqual(NO_RULE);
  });

  test('resources that no rule knows pass', () => {
    expect(found((stack) => {
      const userPoolId = pool(stack).ref;
      new cognito.CfnUserPoolGroup(stack, 'Group', { userPoolId });
      new cognito.CfnUserPoolResourceServer(stack, 'Server', { userPoolId, identifier: 'api', name: 'api' });
      new CfnResource(stack, 'Tomorrow', { type: 'AWS::Cognito::ThingOfTomorrow', properties: { UserPoolId: userPoolId } });
    })).toEqual(NO_RULE);
  });
});

describe('how it is reported', () => {
  test('all errors of all owners at once, and the warnings too', () => {
    const stack = testStack();
    const first = cfnOf(new AuthenticatedUserPool(stack, 'First'));
    first.addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 120);
    first.addPropertyOverride('EnabledMfas', []);
    first.addPropertyOverride('UsernameConfiguration.CaseSensitive', true);
    cfnOf(new AuthenticatedUserPool(stack, 'Second')).addPropertyOverride('AliasAttributes', ['email']);
    const texts = findings(stack);
    expect(ruleIds(texts)).toEqual(['mfaWithoutFactor', 'outOfBounds', 'poolAliasAndUsername', 'poolCaseSensitive']);
    expect(owners(texts.slice(0, 3))).toEqual(['Stack/First', 'Stack/First', 'Stack/Second']);
  });

  test('by the innermost owner, once, although its parents are checked too', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme') });
    const web = auth.addWebClient('Web', { callbackUrls: ['https://app.example.org'] });
    (web.userPoolClient.node.defaultChild as CfnResource).addPropertyOverride('AllowedOAuthFlows', ['implicit']);
    cfnOf(auth).addPropertyOverride('EnabledMfas', []);
    hostedClient(stack, { userPoolId: 'us-east-1_abc', allowedOAuthFlows: ['implicit'] }, 'Loose');
    [stack, stack, app, auth].forEach((scope) => CognitoRules.check(scope));
    const texts = findings(stack);
    expect(ruleIds(texts)).toEqual(['clientImplicitGrant', 'mfaWithoutFactor', 'clientImplicitGrant']);
    expect(owners(texts)).toEqual(['Stack', 'Stack/Auth', 'Stack/Auth/Clients/Web']);
  });

  test('a warning as an annotation of the resource, which CDK\'s own acknowledgement takes back', () => {
    const stack = testStack();
    const userPool = new cognito.UserPool(stack, 'Pool', { signInCaseSensitive: true });
    CognitoRules.check(stack);
    Annotations.fromStack(stack).hasWarning(`/${userPool.node.path}/Resource`, Match.stringLikeRegexp(
      '^"signIn" \\(UsernameConfiguration.CaseSensitive\\) is true; .*\\(rule poolCaseSensitive, https://.*#poolcasesensitive; to accept it: .*\\) \\[ack: cdk-cognito-auth:poolCaseSensitive\\]$',
    ));

    const again = testStack();
    new cognito.UserPool(again, 'Pool', { signInCaseSensitive: true });
    CognitoRules.check(again);
    CoreAnnotations.of(again).acknowledgeWarning('cdk-cognito-auth:poolCaseSensitive', 'grown');
    Annotations.fromStack(again).hasNoWarning('*', Match.anyValue());
  });

  test('before anything is written', () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-cognito-auth-'));
    const app = new App({ outdir });
    const cfn = cfnOf(new AuthenticatedUserPool(new Stack(app, 'Stack'), 'Auth'));
    cfn.addPropertyOverride('EnabledMfas', []);
    expect(() => app.synth()).toThrow('rule mfaWithoutFactor');
    expect(fs.readdirSync(outdir)).toEqual([]);

    cfn.addPropertyOverride('EnabledMfas', ['SOFTWARE_TOKEN_MFA']);
    app.synth();
    expect(fs.readdirSync(outdir)).toContain('Stack.template.json');
    fs.rmSync(outdir, { recursive: true });
  });
});

describe('when it looks', () => {
  test('anew at each synthesis', () => {
    const stack = testStack();
    const app = stack.node.root as App;
    const cfn = cfnOf(new AuthenticatedUserPool(stack, 'Auth'));
    const synth = () => app.synth({ force: true });

    cfn.addPropertyOverride('EnabledMfas', []);
    expect(synth).toThrow('rule mfaWithoutFactor');
    expect(synth).toThrow('rule mfaWithoutFactor');
    cfn.addPropertyOverride('EnabledMfas', ['SOFTWARE_TOKEN_MFA']);
    expect(synth().stacks).toHaveLength(1);
    cfn.addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 120);
    expect(synth).toThrow('rule outOfBounds');
  });

  test('once in a synthesis, however many owners there are', () => {
    /** How often a resource is resolved and the tree is walked, with 40 constructs of which some are owners. */
    const work = (count: number): { resolved: number; walked: number } => {
      const stack = testStack();
      const resolved = jest.fn(() => ({ userPoolId: 'us-east-1_pool' }));
      Object.defineProperty(client(stack), 'cfnProperties', { get: resolved });
      const constructs = Array.from({ length: 40 }, (_, index) => new Construct(stack, `Owner${index}`));
      [stack, ...constructs].slice(0, count).forEach((scope) => CognitoRules.check(scope));
      const { children } = stack.node;
      const walked = jest.fn(() => children);
      Object.defineProperty(stack.node, 'children', { get: walked });
      (stack.node.root as App).synth();
      return { resolved: resolved.mock.calls.length, walked: walked.mock.calls.length };
    };
    const none = work(0);
    // before CDK links the stacks, and after.
    expect(work(1)).toEqual({ resolved: none.resolved + 1, walked: none.walked + 2 });
    expect(work(41)).toEqual(work(1));
  });

  test('not at all when validation is skipped', () => {
    const stack = testStack();
    cfnOf(new AuthenticatedUserPool(stack, 'Auth')).addPropertyOverride('EnabledMfas', []);
    expect((stack.node.root as App).synth({ skipValidation: true }).stacks).toHaveLength(1);
  });
});

describe('stages', () => {
  const implicit = (scope: Construct, userPoolId = pool(scope).ref): CfnResource => hostedClient(scope, { userPoolId, allowedOAuthFlows: ['implicit'] });

  test('a stage that is checked answers for itself', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    implicit(new Stack(stage, 'Stack'));
    CognitoRules.check(stage);
    expect(() => stage.synth()).toThrow('[Prod] Prod/Stack/Client: "oAuth.flows" (AllowedOAuthFlows) is ["implicit"]');
  });

  test('a stage isn\'t disturbed by its sister', () => {
    const app = new App();
    const [checked, other] = ['Checked', 'Other'].map((id) => new Stage(app, id)) as [Stage, Stage];
    const auth = accept(new AuthenticatedUserPool(new Stack(checked, 'Stack'), 'Auth'), 'domainMissing');
    hostedClient(Stack.of(auth), { userPoolId: auth.userPool.userPoolId });
    implicit(new Stack(other, 'Stack'));
    expect(app.synth().nestedAssemblies).toHaveLength(2);
  });

  test('one checker in a stage doesn\'t look into the stages in it', () => {
    const app = new App();
    new AuthenticatedUserPool(new Stack(app, 'Stack'), 'Auth');
    implicit(new Stack(new Stage(app, 'Prod'), 'Stack'));
    expect(app.synth().nestedAssemblies).toHaveLength(1);
  });

  test('whoever checks an app checks its stages', () => {
    const app = new App();
    CognitoRules.check(app);
    implicit(new Stack(new Stage(new Construct(app, 'Pipeline'), 'Prod'), 'Stack'));
    expect(() => app.synth()).toThrow('[] Pipeline/Prod/Stack/Client: "oAuth.flows" (AllowedOAuthFlows) is ["implicit"]');
  });

  test('a finding in a stage is reported by the stage alone', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    const auth = new AuthenticatedUserPool(new Stack(stage, 'Stack'), 'Auth');
    cfnOf(auth).addPropertyOverride('EnabledMfas', []);
    CognitoRules.check(app);
    expect(owners(findings(Stack.of(auth)))).toEqual(['Prod/Stack/Auth']);
  });

  test('constructs outside every stage are their own', () => {
    const root = new Construct(undefined as unknown as Construct, '');
    CognitoRules.check(root);
    expect(root.node.validate()).toEqual([]);
  });
});

test('a provider in a stack of its own is judged with its pool', () => {
  const app = new App();
  const auth = new AuthenticatedUserPool(new Stack(app, 'Pool'), 'Auth');
  provider(new Stack(app, 'Providers'), { userPoolId: auth.userPool.userPoolId, attributeMapping: { 'custom:team': 'team' } });
  accept(auth, 'inviteOnlyWithProviders', 'domainMissing');
  expect(findings(Stack.of(auth))).toEqual([expect.stringContaining('[Pool/Auth] Providers/Provider: "attributeMapping" (AttributeMapping) holds ["custom:team"]')]);
});
