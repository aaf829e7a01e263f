import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Lazy, SecretValue, type Stack } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, EmailDomains, FederationProtocol, SamlMetadata, SignInDomain, SignUp, SocialProvider, SocialProviders, UserPoolTrigger,
  type ISocialProvider,
} from '../../../src';
import { synthError, testStack } from '../../support';
import { handler, only } from '../../user-pool/pool';

const clientSecret = SecretValue.secretsManager('secret');
const emailDomains = EmailDomains.allow('partner.example');
const google = () => SocialProvider.google({ clientId: 'id', clientSecret, emailDomains });
const oidc = (more = {}) => SocialProvider.oidc({ name: 'Okta', issuerUrl: 'https://acme.okta.com', clientId: 'id', clientSecret, emailDomains, ...more });
const saml = (attributeMapping: cognito.AttributeMapping) => SocialProvider.saml({
  name: 'Corp', metadata: SamlMetadata.url('https://idp.example.com/metadata'), attributeMapping, emailDomains,
});

/** What the functions of the two triggers are told. */
function told(stack: Stack): Record<string, unknown> {
  const template = Template.fromStack(stack);
  const { LambdaConfig } = only(template, 'AWS::Cognito::UserPool');
  const toldTo = (reference: { 'Fn::GetAtt': [string, string] }) => (
    JSON.parse(template.findResources('AWS::Lambda::Function')[reference['Fn::GetAtt'][0]]!.Properties.Environment.Variables.COGNITO_WORKFLOW as string) as unknown);
  return { PreSignUp: toldTo(LambdaConfig.PreSignUp), PreTokenGeneration: toldTo(LambdaConfig.PreTokenGenerationConfig.LambdaArn) };
}

function withProviders(...providers: ISocialProvider[]) {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  return { stack, auth, social: new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers }) };
}

describe('what it says of itself', () => {
  test.each([
    [EmailDomains.allow('ACME.example', 'München.example'), { allows: true, domains: ['acme.example', 'xn--mnchen-3ya.example'] }],
    [EmailDomains.block('evil.example'), { allows: false, domains: ['evil.example'] }],
  ])('%#', (domains, { allows, domains: list }) => {
    expect(domains.allows).toBe(allows);
    expect(domains.domains).toEqual(list);
    expect(Object.isFrozen(domains.domains)).toBe(true);
  });
});

