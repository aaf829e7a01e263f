import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { SecretValue } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SocialProvider, SocialProviders, type FacebookProviderOptions } from '../../src';
import { testStack } from '../support';

function withFacebook(options: Partial<FacebookProviderOptions> = {}): Template {
  const stack = testStack();
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  const clientSecret = SecretValue.secretsManager('facebook');
  new SocialProviders(stack, 'Social', { userPool, providers: [SocialProvider.facebook({ clientId: 'id', clientSecret, ...options })] });
  return Template.fromStack(stack);
}

test('defaults: asks for the e-mail address that it maps, in Facebook\'s commas', () => {
  withFacebook().hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderName: 'Facebook',
    AttributeMapping: { email: 'email', name: 'name' },
    ProviderDetails: { client_id: 'id', authorize_scopes: 'public_profile,email', api_version: Match.absent() },
  });
});

test('every option overridden', () => {
  withFacebook({ apiVersion: 'v23.0', attributeMapping: { gender: cognito.ProviderAttribute.FACEBOOK_GENDER } })
    .hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
      AttributeMapping: { email: 'email', gender: 'gender' },
      ProviderDetails: { api_version: 'v23.0', authorize_scopes: 'public_profile,email,user_gender' },
    });
  withFacebook({ scopes: ['email'] }).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', { ProviderDetails: { authorize_scopes: 'email' } });
});
