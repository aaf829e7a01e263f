import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { SecretValue } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SocialProvider, SocialProviders, type AppleProviderOptions } from '../../src';
import { testStack } from '../support';

function withApple(options: Partial<AppleProviderOptions> = {}): Template {
  const stack = testStack();
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  const provider = SocialProvider.apple({ servicesId: 'com.example', teamId: 'TEAM', keyId: 'KEY', privateKey: SecretValue.secretsManager('apple'), ...options });
  new SocialProviders(stack, 'Social', { userPool, providers: [provider] });
  return Template.fromStack(stack);
}

test('defaults: asks for the e-mail address and the name that it maps', () => {
  withApple().hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderName: 'SignInWithApple',
    AttributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name' },
    ProviderDetails: { client_id: 'com.example', team_id: 'TEAM', key_id: 'KEY', authorize_scopes: 'email name' },
  });
});

test('every option overridden', () => {
  withApple({ attributeMapping: { givenName: cognito.ProviderAttribute.APPLE_FIRST_NAME } }).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    AttributeMapping: { email: 'email', given_name: 'firstName' },
    ProviderDetails: { authorize_scopes: 'email name' },
  });
  withApple({ scopes: ['email'] }).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', { ProviderDetails: { authorize_scopes: 'email' } });
});
