import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Validations } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, MfaPolicy, RoleMapping, SignInDomain, SocialProviders } from '../../src';
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
  expect(set.summary.featurePlanReasons).toEqual(['set by featurePlan, or on the L1']);
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
  const [page] = quickStart().auth.summary.signInPages;
  expect(page!.client).toBe('Stack/Auth/Clients/App');
  const url = new URL(page!.url);
  expect(url.host).toBe('acme-login.auth.eu-central-1.amazoncognito.com');
  expect(url.searchParams.get('client_id')).toBe('<Stack/Auth/Clients/App/UserPoolClient>');
  expect(url.searchParams.get('redirect_uri')).toBe('https://app.example.com/callback');
});

test('tells the roles and what each may do, as the policy stands', () => {
  const { stack, auth, identities } = quickStart();
  expect(auth.summary.roles).toEqual([{ role: 'Stack/Identities/AuthenticatedRole', who: 'signed-in users', permissions: [] }]);
  const uploads = new s3.Bucket(stack, 'Uploads');
  identities.ownAccess.listObjects(uploads);
  identities.ownAccess.readObjects(uploads);
  expect(auth.summary.roles[0]!.permissions).toEqual([
    'Allow s3:ListBucket on <Stack/Uploads> if s3:prefix StringLike ${cognito-identity.amazonaws.com:sub}/*',
    'Allow s3:GetObject on <Stack/Uploads>/${cognito-identity.amazonaws.com:sub}/*',
  ]);
});

test('tells what a policy that stands elsewhere allows', () => {
  const { stack, auth, identities } = quickStart();
  new iam.Policy(stack, 'All', { roles: [identities.authenticatedRole], statements: [new iam.PolicyStatement({ actions: ['*'], resources: ['*'] })] });
  expect(auth.summary.roles[0]!.permissions).toEqual(['Allow * on *']);
});

test('tells what was accepted, on the pool, above it, or on what belongs to it', () => {
  const { stack, auth, identities } = quickStart();
  Validations.of(identities).acknowledge({ id: 'cdk-cognito-auth:identityPoolClassicFlow', reason: 'an old phone' });
  Validations.of(stack).acknowledge({ id: 'cdk-cognito-auth:poolCaseSensitive', reason: 'the pool is older than we are' });
  Validations.of(auth.userPool).acknowledge({ id: 'cdk-cognito-auth:poolPasswordShort', reason: 'a PIN pad' });
  expect(auth.summary.acknowledgements.map(({ id, path }) => [id, path])).toEqual([
    ['poolCaseSensitive', 'Stack'], ['poolPasswordShort', 'Stack/Auth/UserPool'], ['identityPoolClassicFlow', 'Stack/Identities'],
  ]);
});

test('as text has a section for each, and none that is empty', () => {
  const text = String(quickStart().auth.summary);
  expect(text).toContain('Feature plan: ESSENTIALS\n  managed login needs ESSENTIALS');
  expect(text).toContain('Register\n  https://acme-login.auth.eu-central-1.amazoncognito.com/oauth2/idpresponse at Google');
  expect(text).toContain('Role Stack/Identities/AuthenticatedRole, for signed-in users');
  expect(text).not.toContain('Acknowledged');
});

describe('notes', () => {
  test('tell that nobody can set TOTP up on pages where it is optional', () => {
    expect(quickStart().auth.summary.notes).toEqual([expect.stringContaining('can\'t set it up through Stack/Auth/Clients/App; use MfaPolicy.required(), or selfService')]);
  });

  test.each([
    { mfa: MfaPolicy.required(), selfService: false },
    { mfa: MfaPolicy.off(), selfService: false },
    { mfa: MfaPolicy.optional(), selfService: true },
  ])('tell nothing where people can, or needn\'t: %#', ({ mfa, selfService }) => {
    const auth = new AuthenticatedUserPool(testStack(), 'Auth', { mfa, domain: SignInDomain.prefix('acme-login') });
    auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/callback'], selfService });
    expect(auth.summary.notes).toEqual([]);
  });

  test('tell that a role by group leaves the others without', () => {
    const { stack, auth } = quickStart();
    const app = auth.addWebClient('Own', { hostedPages: false });
    new FederatedIdentityPool(stack, 'ByGroup', {
      providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: RoleMapping.token() })],
    });
    expect(auth.summary.notes).toContainEqual(expect.stringContaining('Stack/ByGroup chooses the role by group: users in no group'));
  });
});
