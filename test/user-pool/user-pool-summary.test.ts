import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuthenticatedUserPool, CognitoRules, FederatedIdentityPool, IdentityPoolProvider, SignInDomain, SocialProviders } from '../../src';
import { google, testStack } from '../support';

function quickStart() {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const app = auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/callback'] });
  new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
  return { stack, auth, identities };
}

test('tells the plan and why', () => {
  const { auth } = quickStart();
  expect(auth.summary.featurePlan).toBe('ESSENTIALS');
  expect(auth.summary.featurePlanReasons).toEqual(['managed login needs ESSENTIALS', 'refresh token rotation of client "App" needs ESSENTIALS']);
});

test('tells that a plan was set, and that nothing needs more', () => {
  const set = new AuthenticatedUserPool(testStack(), 'Auth', { featurePlan: cognito.FeaturePlan.PLUS });
  expect(set.summary.featurePlanReasons).toEqual(['set by featurePlan']);
  const bare = new AuthenticatedUserPool(testStack(), 'Auth');
  expect([bare.summary.featurePlan, ...bare.summary.featurePlanReasons]).toEqual(['LITE', 'nothing in use needs more']);
});

test('tells what can never change', () => {
  expect(quickStart().auth.summary.immutableChoices).toEqual([
    { name: 'sign-in identifier', value: 'e-mail address' },
    { name: 'case-sensitive user names', value: 'no' },
    { name: 'logical id of the user pool', value: 'AuthUserPool8115E87F' },
  ]);
});

test('tells what to register where, and nothing without a domain', () => {
  expect(quickStart().auth.summary.redirectUris).toEqual([{
    provider: 'Google',
    uri: 'https://acme-login.auth.eu-central-1.amazoncognito.com/oauth2/idpresponse',
    registerAt: 'https://console.cloud.google.com/auth/clients',
  }]);
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
  expect(auth.summary.redirectUris).toEqual([]);
});

test('tells the sign-in pages, with references in angle brackets', () => {
  const [page] = quickStart().auth.summary.signInUrls;
  const url = new URL(page!);
  expect(url.host).toBe('acme-login.auth.eu-central-1.amazoncognito.com');
  expect(url.searchParams.get('client_id')).toBe('<AuthAppUserPoolClient12561108>');
  expect(url.searchParams.get('redirect_uri')).toBe('https://app.example.com/callback');
});

test('tells the roles and what each may do, as the policy stands', () => {
  const { stack, auth, identities } = quickStart();
  expect(auth.summary.roles).toEqual([{ role: 'Stack/Identities/AuthenticatedRole', who: 'signed-in people', permissions: [] }]);
  identities.grantReadOwn(new s3.Bucket(stack, 'Uploads'));
  expect(auth.summary.roles[0]!.permissions).toEqual([
    'Allow s3:ListBucket on <Uploads4F6EB0FD.Arn> if {"StringLike":{"s3:prefix":"${cognito-identity.amazonaws.com:sub}/*"}}',
    'Allow s3:GetObject on <Uploads4F6EB0FD.Arn>/${cognito-identity.amazonaws.com:sub}/*',
  ]);
});

test('tells what was accepted, on the pool or above it', () => {
  const { stack, auth } = quickStart();
  CognitoRules.acknowledge(stack, { id: 'poolCaseSensitive', reason: 'the pool is older than we are' });
  CognitoRules.acknowledge(auth.userPool, { id: 'poolPasswordShort', reason: 'a PIN pad' });
  expect(auth.summary.acknowledgements.map((one) => one.id)).toEqual(['poolCaseSensitive', 'poolPasswordShort']);
});

test('as text has a section for each, and none that is empty', () => {
  const text = String(quickStart().auth.summary);
  expect(text).toContain('Feature plan: ESSENTIALS\n  managed login needs ESSENTIALS');
  expect(text).toContain('Register\n  https://acme-login.auth.eu-central-1.amazoncognito.com/oauth2/idpresponse at Google');
  expect(text).toContain('Role Stack/Identities/AuthenticatedRole, for signed-in people');
  expect(text).not.toContain('Acknowledged');
});
