import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Lazy, SecretValue, Stack } from 'aws-cdk-lib/core';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, DuplicateEmailMode, DuplicateEmailPolicy, SamlMetadata, SignIn, SignInDomain, SocialProvider,
  SocialProviders, UserAttribute, UserPoolTrigger, UserSchema, type ISocialProvider,
} from '../../../src';
import { findings, ruleIds } from '../../rules/rule-case';
import { google, synthError, testStack } from '../../support';
import { handler, only } from '../../user-pool/pool';

const clientSecret = SecretValue.secretsManager('secret');

function facebook(): ISocialProvider {
  return SocialProvider.facebook({ clientId: 'id', clientSecret });
}

function okta(trustEmailVerified?: boolean): ISocialProvider {
  return SocialProvider.oidc({ name: 'Okta', issuerUrl: 'https://acme.okta.com', clientId: 'id', clientSecret, trustEmailVerified });
}

/** Our pool with Google, whose duplicates one function decides about. */
function decided(policy: (fn: lambda.IFunction) => DuplicateEmailPolicy, providers: ISocialProvider[] = [google()]) {
  const stack = testStack();
  const fn = handler(stack, 'Fn');
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const social = new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers, duplicateEmails: policy(fn) });
  return { stack, fn, auth, social };
}

const refuse = (fn: lambda.IFunction): DuplicateEmailPolicy => DuplicateEmailPolicy.refuse({ handler: fn });
const link = (...trustedProviders: string[]) => (fn: lambda.IFunction): DuplicateEmailPolicy => (
  DuplicateEmailPolicy.linkVerified({ handler: fn, trustedProviders }));

describe('what each policy defines', () => {
  test('separate people: nothing, as without the prop', () => {
    const [without, separate] = [undefined, DuplicateEmailPolicy.separate()].map((duplicateEmails) => {
      const stack = testStack();
      new SocialProviders(stack, 'Social', { userPool: new AuthenticatedUserPool(stack, 'Auth').userPool, providers: [google()], duplicateEmails });
      return Template.fromStack(stack).toJSON();
    });
    expect(separate).toEqual(without);
  });

  test.each([
    ['refuse', refuse, 'cognito-idp:ListUsers', { policy: 'REFUSE' }],
    ['linkVerified', link('Google'), ['cognito-idp:ListUsers', 'cognito-idp:AdminLinkProviderForUser'], { policy: 'LINK_VERIFIED', trustedProviders: ['Google'] }],
  ] as const)('%s: a pre sign-up trigger that this pool alone may call, and that may do just that on this pool', (_, policy, actions, told) => {
    const { stack, fn, auth } = decided(policy);
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig).toEqual({ PreSignUp: stack.resolve(fn.functionArn) as unknown });
    expect(only(template, 'AWS::Lambda::Permission')).toMatchObject({
      Principal: 'cognito-idp.amazonaws.com', SourceArn: stack.resolve(auth.userPool.userPoolArn) as object, SourceAccount: { Ref: 'AWS::AccountId' },
    });
    expect(only(template, 'AWS::IAM::Policy')).toMatchObject({
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: stack.resolve(auth.userPool.userPoolArn) as object }] },
      Roles: [stack.resolve(fn.role!.roleName)],
    });
    expect(JSON.parse((only(template, 'AWS::Lambda::Function').Environment as { Variables: Record<string, string> }).Variables.DUPLICATE_EMAILS!)).toEqual(told);
    expect(ruleIds(findings(stack))).toEqual([]);
  });

  test('trusted providers are told once each, in an order of their own', () => {
    const { stack } = decided(link('Okta', 'Google', 'Okta'), [google(), okta(true)]);
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { DUPLICATE_EMAILS: '{"policy":"LINK_VERIFIED","trustedProviders":["Google","Okta"]}' } },
    });
  });

  test('the summary says who is believed', () => {
    expect(decided(link('Google')).auth.summary.notes).toContain(
      'Stack/Fn links users from Google to the user that has their e-mail address: administrators of these providers are trusted');
    expect(decided(refuse).auth.summary.notes).toContain('Stack/Fn refuses users from providers whose e-mail address another user has');
  });

  test('clients wait until the function may do its work', () => {
    const { stack, auth } = decided(refuse);
    auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/'] });
    const template = Template.fromStack(stack);
    const [policy] = Object.keys(template.findResources('AWS::IAM::Policy'));
    template.hasResource('AWS::Cognito::UserPoolClient', { DependsOn: Match.arrayWith([policy]) });
  });

  test('an alias is called, and is told nothing', () => {
    const stack = testStack();
    const alias = new lambda.Alias(stack, 'Alias', { aliasName: 'live', version: handler(stack, 'Fn').currentVersion });
    new SocialProviders(stack, 'Social', { userPool: new AuthenticatedUserPool(stack, 'Auth').userPool, providers: [google()], duplicateEmails: refuse(alias) });
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig.PreSignUp).toEqual(stack.resolve(alias.functionArn));
    expect(only(template, 'AWS::Lambda::Function').Environment).toBeUndefined();
    template.resourceCountIs('AWS::IAM::Policy', 1);
  });

  test('a function imported without its role: a warning tells what the role needs', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-central-1' } });
    const fn = lambda.Function.fromFunctionAttributes(stack, 'Fn', { functionArn: 'arn:aws:lambda:eu-central-1:111111111111:function:fn', sameEnvironment: true });
    new SocialProviders(stack, 'Social', { userPool: new AuthenticatedUserPool(stack, 'Auth').userPool, providers: [google()], duplicateEmails: refuse(fn) });
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('Add statement to this resource\'s role: .*cognito-idp:ListUsers'));
  });
});

