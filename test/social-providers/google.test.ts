import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { SecretValue } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SocialProvider, SocialProviders, type GoogleProviderOptions } from '../../src';
import { synthError, testStack } from '../support';

function withGoogle(options: Partial<GoogleProviderOptions> = {}) {
  const stack = testStack();
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  const clientSecret = SecretValue.secretsManager('google');
  new SocialProviders(stack, 'Social', { userPool, providers: [SocialProvider.google({ clientId: 'id', clientSecret, ...options })] });
  return stack;
}

test('defaults: asks for the e-mail address, the name and the picture that it maps', () => {
  Template.fromStack(withGoogle()).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderName: 'Google',
    ProviderType: 'Google',
    AttributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name', picture: 'picture' },
    ProviderDetails: { client_id: 'id', authorize_scopes: 'openid email profile' },
  });
});

test('a mapping adds to the default, and the scopes follow', () => {
  Template.fromStack(withGoogle({ attributeMapping: { birthdate: cognito.ProviderAttribute.GOOGLE_BIRTHDAYS } }))
    .hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
      AttributeMapping: { email: 'email', birthdate: 'birthdays' },
      ProviderDetails: { authorize_scopes: 'openid email profile https://www.googleapis.com/auth/user.birthday.read' },
    });
});

test('scopes of the caller are taken as they are', () => {
  Template.fromStack(withGoogle({ scopes: ['openid', 'email'] })).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderDetails: { authorize_scopes: 'openid email' },
  });
});

test('fails when scopes of the caller don\'t bring the mapped e-mail address', () => {
  expect(synthError(withGoogle({ scopes: ['openid', 'profile'] }))).toMatch(/ProviderDetails.authorize_scopes\) is "openid profile", without "email"; .*rule providerEmailScope/);
});

test('fails when a custom attribute is mapped that the pool doesn\'t declare', () => {
  const stack = withGoogle({ attributeMapping: { custom: { 'custom:plan': cognito.ProviderAttribute.other('plan') } } });
  expect(synthError(stack)).toMatch(/"attributeMapping" \(AttributeMapping\) holds \["custom:plan"\].*rule providerMapsUnknown/);
});
