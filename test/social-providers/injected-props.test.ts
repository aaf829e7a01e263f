import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { SecretValue, type Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SamlMetadata, SocialProvider, SocialProviders, type ISocialProvider } from '../../src';
import { companyDefaults, companyRule, google, testStack } from '../support';

const TYPE = 'AWS::Cognito::UserPoolIdentityProvider';
const secret = SecretValue.secretsManager('provider');
const { ProviderAttribute } = cognito;

/** What a caller may say of each provider. */
interface Mapped {
  readonly attributeMapping?: cognito.AttributeMapping;
  readonly scopes?: string[];
}

const PROVIDERS = {
  google: { l2: cognito.UserPoolIdentityProviderGoogle, of: (mapped: Mapped) => SocialProvider.google({ clientId: 'id', clientSecret: secret, ...mapped }) },
  facebook: { l2: cognito.UserPoolIdentityProviderFacebook, of: (mapped: Mapped) => SocialProvider.facebook({ clientId: 'id', clientSecret: secret, ...mapped }) },
  amazon: { l2: cognito.UserPoolIdentityProviderAmazon, of: (mapped: Mapped) => SocialProvider.amazon({ clientId: 'id', clientSecret: secret, ...mapped }) },
  apple: {
    l2: cognito.UserPoolIdentityProviderApple,
    of: (mapped: Mapped) => SocialProvider.apple({ servicesId: 'id', teamId: 'TEAM000000', keyId: 'KEY0000000', privateKey: secret, ...mapped }),
  },
  oidc: {
    l2: cognito.UserPoolIdentityProviderOidc,
    of: (mapped: Mapped) => SocialProvider.oidc({ name: 'Acme', issuerUrl: 'https://login.acme.org', clientId: 'id', clientSecret: secret, ...mapped }),
  },
} as const;

function define(stack: Stack, ...providers: ISocialProvider[]): SocialProviders {
  return new SocialProviders(stack, 'Social', { userPool: new AuthenticatedUserPool(stack, 'Auth').userPool, providers });
}

const nickname = { nickname: ProviderAttribute.other('nick') };

describe.each(Object.entries(PROVIDERS))('%s', (_, { l2, of }) => {
  test('a company\'s mapping comes on top of ours, and the scopes follow it', () => {
    const stack = testStack();
    const seen = companyDefaults(stack, l2, { attributeMapping: nickname });
    define(stack, of({}));
    Template.fromStack(stack).hasResourceProperties(TYPE, { AttributeMapping: { email: 'email', nickname: 'nick' }, ProviderDetails: { authorize_scopes: Match.anyValue() } });
    expect(seen).toHaveLength(1);
  });

  test('a company\'s scopes are asked for', () => {
    const stack = testStack();
    companyDefaults(stack, l2, { scopes: ['openid', 'email', 'profile', 'acme'] });
    define(stack, of({}));
    Template.fromStack(stack).hasResourceProperties(TYPE, { ProviderDetails: { authorize_scopes: Match.stringLikeRegexp('^openid.email.profile.acme$') } });
  });

  test('what the caller says wins over a company\'s defaults', () => {
    const stack = testStack();
    companyDefaults(stack, l2, { scopes: ['acme'], attributeMapping: nickname, clientId: 'acme' });
    define(stack, of({ scopes: ['openid', 'email', 'profile', 'own'], attributeMapping: { gender: ProviderAttribute.other('gender') } }));
    Template.fromStack(stack).hasResourceProperties(TYPE, {
      AttributeMapping: { gender: 'gender', nickname: Match.absent() }, ProviderDetails: { client_id: 'id', authorize_scopes: Match.stringLikeRegexp('^openid.email.profile.own$') },
    });
  });

  test.each([
    ['another mapping', { attributeMapping: { nickname: ProviderAttribute.other('other') } }, 'follows "attributeMapping" and is {"attributeName":"nick"}'],
    ['other scopes', { scopes: ['openid', 'acme'] }, 'follows "scopes" and is ["openid"], and a property injector makes it ["openid","acme"]'],
    ['another client', { clientId: 'acme', servicesId: 'acme' }, ' must be "id"'],
    ['another secret', { clientSecret: 'hush', clientSecretValue: 'hush', privateKeyValue: 'hush' }, 'and a property injector makes it a secret that isn\'t shown'],
  ])('fails when a company forces %s', (_name, forced, message) => {
    const stack = testStack();
    companyRule(stack, l2, forced);
    // Apple knows its client by another name.
    const given = l2 === cognito.UserPoolIdentityProviderApple && 'clientId' in forced ? '"clientId" of' : message;
    expect(() => define(stack, of({ scopes: ['openid'], attributeMapping: nickname }))).toThrow(given);
  });
});

test('a mapped attribute of a company brings its scope', () => {
  const stack = testStack();
  companyDefaults(stack, cognito.UserPoolIdentityProviderGoogle, { attributeMapping: { birthdate: ProviderAttribute.GOOGLE_BIRTHDAYS } });
  define(stack, google());
  Template.fromStack(stack).hasResourceProperties(TYPE, {
    ProviderDetails: { authorize_scopes: 'openid email profile https://www.googleapis.com/auth/user.birthday.read' },
  });
});

describe('SAML', () => {
  const saml = { name: 'Acme', metadata: SamlMetadata.url('https://login.acme.org/saml'), attributeMapping: { email: ProviderAttribute.other('mail') } };

  test('gets a company\'s defaults', () => {
    const stack = testStack();
    companyDefaults(stack, cognito.UserPoolIdentityProviderSaml, {
      requestSigningAlgorithm: cognito.SigningAlgorithm.RSA_SHA256, encryptedResponses: true, idpSignout: true, identifiers: ['acme.org'],
    });
    define(stack, SocialProvider.saml(saml));
    Template.fromStack(stack).hasResourceProperties(TYPE, {
      IdpIdentifiers: ['acme.org'], ProviderDetails: { RequestSigningAlgorithm: 'rsa-sha256', EncryptedResponses: true, IDPSignout: true },
    });
  });

  test('keeps what it is given, unsigned requests too', () => {
    const stack = testStack();
    companyDefaults(stack, cognito.UserPoolIdentityProviderSaml, { requestSigningAlgorithm: cognito.SigningAlgorithm.RSA_SHA256, idpSignout: true });
    define(stack, SocialProvider.saml({ ...saml, signRequests: false, signOut: false }));
    Template.fromStack(stack).hasResourceProperties(TYPE, { ProviderDetails: { RequestSigningAlgorithm: Match.absent(), IDPSignout: false } });
  });

  test.each([
    [{ requestSigningAlgorithm: cognito.SigningAlgorithm.RSA_SHA256 }, 'follows "signRequests" and is undefined, and a property injector makes it "rsa-sha256"'],
    [{ idpSignout: true }, 'follows "signOut" and is false, and a property injector makes it true'],
    [{ name: 'Other' }, '"name" of aws-cdk-lib.aws-cognito.UserPoolIdentityProviderSaml must be "Acme"'],
  ])('fails when a company forces %p', (forced, message) => {
    const stack = testStack();
    companyRule(stack, cognito.UserPoolIdentityProviderSaml, forced);
    expect(() => define(stack, SocialProvider.saml({ ...saml, signRequests: false, signOut: false }))).toThrow(message);
  });
});

test('our construct has an id of its own', () => {
  const stack = testStack();
  companyDefaults(stack, SocialProviders, { registrationOutputs: true });
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  new SocialProviders(stack, 'Social', { userPool, providers: [google()] });
  expect(() => Template.fromStack(stack)).toThrow('"redirectUri" needs');
});