describe('what a policy says of itself', () => {
  const fn = handler(testStack(), 'Fn');

  test.each([
    [DuplicateEmailPolicy.separate(), { mode: DuplicateEmailMode.SEPARATE, handler: undefined, trustedProviders: [] }],
    [refuse(fn), { mode: DuplicateEmailMode.REFUSE, handler: fn, trustedProviders: [] }],
    [link('Okta', 'Google', 'Okta')(fn), { mode: DuplicateEmailMode.LINK_VERIFIED, handler: fn, trustedProviders: ['Google', 'Okta'] }],
  ])('%#', (policy, { mode, handler: fnOf, trustedProviders }) => {
    expect(policy.mode).toBe(mode);
    expect(policy.handler).toBe(fnOf);
    expect(policy.trustedProviders).toEqual(trustedProviders);
  });
});

describe('on a plain L2 pool', () => {
  function plain(stack: Stack, functions: Stack = stack) {
    const fn = handler(functions, 'Fn');
    const userPool = new cognito.UserPool(stack, 'Pool');
    return { fn, userPool };
  }

  test('the same', () => {
    const stack = testStack();
    const { fn, userPool } = plain(stack);
    new SocialProviders(stack, 'Social', { userPool, providers: [google()], duplicateEmails: link('Google')(fn) });
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig).toEqual({ PreSignUp: stack.resolve(fn.functionArn) as unknown });
    expect(only(template, 'AWS::Lambda::Permission').SourceArn).toEqual(stack.resolve(userPool.userPoolArn));
    expect(only(template, 'AWS::IAM::Policy').PolicyDocument.Statement[0]).toMatchObject({
      Action: ['cognito-idp:ListUsers', 'cognito-idp:AdminLinkProviderForUser'], Resource: stack.resolve(userPool.userPoolArn) as object,
    });
  });

  test('clients of this library wait until the function may do its work', () => {
    const stack = testStack();
    const { fn, userPool } = plain(stack);
    new AppClient(stack, 'App', { userPool, applicationType: ApplicationType.SINGLE_PAGE, callbackUrls: ['https://app.example.com/'] });
    new SocialProviders(stack, 'Social', { userPool, providers: [google()], duplicateEmails: refuse(fn) });
    const template = Template.fromStack(stack);
    const [policy] = Object.keys(template.findResources('AWS::IAM::Policy'));
    template.hasResource('AWS::Cognito::UserPoolClient', { DependsOn: Match.arrayWith([policy]) });
  });

  test('its own triggers stay', () => {
    const stack = testStack();
    const { fn, userPool } = plain(stack);
    userPool.addTrigger(cognito.UserPoolOperation.POST_CONFIRMATION, fn);
    new SocialProviders(stack, 'Social', { userPool, providers: [google()], duplicateEmails: refuse(fn) });
    expect(Object.keys(only(Template.fromStack(stack), 'AWS::Cognito::UserPool').LambdaConfig as object).sort()).toEqual(['PostConfirmation', 'PreSignUp']);
  });

  test.each(['before', 'after'])('fails when it has a pre sign-up trigger, set %s', (when) => {
    const stack = testStack();
    const { fn, userPool } = plain(stack);
    const steps = [
      () => userPool.addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, fn),
      () => new SocialProviders(stack, 'Social', { userPool, providers: [google()], duplicateEmails: refuse(fn) }),
    ];
    (when === 'before' ? steps : steps.reverse()).forEach((step) => step());
    expect(synthError(stack)).toContain('[Stack/Pool] the trigger PreSignUp is set both by "duplicateEmails" of Stack/Social and on the L2 user pool: '
      + 'it is the same function, which "duplicateEmails" of Stack/Social sets by itself, so leave addTrigger out');
  });
});

