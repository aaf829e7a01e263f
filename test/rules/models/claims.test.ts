import * as cognito from 'aws-cdk-lib/aws-cognito';
import { verdictOn, type Verdict } from '../../../src/rules/models/claims';
import type { Decision } from '../../../src/rules/models/decisions';
import { Synthesis } from '../../../src/template/synthesis';
import { UserPool } from '../../../src/template/user-pool';
import { Client } from '../../../src/template/user-pool-client';
import { testStack } from '../../support';
import { client, hostedClient, LAMBDA, pool, provider, TOKEN } from '../resources';

type ClientProps = Partial<cognito.CfnUserPoolClientProps> & { readonly own?: boolean };
type ProviderProps = Partial<cognito.CfnUserPoolIdentityProviderProps>;

/** A directory, and the claim that is asked about. */
interface Setup {
  readonly pool?: cognito.CfnUserPoolProps;
  /** without pages with `own`, else with pages; of the tokens of all of them the claim is asked */
  readonly clients?: readonly ClientProps[];
  /** of the tokens of these clients only, by their index */
  readonly asked?: readonly number[];
  readonly providers?: Readonly<Record<string, ProviderProps>>;
  readonly user?: boolean;
  readonly by?: Decision['by'];
  /** whose tokens are asked, where it is no user pool */
  readonly provider?: string;
}

function verdict(claim: string, it: Setup): Verdict {
  const stack = testStack();
  const { ref: userPoolId } = pool(stack, { lambdaConfig: undefined, ...it.pool });
  const clients = (it.clients ?? []).map(({ own = false, ...props }, index) => (own ? client : hostedClient)(stack, { userPoolId, ...props }, `Client${index}`));
  Object.entries(it.providers ?? {}).forEach(([id, props]) => provider(stack, { userPoolId, providerName: id, ...props }, id));
  if (it.user === true) {
    new cognito.CfnUserPoolUser(stack, 'User', { userPoolId, username: 'jane' });
  }
  const { view } = Synthesis.of(stack);
  const seen = view.ofType<UserPool>('AWS::Cognito::UserPool');
  const asked = (it.asked ?? clients.map((_, index) => index)).map((index) => view.resource(clients[index]!) as Client);
  return verdictOn({ claim, where: 'a role', by: it.by ?? 'tag', pools: seen, clients: asked, provider: it.provider ?? '' });
}

const custom = (name: string, mutable = true) => ({ name, attributeDataType: 'String', mutable });
const TENANT = { schema: [custom('tenant')] };
const OPEN = { adminCreateUserConfig: { allowAdminCreateUserOnly: false } };
const keeps = (...names: string[]): cognito.CfnUserPoolProps => (
  { autoVerifiedAttributes: names, userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: names } });

