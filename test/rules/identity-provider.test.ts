import * as cognito from 'aws-cdk-lib/aws-cognito';
import { CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { App, Aws, CfnParameter, CustomResource, Fn, Lazy, NestedStack, SecretValue, Stack, Token } from 'aws-cdk-lib/core';
import { IDENTITY_PROVIDER_CASES } from './identity-provider.cases';
import { accept, client, pool, provider } from './resources';
import { findings, found, testRules } from './rule-case';
import { CognitoRules } from '../../src';
import { IDENTITY_PROVIDER_RULES } from '../../src/rules/identity-provider';
import { testStack } from '../support';

testRules(IDENTITY_PROVIDER_RULES, IDENTITY_PROVIDER_CASES);

/** The plain L2, without what it leaves open beside providers. */
function plain(stack: Stack, props: cognito.UserPoolProps = {}): cognito.UserPool {
  return accept(new cognito.UserPool(stack, 'Pool', { signInCaseSensitive: false, ...props }), 'inviteOnlyWithProviders', 'schemaRequiredStandard', 'domainMissing');
}

describe('secrets', () => {
  const dynamic = '{{resolve:secretsmanager:google:SecretString:secret::}}';
  /** One field is generated, the other stands in the template. */
  const generated = (stack: Stack): Secret => new Secret(stack, 'Secret', {
    generateSecretString: { secretStringTemplate: '{"google":"hunter2"}', generateStringKey: 'key' },
  });
  /** A field from a parameter that nobody reads, one from a parameter that everybody reads, and a literal one. */
  const several = (stack: Stack): Secret => new Secret(stack, 'Secret', {
    secretObjectValue: {
      google: SecretValue.cfnParameter(new CfnParameter(stack, 'Google', { noEcho: true })),
      stage: SecretValue.unsafePlainText(new CfnParameter(stack, 'Stage', { noEcho: true, default: 'dev' }).valueAsString),
      apple: SecretValue.unsafePlainText('hunter2'),
    },
  });
  const kept = (stack: Stack, text: CfnParameter): SecretValue => new Secret(stack, 'Secret', {
    secretStringValue: SecretValue.unsafePlainText(text.valueAsString),
  }).secretValue;
  const tried = (secret: (stack: Stack) => unknown): string[] => {
    const stack = testStack();
    provider(stack).addPropertyOverride('ProviderDetails.client_secret', secret(stack));
    CognitoRules.check(stack);
    return findings(stack);
  };

  test.each<[string, (stack: Stack) => unknown]>([
    ['a dynamic reference', () => dynamic],
    ['SecretValue.secretsManager', () => SecretValue.secretsManager('google', { jsonField: 'secret' }).unsafeUnwrap()],
    ['a secret of the stack', (stack) => new Secret(stack, 'Secret').secretValue.unsafeUnwrap()],
    ['a secret by an ARN that only CloudFormation knows', () => SecretValue.secretsManager(Fn.importValue('arn')).unsafeUnwrap()],
    ['a reference joined by colons', () => ({ 'Fn::Join': [':', ['{{resolve', 'secretsmanager', { Ref: 'Arn' }, 'SecretString', 'secret}}']] })],
    ['a reference in Fn::Sub', () => Fn.sub('{{resolve:secretsmanager:${Arn}:SecretString:secret}}')],
    ['a reference in Fn::Sub with variables', () => Fn.sub('{{resolve:secretsmanager:${Arn}:SecretString}}', { Arn: 'x' })],
    ['a parameter with NoEcho', (stack) => SecretValue.cfnParameter(new CfnParameter(stack, 'Secret', { noEcho: true })).unsafeUnwrap()],
    ['a literal Ref to a parameter with NoEcho', (stack) => new CfnParameter(stack, 'Secret', { noEcho: true }) && { Ref: 'Secret' }],
    ['a Ref that leads out of sight', () => ({ Ref: 'Elsewhere' })],
    ['an attribute of a custom resource', (stack) => new CustomResource(stack, 'Custom', { serviceToken: 'arn:aws:sns:us-east-1:1:t' }).getAttString('Secret')],
    ['a lazy reference', () => Lazy.string({ produce: () => dynamic })],
    ['a generated field of a secret that says the rest', (stack) => generated(stack).secretValueFromJson('key').unsafeUnwrap()],
    ['the text of a secret from a parameter with NoEcho', (stack) => kept(stack, new CfnParameter(stack, 'Text', { noEcho: true })).unsafeUnwrap()],
    ['a hidden field beside others that are not', (stack) => several(stack).secretValueFromJson('google').unsafeUnwrap()],
    ['a whole secret that is generated', (stack) => new Secret(stack, 'Secret', {
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'key' },
    }).secretValue.unsafeUnwrap()],
    ['the name of another secret', (stack) => new CfnSecret(stack, 'Secret', { name: 'apple', secretString: 'hunter2' }) && dynamic],
    ['a choice between references', () => Fn.conditionIf('Production', dynamic, Aws.NO_VALUE)],
    ['no value', () => Aws.NO_VALUE],
  ])('passes with %s', (_, secret) => {
    expect(tried(secret)).toEqual([]);
  });

  test.each<[string, string, (stack: Stack) => unknown]>([
    ['a literal', 'is a literal', () => 'hunter2'],
    ['an empty literal', 'is a literal', () => ''],
    ['a number', 'is a literal', () => 12345678],
    ['SecretValue.unsafePlainText', 'is a literal', () => SecretValue.unsafePlainText('hunter2').unsafeUnwrap()],
    ['a lazy literal', 'is a literal', () => Lazy.string({ produce: () => 'hunter2' })],
    ['a literal beside a reference', 'is a literal', () => `hunter2${dynamic}`],
    ['a literal between references', 'is a literal', () => `${dynamic}hunter2${dynamic}`],
    ['a literal joined with a token', 'is a literal', () => `hunter2-${Aws.REGION}`],
    ['tokens joined without a reference', 'is a literal', () => `${Aws.REGION}${Aws.ACCOUNT_ID}`],
    ['a literal in Fn::Sub', 'is a literal', () => Fn.sub('hunter2${AWS::Region}')],
    ['a literal in Fn::Sub with variables', 'is a literal', () => Fn.sub('${A}', { A: 'hunter2' })],
    ['a literal in one branch', 'is a literal', () => Fn.conditionIf('Production', dynamic, 'hunter2')],
    ['an ssm-secure reference', 'is a reference to Systems Manager', () => SecretValue.ssmSecure('google').unsafeUnwrap()],
    ['an ssm reference', 'is a reference to Systems Manager', () => '{{resolve:ssm:google}}'],
    ['an export', 'comes through a stack export', () => Fn.importValue('secret')],
    ['a mapping', 'comes through Fn::FindInMap', () => Fn.findInMap('Secrets', 'Google', 'Secret')],
    ['a parameter without NoEcho', 'is a parameter without NoEcho', (stack) => new CfnParameter(stack, 'Secret').valueAsString],
    ['a field that a secret says', 'is in Stack/Secret/Resource, whose text stands', (stack) => generated(stack).secretValueFromJson('google').unsafeUnwrap()],
    ['all that a secret says', 'is in Stack/Secret/Resource, whose text stands', (stack) => generated(stack).secretValue.unsafeUnwrap()],
    ['the text of a secret', 'is in Stack/Secret, whose text stands', (stack) => Fn.sub('{{resolve:secretsmanager:${Arn}}}', {
      Arn: new CfnSecret(stack, 'Secret', { secretString: 'hunter2' }).ref,
    })],
    ['the name of a secret of the app', 'is in Stack/Secret, whose text stands', (stack) => new CfnSecret(stack, 'Secret', { name: 'google', secretString: 'hunter2' }) && dynamic],
    ['the text of a secret from a parameter without NoEcho', 'is in Stack/Secret/Resource, whose text is a parameter without NoEcho',
      (stack) => kept(stack, new CfnParameter(stack, 'Text')).unsafeUnwrap()],
    ['the text of a secret from a parameter with a default', 'is in Stack/Secret/Resource, whose text is a parameter whose default stands',
      (stack) => kept(stack, new CfnParameter(stack, 'Text', { noEcho: true, default: 'hunter2' })).unsafeUnwrap()],
    ['a literal field of a secret beside tokens', 'is in Stack/Secret/Resource, whose text stands', (stack) => several(stack).secretValueFromJson('apple').unsafeUnwrap()],
    ['a field of a secret from a shown parameter', 'is in Stack/Secret/Resource, whose text is a parameter whose default',
      (stack) => several(stack).secretValueFromJson('stage').unsafeUnwrap()],
    ['the ARN of a secret of the app', 'is in Stack/Secret, whose text stands', (stack) => {
      const { name } = new CfnSecret(stack, 'Secret', { name: 'google', secretString: 'hunter2' });
      return Secret.fromSecretNameV2(stack, 'Imported', name!).secretValueFromJson('google').unsafeUnwrap();
    }],
    ['the name of a secret in the place of the secret', 'is what Stack/Secret/Resource is called', (stack) => new Secret(stack, 'Secret').secretArn],
    ['a literal Ref to such a parameter', 'is a parameter without NoEcho', (stack) => new CfnParameter(stack, 'Secret') && { Ref: 'Secret' }],
  ])('fails when it is %s', (_, problem, secret) => {
    expect(tried(secret)).toEqual([expect.stringContaining(`: "clientSecret" (ProviderDetails.client_secret) ${problem}`)]);
  });

  test('fails when a NoEcho parameter crosses stacks, in an export that everybody reads', () => {
    const app = new App();
    const parameter = new CfnParameter(new Stack(app, 'Parameters'), 'Secret', { noEcho: true });
    const stack = new Stack(app, 'Stack');
    provider(stack, { providerDetails: { client_secret: parameter.valueAsString } });
    CognitoRules.check(app);
    expect(findings(stack)).toEqual([expect.stringContaining('(ProviderDetails.client_secret) comes through a stack export')]);
  });

  test('fails when a parameter goes to a nested stack', () => {
    const stack = testStack();
    const nested = new NestedStack(stack, 'Nested');
    const shown = new CfnParameter(stack, 'Shown');
    const hidden = new CfnParameter(stack, 'Hidden', { noEcho: true });
    const userPoolId = pool(nested).ref;
    provider(nested, { userPoolId, providerDetails: { client_secret: hidden.valueAsString } }, 'Hidden');
    provider(nested, { userPoolId, providerName: 'Acme', providerDetails: { client_secret: shown.valueAsString } }, 'Shown');
    CognitoRules.check(stack);
    expect(findings(stack)).toEqual([
      // CDK hands it on by a parameter that has no NoEcho.
      expect.stringContaining('Stack/Nested/Hidden: "clientSecret" (ProviderDetails.client_secret) goes to a nested stack by a parameter'),
      expect.stringContaining('Stack/Nested/Shown: "clientSecret" (ProviderDetails.client_secret) is a parameter without NoEcho'),
    ]);
  });

  test.each([
    ['Google', (stack: Stack, userPool: cognito.UserPool) => new cognito.UserPoolIdentityProviderGoogle(stack, 'P', {
      userPool, clientId: 'id', clientSecretValue: SecretValue.unsafePlainText('hunter2'), scopes: ['openid', 'email'],
    })],
    ['Facebook', (stack: Stack, userPool: cognito.UserPool) => new cognito.UserPoolIdentityProviderFacebook(stack, 'P', {
      userPool, clientId: 'id', clientSecret: 'hunter2',
    })],
    ['Amazon', (stack: Stack, userPool: cognito.UserPool) => new cognito.UserPoolIdentityProviderAmazon(stack, 'P', {
      userPool, clientId: 'id', clientSecret: 'hunter2',
    })],
    ['Apple', (stack: Stack, userPool: cognito.UserPool) => new cognito.UserPoolIdentityProviderApple(stack, 'P', {
      userPool, clientId: 'id', teamId: 'team', keyId: 'key', privateKeyValue: SecretValue.unsafePlainText('hunter2'),
    })],
    ['OpenID Connect', (stack: Stack, userPool: cognito.UserPool) => new cognito.UserPoolIdentityProviderOidc(stack, 'P', {
      userPool, clientId: 'id', clientSecret: 'hunter2', issuerUrl: 'https://login.acme.org',
    })],
  ])('fails when the plain L2 for %s has a literal', (_, define) => {
    expect(found((stack) => define(stack, plain(stack)))).toEqual(['providerSecretLiteral']);
  });
});