test('fails when a plain L2 pool has another pre sign-up trigger', () => {
  const stack = testStack();
  const userPool = new cognito.UserPool(stack, 'Pool', { lambdaTriggers: { preSignUp: handler(stack, 'Own') } });
  new SocialProviders(stack, 'Social', { userPool, providers: [google()], duplicateEmails: refuse(handler(stack, 'Fn')) });
  expect(synthError(stack)).toContain('and on the L2 user pool: a user pool has one of each, so do both in one function');
});

describe('functions, pool and providers in several stacks', () => {
  function stacks(...ids: string[]): Stack[] {
    const app = new App();
    return ids.map((id) => new Stack(app, id));
  }

  test.each<[string, (stack: Stack) => cognito.UserPool]>([
    ['our pool', (stack) => new AuthenticatedUserPool(stack, 'Auth').userPool],
    ['a plain L2', (stack) => new cognito.UserPool(stack, 'Pool')],
  ])('%s waits for the functions, providers wait for the pool, and nobody waits in a circle', (_, define) => {
    const [functions, pools, providers] = stacks('Functions', 'Pools', 'Providers') as [Stack, Stack, Stack];
    const fn = handler(functions, 'Fn');
    new SocialProviders(providers, 'Social', { userPool: define(pools), providers: [google()], duplicateEmails: link('Google')(fn) });
    const assembly = (pools.node.root as App).synth();
    const waitsFor = (stack: Stack) => assembly.getStackByName(stack.stackName).dependencies.map((other) => other.id).filter((id) => !id.endsWith('.assets'));
    expect([functions, pools, providers].map(waitsFor)).toEqual([[], ['Functions'], ['Pools']]);
    Template.fromStack(pools).resourceCountIs('AWS::IAM::Policy', 1);
    Template.fromStack(pools).resourceCountIs('AWS::Lambda::Permission', 1);
  });

  test('the control: with the L2\'s own addTrigger and grant they do', () => {
    const [functions, pools] = stacks('Functions', 'Pools') as [Stack, Stack];
    const fn = handler(functions, 'Fn');
    const userPool = new cognito.UserPool(pools, 'Pool');
    userPool.addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, fn);
    userPool.grant(fn, 'cognito-idp:ListUsers');
    expect(synthError(pools)).toContain('cyclic reference');
  });
});

