import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { SecretValue } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SocialProvider, SocialProviders, type AmazonProviderOptions } from '../../src';
import { testStack } from '../support';

function withAmazon(options: Partial<AmazonProviderOptions> = {}): Template {
  const stack = testStack();
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  const clientSecret = SecretValue.secretsManager('amazon');
  new SocialProviders(stack, 'Social', { userPool, providers: [SocialProvider.amazon({ clientId: 'id', clientSecret, ...options })] });
  return Template.fromStack(stack);
}

test('defaults: the profile brings e-mail address and name', () => {
  withAmazon().hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderName: 'LoginWithAmazon',
    AttributeMapping: { email: 'email', name: 'name' },
    ProviderDetails: { client_id: 'id', authorize_scopes: 'profile' },
  });
});

test('every option overridden', () => {
  withAmazon({ attributeMapping: { address: cognito.ProviderAttribute.AMAZON_POSTAL_CODE } }).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    AttributeMapping: { email: 'email', address: 'postal_code' },
    ProviderDetails: { authorize_scopes: 'profile postal_code' },
  });
  withAmazon({ scopes: ['profile', 'extra'] }).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderDetails: { authorize_scopes: 'profile extra' },
  });
});