describe('on sign-up', () => {
  test('both triggers are told, by functions that may do nothing but write their logs', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { signUp: SignUp.open({ emailDomains: EmailDomains.allow('ACME.example') }) });
    const entries = { emailDomains: [{ policy: 'ALLOW', domains: ['acme.example'] }] };
    expect(told(stack)).toEqual({ PreSignUp: entries, PreTokenGeneration: entries });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::UserPool', { LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V1_0' } } });
    const actions = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => (
      (Properties.PolicyDocument.Statement as { Action: string[] }[]).flatMap(({ Action }) => Action)));
    expect(new Set(actions)).toEqual(new Set(['logs:CreateLogStream', 'logs:PutLogEvents']));
  });

  test('without it there is no function', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { signUp: SignUp.open() });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('the feature plan stays what it is', () => {
    const plan = (signUp: SignUp) => {
      const stack = testStack();
      new AuthenticatedUserPool(stack, 'Auth', { signUp });
      return Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPool'))[0]!.Properties.UserPoolTier as string;
    };
    expect(plan(SignUp.open({ emailDomains }))).toBe(plan(SignUp.open()));
  });

  test('a function of the caller\'s comes after it', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { signUp: SignUp.open({ emailDomains }) });
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(stack, 'Own')));
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', {
      LambdaConfig: { PreSignUp: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AuthWorkflowsPreSignUp'), 'Arn'] } },
    });
  });

  test.each<[string, EmailDomains, string]>([
    ['there is none', EmailDomains.allow(), '"emailDomains" is empty: name the domains, such as EmailDomains.allow("acme.example"), or leave it out'],
    ['it has an "@"', EmailDomains.allow('@acme.example'), '"emailDomains" holds "@acme.example", which is no domain: write "acme.example"'],
    ['it is an address', EmailDomains.allow('Ada@ACME.example'), '"emailDomains" holds "Ada@ACME.example", which is no domain: write "acme.example"'],
    ['it has a space', EmailDomains.allow('acme.example '), '"emailDomains" holds "acme.example ", which is no domain: write "acme.example"'],
    ['it is a wildcard', EmailDomains.allow('*.acme.example'),
      '"emailDomains" holds "*.acme.example", and a subdomain is a domain of its own: name each, such as "login.acme.example"'],
    ['it means subdomains', EmailDomains.block('.acme.example'),
      '"emailDomains" holds ".acme.example", and a subdomain is a domain of its own: name each, such as "login.acme.example"'],
    ['it is everything', EmailDomains.allow('*'), '"emailDomains" holds "*", and a subdomain is a domain of its own: name each'],
    ['it is one label', EmailDomains.allow('acme'), '"emailDomains" holds "acme", which is no domain: write it like "acme.example"'],
    ['it is a URL', EmailDomains.allow('https://acme.example/'), '"emailDomains" holds "https://acme.example/", which is no domain: write it like "acme.example"'],
    ['it ends in a dot', EmailDomains.allow('acme.example.'), '"emailDomains" holds "acme.example.", which is no domain: write it like "acme.example"'],
    ['it is a machine', EmailDomains.allow('192.0.2.1'), '"emailDomains" holds "192.0.2.1", which is no domain: write it like "acme.example"'],
    ['it is empty', EmailDomains.allow(''), '"emailDomains" holds "", which is no domain: write it like "acme.example"'],
    ['it is there twice', EmailDomains.allow('münchen.example', 'acme.example', 'XN--mnchen-3ya.example'), '"emailDomains" holds "XN--mnchen-3ya.example" twice'],
    ['it is a token', EmailDomains.allow(Lazy.string({ produce: () => 'acme.example' })), '"emailDomains" must be literals: the function compares with what synthesis has checked'],
    ['all are a token', EmailDomains.allow(...[Lazy.list({ produce: () => ['acme.example'] })].flat()), '"emailDomains" must be literals'],
  ])('fails when %s', (_, domains, message) => {
    expect(() => new AuthenticatedUserPool(testStack(), 'Auth', { signUp: SignUp.open({ emailDomains: domains }) })).toThrow(`[Stack/Auth] ${message}`);
  });
});