describe('one policy for each pool', () => {
  test('said twice, it is defined once', () => {
    const { stack, fn, auth } = decided(link('Google'));
    new SocialProviders(stack, 'More', { userPool: auth.userPool, providers: [facebook()], duplicateEmails: link('Google')(fn) });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Permission', 1);
  });

  test('who says nothing follows', () => {
    const { stack, auth } = decided(refuse);
    new SocialProviders(stack, 'More', { userPool: auth.userPool, providers: [facebook()] });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Permission', 1);
  });

  test.each<[string, (fn: lambda.IFunction) => DuplicateEmailPolicy, string]>([
    ['another kind', refuse, 'DuplicateEmailPolicy.refuse() with Stack/Fn'],
    ['none at all', () => DuplicateEmailPolicy.separate(), 'DuplicateEmailPolicy.separate()'],
    ['other providers', link('Google', 'Okta'), 'DuplicateEmailPolicy.linkVerified() with Stack/Fn, which trusts Google, Okta'],
  ])('fails when a second construct has %s', (_, other, text) => {
    const { stack, fn, auth } = decided(link('Google'));
    expect(() => new SocialProviders(stack, 'More', { userPool: auth.userPool, providers: [facebook()], duplicateEmails: other(fn) })).toThrow(
      `[Stack/More] "duplicateEmails" is ${text}, and for the same user pool "duplicateEmails" of Stack/Social is `
      + 'DuplicateEmailPolicy.linkVerified() with Stack/Fn, which trusts Google: a user pool has one policy, give it to one of them');
  });

  test('fails when a second construct has another function', () => {
    const { stack, auth } = decided(refuse);
    expect(() => new SocialProviders(stack, 'More', { userPool: auth.userPool, providers: [facebook()], duplicateEmails: refuse(handler(stack, 'Other')) }))
      .toThrow('"duplicateEmails" is DuplicateEmailPolicy.refuse() with Stack/Other, and for the same user pool "duplicateEmails" of Stack/Social');
  });

  test('one function serves two pools by one policy, and not by two', () => {
    const { stack, fn } = decided(refuse);
    const more = (id: string, policy: DuplicateEmailPolicy) => new SocialProviders(stack, `${id}Social`, {
      userPool: new AuthenticatedUserPool(stack, id).userPool, providers: [google()], duplicateEmails: policy,
    });
    more('Staff', refuse(fn));
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Permission', 2);
    expect(() => more('Partners', link('Google')(fn))).toThrow('[Stack/PartnersSocial] "handler" of "duplicateEmails" is Stack/Fn, which has another policy from '
      + '"duplicateEmails" of Stack/StaffSocial: give each user pool a function of its own');
  });

  test('fails when the pool has a pre sign-up trigger already', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(stack, 'Own')));
    expect(() => new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()], duplicateEmails: refuse(handler(stack, 'Fn')) }))
      .toThrow('[Stack/Auth] the trigger PreSignUp is set already, and "duplicateEmails" of Stack/Social needs it: a user pool has one of each, so do both in one function');
  });

  test.each(['before', 'after'])('fails when the function is its pre sign-up trigger %s', (when) => {
    const stack = testStack();
    const [auth, fn] = [new AuthenticatedUserPool(stack, 'Auth'), handler(stack, 'Fn')];
    const steps = [
      () => auth.addTrigger(UserPoolTrigger.preSignUp(fn)),
      () => new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()], duplicateEmails: refuse(fn) }),
    ];
    expect(() => (when === 'before' ? steps : steps.reverse()).forEach((step) => step())).toThrow(
      ': it is the same function, which "duplicateEmails" of Stack/Social sets by itself, so leave addTrigger out');
  });

  test('the function may have other variables, whose values aren\'t known yet', () => {
    const stack = testStack();
    let late: string | undefined;
    const later = Lazy.string({ produce: () => late!.toUpperCase() });
    const fn = handler(stack, 'Fn', { LATE: later });
    new SocialProviders(stack, 'Social', { userPool: new AuthenticatedUserPool(stack, 'Auth').userPool, providers: [google()], duplicateEmails: refuse(fn) });
    late = 'known';
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { LATE: 'KNOWN', DUPLICATE_EMAILS: '{"policy":"REFUSE"}' } },
    });
  });

  test.each<[string, (own: string) => Stack]>([
    ['before', (own) => {
      const stack = testStack();
      const fn = handler(stack, 'Fn', { DUPLICATE_EMAILS: own });
      new SocialProviders(stack, 'Social', { userPool: new AuthenticatedUserPool(stack, 'Auth').userPool, providers: [google()], duplicateEmails: refuse(fn) });
      return stack;
    }],
    ['after', (own) => {
      const { stack, fn } = decided(refuse);
      fn.addEnvironment('DUPLICATE_EMAILS', own);
      return stack;
    }],
  ])('fails when the function has a variable of that name, set %s, that doesn\'t say the same', (_, define) => {
    expect(synthError(define('support@example.com'))).toContain(
      '[Stack/Social] "handler" of "duplicateEmails" is Stack/Fn, which has an environment variable DUPLICATE_EMAILS of its own: the policy stands in it');
    Template.fromStack(define('{"policy":"REFUSE"}')).resourceCountIs('AWS::Lambda::Permission', 1);
  });

  test('a function that is the only one of its kind is told by whichever construct', () => {
    const stack = testStack();
    const single = () => new lambda.SingletonFunction(stack, `Only${stack.node.children.length}`, {
      uuid: '11111111-2222-3333-4444-555555555555', runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('//'),
    });
    const more = (id: string, policy: DuplicateEmailPolicy) => new SocialProviders(stack, `${id}Social`, {
      userPool: new AuthenticatedUserPool(stack, id).userPool, providers: [google()], duplicateEmails: policy,
    });
    more('Auth', refuse(single()));
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { DUPLICATE_EMAILS: '{"policy":"REFUSE"}' } } });
    expect(() => more('Partners', link('Google')(single()))).toThrow('which has another policy from "duplicateEmails" of Stack/AuthSocial');
  });

  test('fails when it gets one later', () => {
    const { stack, auth } = decided(refuse);
    expect(() => auth.addTrigger(UserPoolTrigger.preSignUp(handler(stack, 'Own'))))
      .toThrow('[Stack/Auth] the trigger PreSignUp is set already, by "duplicateEmails" of Stack/Social: a user pool has one of each, so do both in one function');
  });
});

