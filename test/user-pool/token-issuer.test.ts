import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { poolProperties } from './pool';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, SignInDomain, TokenIssuer } from '../../src';
import { synthError, testStack } from '../support';

test.each([
  { issuer: undefined, configuration: undefined, plan: 'LITE' },
  { issuer: TokenIssuer.ORIGINAL, configuration: { Type: 'ORIGINAL' }, plan: 'LITE' },
  { issuer: TokenIssuer.UPDATED, configuration: { Type: 'UPDATED' }, plan: 'ESSENTIALS' },
])('the issuer $issuer is $configuration on $plan', ({ issuer, configuration, plan }) => {
  expect(poolProperties({ issuer })).toMatchObject({ UserPoolTier: plan });
  expect(poolProperties({ issuer }).IssuerConfiguration).toEqual(configuration);
});

describe('with the updated issuer', () => {
  const defined = (region?: string) => {
    const stack = testStack({ env: { region } });
    return { stack, auth: new AuthenticatedUserPool(stack, 'Auth', { issuer: TokenIssuer.UPDATED, domain: SignInDomain.prefix('acme-login') }) };
  };
  const updated = (region: unknown, end: string[] = []) => ['https://issuer-cognito-idp.', region, '.', { Ref: 'AWS::URLSuffix' }, '/', { Ref: 'AuthUserPool8115E87F' }, ...end];

  test('issuer and keys have its host', () => {
    const { stack, auth } = defined('eu-central-1');
    const [start, , ...end] = updated('');
    expect(stack.resolve(auth.issuerUrl)).toEqual({ 'Fn::Join': ['', [`${String(start)}eu-central-1.`, ...end.slice(1)]] });
    expect(stack.resolve(auth.jwksUrl)).toEqual({ 'Fn::Join': ['', [`${String(start)}eu-central-1.`, ...end.slice(1), '/.well-known/jwks.json']] });
  });

  test('the stack\'s Region stands in it where it has none of its own', () => {
    const { stack, auth } = defined();
    expect(stack.resolve(auth.issuerUrl)).toEqual({ 'Fn::Join': ['', updated({ Ref: 'AWS::Region' })] });
  });

  test('machines are told of it', () => {
    const { stack, auth } = defined('eu-central-1');
    const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read' });
    const server = auth.addResourceServer('Orders', { identifier: 'orders', scopes: [read] });
    auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(server, read)] }).storeClientSecret();
    Template.fromStack(stack).hasResourceProperties('AWS::SecretsManager::Secret', {
      SecretString: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('"issuer":"https://issuer-cognito-idp\\.eu-central-1\\.$')])] },
    });
  });

  test('identity pools know the pool by its original name', () => {
    const { stack, auth } = defined('eu-central-1');
    const app = auth.addSpaClient('App', { callbackUrls: ['https://app.example.com'] });
    new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::IdentityPool', {
      CognitoIdentityProviders: [{ ProviderName: { 'Fn::GetAtt': ['AuthUserPool8115E87F', 'ProviderName'] } }],
    });
  });

  test('fails when the plan is too low for it', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { issuer: TokenIssuer.UPDATED, featurePlan: cognito.FeaturePlan.LITE });
    expect(synthError(stack)).toMatch(/"featurePlan" \(UserPoolTier\) is "LITE"; the updated issuer needs ESSENTIALS.*rule planTooLow/);
  });
});
