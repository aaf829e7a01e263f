import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnParameter, Lazy, SecretValue, type Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SocialProvider, SocialProviders, type ISocialProvider } from '../../src';
import { synthError, testStack } from '../support';

/** Every provider that takes a secret, and the name under which Cognito keeps it. */
const PROVIDERS: Record<string, { key: string; provider: (secret: SecretValue) => ISocialProvider }> = {
  google: { key: 'client_secret', provider: (clientSecret) => SocialProvider.google({ clientId: 'id', clientSecret }) },
  facebook: { key: 'client_secret', provider: (clientSecret) => SocialProvider.facebook({ clientId: 'id', clientSecret }) },
  amazon: { key: 'client_secret', provider: (clientSecret) => SocialProvider.amazon({ clientId: 'id', clientSecret }) },
  apple: { key: 'private_key', provider: (privateKey) => SocialProvider.apple({ servicesId: 'id', teamId: 'team', keyId: 'key', privateKey }) },
  microsoft: {
    key: 'client_secret',
    provider: (clientSecret) => SocialProvider.microsoft({ clientId: 'id', clientSecret, tenantId: '11111111-2222-3333-4444-555555555555' }),
  },
  linkedin: { key: 'client_secret', provider: (clientSecret) => SocialProvider.linkedin({ clientId: 'id', clientSecret }) },
  gitlab: { key: 'client_secret', provider: (clientSecret) => SocialProvider.gitlab({ clientId: 'id', clientSecret }) },
  slack: { key: 'client_secret', provider: (clientSecret) => SocialProvider.slack({ clientId: 'id', clientSecret }) },
  line: { key: 'client_secret', provider: (clientSecret) => SocialProvider.line({ clientId: 'id', clientSecret }) },
  oidc: {
    key: 'client_secret',
    provider: (clientSecret) => SocialProvider.oidc({ name: 'Acme', issuerUrl: 'https://login.acme.org', clientId: 'id', clientSecret }),
  },
};

function withSecret(name: string, secret: (stack: Stack) => SecretValue): Stack {
  const stack = testStack();
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  new SocialProviders(stack, 'Social', { userPool, providers: [PROVIDERS[name]!.provider(secret(stack))] });
  return stack;
}

const SECRETS: Record<string, (stack: Stack) => SecretValue> = {
  'a name in Secrets Manager': () => SecretValue.secretsManager('name', { jsonField: 'secret' }),
  'a version in Secrets Manager': () => SecretValue.secretsManager('name', { jsonField: 'secret', versionId: '11111111-2222-3333-4444-555555555555' }),
  'a Secrets Manager construct': (stack) => new Secret(stack, 'Secret').secretValueFromJson('secret'),
  'a NoEcho parameter': (stack) => SecretValue.cfnParameter(new CfnParameter(stack, 'Parameter', { noEcho: true })),
};

const LEAKS: Record<string, (stack: Stack) => SecretValue> = {
  'a literal': () => SecretValue.unsafePlainText('hunter2'),
  'a literal behind a Lazy': () => SecretValue.unsafePlainText(Lazy.string({ produce: () => 'hunter2' })),
  'an ssm-secure reference': () => SecretValue.ssmSecure('/name', '1'),
  'a readable parameter': (stack) => SecretValue.unsafePlainText(new CfnParameter(stack, 'Parameter').valueAsString),
  'a literal joined to a token': (stack) => SecretValue.unsafePlainText(`hunter2-${stack.region}`),
};

describe.each(Object.keys(PROVIDERS))('%s', (name) => {
  test.each(Object.keys(SECRETS))('takes %s', (kind) => {
    const [provider] = Object.values(Template.fromStack(withSecret(name, SECRETS[kind]!)).findResources('AWS::Cognito::UserPoolIdentityProvider'));
    expect(JSON.stringify(provider!.Properties.ProviderDetails[PROVIDERS[name]!.key])).toMatch(/\{\{resolve:secretsmanager:|"Ref":"Parameter"/);
  });

  test.each(Object.keys(LEAKS))('fails when the secret is %s', (kind) => {
    const message = synthError(withSecret(name, LEAKS[kind]!));
    expect(message).toMatch(new RegExp(`ProviderDetails.${PROVIDERS[name]!.key}\\) .*rule providerSecretLiteral`));
    expect(message).not.toContain('hunter2');
  });
});