const REFRESH = { explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] };
const IAM_ONLY = { explicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] };
const SRP = { explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
const WRITES = { writeAttributes: ['email', 'custom:tenant'] };
const SCOPED = { allowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'] };

const saml = (attributeMapping: object, more: ProviderProps = {}): ProviderProps => ({ providerType: 'SAML', providerDetails: {}, attributeMapping, ...more });
const oidc = (issuer: string, attributeMapping: object): ProviderProps => ({ providerType: 'OIDC', providerDetails: { oidc_issuer: issuer }, attributeMapping });
const TENANT_OF = saml({ 'custom:tenant': 'tenant' });

/** Users come from Acme only, and their pages lead nowhere else. */
const WORKFORCE: Setup = {
  pool: TENANT,
  clients: [{ ...WRITES, ...IAM_ONLY, supportedIdentityProviders: ['Acme'] }],
  providers: { Acme: TENANT_OF },
};

describe.each<[claim: string, is: Verdict['is'], rows: readonly (readonly [what: string, it: Setup, why?: string])[]]>([
  ['custom:tenant', 'safe', [
    ['no client writes it', { pool: TENANT, clients: [{ ...SRP, writeAttributes: ['email'] }] }],
    ['a client without a list writes the standard attributes', { pool: TENANT, clients: [SRP] }],
    ['pages alone, without the scope, in an invite-only pool', { pool: TENANT, clients: [{ ...WRITES, ...REFRESH }] }],
    ['a machine signs nobody in', { pool: { ...TENANT, ...OPEN }, clients: [{ ...WRITES, own: true, generateSecret: true, allowedOAuthFlows: ['client_credentials'] }] }],
    ['users come from one company, invite-only', WORKFORCE],
    ['the same beside an app of its own that doesn\'t write it', { ...WORKFORCE, clients: [...WORKFORCE.clients!, { own: true, ...SRP, writeAttributes: ['email'] }] }],
    ['a single tenant of Entra maps it', { ...WORKFORCE, providers: { Acme: oidc('https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0', { 'custom:tenant': 'tid' }) } }],
    ['two companies map it, and only one of them reaches these tokens', {
      pool: TENANT,
      clients: [{ ...WRITES, ...IAM_ONLY, supportedIdentityProviders: ['Acme'] }, { ...WRITES, ...IAM_ONLY, supportedIdentityProviders: ['Globex'] }],
      asked: [0],
      providers: { Acme: TENANT_OF, Globex: TENANT_OF },
    }],
    ['another company maps something else', { ...WORKFORCE, providers: { Acme: TENANT_OF, Globex: saml({ email: 'mail' }) } }],
    ['Google says whose domain it is', { ...WORKFORCE, clients: [{ ...WRITES, ...IAM_ONLY, supportedIdentityProviders: ['Google'] }], providers: { Google: { attributeMapping: { 'custom:tenant': 'hd' } } } }],
    ['what the client writes is unknown', { pool: TENANT, clients: [{ ...SRP, writeAttributes: TOKEN.list }] }],
    ['how the client signs in is unknown', { pool: TENANT, clients: [{ ...WRITES, explicitAuthFlows: TOKEN.list }] }],
    ['who signs up is unknown', { pool: { ...TENANT, adminCreateUserConfig: TOKEN.any }, clients: [{ ...WRITES, ...REFRESH }] }],
    ['what the provider maps is unknown', { ...WORKFORCE, providers: { Acme: TENANT_OF, Globex: saml(TOKEN.any) } }],
    ['it is chosen at sign-up for ever, and nobody signs up', { pool: { schema: [custom('tenant', false)] }, clients: [{ ...WRITES, ...SRP }] }],
    ['the sign-up page doesn\'t ask for it, and the API wants the secret', { pool: { ...TENANT, ...OPEN }, clients: [{ ...WRITES, ...REFRESH, generateSecret: true }] }],
  ]],
  ['custom:tenant', 'forgeable', [
    ['users sign in with SRP', { pool: TENANT, clients: [{ ...WRITES, ...SRP }] }, 'users write through Stack/Client0'],
    ['flows are left out', { pool: TENANT, clients: [WRITES] }, 'users write through Stack/Client0'],
    ['flows are an empty list', { pool: TENANT, clients: [{ ...WRITES, explicitAuthFlows: [] }] }],
    ['flows have their older names', { pool: TENANT, clients: [{ ...WRITES, explicitAuthFlows: ['ADMIN_NO_SRP_AUTH'] }] }],
    ['users choose how to sign in', { pool: TENANT, clients: [{ ...WRITES, explicitAuthFlows: ['ALLOW_USER_AUTH'] }] }],
    ['the pages\' tokens have the scope', { pool: TENANT, clients: [{ ...WRITES, ...REFRESH, ...SCOPED }] }],
    ['the scope is enough where users come from one company', { ...WORKFORCE, clients: [{ ...WORKFORCE.clients![0], ...SCOPED }] }, 'because Stack/Acme maps it'],
    ['a client writes it whose tokens aren\'t asked', { pool: TENANT, clients: [{ ...SRP, writeAttributes: ['email'] }, { ...WRITES, ...SRP, own: true }], asked: [0] }, 'through Stack/Client1'],
    ['everybody signs up by the API, whatever the pages offer', { ...WORKFORCE, pool: { ...TENANT, ...OPEN } }, 'users write at sign-up through Stack/Client0, because Stack/Acme maps it'],
    ['nothing is said of sign-up, which opens it', { ...WORKFORCE, pool: { ...TENANT, adminCreateUserConfig: undefined } }, 'at sign-up'],
    ['it is chosen at sign-up for ever', { pool: { ...OPEN, schema: [custom('tenant', false)] }, clients: [{ ...WRITES, ...SRP }] }, 'at sign-up'],
    ['a user with a password stands in the template', { ...WORKFORCE, clients: [{ ...WORKFORCE.clients![0], ...SRP }], user: true }],
    ['another client offers the pool\'s own accounts', { ...WORKFORCE, clients: [{ ...WORKFORCE.clients![0], ...SRP }, { supportedIdentityProviders: ['COGNITO'], ...REFRESH }] }],
    ['users write it into their accounts at Google', { ...WORKFORCE, clients: [{ ...WRITES, ...IAM_ONLY, supportedIdentityProviders: ['Google'] }], providers: { Google: { attributeMapping: { 'custom:tenant': 'family_name' } } } },
      'users write at Stack/Google, where it is "family_name"'],
    ['GitLab is public too', { ...WORKFORCE, providers: { Acme: oidc('https://gitlab.com', { 'custom:tenant': 'nickname' }) } }],
    ['a back end has a list with it, which no provider asks for', { pool: TENANT, clients: [{ ...WRITES, ...SRP, generateSecret: true }] }],
    ['a function looks at whoever signs up, and not at what they write later', { pool: { ...TENANT, ...OPEN, lambdaConfig: { preSignUp: LAMBDA } }, clients: [{ ...WRITES, ...SRP }] }, 'users write through'],
    ['a pre token generation trigger doesn\'t make it better', { pool: { ...TENANT, lambdaConfig: { preTokenGeneration: LAMBDA } }, clients: [{ ...WRITES, ...SRP }] }],
  ]],
  ['custom:tenant', 'shared', [
    ['two companies map it', { ...WORKFORCE, clients: [{ ...WRITES, ...IAM_ONLY, supportedIdentityProviders: ['Acme', 'Globex'] }], providers: { Acme: TENANT_OF, Globex: TENANT_OF } },
      'the administrators of each of Stack/Acme, Stack/Globex write for their users: take it from the name of the provider, with `TokenClaim.providerName()`'],
    ['two companies map what a rule asks', { ...WORKFORCE, by: 'rule', clients: [{ ...WRITES, ...IAM_ONLY, supportedIdentityProviders: ['Acme', 'Globex'] }], providers: { Acme: TENANT_OF, Globex: TENANT_OF } },
      'give each of them a client and a `roleMapping` of its own'],
    ['Google and a company map it', { ...WORKFORCE, clients: [{ ...WRITES, ...IAM_ONLY, supportedIdentityProviders: ['Acme', 'Google'] }], providers: { Acme: TENANT_OF, Google: { attributeMapping: { 'custom:tenant': 'hd' } } } }],
    ['what a client offers is unknown', { ...WORKFORCE, clients: [{ ...WRITES, ...IAM_ONLY, supportedIdentityProviders: TOKEN.list }], providers: { Acme: TENANT_OF, Globex: TENANT_OF } }],
  ]],
  ['custom:tenant', 'unknown', [
    ['a function may bring it', { pool: { ...TENANT, lambdaConfig: { preTokenGeneration: LAMBDA } } }, 'the function of LambdaConfig.PreTokenGeneration may write'],
    ['a function of the second version may', { pool: { ...TENANT, lambdaConfig: { preTokenGenerationConfig: { lambdaArn: LAMBDA, lambdaVersion: 'V2_0' } } } }],
    ['a function sees who comes from a provider', { ...WORKFORCE, pool: { ...TENANT, lambdaConfig: { inboundFederation: { lambdaArn: LAMBDA, lambdaVersion: 'V1_0' } } } }, 'LambdaConfig.InboundFederation'],
    ['a function migrates users', { pool: { ...TENANT, lambdaConfig: { userMigration: LAMBDA } } }, 'LambdaConfig.UserMigration'],
    ['nobody has a password, and whoever gets one writes it', { ...WORKFORCE, clients: [{ ...WORKFORCE.clients![0], ...SRP }] }, 'if administrators give them a password'],
    ['a provider maps it, and a back end signs users in', { ...WORKFORCE, clients: [{ ...WRITES, ...SRP, generateSecret: true }] }, 'if its back end hands out access tokens'],
    ['a provider maps it, and a back end signs users in by IAM', { ...WORKFORCE, clients: [{ ...WRITES, ...IAM_ONLY, supportedIdentityProviders: ['COGNITO', 'Acme'] }] }],
    ['a function looks at whoever signs up', { pool: { ...TENANT, ...OPEN, lambdaConfig: { preSignUp: LAMBDA } }, clients: [{ ...WRITES, ...REFRESH }] }, 'unless the function of LambdaConfig.PreSignUp refuses it'],
  ]],
  ['email', 'safe', [
    ['Cognito verifies it', { pool: { ...OPEN, ...keeps('email') }, clients: [SRP] }],
    ['phone number and address are verified, and nobody signs up', { pool: keeps('email', 'phone_number'), clients: [SRP] }],
    ['phone number and address are verified, and users give no number', { pool: { ...OPEN, ...keeps('email', 'phone_number') }, clients: [{ ...SRP, writeAttributes: ['email'] }] }],
    ['Google verifies it', { pool: { ...OPEN, ...keeps('email') }, clients: [SRP], providers: { Google: { attributeMapping: { email: 'email', email_verified: 'email_verified' } } } }],
    ['Google and Apple verify it', {
      pool: keeps('email'),
      clients: [SRP],
      providers: {
        Google: { attributeMapping: { email: 'email', email_verified: 'email_verified' } },
        Apple: { providerType: 'SignInWithApple', attributeMapping: { email: 'email', email_verified: 'email_verified' } },
      },
    }],
    ['a company says it', { pool: keeps('email'), clients: [SRP], providers: { Acme: saml({ email: 'mail' }) } }],
    ['what is verified is unknown', { pool: { ...OPEN, autoVerifiedAttributes: TOKEN.list }, clients: [REFRESH] }],
  ]],
  ['email', 'forgeable', [
    ['of phone number and address Cognito verifies the first', { pool: { ...OPEN, ...keeps('email', 'phone_number') }, clients: [SRP] }, 'Cognito verifies that number only'],
    ['the phone number is the user name', { pool: { ...OPEN, ...keeps('email', 'phone_number'), usernameAttributes: ['phone_number'] }, clients: [{ ...SRP, writeAttributes: ['email'] }] }],
    ['only the phone number is verified', { pool: { ...OPEN, ...keeps('phone_number') }, clients: [REFRESH] }, 'AutoVerifiedAttributes is ["phone_number"]'],
    ['nothing is verified', { pool: OPEN, clients: [{ ...REFRESH, writeAttributes: ['email'] }] }, 'AutoVerifiedAttributes is []'],
    ['a new address counts at once', { pool: { autoVerifiedAttributes: ['email'] }, clients: [SRP] }, 'WriteAttributes is not set'],
    ['Facebook says nothing of it', { pool: keeps('email'), clients: [REFRESH], providers: { Facebook: { providerType: 'Facebook', attributeMapping: { email: 'email' } } } }, 'without saying that it is verified'],
    ['the sign-up page of a back end\'s client asks for it', {
      pool: { ...OPEN, schema: [{ name: 'email', required: true, mutable: true }] }, clients: [{ ...REFRESH, generateSecret: true, writeAttributes: ['email'] }],
    }, 'at sign-up'],
  ]],
  ['email', 'unknown', [
    ['the provider of a company leaves out whether it is verified', { pool: keeps('email'), clients: [SRP], providers: { Acme: oidc('https://login.acme.example', { email: 'email' }) } }, 'without saying'],
  ]],
  ['email', 'unknown', [
    ['a function of an open pool may mark it as verified', { pool: { ...OPEN, ...keeps('email'), lambdaConfig: { preSignUp: LAMBDA } }, clients: [SRP] }, 'PreSignUp may mark as verified'],
  ]],
  ['email', 'safe', [
    ['nobody signs up, whatever the function does', { pool: { ...keeps('email'), lambdaConfig: { preSignUp: LAMBDA } }, clients: [SRP] }],
    ['Google tells it without a user pool', { provider: 'accounts.google.com', by: 'rule' }],
  ]],
  ['name', 'forgeable', [
    ['Google tells it without a user pool', { provider: 'accounts.google.com', by: 'rule' }, 'users write into their own accounts at accounts.google.com'],
    ['GitLab does, as a provider of IAM', { provider: 'arn:aws:iam::111111111111:oidc-provider/gitlab.com' }, 'into their own accounts'],
  ]],
  ['name', 'safe', [
    ['a provider of the company\'s own tells it', { provider: 'arn:aws:iam::111111111111:oidc-provider/login.acme.example' }],
    ['a SAML provider of IAM does', { provider: 'arn:aws:iam::111111111111:saml-provider/acme' }],
  ]],
  ['hd', 'safe', [
    ['Google says whose domain it is', { provider: 'accounts.google.com', by: 'rule' }],
  ]],
  ['email', 'shared', [
    ['two companies say it', { pool: keeps('email'), clients: [SRP], providers: { Acme: saml({ email: 'mail' }), Globex: saml({ email: 'mail' }) } }],
  ]],
  ['phone_number', 'safe', [
    ['it is verified first', { pool: { ...OPEN, ...keeps('email', 'phone_number') }, clients: [SRP] }],
  ]],
  ['phone_number', 'forgeable', [
    ['only the address is verified', { pool: { ...OPEN, ...keeps('email') }, clients: [SRP] }],
  ]],
  ['sub', 'safe', [
    ['whatever else is open', { pool: { ...OPEN, lambdaConfig: { preTokenGeneration: LAMBDA } }, clients: [{ ...SRP, writeAttributes: ['sub'] }] }],
  ]],
  ['cognito:username', 'safe', [
    ['a tag tells users apart by it', { pool: OPEN, clients: [SRP] }],
    ['a role by it, and nobody signs up', { clients: [SRP], by: 'rule' }],
    ['a role by it, and Cognito makes it', { pool: { ...OPEN, usernameAttributes: ['email'] }, clients: [SRP], by: 'rule' }],
  ]],
  ['cognito:username', 'unknown', [
    ['a role by it, and it may be free', { pool: OPEN, clients: [SRP], by: 'rule' }, 'users choose at sign-up'],
  ]],
  ['cognito:groups', 'safe', [
    ['administrators manage it', { pool: OPEN, clients: [SRP] }],
    ['a function that migrates users knows no groups', { pool: { lambdaConfig: { userMigration: LAMBDA } } }],
  ]],
  ['cognito:groups', 'unknown', [
    ['a function overrides it', { pool: { lambdaConfig: { preTokenGeneration: LAMBDA } }, by: 'group' }],
  ]],
  ['nickname', 'forgeable', [
    ['a client without a list writes it', { clients: [SRP] }, 'whose WriteAttributes is not set'],
    ['a client with an empty list does too', { clients: [{ ...SRP, writeAttributes: [] }] }],
  ]],
  ['nonce', 'forgeable', [
    ['the app chooses it', { clients: [REFRESH] }, 'the app chooses'],
  ]],
])('%s is %s', (claim, is, rows) => {
  test.each(rows.map(([what, it, why = '']) => ({ what, it, why })))('$what', ({ it, why }) => {
    expect(verdict(claim, it)).toEqual({ is, why: is === 'safe' ? '' : expect.stringContaining(why) });
  });
});