describe('attributes of the plain L2', () => {
  const google = (stack: Stack, userPool: cognito.UserPool, attributeMapping: cognito.AttributeMapping) => new cognito.UserPoolIdentityProviderGoogle(stack, 'Google', {
    userPool, attributeMapping, clientId: 'id', clientSecretValue: SecretValue.secretsManager('google'), scopes: ['openid', 'email', 'profile'],
  });

  test.each([
    [{ mutable: true }, []],
    [{ mutable: false }, ['providerMapsImmutable']],
    [{}, ['providerMapsImmutable']],
  ])('a custom attribute with %j trips %j', (attribute, ids) => {
    expect(found((stack) => google(stack, plain(stack, {
      customAttributes: { team: new cognito.StringAttribute(attribute) },
    }), { custom: { 'custom:team': cognito.ProviderAttribute.GOOGLE_NAMES } }))).toEqual(ids);
  });

  test.each([[{ required: true }, []], [{ required: true, mutable: false }, ['providerMapsImmutable']]])('a standard attribute with %j trips %j', (email, ids) => {
    expect(found((stack) => google(stack, plain(stack, { standardAttributes: { email } }), {
      email: cognito.ProviderAttribute.GOOGLE_EMAIL,
    }))).toEqual(ids);
  });

  test('a custom attribute that is mapped without its prefix is unknown', () => {
    expect(found((stack) => google(stack, plain(stack, {
      customAttributes: { team: new cognito.StringAttribute({ mutable: true }) },
    }), { custom: { team: cognito.ProviderAttribute.GOOGLE_NAMES } }))).toEqual(['providerMapsUnknown']);
  });
});

