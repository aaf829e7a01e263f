import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { CfnUserPoolClientProps, CfnUserPoolIdentityProviderProps, CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { accept, client as plainClient, hostedClient, LAMBDA, pool, provider, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

type ProviderProps = Partial<CfnUserPoolIdentityProviderProps>;

/** The library's own function of a trigger, with what it is told. */
export function workflow(scope: Construct, told: object | string, id = 'Workflow'): lambda.CfnFunction {
  return new lambda.CfnFunction(scope, id, {
    role: 'arn:aws:iam::123456789012:role/r',
    code: { zipFile: '' },
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    environment: { variables: { COGNITO_WORKFLOW: typeof told === 'string' ? told : JSON.stringify(told) } },
  });
}

/** A pool whose tokens that function writes. */
export function workflowPool(scope: Construct, told: object | string, props: CfnUserPoolProps = {}, confirmed: object = {}): ReturnType<typeof pool> {
  return pool(scope, {
    lambdaConfig: {
      preSignUp: LAMBDA,
      preTokenGenerationConfig: { lambdaArn: workflow(scope, told).attrArn, lambdaVersion: 'V1_0' },
      postConfirmation: workflow(scope, confirmed, 'Confirmed').attrArn,
    },
    ...props,
  });
}

export const saml = (attributeMapping: ProviderProps['attributeMapping'], more: ProviderProps = {}): ProviderProps => (
  { providerType: 'SAML', providerDetails: { MetadataURL: 'https://login.acme.example/metadata' }, attributeMapping, ...more });

const SCHEMA = [{ name: 'groups', attributeDataType: 'String', mutable: true }, { name: 'plan', attributeDataType: 'String', mutable: true }];
const GROUPS = { provider: 'Okta', attribute: 'custom:groups', groups: { engineering: 'eng' } };
const MAPPED = saml({ 'custom:groups': 'groups' });

interface Told {
  readonly tokens?: object | string;
  readonly confirmed?: object;
  readonly mapping?: ProviderProps['attributeMapping'];
  readonly schema?: CfnUserPoolProps['schema'];
  readonly name?: string;
  readonly scope?: string;
}

interface Limited extends CfnUserPoolProps {
  readonly told?: object | string;
  readonly client?: Partial<CfnUserPoolClientProps>;
}

export const WORKFLOW_CASES: RuleCases = {
  workflowUnknown: ruleCase({
    define: (stack, { tokens = {}, confirmed = {}, mapping = MAPPED.attributeMapping, schema = SCHEMA, name = 'Okta', scope = 'read' }: Told) => {
      const { ref: userPoolId } = workflowPool(stack, tokens, { schema }, confirmed);
      provider(stack, { ...saml(mapping), userPoolId, providerName: name }, 'Okta');
      new cognito.CfnUserPoolGroup(stack, 'Staff', { userPoolId, groupName: 'staff' });
      new cognito.CfnUserPoolResourceServer(stack, 'Api', { userPoolId, identifier: 'api', name: 'api', scopes: scope === undefined ? undefined : [{ scopeName: scope, scopeDescription: 'reads' }] });
    },
    trips: [
      [{ tokens: { derivedGroups: [{ group: 'g', match: { providers: ['Okat'] } }] } }, '"membership" (COGNITO_WORKFLOW) names the provider "Okat", which the pool lacks: did you mean "Okta"?'],
      [{ tokens: { derivedGroups: [{ group: 'g', match: { providers: ['Entra'] } }] } }, '"membership" (COGNITO_WORKFLOW) names the provider "Entra", which the pool lacks'],
      [{ confirmed: { storedGroups: [{ group: 'g', match: { providers: ['okta'] } }] } }, '"membership" (COGNITO_WORKFLOW) names the provider "okta", which the pool lacks: did you mean "Okta"?'],
      [{ tokens: { tokenClaims: [{ claim: 'tenant', tokens: ['id'], providers: { Okta: 'a', Globex: 'b' } }] } }, '"addWorkflow()" (COGNITO_WORKFLOW) names the provider "Globex", which the pool lacks'],
      [{ tokens: { tokenClaims: [{ claim: 'plan', tokens: ['access'], attribute: 'custom:pln' }] } }, '"addWorkflow()" (COGNITO_WORKFLOW) names the attribute "custom:pln", which the pool lacks: did you mean "custom:plan"?'],
      [{ tokens: { providerGroups: [{ ...GROUPS, provider: 'Entra' }] } }, '"groups" (COGNITO_WORKFLOW) names the provider "Entra", which the pool lacks'],
      [{ tokens: { providerGroups: [{ ...GROUPS, attribute: 'custom:plan' }] } }, '"groups" (COGNITO_WORKFLOW) of "Okta" come from "custom:plan", and AttributeMapping of Stack/Okta holds ["custom:groups"]'],
      [{ tokens: { providerGroups: [{ ...GROUPS, attribute: 'custom:grps' }] } }, '"groups" (COGNITO_WORKFLOW) names the attribute "custom:grps", which the pool lacks: did you mean "custom:groups"?'],
      [{ tokens: { tokenClaims: [{ scopes: { staff: ['api/raed', 'api/read'] } }] } }, '"addWorkflow()" (COGNITO_WORKFLOW) names the scope "api/raed", which the pool lacks: did you mean "api/read"?'],
      [{ tokens: { tokenClaims: [{ scopes: { stafff: ['api/read'] } }] } }, '"addWorkflow()" (COGNITO_WORKFLOW) names the group "stafff", which the pool lacks: did you mean "staff"?'],
      [{ tokens: `{"derivedGroups":[{"roles":[{"group":"g","role":"${TOKEN.text}"}]},{"group":"g","match":{"providers":["Entra"]}}]}` }, '"membership" (COGNITO_WORKFLOW) names the provider "Entra", which the pool lacks'],
    ],
    passes: [
      { tokens: { derivedGroups: [{ group: 'g', match: { providers: ['Okta'], emailDomains: ['acme.example'] } }, { roles: [] }], providerGroups: [GROUPS] } },
      { tokens: { tokenClaims: [{ claim: 'plan', tokens: ['id'], attribute: 'custom:plan' }, { claim: 'lang', tokens: ['id'], attribute: 'locale' }, { scopes: { staff: ['api/read'], madeByApi: ['api/read'] } }] } },
      { tokens: 'no JSON' },
      { tokens: '[]' },
      { tokens: { derivedGroups: 'x', tokenClaims: [1] } },
    ],
    tokens: [
      { tokens: TOKEN.text },
      { scope: TOKEN.text, tokens: { tokenClaims: [{ scopes: { staff: ['api/raed'] } }] } },
      { name: TOKEN.text, tokens: { derivedGroups: [{ group: 'g', match: { providers: ['Entra'] } }] } },
      { tokens: { providerGroups: [GROUPS] }, mapping: TOKEN.any as ProviderProps['attributeMapping'] },
      { tokens: { tokenClaims: [{ claim: 'p', tokens: ['access'], attribute: 'custom:pln' }] }, schema: TOKEN.any as never, mapping: { email: 'mail' } },
    ],
  }),

  providerGroupsForgeable: ruleCase({
    define: (stack, { client = {}, props = {} }: { readonly client?: Partial<CfnUserPoolClientProps>; readonly props?: ProviderProps }) => {
      const { ref: userPoolId } = workflowPool(stack, { providerGroups: [GROUPS] }, { schema: SCHEMA });
      const okta = provider(stack, { ...MAPPED, providerName: 'Okta', userPoolId, ...props }, 'Okta');
      accept(hostedClient(stack, {
        userPoolId, supportedIdentityProviders: ['Okta'], explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], writeAttributes: ['custom:groups'], ...client,
      }), 'clientMissesProvider').addDependency(okta);
    },
    trips: [
      [{ client: { allowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'] } },
        '"groups" (COGNITO_WORKFLOW) of "Okta" come from "custom:groups", which users write through Stack/Client, whose tokens have the scope aws.cognito.signin.user.admin'],
      [{ props: { providerType: 'OIDC', providerDetails: { oidc_issuer: 'https://gitlab.com', client_id: 'c', attributes_request_method: 'GET', authorize_scopes: 'openid' }, attributeMapping: { 'custom:groups': 'bio' } } },
        '"groups" (COGNITO_WORKFLOW) of "Okta" come from "custom:groups", which users write at Stack/Okta, where it is "bio": leave it out of the mapping'],
    ],
    passes: [
      {},
      // users with a password write it too, and nothing is read of them.
      { client: { supportedIdentityProviders: ['Okta', 'COGNITO'], explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] } },
      // a back end holds the token.
      { client: { allowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'], generateSecret: true } },
      // users of the provider don't come to this client.
      { client: { supportedIdentityProviders: ['COGNITO'], allowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'] } },
    ],
    tokens: [{ client: { allowedOAuthScopes: TOKEN.list } }, { props: { attributeMapping: { 'custom:groups': TOKEN.text } } }],
  }),

  emailDomainsUnverified: ruleCase({
    define: (stack, { told = limited(), client: more = {}, ...it }: Limited) => {
      const lambdaConfig = { preSignUp: workflow(stack, told).attrArn };
      const { ref: userPoolId } = accept(pool(stack, { autoVerifiedAttributes: ['phone_number'], lambdaConfig, ...it }), 'smsWithoutSender', 'updateKeepsNothing');
      plainClient(stack, { userPoolId, ...more });
    },
    trips: [
      [{}, '"emailDomains" (COGNITO_WORKFLOW) is set, and users sign up through Stack/Client, and AutoVerifiedAttributes is ["phone_number"]'],
      [{ autoVerifiedAttributes: undefined }, '"emailDomains" (COGNITO_WORKFLOW) is set, and users sign up through Stack/Client, and AutoVerifiedAttributes is []'],
      [
        { autoVerifiedAttributes: ['email', 'phone_number'], client: { writeAttributes: ['email', 'phone_number'] } },
        '"emailDomains" (COGNITO_WORKFLOW) is set, and users sign up through Stack/Client, '
          + 'and of a user who gives a phone number too, Cognito verifies that number only',
      ],
    ],
    passes: [
      { autoVerifiedAttributes: ['email'] },
      { autoVerifiedAttributes: ['email', 'phone_number'], client: { writeAttributes: ['email'] } },
      { told: limited('Google') },
      { told: { duplicateEmails: [{ policy: 'REFUSE' }] } },
      { lambdaConfig: { preSignUp: LAMBDA } },
    ],
    tokens: [{ told: TOKEN.text }, { autoVerifiedAttributes: TOKEN.list }, { autoVerifiedAttributes: [TOKEN.text] }],
  }),

  linkBypassesMfa: ruleCase({
    define: linkingPool,
    trips: [
      [{ mfaConfiguration: 'OPTIONAL', bypassMfa: true }, '"bypassMfa" (COGNITO_WORKFLOW) is true, and MfaConfiguration is "OPTIONAL"'],
      [{ mfaConfiguration: 'ON', bypassMfa: true }, '"bypassMfa" (COGNITO_WORKFLOW) is true, and MfaConfiguration is "ON"'],
    ],
    passes: [
      { mfaConfiguration: 'OPTIONAL' },
      { mfaConfiguration: 'OFF', enabledMfas: undefined, bypassMfa: true },
      { mfaConfiguration: 'ON', bypassMfa: true, policy: 'REFUSE' },
    ],
    tokens: [{ mfaConfiguration: TOKEN.text, bypassMfa: true }],
  }),

  linkRefusesMfa: ruleCase({
    define: linkingPool,
    trips: [[{ mfaConfiguration: 'ON' }, '"duplicateEmails" (COGNITO_WORKFLOW) links, and MfaConfiguration is "ON"']],
    passes: [{ mfaConfiguration: 'OPTIONAL' }, { mfaConfiguration: 'OFF', enabledMfas: undefined }, { mfaConfiguration: 'ON', policy: 'REFUSE' }],
    tokens: [{ mfaConfiguration: TOKEN.text }],
  }),
};

/** What the library's own function is told of the users of a provider, or of the pool's own accounts. */
export function limited(of?: string, policy = 'ALLOW'): { readonly emailDomains: object[] } {
  return { emailDomains: [{ provider: of, policy, domains: ['acme.example'] }] };
}

function linkingPool(scope: Construct, { policy = 'LINK_VERIFIED', bypassMfa, ...it }: CfnUserPoolProps & { policy?: string; bypassMfa?: boolean }): void {
  const { attrArn } = workflow(scope, { duplicateEmails: [{ policy, trustedProviders: ['Google'], bypassMfa }] });
  pool(scope, { enabledMfas: ['SOFTWARE_TOKEN_MFA'], lambdaConfig: { preSignUp: attrArn }, ...it });
}