describe('of providers', () => {
  test('each has its own, by its name in the pool, and SAML is believed', () => {
    const { stack } = withProviders(
      google(), oidc({ trustEmailVerified: true, emailDomains: EmailDomains.block('evil.example') }), saml({ email: cognito.ProviderAttribute.other('mail') }),
    );
    const entries = {
      emailDomains: [
        { provider: 'Google', policy: 'ALLOW', domains: ['partner.example'] },
        { provider: 'Okta', policy: 'BLOCK', domains: ['evil.example'] },
        { provider: 'Corp', isVouched: true, policy: 'ALLOW', domains: ['partner.example'] },
      ],
    };
    expect(told(stack)).toEqual({ PreSignUp: entries, PreTokenGeneration: entries });
  });

  test.each<[string, ISocialProvider]>([
    ['SignInWithApple', SocialProvider.apple({ servicesId: 'id', teamId: 'ABCDEFGHIJ', keyId: 'ABCDEFGHIJ', privateKey: clientSecret, emailDomains })],
    ['LinkedIn', SocialProvider.linkedin({ clientId: 'id', clientSecret, emailDomains })],
    ['GitLab', SocialProvider.gitlab({ clientId: 'id', clientSecret, emailDomains })],
    ['Slack', SocialProvider.slack({ clientId: 'id', clientSecret, trustEmailVerified: true, emailDomains })],
    ['LINE', SocialProvider.line({
      clientId: 'id',
      clientSecret,
      emailDomains,
      attributeMapping: { email: cognito.ProviderAttribute.other('email'), emailVerified: cognito.ProviderAttribute.other('email_verified') },
    })],
    ['Microsoft', SocialProvider.microsoft({
      tenantId: '11111111-2222-3333-4444-555555555555',
      clientId: 'id',
      clientSecret,
      emailDomains,
      attributeMapping: { emailVerified: cognito.ProviderAttribute.other('xms_edov') },
    })],
  ])('%s has one', (provider, one) => {
    expect(told(withProviders(one).stack)).toMatchObject({ PreSignUp: { emailDomains: [{ provider, policy: 'ALLOW', domains: ['partner.example'] }] } });
  });

  test('one of the caller\'s own has one', () => {
    const own: ISocialProvider = {
      bind: (scope, { userPool }) => ({
        identityProvider: new cognito.UserPoolIdentityProviderSaml(scope, 'Own', {
          userPool, name: 'Own', metadata: cognito.UserPoolIdentityProviderSamlMetadata.url('https://idp.example.com/metadata'), attributeMapping: { email: cognito.ProviderAttribute.other('mail') },
        }),
        displayName: 'Own',
        registerAt: 'there',
        protocol: FederationProtocol.SAML,
        emailDomains,
      }),
    };
    expect(told(withProviders(own).stack)).toMatchObject({ PreSignUp: { emailDomains: [{ provider: 'Own', isVouched: true }] } });
  });

  test.each<[string, ISocialProvider, string]>([
    ['an OpenID Connect one doesn\'t say whether addresses are verified', oidc(), '"emailDomains" of "Okta" would let nobody in: the provider doesn\'t map email_verified: map it where'],
    ['a SAML one brings no address', saml({ fullname: cognito.ProviderAttribute.other('name') }), '"emailDomains" of "Corp" would let nobody in: the provider doesn\'t map email: map it'],
    ['Facebook never says it', {
      bind: (scope, options) => ({ ...SocialProvider.facebook({ clientId: 'id', clientSecret }).bind(scope, options), emailDomains }),
    }, '"emailDomains" of "Facebook" would let nobody in: Facebook never says whether an address is verified. Leave "emailDomains" out'],
  ])('fails when %s', (_, provider, message) => {
    expect(synthError(withProviders(provider).stack)).toContain(`[Stack/Social] ${message}`);
  });

  test('fails when an escape hatch takes the claim away', () => {
    const { stack, social } = withProviders(google());
    (social.identityProviders[0]!.node.defaultChild as cognito.CfnUserPoolIdentityProvider).addPropertyDeletionOverride('AttributeMapping.email_verified');
    expect(synthError(stack)).toContain('"emailDomains" of "Google" would let nobody in: the provider doesn\'t map email_verified');
  });

  test('fails when the name is a token', () => {
    const own: ISocialProvider = {
      bind: (scope) => ({
        identityProvider: cognito.UserPoolIdentityProvider.fromProviderName(scope, 'Own', Lazy.string({ produce: () => 'Own' })), displayName: 'Own', registerAt: 'there', emailDomains,
      }),
    };
    expect(() => withProviders(own)).toThrow('[Stack/Social] "emailDomains" is set for a provider whose name only CloudFormation knows: give the provider a literal name');
  });

  test('fails when the domains are none', () => {
    const flawed = SocialProvider.google({ clientId: 'id', clientSecret, emailDomains: EmailDomains.allow('*') });
    expect(() => withProviders(flawed)).toThrow('[Stack/Social] "emailDomains" holds "*"');
  });

  test('fails when the pool is imported, in words', () => {
    const stack = testStack();
    const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_example');
    expect(() => new SocialProviders(stack, 'Social', { userPool, providers: [google()] })).toThrow('[Stack/Social] "emailDomains" is set, and "userPool" is imported, so that its '
      + 'triggers can\'t be set here: pass the pool itself, or set UserPoolTrigger.preSignUp(…) and UserPoolTrigger.preTokenGeneration(…) where it is defined');
  });

  test('a plain L2 pool looks at them too', () => {
    const stack = testStack();
    const userPool = new cognito.UserPool(stack, 'Pool');
    new SocialProviders(stack, 'Social', { userPool, providers: [google()] });
    expect(told(stack)).toMatchObject({ PreTokenGeneration: { emailDomains: [{ provider: 'Google' }] } });
  });
});