test('nothing is known of the attributes of a pool from elsewhere', () => {
  expect(found((stack) => provider(stack, { userPoolId: 'us-east-1_abc', attributeMapping: { 'custom:team': 'team' } }))).toEqual([]);
});

test('nothing is known of the clients of a pool from elsewhere', () => {
  const providerDetails = { MetadataURL: 'https://acme.org/saml', IDPInit: true };
  expect(found((stack) => provider(stack, { userPoolId: 'us-east-1_abc', providerType: 'SAML', providerName: 'Acme', providerDetails }))).toEqual(['samlIdpInitiated']);
});

test('a client in another stack offers a provider by its reference', () => {
  const app = new App();
  const providers = new Stack(app, 'Providers');
  const userPoolId = pool(providers).ref;
  const google = provider(providers, { userPoolId, attributeMapping: { email: 'email' } });
  client(new Stack(app, 'Clients'), { userPoolId, supportedIdentityProviders: [google.ref], writeAttributes: ['name'] });
  CognitoRules.check(providers);
  expect(findings(providers)).toEqual([expect.stringContaining('"writeAttributes" (WriteAttributes) of Clients/Client lacks ["email"]')]);
});

test('the name of an attribute may be hidden in a token, and a provider in a lazy list', () => {
  expect(found((stack) => {
    const userPoolId = pool(stack, { schema: [{ name: Lazy.string({ produce: () => 'team' }) }] }).ref;
    const google = provider(stack, { userPoolId, attributeMapping: { 'custom:team': 'team' } });
    client(stack, { userPoolId, supportedIdentityProviders: Lazy.list({ produce: () => [google.ref] }), writeAttributes: Token.asList(Lazy.any({ produce: () => ['email'] })) });
  })).toEqual(['providerMapsImmutable', 'providerMapsUnwritable']);
});
