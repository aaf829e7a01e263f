import { CfnIdentityPoolPrincipalTag, type CfnUserPool, type CfnUserPoolClientProps, type CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { CfnResource } from 'aws-cdk-lib/core';
import { accept, client, identityPool, pool, provider, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';
import { CERTIFICATES, key, metadata } from './saml-metadata';

type Attribute = CfnUserPool.SchemaAttributeProperty;
type Mapping = Record<string, string>;

/** Google's own entry in every list, and its secret. */
const SECRET = '{{resolve:secretsmanager:google:SecretString:secret::}}';
const EMAIL = { email: 'email' };

const SIGN_IN = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];

const METADATA = metadata(key(CERTIFICATES.present));

export const IDENTITY_PROVIDER_CASES: RuleCases = {
  // every form of a secret is tried in identity-provider.test.ts.
  providerSecretLiteral: ruleCase({
    define: (stack, providerDetails: object | typeof TOKEN.any) => provider(stack, { providerType: 'OIDC', providerName: 'Acme' })
      .addPropertyOverride('ProviderDetails', providerDetails),
    trips: [
      [{ client_secret: 'hunter2' }, 'ProviderDetails.client_secret is a literal'],
      [{ client_secret: SECRET, private_key: '-----BEGIN' }, 'ProviderDetails.private_key is a literal'],
      [{ client_secret: 'a', private_key: 'b' }, 'ProviderDetails.client_secret is a literal; ProviderDetails.private_key is a literal'],
    ],
    passes: [{ client_secret: SECRET }, { client_id: 'hunter2' }],
    tokens: [{ client_secret: { 'Fn::GetAtt': ['Resource', 'Secret'] } }, TOKEN.any],
  }),

  providerSecretReadable: ruleCase({
    define: (stack, value: string) => {
      provider(stack, { providerDetails: { client_secret: SECRET, authorize_scopes: 'openid' } });
      new CfnResource(stack, 'Function', { type: 'AWS::Lambda::Function', properties: { Environment: { Variables: { VALUE: value } } } });
    },
    trips: [
      [SECRET, 'ProviderDetails.client_secret is in Stack/Function (Environment)'],
      [`secret=${SECRET}`, 'ProviderDetails.client_secret is in Stack/Function (Environment)'],
    ],
    passes: ['google', '{{resolve:secretsmanager:other:SecretString:::}}'],
    tokens: [TOKEN.text],
  }),

  providerId: ruleCase({
    define: (stack, it: { type?: string; details?: object | typeof TOKEN.any }) => provider(stack, { providerType: it.type ?? 'Google', providerName: 'Acme' })
      .addPropertyOverride('ProviderDetails', it.details ?? { client_id: 'a' }),
    trips: [
      [{ details: { client_id: { Ref: 'AWS::NoValue' } } }, 'ProviderDetails.client_id is not set'],
      [{ details: { client_id: '' } }, 'ProviderDetails.client_id is ""'],
      [{ details: { client_id: 'a b' } }, 'ProviderDetails.client_id is "a b"'],
      [{ type: 'OIDC', details: { client_id: 'a ' } }, 'ProviderDetails.client_id is "a "'],
      [{ details: { client_id: 'a ' } }, 'ProviderDetails.client_id is "a "'],
      [{ type: 'SignInWithApple', details: { client_id: 'a', team_id: '\tb' } }, 'ProviderDetails.team_id is "\\tb"; ProviderDetails.key_id is not set'],
    ],
    passes: [
      {},
      { type: 'OIDC', details: { client_id: 'a b' } },
      { type: 'SignInWithApple', details: { client_id: 'a', team_id: 'b', key_id: 'c' } },
      { type: 'SAML', details: {} },
    ],
    tokens: [{ details: TOKEN.any }, { details: { client_id: TOKEN.text } }],
  }),

  providerEmailScope: ruleCase({
    define: (stack, it: { type?: string; scopes?: string; mapping?: Mapping | typeof TOKEN.any }) => provider(stack, {
      providerType: it.type ?? 'Google',
      providerDetails: { authorize_scopes: it.scopes, team_id: 'team', key_id: 'key' },
      attributeMapping: it.mapping ?? EMAIL,
    }),
    trips: [
      [{ scopes: 'openid profile' }, 'AttributeMapping holds "email" and ProviderDetails.authorize_scopes is "openid profile", without "email"'],
      [{ type: 'Facebook', scopes: 'public_profile' }, 'AttributeMapping holds "email" and ProviderDetails.authorize_scopes is "public_profile", without "email"'],
      [{ type: 'SignInWithApple', scopes: 'name' }, 'AttributeMapping holds "email" and ProviderDetails.authorize_scopes is "name", without "email"'],
      [{ type: 'LoginWithAmazon', scopes: 'profile:user_id' }, 'AttributeMapping holds "email" and ProviderDetails.authorize_scopes is "profile:user_id", without "profile"'],
      [{ type: 'OIDC', scopes: 'openid', mapping: { email: 'EMAIL' } }, 'AttributeMapping holds "email" and ProviderDetails.authorize_scopes is "openid", without "email"'],
      [{ type: 'OIDC', scopes: 'openid' }, 'AttributeMapping holds "email" and ProviderDetails.authorize_scopes is "openid", without "email"'],
    ],
    passes: [
      { scopes: 'openid email' },
      { scopes: 'openid https://www.googleapis.com/auth/userinfo.email' },
      { type: 'Facebook', scopes: 'public_profile,email' },
      { type: 'SignInWithApple', scopes: 'name email' },
      { type: 'LoginWithAmazon', scopes: 'profile' },
      { type: 'OIDC', scopes: 'openid', mapping: { email: 'upn' } },
      { scopes: 'openid profile', mapping: { name: 'name' } },
      { type: 'SAML', scopes: 'none' },
    ],
    tokens: [{ scopes: `openid ${TOKEN.text}` }, { scopes: 'openid', mapping: { email: TOKEN.text } }, { scopes: 'openid', mapping: TOKEN.any }],
  }),

  providerOpenidScope: ruleCase({
    define: (stack, it: { type?: string; scopes?: string }) => provider(stack, {
      providerType: it.type ?? 'OIDC',
      providerName: 'Acme',
      providerDetails: { authorize_scopes: it.scopes },
    }),
    trips: [[{ scopes: 'email profile' }, 'ProviderDetails.authorize_scopes is "email profile"'], [{ scopes: 'openids' }, 'ProviderDetails.authorize_scopes is "openids"']],
    passes: [{ scopes: 'email openid' }, { scopes: undefined }, { type: 'Facebook', scopes: 'email' }],
    tokens: [{ scopes: TOKEN.text }, { scopes: `email ${TOKEN.text}` }],
  }),

  providerMapsImmutable: ruleCase({
    define: (stack, it: { schema: (Attribute | typeof TOKEN.any)[] | typeof TOKEN.any; mapping?: Mapping | typeof TOKEN.any }) => provider(stack, {
      userPoolId: accept(pool(stack, { schema: it.schema }), 'schemaRequiredStandard').ref,
      attributeMapping: it.mapping ?? { 'custom:team': 'team', 'name': 'name' },
    }),
    trips: [
      [{ schema: [{ name: 'team', attributeDataType: 'String', mutable: false }] }, 'AttributeMapping holds ["custom:team"], which Schema makes immutable'],
      // what a template doesn't say is false, for standard attributes too (aws-cdk#8624).
      [{ schema: [{ name: 'team', attributeDataType: 'String' }] }, 'AttributeMapping holds ["custom:team"], which Schema makes immutable'],
      [
        { schema: [{ name: 'team', mutable: true }, { name: 'name', attributeDataType: 'String', required: true }] },
        'AttributeMapping holds ["name"], which Schema makes immutable',
      ],
      [{ schema: [{ name: 'name' }], mapping: { name: 'name' } }, 'AttributeMapping holds ["name"], which Schema makes immutable'],
      [{ schema: [{ name: 'team', developerOnlyAttribute: true }], mapping: { 'dev:team': 'team' } }, 'AttributeMapping holds ["dev:team"], which Schema makes immutable'],
    ],
    passes: [
      { schema: [{ name: 'team', mutable: true }] },
      { schema: [{ name: 'team', mutable: true }, { name: 'name', mutable: true }] },
      { schema: [{ name: 'team', mutable: true }, { name: 'team', developerOnlyAttribute: true }] },
      { schema: [{ name: 'team' }], mapping: { name: 'name' } },
    ],
    tokens: [
      { schema: [{ name: 'team', mutable: TOKEN.any }] },
      { schema: [{ name: TOKEN.text }, TOKEN.any] },
      { schema: TOKEN.any },
      { schema: [{ name: 'team' }], mapping: TOKEN.any },
    ],
  }),

  providerMapsUnknown: ruleCase({
    define: (stack, it: { schema?: (Attribute | typeof TOKEN.any)[] | typeof TOKEN.any; mapping?: Mapping | typeof TOKEN.any }) => provider(stack, {
      userPoolId: accept(pool(stack, { schema: it.schema }), 'schemaRequiredStandard').ref,
      attributeMapping: it.mapping ?? { 'custom:team': 'team' },
    }),
    trips: [
      [{ schema: [{ name: 'group', mutable: true }] }, 'AttributeMapping holds ["custom:team"], Schema ["custom:group"]'],
      [{ schema: undefined }, 'AttributeMapping holds ["custom:team"], Schema []'],
      [{ schema: [{ name: 'team', mutable: true }], mapping: { team: 'team' } }, 'AttributeMapping holds ["team"], Schema ["custom:team"]: write ["custom:team"]'],
      // the name of a standard attribute declares the standard one.
      [{ schema: [{ name: 'email', mutable: true }], mapping: { 'custom:email': 'email' } }, 'AttributeMapping holds ["custom:email"], Schema ["email"]'],
      [{ mapping: { surname: 'family', phone: 'tel' } }, 'AttributeMapping holds ["surname","phone"], Schema []: write ["family_name","phone_number"]'],
      [{ mapping: { Email: 'email' } }, 'AttributeMapping holds ["Email"], Schema []: write ["email"]'],
      [{ mapping: { groups: 'groups' } }, 'AttributeMapping holds ["groups"], Schema []'],
      // the standard ones are known, whatever the schema.
      [{ schema: TOKEN.any, mapping: { lastName: 'a' } }, 'AttributeMapping holds ["lastName"], Schema []: write ["family_name"]'],
    ],
    passes: [
      { schema: [{ name: 'team', mutable: true }] },
      { schema: undefined, mapping: { email: 'email', username: 'sub' } },
    ],
    tokens: [{ schema: [TOKEN.any] }, { schema: TOKEN.any }, { schema: undefined, mapping: TOKEN.any }],
  }),

  providerMissesRequired: ruleCase({
    define: (stack, it: { schema: (Attribute | typeof TOKEN.any)[] | typeof TOKEN.any; mapping?: Mapping | typeof TOKEN.any }) => provider(stack, {
      userPoolId: accept(pool(stack, { schema: it.schema }), 'schemaRequiredStandard').ref,
      attributeMapping: 'mapping' in it ? it.mapping : EMAIL,
    }),
    trips: [
      [{ schema: [{ name: 'name', required: true, mutable: true }] }, 'Schema requires ["name"], AttributeMapping holds ["email"]'],
      [{ schema: [{ name: 'email', required: true, mutable: true }], mapping: undefined }, 'Schema requires ["email"], AttributeMapping holds []'],
    ],
    passes: [
      { schema: [{ name: 'email', required: true, mutable: true }] },
      { schema: [{ name: 'name', required: false, mutable: true }] },
      { schema: [{ name: 'sub', required: true }] },
    ],
    tokens: [
      { schema: [{ name: 'name', required: true, mutable: true }], mapping: TOKEN.any },
      { schema: [{ name: 'name', required: TOKEN.any, mutable: true }] },
      { schema: [{ name: TOKEN.text, required: true }, TOKEN.any] },
      { schema: TOKEN.any },
    ],
  }),

  providerMapsUnwritable: ruleCase({
    define: (stack, it: { client: Partial<CfnUserPoolClientProps>; mapping?: Mapping }) => {
      const userPoolId = pool(stack, { schema: [{ name: 'team', attributeDataType: 'String', mutable: true }] }).ref;
      const google = provider(stack, { userPoolId, attributeMapping: it.mapping ?? { email: 'email', name: 'name' } });
      client(stack, { userPoolId, supportedIdentityProviders: ['COGNITO', google.ref], ...it.client });
    },
    trips: [
      [{ client: { writeAttributes: ['email'] } }, 'WriteAttributes of Stack/Client lacks ["name"]'],
      [{ client: { writeAttributes: ['phone_number'] } }, 'WriteAttributes of Stack/Client lacks ["email","name"]'],
      [{ client: { writeAttributes: ['email'], supportedIdentityProviders: ['Google'] } }, 'WriteAttributes of Stack/Client lacks ["name"]'],
      // without a list it writes the standard ones.
      [{ client: { writeAttributes: undefined }, mapping: { 'email': 'email', 'custom:team': 'team' } }, 'WriteAttributes of Stack/Client lacks ["custom:team"]'],
    ],
    passes: [
      { client: { writeAttributes: ['email', 'name'] } },
      { client: { writeAttributes: undefined } },
      { client: { writeAttributes: ['email'], supportedIdentityProviders: ['COGNITO'] } },
      { client: { writeAttributes: ['email'], supportedIdentityProviders: undefined } },
      // Cognito maps these without asking the client.
      { client: { writeAttributes: ['email'] }, mapping: { email: 'email', email_verified: 'email_verified', username: 'sub' } },
    ],
    tokens: [
      { client: { writeAttributes: ['email', TOKEN.text] } },
      { client: { writeAttributes: TOKEN.list } },
      { client: { writeAttributes: ['email'], supportedIdentityProviders: TOKEN.list } },
    ],
  }),

  providerMapsForgeable: ruleCase({
    define: (stack, { own, second, tag, ...it }: Partial<CfnUserPoolClientProps> & { own?: CfnUserPoolProps; second?: boolean; tag?: boolean }) => {
      const userPool = pool(stack, { schema: [{ name: 'team', attributeDataType: 'String', mutable: true }], ...own });
      const { ref: userPoolId } = userPool;
      ['Google', ...second ? ['Acme'] : []].forEach((name) => provider(stack, {
        userPoolId, providerName: name, providerType: name === 'Google' ? name : 'SAML', attributeMapping: { 'custom:team': 'hd' },
      }, name));
      const { ref: clientId } = client(stack, {
        userPoolId,
        explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        supportedIdentityProviders: ['Google', ...second ? ['Acme'] : []],
        writeAttributes: ['custom:team'],
        ...it,
      });
      if (tag) {
        // who decides by it is told that it is forgeable, or may be: one finding is enough.
        const providers = [{ providerName: userPool.attrProviderName, clientId, serverSideTokenCheck: true }];
        const { ref: identityPoolId } = accept(identityPool(stack, { cognitoIdentityProviders: providers }), 'claimUncertain');
        new CfnIdentityPoolPrincipalTag(stack, 'Tags', { identityPoolId, identityProviderName: userPool.attrProviderName, principalTags: { team: 'custom:team' } });
      }
    },
    trips: [
      [{ explicitAuthFlows: SIGN_IN }, 'AttributeMapping holds ["custom:team"], which Stack/Client lets users write'],
      [{ explicitAuthFlows: undefined }, 'AttributeMapping holds ["custom:team"], which Stack/Client lets users write'],
      [{ own: { adminCreateUserConfig: { allowAdminCreateUserOnly: false } } }, 'AttributeMapping holds ["custom:team"], which Stack/Client lets users write'],
      [{ generateSecret: true, explicitAuthFlows: SIGN_IN }, 'AttributeMapping holds ["custom:team"], which Stack/Client lets users write'],
      // whichever provider maps it.
      [{ explicitAuthFlows: SIGN_IN, second: true }, 'AttributeMapping holds ["custom:team"], which Stack/Client lets users write'],
    ],
    passes: [
      {},
      // users sign in on pages, whose tokens lack the scope with which they write.
      { supportedIdentityProviders: ['Google', 'COGNITO'] },
      { writeAttributes: ['email'], supportedIdentityProviders: ['COGNITO'] },
      { explicitAuthFlows: SIGN_IN, generateSecret: true, tag: true },
      // there are no accounts but those at Google.
      { explicitAuthFlows: SIGN_IN, allowedOAuthFlowsUserPoolClient: true, allowedOAuthFlows: ['code'], allowedOAuthScopes: ['openid'], callbackUrLs: ['https://app.example.org/'] },
    ],
    tokens: [{ explicitAuthFlows: TOKEN.list }, { writeAttributes: TOKEN.list, supportedIdentityProviders: ['COGNITO'] }],
  }),

  providerIssuer: ruleCase({
    define: (stack, it: { type?: string; issuer?: string }) => provider(stack, {
      providerType: it.type ?? 'OIDC',
      providerName: 'Acme',
      providerDetails: { oidc_issuer: it.issuer },
    }),
    trips: [
      'https://login.acme.org/.well-known/openid-configuration',
      'http://login.acme.org',
      'https://login.acme.org/',
      'https://login.microsoftonline.com/common/v2.0',
      'https://login.microsoftonline.com/organizations',
      'https://login.microsoftonline.com/consumers/v2.0',
      'https://Login.MicrosoftOnline.us/common/v2.0',
      'https://login.partner.microsoftonline.cn/organizations/v2.0',
      'https://sts.windows.net/common',
      `http://${TOKEN.text}`,
      `https://${TOKEN.text}/`,
    ].map((issuer) => [{ issuer }, `ProviderDetails.oidc_issuer is "${issuer.replace(TOKEN.text, '\u2026')}"`] as const),
    passes: [
      { issuer: 'https://login.acme.org' },
      { issuer: 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0' },
      { issuer: 'https://login.acme.org/common' },
      { issuer: undefined },
      { issuer: 'http://login.acme.org', type: 'SAML' },
    ],
    tokens: [{ issuer: TOKEN.text }, { issuer: `http${TOKEN.text}` }, { issuer: `https://${TOKEN.text}` }, { type: TOKEN.text, issuer: 'http://login.acme.org' }],
  }),

  providerIdentifiers: ruleCase({
    define: (stack, idpIdentifiers: string[] | undefined) => {
      const userPoolId = pool(stack).ref;
      provider(stack, { userPoolId, providerType: 'OIDC', providerName: 'Other', idpIdentifiers: ['taken.example.com', TOKEN.text] }, 'Other');
      provider(stack, { userPoolId, providerType: 'OIDC', providerName: 'Acme', idpIdentifiers });
    },
    trips: [
      [['@example.com'], 'IdpIdentifiers holds ["@example.com"]'],
      [['example.com', 'Example.com'], 'IdpIdentifiers holds "Example.com" twice'],
      [['example.com', 'Taken.example.com'], 'IdpIdentifiers holds "Taken.example.com", which Stack/Other has too'],
    ],
    passes: [['example.com', 'a'.repeat(40), 'a'], Array.from({ length: 50 }, (_, index) => `${index}.example.com`), [], undefined],
    tokens: [TOKEN.list, [TOKEN.text, 'example.com']],
  }),

  providerEndpoint: ruleCase({
    define: (stack, it: { type?: string; details: Record<string, string> }) => provider(stack, {
      providerType: it.type ?? 'OIDC',
      providerName: 'Acme',
      providerDetails: it.details,
    }),
    trips: [
      [{ details: { authorize_url: 'http://login.acme.org/authorize' } }, 'ProviderDetails.authorize_url is "http://login.acme.org/authorize"'],
      [{ details: { token_url: 'https://login.acme.org:8443/token' } }, 'ProviderDetails.token_url is "https://login.acme.org:8443/token"'],
      [{ details: { oidc_issuer: 'https://login.acme.org:8443' } }, 'ProviderDetails.oidc_issuer is "https://login.acme.org:8443"'],
      [{ details: { authorize_url: `http://${TOKEN.text}/` } }, 'ProviderDetails.authorize_url is "http://\u2026/"'],
      [{ details: { jwks_uri: `https://${TOKEN.text}:8443/` } }, 'ProviderDetails.jwks_uri is "https://\u2026:8443/"'],
      [
        { details: { attributes_url: '/userinfo', jwks_uri: 'keys' } },
        'ProviderDetails.attributes_url is "/userinfo"; ProviderDetails.jwks_uri is "keys"',
      ],
    ],
    passes: [
      { details: { oidc_issuer: 'https://login.acme.org', authorize_url: 'https://login.acme.org:443/authorize', token_url: 'https://login.acme.org:80/token' } },
      { details: { authorize_url: 'http://login.acme.org/authorize' }, type: 'Facebook' },
    ],
    tokens: [{ details: { authorize_url: TOKEN.text } }, { details: { authorize_url: `https://${TOKEN.text}:${TOKEN.text}/` } }, { details: { token_url: 'http://a' }, type: TOKEN.text }],
  }),

  providerRequestMethod: ruleCase({
    define: (stack, it: { type?: string; method?: string }) => provider(stack, {
      providerType: it.type ?? 'OIDC',
      providerName: 'Acme',
      providerDetails: { attributes_request_method: it.method },
    }),
    trips: [[{ method: 'get' }, 'ProviderDetails.attributes_request_method is "get"'], [{ method: 'PUT' }, 'ProviderDetails.attributes_request_method is "PUT"']],
    passes: [{ method: 'GET' }, { method: 'POST' }, { method: undefined }, { method: 'get', type: 'Facebook' }],
    tokens: [{ method: TOKEN.text }, { method: 'get', type: TOKEN.text }],
  }),

  providerUsername: ruleCase({
    define: (stack, it: { type?: string; claim: string }) => provider(stack, {
      providerType: it.type ?? 'OIDC',
      providerName: 'Acme',
      attributeMapping: { username: it.claim },
    }),
    trips: [
      ...['email', 'login', 'upn', 'preferred_username', 'Email', 'given_name'].map((claim) => [{ claim }, `AttributeMapping.username is "${claim}"`] as const),
      [{ claim: 'email', type: 'Google' }, 'AttributeMapping.username is "email"'],
    ],
    passes: [{ claim: 'sub' }, { claim: 'oid' }, { claim: 'email', type: 'SAML' }],
    tokens: [{ claim: TOKEN.text }, { claim: 'email', type: TOKEN.text }],
  }),

  providerEmailVerified: ruleCase({
    define: (stack, mapping: Mapping | typeof TOKEN.any) => provider(stack, { attributeMapping: mapping }),
    trips: [
      [{ email: 'email', email_verified: 'true' }, 'AttributeMapping.email_verified is "true"'],
      [{ email: 'email', email_verified: 'True' }, 'AttributeMapping.email_verified is "True"'],
      [{ email: 'email', email_verified: 'email' }, 'AttributeMapping.email_verified is "email"'],
      [{ email: 'email', email_verified: 'sub' }, 'AttributeMapping.email_verified is "sub"'],
      [{ email: 'verified_email', email_verified: 'verified_email' }, 'AttributeMapping.email_verified is "verified_email"'],
      [{ phone_number: 'phone', phone_number_verified: 'phone' }, 'AttributeMapping.phone_number_verified is "phone"'],
    ],
    passes: [
      { email: 'email', email_verified: 'email_verified' },
      { email: 'email', email_verified: 'isVerified' },
      { email: 'email', email_verified: 'xms_edov' },
      { email: 'email' },
    ],
    tokens: [{ email: 'email', email_verified: TOKEN.text }, { email: TOKEN.text, email_verified: 'verified_email' }, TOKEN.any],
  }),

  samlMetadata: ruleCase({
    define: (stack, it: { type?: string; details: Record<string, string> }) => provider(stack, {
      providerType: it.type ?? 'SAML',
      providerName: 'Acme',
      providerDetails: it.details,
    }),
    trips: [
      [{ details: { MetadataURL: 'https://acme.org/saml', MetadataFile: METADATA } }, 'MetadataURL and MetadataFile are both set'],
      [{ details: { MetadataURL: 'https://acme.org/saml', MetadataFile: TOKEN.text } }, 'MetadataURL and MetadataFile are both set'],
      [{ details: { MetadataURL: 'http://acme.org/saml' } }, 'MetadataURL is "http://acme.org/saml"'],
      [{ details: { MetadataURL: `http://${TOKEN.text}/saml` } }, 'MetadataURL is "http://\u2026/saml"'],
      // the L2 wants the text, and takes a path.
      [{ details: { MetadataFile: './metadata.xml' } }, 'MetadataFile has no <EntityDescriptor>'],
      [{ details: { MetadataFile: METADATA.replace(/IDPSSO/g, 'SPSSO') } }, 'MetadataFile has no <IDPSSODescriptor>'],
    ],
    passes: [
      { details: { MetadataURL: 'https://acme.org/saml' } },
      { details: { MetadataFile: METADATA } },
      { details: { MetadataFile: METADATA.replace(/<(\/?)/g, '<$1md:') } },
      { details: { MetadataURL: 'http://acme.org/saml' }, type: 'OIDC' },
    ],
    tokens: [{ details: { MetadataURL: TOKEN.text } }, { details: { MetadataFile: TOKEN.text } }, { details: { MetadataURL: 'http://a' }, type: TOKEN.text }],
  }),

  samlCertificate: ruleCase({
    define: (stack, it: { type?: string; file: string }) => provider(stack, {
      providerType: it.type ?? 'SAML',
      providerName: 'Acme',
      providerDetails: { MetadataFile: it.file },
    }),
    trips: [
      [{ file: metadata(key(CERTIFICATES.past)) }, 'MetadataFile has no signing certificate that is good today: one expired on 2020-01-31'],
      [{ file: metadata(key(CERTIFICATES.future)) }, 'MetadataFile has no signing certificate that is good today: one begins on 2099-01-01'],
      [{ file: metadata(key('MIIC')) }, 'MetadataFile has no signing certificate that is good today: one can\'t be read'],
      [
        { file: metadata(key(CERTIFICATES.past), key(CERTIFICATES.future)) },
        'MetadataFile has no signing certificate that is good today: one expired on 2020-01-31, one begins on 2099-01-01',
      ],
      // a key without a use is for all; one for encryption signs nothing.
      [
        { file: metadata(key(CERTIFICATES.past, ''), key(CERTIFICATES.present, ' use="encryption"')) },
        'MetadataFile has no signing certificate that is good today: one expired on 2020-01-31',
      ],
      [{ file: metadata(key(CERTIFICATES.present, ' use="encryption"')) }, 'MetadataFile has no signing certificate'],
    ],
    passes: [
      { file: METADATA },
      { file: metadata(key(CERTIFICATES.present, '')) },
      // the next one beside the present one, and the present one beside the last.
      { file: metadata(key(CERTIFICATES.present), key(CERTIFICATES.future)) },
      { file: metadata(key(CERTIFICATES.past), key(CERTIFICATES.present)) },
      { file: metadata(key(CERTIFICATES.past)), type: 'OIDC' },
    ],
    tokens: [{ file: TOKEN.text }, { file: metadata(key(TOKEN.text)) }, { file: metadata(key(CERTIFICATES.past)), type: TOKEN.text }],
  }),

  samlIdpInitiated: ruleCase({
    define: (stack, it: { type?: string; value: string | boolean }) => provider(stack, {
      providerType: it.type ?? 'SAML',
      providerName: 'Acme',
      providerDetails: { MetadataURL: 'https://acme.org/saml', IDPInit: it.value },
    }),
    trips: [[{ value: true }, 'IDPInit is true'], [{ value: 'true' }, 'IDPInit is true']],
    passes: [{ value: false }, { value: 'false' }, { value: true, type: 'OIDC' }],
    tokens: [{ value: TOKEN.text }, { value: true, type: TOKEN.text }],
  }),

  samlIdpInitiatedBeside: ruleCase({
    define: (stack, it: { initiated?: boolean; offers: string[]; other?: string }) => {
      const userPoolId = pool(stack).ref;
      accept(provider(stack, {
        userPoolId,
        providerType: 'SAML',
        providerName: 'Acme',
        providerDetails: { MetadataURL: 'https://acme.org/saml', IDPInit: it.initiated ?? true },
      }, 'Saml'), 'samlIdpInitiated');
      provider(stack, { userPoolId, providerType: it.other ?? 'Google', attributeMapping: EMAIL }, 'Other');
      client(stack, { userPoolId, supportedIdentityProviders: it.offers });
    },
    trips: [
      [{ offers: ['COGNITO', 'Acme'] }, 'IDPInit is true, and Stack/Client offers COGNITO too'],
      [{ offers: ['Acme', 'Google'] }, 'IDPInit is true, and Stack/Client offers Stack/Other too'],
      [{ offers: ['Acme', 'COGNITO', 'Google'] }, 'IDPInit is true, and Stack/Client offers COGNITO, Stack/Other too'],
    ],
    passes: [
      { offers: ['Acme'] },
      { offers: ['COGNITO', 'Google'] },
      { offers: ['Acme', 'Google'], other: 'SAML' },
      { offers: ['COGNITO', 'Acme'], initiated: false },
    ],
    tokens: [{ offers: ['Acme', TOKEN.text] }, { offers: ['Acme', 'Google'], other: TOKEN.text }, { offers: TOKEN.list }],
  }),
};
