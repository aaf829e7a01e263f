import { Template } from 'aws-cdk-lib/assertions';
import { ProviderAttribute, UserPoolClientIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { SecretValue, type Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SamlMetadata, SignInDomain, SocialProvider, SocialProviders } from '../../src';
import { google, testStack } from '../support';

type Step = (stack: Stack, auth: AuthenticatedUserPool) => unknown;

const STEPS: Record<string, Step> = {
  'a client of everything': (_, auth) => auth.addSpaClient('App', { callbackUrls: ['https://app.acme.org/'] }),
  'a client of some': (_, auth) => auth.addWebClient('Staff', {
    callbackUrls: ['https://staff.acme.org/'],
    supportedIdentityProviders: [UserPoolClientIdentityProvider.custom('Partner'), UserPoolClientIdentityProvider.custom('Okta')],
  }),
  'Google': (stack, { userPool }) => new SocialProviders(stack, 'Social', { userPool, providers: [google()] }),
  'OpenID Connect and SAML': (stack, { userPool }) => new SocialProviders(stack, 'Enterprise', {
    userPool,
    providers: [
      SocialProvider.oidc({ name: 'Okta', issuerUrl: 'https://acme.okta.com', clientId: 'id', clientSecret: SecretValue.secretsManager('okta') }),
      SocialProvider.saml({
        name: 'Partner',
        metadata: SamlMetadata.url('https://login.acme.org/metadata'),
        attributeMapping: { nickname: ProviderAttribute.other('nick') },
      }),
    ],
    registrationOutputs: true,
  }),
};

function permutations<T>(items: readonly T[]): T[][] {
  return items.length === 0 ? [[]] : items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

/** The template, with lists whose order means nothing sorted. */
function template(order: readonly string[]): unknown {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  order.forEach((name) => STEPS[name]!(stack, auth));
  const sorted = (key: string, value: unknown): unknown => (['SupportedIdentityProviders', 'DependsOn'].includes(key) && Array.isArray(value)
    ? value.map((item) => JSON.stringify(item)).sort() : value);
  return JSON.parse(JSON.stringify(Template.fromStack(stack).toJSON(), sorted));
}

test.each(permutations(Object.keys(STEPS)).map((order) => [order.join(', '), order] as const))('the template is the same after %s', (_, order) => {
  expect(template(order)).toEqual(template(Object.keys(STEPS)));
});

test('the control: one that is left out is missed', () => {
  expect(template(Object.keys(STEPS).slice(0, 3).filter((name) => name !== 'a client of some'))).not.toEqual(template(Object.keys(STEPS)));
});