describe('an imported pool', () => {
  test.each([refuse, link('Google')])('fails: its trigger can\'t be set here', (policy) => {
    const stack = testStack();
    const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc');
    expect(() => new SocialProviders(stack, 'Social', { userPool, providers: [google()], duplicateEmails: policy(handler(stack, 'Fn')) }))
      .toThrow(/^\[Stack\/Social\] "duplicateEmails" is .*, and "userPool" is imported, so that its trigger can't be set here: pass the pool itself, or set UserPoolTrigger\.preSignUp/);
  });

  test('passes with separate people', () => {
    const stack = testStack();
    const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc');
    new SocialProviders(stack, 'Social', { userPool, providers: [google()], duplicateEmails: DuplicateEmailPolicy.separate() });
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::UserPoolIdentityProvider', 1);
  });

  test.each<[string, (stack: Stack) => cognito.UserPool]>([
    ['ours', (stack) => new AuthenticatedUserPool(stack, 'Auth').userPool],
    ['a plain L2', (stack) => new cognito.UserPool(stack, 'Auth')],
  ])('that is %s by its reference is that pool', (_, define) => {
    const stack = testStack();
    const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', define(stack).userPoolId);
    new SocialProviders(stack, 'Social', { userPool, providers: [google()], duplicateEmails: link('Google')(handler(stack, 'Fn')) });
    expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPool').LambdaConfig).toHaveProperty('PreSignUp');
  });
});

describe('whom to trust', () => {
  const trusted = (name: string) => `[Stack/Social] "trustedProviders" of "duplicateEmails" holds ${JSON.stringify(name)}, `;

  test('a provider of another construct, defined later, in another stack or as an L1', () => {
    const { stack, auth } = decided(link('Google', 'Okta', 'Acme'));
    const later = new Stack(stack.node.root as App, 'Later');
    new SocialProviders(later, 'Staff', { userPool: auth.userPool, providers: [okta(true)] });
    new cognito.CfnUserPoolIdentityProvider(stack, 'Acme', {
      userPoolId: auth.userPool.userPoolId,
      providerName: 'Acme',
      providerType: 'SAML',
      providerDetails: { MetadataURL: 'https://login.acme.org/saml' },
      attributeMapping: { email: 'mail', email_verified: 'verified', name: 'name', picture: 'picture' },
    });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Permission', 1);
  });

  test.each([
    ['gogle', [google()], 'which the user pool doesn\'t have: did you mean "Google"?'],
    ['Partner', [google(), okta()], 'which the user pool doesn\'t have: it has "Google", "Okta"'],
  ])('fails when it is %s, which isn\'t there', (name, providers, problem) => {
    expect(synthError(decided(link(name), providers).stack)).toContain(trusted(name) + problem);
  });

  test.each([
    [['Okta', 'Globex'], ['providersShareClaim']],
    [['Okta', 'Google'], []],
    [['Okta'], []],
  ])('%j: two companies write each other\'s addresses, in contrast to one, and to a provider that has users prove them', (names, ids) => {
    const globex = SocialProvider.oidc({ name: 'Globex', issuerUrl: 'https://login.globex.example', clientId: 'id', clientSecret, trustEmailVerified: true });
    expect(ruleIds(findings(decided(link(...names), [google(), okta(true), globex]).stack))).toEqual(ids);
  });

  test('fails when it is defined elsewhere, so that nobody sees what it maps', () => {
    const imported: ISocialProvider = {
      bind: (scope) => ({
        displayName: 'Google', registerAt: 'https://example.com', identityProvider: cognito.UserPoolIdentityProvider.fromProviderName(scope, 'Google', 'Google'),
      }),
    };
    expect(synthError(decided(link('Google'), [imported]).stack)).toContain(`${trusted('Google')}which the user pool doesn't have: it has no identity provider`);
  });

  test('fails when it is a provider of another pool', () => {
    const { stack } = decided(refuse);
    const other = new cognito.UserPool(stack, 'Other');
    new SocialProviders(stack, 'Elsewhere', { userPool: other, providers: [facebook()], duplicateEmails: link('Google')(handler(stack, 'Fn2')) });
    expect(synthError(stack)).toContain('[Stack/Elsewhere] "trustedProviders" of "duplicateEmails" holds "Google", which the user pool doesn\'t have: it has "Facebook"');
  });

  test.each<[string, ISocialProvider, string]>([
    ['Facebook', facebook(), 'and Facebook never says whether an address is verified'],
    ['LoginWithAmazon', SocialProvider.amazon({ clientId: 'id', clientSecret }), 'and Amazon never says whether an address is verified'],
    // whatever else is mapped there.
    [
      'Facebook',
      SocialProvider.facebook({ clientId: 'id', clientSecret, attributeMapping: { emailVerified: cognito.ProviderAttribute.other('verified') } }),
      'and Facebook never says whether an address is verified',
    ],
    ['Okta', okta(), 'which doesn\'t map email_verified: map it where the provider verifies addresses (trustEmailVerified: true of SocialProvider.oidc()'],
    ['LINE', SocialProvider.line({ clientId: 'id', clientSecret }), 'which doesn\'t map email and email_verified'],
  ])('fails when it is %s, which verifies nothing', (name, provider, problem) => {
    const error = synthError(decided(link('Google', name), [google(), provider]).stack);
    expect(error).toContain(trusted(name) + problem);
    expect(error).not.toContain('"Google",');
  });

  test.each<[string[], boolean]>([[['Okta'], true], [['Okta', 'oKTA'], false]])('%j beside a provider that is called okta but for case: refused %j', (names, refused) => {
    const twin = SocialProvider.oidc({ name: 'oKTA', issuerUrl: 'https://evil.example.com', clientId: 'id', clientSecret, trustEmailVerified: true });
    const { stack } = decided(link(...names), [google(), okta(true), twin]);
    if (refused) {
      expect(synthError(stack)).toContain(`${trusted('Okta')}and the user pool has "oKTA" too, which the function can't tell from it: give it a name that differs in more`);
    } else {
      Template.fromStack(stack).resourceCountIs('AWS::Lambda::Permission', 1);
    }
  });

  test('fails when an escape hatch takes the claim away', () => {
    const { stack, social } = decided(link('Google'));
    (social.identityProviders[0]!.node.defaultChild as cognito.CfnUserPoolIdentityProvider).addPropertyDeletionOverride('AttributeMapping.email_verified');
    expect(synthError(stack)).toContain(`${trusted('Google')}which doesn't map email_verified`);
  });

  test.each<[string, string[], string]>([
    ['there is none', [], '"trustedProviders" is empty, so no account would ever be linked'],
    ['it is the pool itself', ['Google', 'Cognito'], '"trustedProviders" holds "COGNITO"'],
    ['it has what event.userName is cut at', ['Google', 'A_cme'], '"trustedProviders" holds "A_cme", which the function can\'t find: the provider\'s name ends at the first "_"'],
    ['it is a token', [Lazy.string({ produce: () => 'Google' })], '"trustedProviders" must be literals'],
    ['all are a token', Lazy.list({ produce: () => ['Google'] }), '"trustedProviders" must be literals'],
  ])('fails when %s', (_, trustedProviders, message) => {
    expect(() => decided((fn) => DuplicateEmailPolicy.linkVerified({ handler: fn, trustedProviders }))).toThrow(`[Stack/Social] ${message}`);
  });
});

describe('by the function of this library', () => {
  function ours(duplicateEmails: DuplicateEmailPolicy, providers: ISocialProvider[] = [google()], signIn?: SignIn) {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { signIn, domain: SignInDomain.prefix('acme-login'), attributes: UserSchema.of({ custom: { subject: UserAttribute.text() } }) });
    const social = new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers, duplicateEmails });
    return { stack, auth, social };
  }

  /** What the function may do on the pool, and what it is told. */
  function defined(stack: Stack) {
    const template = Template.fromStack(stack);
    const statements = Object.values(template.findResources('AWS::IAM::Policy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[])
      .filter(({ Action }) => [Action].flat()[0]!.startsWith('cognito-idp:'));
    return { statements, told: JSON.parse(only(template, 'AWS::Lambda::Function').Environment.Variables.COGNITO_WORKFLOW as string) as unknown };
  }

  const subject = { custom: { 'custom:subject': cognito.ProviderAttribute.other('sub') } };
  const mapped = (name: string, more: cognito.AttributeMapping = subject, issuerUrl = 'https://acme.okta.com') => SocialProvider.oidc({
    name, issuerUrl, clientId: 'id', clientSecret, trustEmailVerified: true, attributeMapping: more,
  });

  test.each<[string, DuplicateEmailPolicy, string[], object]>([
    ['refuse', DuplicateEmailPolicy.refuse(), ['ListUsers'], { policy: 'REFUSE' }],
    [
      'link', DuplicateEmailPolicy.linkVerified({ trustedProviders: ['Google'] }), ['ListUsers', 'AdminGetUser', 'AdminLinkProviderForUser'],
      { policy: 'LINK_VERIFIED', trustedProviders: ['Google'] },
    ],
    [
      'link users with a second factor too', DuplicateEmailPolicy.linkVerified({ trustedProviders: ['Google'], bypassMfa: true }), ['ListUsers', 'AdminLinkProviderForUser'],
      { policy: 'LINK_VERIFIED', trustedProviders: ['Google'], bypassMfa: true },
    ],
  ])('%s: it may do just that on this pool', (_, policy, actions, entry) => {
    const { stack, auth } = ours(policy);
    const { statements, told } = defined(stack);
    expect(statements.map(({ Action, Resource }) => [[Action].flat(), Resource])).toEqual([
      [actions.map((action) => `cognito-idp:${action}`), stack.resolve(auth.userPool.userPoolArn)],
    ]);
    expect(told).toEqual({ duplicateEmails: [entry] });
  });

  test('said twice, it is told once', () => {
    const { stack, auth } = ours(DuplicateEmailPolicy.refuse());
    new SocialProviders(stack, 'More', { userPool: auth.userPool, providers: [facebook()], duplicateEmails: DuplicateEmailPolicy.refuse() });
    expect(defined(stack).told).toEqual({ duplicateEmails: [{ policy: 'REFUSE' }] });
  });

  test('the summary says who is believed', () => {
    expect(ours(DuplicateEmailPolicy.linkVerified({ trustedProviders: ['Google'] })).auth.summary.notes).toContain(
      'the pre sign-up trigger links users from Google to the user that has their e-mail address: administrators of these providers are trusted');
  });

  test('a plain L2 pool has it too', () => {
    const stack = testStack();
    new SocialProviders(stack, 'Social', { userPool: new cognito.UserPool(stack, 'Pool'), providers: [google()], duplicateEmails: DuplicateEmailPolicy.refuse() });
    expect(defined(stack).told).toEqual({ duplicateEmails: [{ policy: 'REFUSE' }] });
  });

  test('fails when the pool is imported, in words', () => {
    const stack = testStack();
    const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_example');
    expect(() => new SocialProviders(stack, 'Social', { userPool, providers: [google()], duplicateEmails: DuplicateEmailPolicy.refuse() })).toThrow(
      '[Stack/Social] "duplicateEmails" is DuplicateEmailPolicy.refuse(), and "userPool" is imported, so that its trigger can\'t be set here');
  });

  test('fails when "bypassMfa" is told to a function of the caller\'s', () => {
    const stack = testStack();
    expect(() => ours(DuplicateEmailPolicy.linkVerified({ handler: handler(stack, 'Fn'), trustedProviders: ['Google'], bypassMfa: false }))).toThrow(
      '[Stack/Social] "bypassMfa" is for the function of this library, and "handler" is a function of yours: leave one of them out');
  });

  const unknown = '"trustedProviders" of "duplicateEmails" holds "Okta", and the names of its users are in lower case here, so that the subject isn\'t known';

  test.each<[string, ISocialProvider]>([
    ['Okta', mapped('Okta')],
    ['GitLab', SocialProvider.gitlab({ clientId: 'id', clientSecret })],
    ['SignInWithApple', SocialProvider.apple({ servicesId: 'id', teamId: 'ABCDEFGHIJ', keyId: 'ABCDEFGHIJ', privateKey: clientSecret })],
    ['Corp', SocialProvider.saml({
      name: 'Corp',
      metadata: SamlMetadata.url('https://idp.example.com/metadata'),
      attributeMapping: {
        email: cognito.ProviderAttribute.other('mail'),
        emailVerified: cognito.ProviderAttribute.other('mailVerified'),
        custom: { 'custom:subject': cognito.ProviderAttribute.other('uid') },
      },
    })],
    // a name of which a part may have a "_" is found.
    ['A_cme', mapped('A_cme')],
  ])('%s tells the subject', (name, provider) => {
    const { stack } = ours(DuplicateEmailPolicy.linkVerified({ trustedProviders: [name] }), [provider]);
    expect(defined(stack).told).toEqual({ duplicateEmails: [{ policy: 'LINK_VERIFIED', trustedProviders: [name] }] });
  });

  test.each<[string, cognito.AttributeMapping | undefined]>([
    ['no custom attribute', undefined],
    ['another claim', { custom: { 'custom:subject': cognito.ProviderAttribute.other('handle') } }],
  ])('fails when the subject is lost: %s', (_, mapping) => {
    expect(synthError(ours(DuplicateEmailPolicy.linkVerified({ trustedProviders: ['Okta'] }), [mapped('Okta', mapping ?? {})]).stack)).toContain(unknown);
  });

  test('names that keep their case tell it, if the provider\'s has any', () => {
    const sensitive = SignIn.email({ caseSensitive: true });
    const { stack } = ours(DuplicateEmailPolicy.linkVerified({ trustedProviders: ['Okta'] }), [mapped('Okta', {})], sensitive);
    expect(defined(stack).told).toMatchObject({ duplicateEmails: [{ trustedProviders: ['Okta'] }] });
    expect(synthError(ours(DuplicateEmailPolicy.linkVerified({ trustedProviders: ['okta'] }), [mapped('okta', {})], sensitive).stack)).toContain(unknown.replace('Okta', 'okta'));
  });
});
