import {
  CfnIdentityPoolPrincipalTag, CfnUserPoolGroup, type CfnIdentityPoolProps, type CfnIdentityPoolRoleAttachmentProps, type CfnUserPoolClientProps,
} from 'aws-cdk-lib/aws-cognito';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Aws, Fn, type Stack } from 'aws-cdk-lib/core';
import { GUEST_CASES } from './guest.cases';
import { PRINCIPAL_TAG_CASES } from './principal-tag.cases';
import { accept, attachment, client as appClient, identityPool, pool, role, TOKEN, trust } from './resources';
import { ROLE_MAPPING_CASES } from './role-mapping.cases';
import { ruleCase, type RuleCases } from './rule-case';
import { identityPrincipal } from '../../src/private/region';

const AUD = 'cognito-identity.amazonaws.com:aud';
const AMR = 'cognito-identity.amazonaws.com:amr';
const POOL_ID = 'us-east-1:00000000-0000-0000-0000-000000000000';
const NAME = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc';

const provider = (changes: object = {}): CfnIdentityPoolProps['cognitoIdentityProviders'] => [
  { providerName: NAME, clientId: 'client', serverSideTokenCheck: true, ...changes },
];
const mapping = (changes: object = {}): object => ({ type: 'Token', ambiguousRoleResolution: 'Deny', identityProvider: `${NAME}:client`, ...changes });

/** Whoever came through a provider, by its name or a pattern. */
const through = (method: string): object => ({ Condition: { 'StringEquals': { [AUD]: POOL_ID }, 'ForAnyValue:StringLike': { [AMR]: method } } });

/** Whoever has one claim of the identity pool's own token. */
const by = (claim: string): object => ({
  Condition: {
    'StringEquals': { [AUD]: POOL_ID, [`cognito-identity.amazonaws.com:${claim}`]: 'us-east-1:1' },
    'ForAnyValue:StringLike': { [AMR]: 'authenticated' },
  },
});

/** The role of signed-in users, with what it allows. */
const roleThatMay = (stack: Stack, allows: string[], managedPolicyArns?: string[]): string => new CfnRole(stack, 'Authenticated', {
  assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust()] },
  policies: allows.map((Action) => ({ policyName: 'p', policyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: 'arn:aws:s3:::maps/a' }] } })),
  managedPolicyArns,
}).attrArn;

/** Whoever has an AWS account. */
const anybody = (changes: object = {}): object => ({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', ...changes });

export const IDENTITY_POOL_CASES: RuleCases = {
  identityPoolGuestRole: ruleCase({
    define: (stack, it: { guests?: CfnIdentityPoolProps['allowUnauthenticatedIdentities']; roles: unknown }) => attachment(stack, {
      identityPoolId: identityPool(stack, { allowUnauthenticatedIdentities: it.guests ?? false }).ref,
      roles: it.roles,
    }),
    trips: [[{ roles: { unauthenticated: 'arn:aws:iam::1:role/guest' } }, 'AllowUnauthenticatedIdentities is false and Roles holds "unauthenticated"']],
    passes: [{ roles: { authenticated: 'arn:aws:iam::1:role/guest' } }, { roles: undefined }],
    tokens: [{ roles: TOKEN.any }, { guests: TOKEN.any, roles: { unauthenticated: 'arn:aws:iam::1:role/guest' } }],
  }),

  identityPoolGuests: ruleCase({
    define: (stack, allowUnauthenticatedIdentities: CfnIdentityPoolProps['allowUnauthenticatedIdentities']) => identityPool(stack, { allowUnauthenticatedIdentities }),
    trips: [[true, 'AllowUnauthenticatedIdentities is true']],
    passes: [false],
    tokens: [TOKEN.any],
  }),

  identityPoolClassicFlow: ruleCase({
    define: (stack, allowClassicFlow: CfnIdentityPoolProps['allowClassicFlow']) => identityPool(stack, { allowClassicFlow }),
    trips: [[true, 'AllowClassicFlow is true']],
    passes: [false, undefined],
    tokens: [TOKEN.any],
  }),

  // groups, and roles that nobody hands out, are tried in identity-pool.test.ts.
  identityPoolClassicRoles: ruleCase({
    define: (stack, it: { classic?: unknown; roles: readonly object[] }) => {
      const cfn = identityPool(stack, { allowClassicFlow: (it.classic ?? true) as boolean });
      const [first, ...others] = it.roles.map((statement, index) => role(stack, statement, `Role${index}`).attrArn);
      attachment(stack, {
        identityPoolId: accept(cfn, 'identityPoolClassicFlow', 'roleTrustNobody').ref,
        roles: { authenticated: first },
        roleMappings: {
          users: {
            type: 'Rules',
            ambiguousRoleResolution: 'Deny',
            identityProvider: NAME,
            rulesConfiguration: { rules: ['arn:aws:iam::123456789012:role/none', ...others].map((roleArn, index) => ({ claim: 'plan', matchType: 'Equals', value: `plan${index}`, roleArn })) },
          },
        },
      });
    },
    trips: [
      [{ roles: [trust(), trust()] }, 'AllowClassicFlow is true, and every signed-in user may take Stack/Role0, Stack/Role1'],
      [{ roles: [trust(through('auth*')), trust(), trust(by('sub'))] }, 'AllowClassicFlow is true, and every signed-in user may take Stack/Role0, Stack/Role1'],
    ],
    passes: [
      { roles: [trust(), trust()], classic: false },
      { roles: [trust()] },
      // narrower than everybody: who came through one provider, and one user.
      { roles: [trust(), trust(through('graph.facebook.com'))] },
      { roles: [trust(), trust(by('sub'))] },
      { roles: [trust(), { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    ],
    tokens: [
      { roles: [trust(), trust()], classic: TOKEN.any },
      { roles: [trust(), trust({ Condition: TOKEN.any })] },
      { roles: [trust(), trust(through(TOKEN.text))] },
    ],
  }),

  identityPoolTokenCheck: ruleCase({
    define: (stack, cognitoIdentityProviders: CfnIdentityPoolProps['cognitoIdentityProviders']) => identityPool(stack, { cognitoIdentityProviders }),
    trips: [
      [provider({ serverSideTokenCheck: false }), 'ServerSideTokenCheck is false'],
      [provider({ serverSideTokenCheck: undefined }), 'ServerSideTokenCheck is not set'],
    ],
    passes: [provider(), [], undefined],
    tokens: [provider({ serverSideTokenCheck: TOKEN.any }), [TOKEN.any], TOKEN.any],
  }),

  identityPoolProviderName: ruleCase({
    define: (stack, providerName: string | object) => identityPool(stack, { cognitoIdentityProviders: provider() })
      .addPropertyOverride('CognitoIdentityProviders', [{ ProviderName: providerName, ClientId: 'client', ServerSideTokenCheck: true }]),
    trips: [
      [`https://${NAME}`, `ProviderName is "https://${NAME}"`],
      [`https://cognito-idp.${TOKEN.text}`, 'ProviderName is {"Fn::Join":["",["https://cognito-idp.",{"Ref":"Parameter"}]]}'],
      [{ 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, 'ProviderName is {"Fn::GetAtt":["Pool","ProviderURL"]}'],
    ],
    passes: [NAME, { 'Fn::GetAtt': ['Pool', 'ProviderName'] }],
    tokens: [TOKEN.text, `cognito-idp.${TOKEN.text}`],
  }),

  identityPoolClient: ruleCase({
    define: (stack, it: { of?: 'another pool' | 'an unknown pool'; name?: string; client?: Partial<CfnUserPoolClientProps> }) => {
      const userPool = pool(stack);
      const ids = { 'another pool': pool(stack, {}, 'Other').ref, 'an unknown pool': TOKEN.text };
      const { ref } = appClient(stack, { userPoolId: it.of === undefined ? userPool.ref : ids[it.of], ...it.client });
      identityPool(stack, { cognitoIdentityProviders: provider({ providerName: it.name ?? userPool.attrProviderName, clientId: ref }) });
    },
    trips: [
      [{ of: 'another pool' }, 'ProviderName is that of Stack/Pool, and ClientId that of Stack/Client, a client of Stack/Other'],
      [
        { client: { generateSecret: true, allowedOAuthFlows: ['client_credentials'], allowedOAuthScopes: ['api/read'] } },
        'ClientId is that of Stack/Client, and its AllowedOAuthFlows is ["client_credentials"]',
      ],
    ],
    passes: [{}, { client: { generateSecret: true } }],
    tokens: [
      { of: 'an unknown pool' },
      { of: 'another pool', name: TOKEN.text },
      { client: { generateSecret: true, allowedOAuthFlows: ['client_credentials', TOKEN.text], allowedOAuthScopes: ['api/read'] } },
    ],
  }),

  identityPoolAttachments: ruleCase({
    define: (stack, it: { second?: 'the same pool' | 'another pool' | 'an unknown pool' }) => {
      const identityPoolId = identityPool(stack).ref;
      attachment(stack, { identityPoolId });
      const ids = { 'the same pool': identityPoolId, 'another pool': identityPool(stack, {}, 'Other').ref, 'an unknown pool': TOKEN.text };
      if (it.second !== undefined) {
        attachment(stack, { identityPoolId: ids[it.second] }, 'Second');
      }
    },
    trips: [[{ second: 'the same pool' }, 'IdentityPoolRoleAttachment is there 2 times: Stack/Attachment, Stack/Second']],
    passes: [{}, { second: 'another pool' }],
    tokens: [{ second: 'an unknown pool' }],
  }),

  identityPoolRoleMapping: ruleCase({
    define: (stack, roleMappings: CfnIdentityPoolRoleAttachmentProps['roleMappings'] | object) => attachment(stack, {
      roleMappings: roleMappings as CfnIdentityPoolRoleAttachmentProps['roleMappings'],
    }),
    trips: [
      [{ users: mapping({ identityProvider: undefined }) }, 'RoleMappings.users has no IdentityProvider'],
      [{ users: mapping({ ambiguousRoleResolution: undefined }) }, 'RoleMappings.users has no AmbiguousRoleResolution'],
      [{ users: mapping({ identityProvider: `https://${NAME}:client` }) }, `RoleMappings.users has the IdentityProvider "https://${NAME}:client"`],
      [
        { users: mapping({ identityProvider: undefined }), staff: mapping({ ambiguousRoleResolution: undefined }) },
        'RoleMappings.users has no IdentityProvider; RoleMappings.staff has no AmbiguousRoleResolution',
      ],
      [
        { [`https://${NAME}:client`]: mapping({ identityProvider: undefined }) },
        `RoleMappings.https://${NAME}:client has the IdentityProvider "https://${NAME}:client"`,
      ],
    ],
    passes: [
      { users: mapping() },
      { users: mapping({ ambiguousRoleResolution: 'AuthenticatedRole' }) },
      // CloudFormation takes the key for the provider.
      { [`${NAME}:client`]: mapping({ identityProvider: undefined }) },
      { 'graph.facebook.com': mapping({ identityProvider: undefined }) },
      undefined,
    ],
    tokens: [
      TOKEN.any,
      { users: TOKEN.any },
      { users: mapping({ identityProvider: TOKEN.text, ambiguousRoleResolution: TOKEN.text }) },
      { users: mapping({ identityProvider: `${TOKEN.text}:client` }) },
    ],
  }),

  // other principals, operators and places of a role are tried in identity-pool.test.ts.
  identityPoolMappingGap: ruleCase({
    define: (stack, it: { second: unknown; mapped: string[]; allows?: string[]; managed?: string[] }) => attachment(stack, {
      roles: it.allows === undefined ? undefined : { authenticated: roleThatMay(stack, it.allows, it.managed) },
      identityPoolId: identityPool(stack, {
        cognitoIdentityProviders: [
          { providerName: 'users', clientId: 'one', serverSideTokenCheck: true },
          { providerName: it.second as string, clientId: 'two', serverSideTokenCheck: true },
        ],
      }).ref,
      roleMappings: Object.fromEntries(it.mapped.map((client) => [client, {
        type: 'Token', ambiguousRoleResolution: 'Deny', identityProvider: `users:${client}`,
      }])),
    }),
    trips: [{}, { allows: ['s3:GetObject'] }, { allows: [], managed: ['arn:aws:iam::123456789012:policy/reads'] }].map((it) => (
      [{ second: 'users', mapped: ['one'] as string[], ...it }, 'RoleMappings leaves out the ClientId "two", and has another of the same ProviderName'] as const)),
    // the client that no mapping is for gets a role that may do nothing.
    passes: [{ second: 'users', mapped: ['one'], allows: [] }, { second: 'users', mapped: ['one', 'two'] }, { second: 'users', mapped: [] }, { second: 'others', mapped: ['one'] }],
    tokens: [{ second: TOKEN.text, mapped: ['one'] }],
  }),

  groupRoleMapping: ruleCase({
    define: (stack, it: { type?: unknown; mapped?: CfnIdentityPoolRoleAttachmentProps['roleMappings']; classic?: unknown; authenticated?: boolean; audience?: string; named?: boolean }) => {
      const userPool = pool(stack);
      const providerName = userPool.attrProviderName;
      const identityPoolId = identityPool(stack, {
        allowClassicFlow: it.classic as boolean,
        cognitoIdentityProviders: [{ providerName, clientId: 'client', serverSideTokenCheck: true }],
      }).ref;
      const own = role(stack, trust({ Condition: { 'StringEquals': { [AUD]: it.audience ?? identityPoolId }, 'ForAnyValue:StringLike': { [AMR]: 'authenticated' } } }));
      new CfnUserPoolGroup(stack, 'Group', { userPoolId: userPool.ref, groupName: 'admins', roleArn: own.attrArn });
      const rulesConfiguration = { rules: [{ claim: 'sub', matchType: 'Equals', value: 'gold', roleArn: it.named ? own.attrArn : 'arn:aws:iam::1:role/gold' }] };
      const identityProvider = `${providerName}:client`;
      attachment(stack, {
        identityPoolId,
        roles: it.authenticated ? { authenticated: own.attrArn } : undefined,
        roleMappings: it.mapped ?? (it.type === undefined ? undefined : {
          App: { type: it.type as string, ambiguousRoleResolution: 'Deny', identityProvider, ...it.type === 'Rules' ? { rulesConfiguration } : {} },
        }),
      });
    },
    trips: [{}, { type: 'Rules' }].map((it) => (
      [it, 'RoleArn of Stack/Group is a role that trusts the identity pool, and RoleMappings has no mapping of the type "Token" for the user pool'] as const)),
    passes: [{ type: 'Token' }, { type: 'Rules', named: true }, { authenticated: true }, { audience: POOL_ID }],
    tokens: [{ mapped: TOKEN.any }, { classic: TOKEN.any }, { type: TOKEN.text }],
  }),

  identityPoolDuplicateProvider: ruleCase({
    define: (stack, clientIds: string[]) => identityPool(stack, {
      cognitoIdentityProviders: clientIds.map((clientId) => ({ providerName: 'users', clientId, serverSideTokenCheck: true })),
    }),
    trips: [[['one', 'one'], 'CognitoIdentityProviders holds {"ProviderName":"users","ClientId":"one"} twice']],
    passes: [['one', 'two'], ['one']],
    tokens: [['one', TOKEN.text]],
  }),

  roleTrustAnybody: ruleCase({
    define: (stack, statement: object) => attachment(stack, {
      roles: { authenticated: new CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Statement: [trust(), statement] } }).attrArn },
    }),
    trips: [
      [anybody(), 'AssumeRolePolicyDocument of Stack/Role (authenticated) admits every AWS account'],
      [anybody({ Principal: { AWS: ['111111111111', '*'] } }), 'AssumeRolePolicyDocument of Stack/Role (authenticated) admits every AWS account'],
      [anybody({ Action: 'sts:*' }), 'AssumeRolePolicyDocument of Stack/Role (authenticated) admits every AWS account'],
      [anybody({ Principal: undefined, NotPrincipal: { AWS: '111111111111' } }), 'AssumeRolePolicyDocument of Stack/Role (authenticated) admits every AWS account'],
      [anybody({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }), 'AssumeRolePolicyDocument of Stack/Role (authenticated) admits every AWS account'],
      [anybody({ Condition: { StringNotEquals: { [AUD]: POOL_ID } } }), 'AssumeRolePolicyDocument of Stack/Role (authenticated) admits every AWS account'],
      [trust({ Principal: { Federated: 'accounts.google.com' }, Condition: undefined }), 'AssumeRolePolicyDocument of Stack/Role (authenticated) admits every app and user of accounts.google.com'],
    ],
    passes: [
      // a function, and developers, by account, organization, role or factor.
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      anybody({ Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      anybody({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }),
      anybody({ Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } }),
      anybody({ Condition: { StringEquals: { [AUD]: POOL_ID } } }),
      anybody({ Effect: 'Deny', Condition: { StringEquals: { [AUD]: 'us-east-1:11111111-1111-1111-1111-111111111111' } } }),
      anybody({ Action: 'sts:TagSession' }),
      trust({ Principal: { Federated: 'accounts.google.com' }, Condition: { StringEquals: { 'accounts.google.com:aud': 'app' } } }),
    ],
    tokens: [anybody({ Principal: TOKEN.any }), anybody({ Condition: TOKEN.any }), anybody({ Action: TOKEN.text }), anybody({ Effect: TOKEN.text })],
  }),

  roleTrustAudience: ruleCase({
    define: (stack, audience: object) => attachment(stack, {
      roles: { authenticated: role(stack, trust({ Condition: { ...audience, 'ForAnyValue:StringLike': { [AMR]: 'authenticated' } } })).attrArn },
    }),
    trips: [
      [{}, `AssumeRolePolicyDocument of Stack/Role (authenticated) has nothing on ${AUD}`],
      ...[
        { StringLike: '*' },
        { StringLike: [POOL_ID, '*'] },
        { StringLike: 'us-east-1:*' },
        { StringLike: 'us-east-1:????????-????-????-????-????????????' },
        { StringNotEquals: POOL_ID },
        { StringEqualsIfExists: POOL_ID },
        { 'ForAllValues:StringEquals': POOL_ID },
        { Null: 'true' },
      ].map((tests) => [
        Object.fromEntries(Object.entries(tests).map(([operator, ids]) => [operator, { [AUD]: ids }])),
        `AssumeRolePolicyDocument of Stack/Role (authenticated) has ${JSON.stringify(tests)} on ${AUD}`,
      ] as const),
      ...[Fn.join('', [Aws.REGION, ':*']), Fn.sub('${AWS::Region}:*')].map((ids) => [
        { StringLike: { [AUD]: ids } },
        `AssumeRolePolicyDocument of Stack/Role (authenticated) has {"StringLike":{"Fn::Join":["",[{"Ref":"AWS::Region"},":*"]]}} on ${AUD}`,
      ] as const),
    ],
    passes: [
      { StringEquals: { [AUD]: POOL_ID } },
      { StringEquals: { [AUD]: [POOL_ID, 'us-east-1:another'] } },
      { StringLike: { [AUD]: POOL_ID } },
      { StringLike: { [AUD]: `${POOL_ID}*` } },
      // no wildcard in StringEquals.
      { StringEquals: { [AUD]: [POOL_ID, '*'] } },
      { StringEqualsIgnoreCase: { [AUD]: POOL_ID } },
      { StringEqualsIfExists: { [AUD]: POOL_ID }, Null: { [AUD]: 'false' } },
      { 'ForAllValues:StringEquals': { [AUD]: POOL_ID }, 'Null': { [AUD]: 'false' } },
      { StringEquals: { 'Cognito-Identity.amazonaws.com:AUD': POOL_ID } },
      // identities are of one pool.
      { StringEquals: { 'cognito-identity.amazonaws.com:sub': 'us-east-1:22222222-2222-2222-2222-222222222222' } },
    ],
    tokens: [{ StringEquals: { [AUD]: TOKEN.text } }, { StringEquals: { [AUD]: TOKEN.list } }, { StringEquals: TOKEN.any }, { StringLike: { [AUD]: `${TOKEN.text}*` } }],
  }),

  roleTrustAuthenticated: ruleCase({
    define: (stack, it: { to?: 'unauthenticated'; amr: object }) => attachment(stack, {
      identityPoolId: identityPool(stack, { allowUnauthenticatedIdentities: TOKEN.any }).ref,
      roles: { [it.to ?? 'authenticated']: role(stack, trust({ Condition: { StringEquals: { [AUD]: POOL_ID }, ...it.amr } })).attrArn },
    }),
    trips: [
      [{ amr: {} }, `AssumeRolePolicyDocument of Stack/Role (authenticated) has nothing on ${AMR}, which admits others than authenticated users`],
      ...[
        ...['unauthenticated', '*', 'un*', '*authenticated', '??authenticated'].map((amr) => ({ 'ForAnyValue:StringLike': amr })),
        { 'ForAnyValue:StringEquals': ['authenticated', 'unauthenticated'] },
        { 'ForAllValues:StringLike': 'authenticated' },
        { 'ForAnyValue:StringLikeIfExists': 'authenticated' },
        { 'ForAnyValue:StringNotLike': 'graph.facebook.com' },
      ].map((tests) => [
        { amr: Object.fromEntries(Object.entries(tests).map(([operator, methods]) => [operator, { [AMR]: methods }])) },
        `AssumeRolePolicyDocument of Stack/Role (authenticated) has ${JSON.stringify(tests)} on ${AMR}, which admits others than authenticated users`,
      ] as const),
      [
        { to: 'unauthenticated', amr: { 'ForAnyValue:StringLike': { [AMR]: 'authenticated' } } },
        `AssumeRolePolicyDocument of Stack/Role (unauthenticated) has {"ForAnyValue:StringLike":"authenticated"} on ${AMR}, which admits others than unauthenticated users`,
      ],
    ],
    passes: [
      { amr: { 'ForAnyValue:StringLike': { [AMR]: 'authenticated' } } },
      { amr: { 'ForAnyValue:StringEquals': { [AMR]: ['authenticated'] } } },
      // narrower than signed-in users: those who came through Facebook.
      { amr: { 'ForAnyValue:StringLike': { [AMR]: 'graph.facebook.com' } } },
      { to: 'unauthenticated', amr: { 'ForAnyValue:StringLike': { [AMR]: 'unauthenticated' } } },
      { amr: { 'ForAnyValue:StringNotLike': { [AMR]: 'unauthenticated' } } },
    ],
    tokens: [
      { amr: { 'ForAnyValue:StringLike': { [AMR]: TOKEN.text } } },
      { to: 'unauthenticated', amr: { 'ForAnyValue:StringLike': { [AMR]: TOKEN.text } } },
      { amr: { 'ForAnyValue:StringLike': TOKEN.any } },
    ],
  }),

  roleTrustNobody: ruleCase({
    define: (stack, statement: object) => attachment(stack, { roles: { authenticated: role(stack, statement).attrArn } }),
    trips: [
      ...[
        trust({ Action: 'sts:AssumeRole' }),
        trust({ Action: ['sts:TagSession', 'sts:AssumeRoleWithSAML'] }),
        trust({ Action: undefined, NotAction: 'sts:Assume*' }),
        trust({ Effect: 'Deny' }),
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
        trust({ Principal: { Federated: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc' } }),
        trust({ Principal: { Service: 'cognito-identity.amazonaws.com' } }),
      ].map((statement) => [statement, 'AssumeRolePolicyDocument of Stack/Role (authenticated) doesn\'t allow sts:AssumeRoleWithWebIdentity to cognito-identity.amazonaws.com'] as const),
      ...[
        { StringEquals: { [AUD]: '*' } },
        { StringEquals: { 'accounts.google.com:aud': POOL_ID } },
        { 'StringEquals': { [AUD]: POOL_ID }, 'ForAnyValue:StringEquals': { [AMR]: 'Authenticated' } },
        { 'StringEquals': { [AUD]: POOL_ID }, 'ForAllValues:StringEquals': { [AMR]: 'authenticated' }, 'Null': { [AMR]: 'false' } },
        { StringLike: { [AUD]: 'eu-west-1:*', [AMR]: 'authenticated' }, StringEquals: { 'accounts.google.com:aud': 'app' } },
      ].map((Condition) => [trust({ Condition }), `AssumeRolePolicyDocument of Stack/Role (authenticated) allows it only where ${JSON.stringify(Condition)}`] as const),
    ],
    passes: [
      trust(),
      trust({ Action: ['sts:TagSession', 'sts:AssumeRoleWithWebIdentity'] }),
      trust({ Action: 'sts:Assume*' }),
      trust({ Action: undefined, NotAction: 'sts:TagSession' }),
      trust({ Principal: { Federated: `cognito-identity.${Aws.URL_SUFFIX}` } }),
    ],
    tokens: [
      trust({ Action: TOKEN.text }),
      trust({ Action: ['sts:TagSession', TOKEN.text] }),
      trust({ Principal: { Federated: TOKEN.text } }),
      trust({ Principal: TOKEN.any }),
      trust({ Effect: TOKEN.text }),
    ],
  }),

  // what is a power is tried in models/powers.test.ts.
  ...Object.fromEntries([
    ['roleAdministers', ['cognito-idp:Admin*', '*', 'iam:*', 'sts:AssumeRole', 'cognito-identity:GetOpenIdTokenForDeveloperIdentity'], 'AdministratorAccess'],
    ['roleReachesAll', ['s3:List*', 'dynamodb:Scan', 'cognito-idp:ListUsers'], 'AmazonS3ReadOnlyAccess'],
  ].map(([id, actions, managed]) => [id, ruleCase({
    define: (stack, it: { to?: 'unauthenticated'; actions?: unknown; managed?: string; mapped?: boolean; claim?: string }) => {
      const to = it.to ?? 'authenticated';
      const cfn = new CfnRole(stack, 'Role', {
        assumeRolePolicyDocument: { Statement: [trust({ Condition: { 'StringEquals': { [AUD]: POOL_ID }, 'ForAnyValue:StringLike': { [AMR]: to } } })] },
        policies: [{ policyName: 'p', policyDocument: { Statement: [{ Effect: 'Allow', Action: it.actions ?? 'polly:SynthesizeSpeech', Resource: '*' }] } }],
        managedPolicyArns: it.managed === undefined ? undefined : [it.managed],
      });
      const { ref } = accept(identityPool(stack, { allowUnauthenticatedIdentities: to === 'unauthenticated' }), 'identityPoolGuests', 'guestServices');
      attachment(stack, {
        identityPoolId: ref,
        roles: it.mapped === true ? {} : { [to]: cfn.attrArn },
        roleMappings: it.mapped === true ? {
          users: { ...mapping({ type: 'Rules' }), rulesConfiguration: { rules: [{ claim: it.claim ?? 'sub', matchType: 'Equals', value: 'me', roleArn: cfn.attrArn }] } } as never,
        } : undefined,
      });
    },
    trips: [
      ...(actions as string[]).map((action) => [{ actions: action }, `Roles.authenticated is Stack/Role, which allows ["${action}"]`] as const),
      [{ actions: ['polly:SynthesizeSpeech', (actions as string[])[0]], to: 'unauthenticated' }, `Roles.unauthenticated is Stack/Role, which allows ["${(actions as string[])[0]}"]`],
      [{ managed: `arn:${Aws.PARTITION}:iam::aws:policy/${managed as string}` }, `Roles.authenticated is Stack/Role, which allows ["arn:\u2026:iam::aws:policy/${managed as string}"]`],
      [
        { actions: (actions as string[])[0], mapped: true, claim: 'token_use' },
        `RoleMappings.users, by a rule that every token matches, is Stack/Role, which allows ["${(actions as string[])[0]}"]`,
      ],
    ],
    passes: [
      { actions: ['polly:SynthesizeSpeech', 'cognito-idp:GetUser', 'cognito-identity:GetId', 'sts:GetCallerIdentity', 'dynamodb:GetItem'] },
      { managed: 'arn:aws:iam::aws:policy/AmazonPollyReadOnlyAccess' },
      // few get it.
      { actions, mapped: true },
    ],
    tokens: [{ actions: TOKEN.text }, { managed: TOKEN.text }, { actions: TOKEN.any }],
  })]),
  ),

  principalTagTrust: ruleCase({
    define: (stack, it: { tags?: boolean; actions?: unknown; trusted?: object }) => {
      const identityPoolId = identityPool(stack).ref;
      const Statement = [trust(it.trusted), ...it.actions === undefined ? [] : [trust({ Action: it.actions })]];
      const authenticated = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Statement } }).attrArn;
      attachment(stack, { identityPoolId, roles: { authenticated } });
      if (it.tags !== false) {
        new CfnIdentityPoolPrincipalTag(stack, 'Tags', { identityPoolId, identityProviderName: 'graph.facebook.com', useDefaults: true });
      }
    },
    trips: [
      [{}, 'AssumeRolePolicyDocument of Stack/Role has no sts:TagSession'],
      [{ actions: 'sts:SetSourceIdentity' }, 'AssumeRolePolicyDocument of Stack/Role has no sts:TagSession'],
    ],
    passes: [
      { tags: false },
      { actions: 'sts:TagSession' },
      { actions: ['sts:SetSourceIdentity', 'sts:TAGSESSION'] },
      { trusted: { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] } },
    ],
    tokens: [{ actions: TOKEN.text }, { actions: ['sts:SetSourceIdentity', TOKEN.text] }],
  }),

  identityPoolRoleName: ruleCase({
    env: ({ region }: { name?: string; region?: string }) => ({ region: region ?? 'us-gov-east-1' }),
    define: (stack, it: { name?: string; region?: string }) => {
      const principal = identityPrincipal(stack.region);
      const authenticated = role(stack, trust({
        Principal: { Federated: principal },
        Condition: { 'StringEquals': { [`${principal}:aud`]: POOL_ID }, 'ForAnyValue:StringLike': { [`${principal}:amr`]: 'authenticated' } },
      }));
      authenticated.roleName = it.name;
      attachment(stack, { roles: { authenticated: authenticated.attrArn } });
    },
    trips: [
      [{}, 'RoleName of Stack/Role is not set'],
      [{ name: 'x'.repeat(21) }, 'RoleName of Stack/Role has 21 characters'],
    ],
    passes: [{ name: 'x'.repeat(20) }, { region: 'us-gov-west-1' }, { name: 'x'.repeat(21), region: 'eu-west-1' }],
    tokens: [{ name: TOKEN.text }, { region: Aws.REGION }],
  }),

  developerBesideSignOn: ruleCase({
    define: (stack, props: Partial<CfnIdentityPoolProps>) => identityPool(stack, props),
    trips: [
      [{ developerProviderName: 'acme', cognitoIdentityProviders: provider() }, 'DeveloperProviderName is set beside CognitoIdentityProviders'],
      [
        { developerProviderName: 'acme', openIdConnectProviderArns: ['arn:aws:iam::123456789012:oidc-provider/acme'], samlProviderArns: ['arn:aws:iam::123456789012:saml-provider/acme'] },
        'DeveloperProviderName is set beside OpenIdConnectProviderARNs and SamlProviderARNs',
      ],
    ],
    passes: [{ developerProviderName: 'acme' }, { samlProviderArns: ['arn:aws:iam::123456789012:saml-provider/acme'] }, { developerProviderName: 'acme', samlProviderArns: [] }],
    tokens: [{ developerProviderName: 'acme', samlProviderArns: TOKEN.list }],
  }),

  socialBesideUserPool: ruleCase({
    define: (stack, props: Partial<CfnIdentityPoolProps>) => identityPool(stack, props),
    trips: [[
      { supportedLoginProviders: { 'accounts.google.com': '1', 'www.amazon.com': '2' }, cognitoIdentityProviders: provider() },
      'SupportedLoginProviders holds accounts.google.com, www.amazon.com beside CognitoIdentityProviders',
    ]],
    passes: [{ supportedLoginProviders: { 'accounts.google.com': '1' } }, { supportedLoginProviders: {}, cognitoIdentityProviders: provider() }],
    tokens: [
      { supportedLoginProviders: TOKEN.any, cognitoIdentityProviders: provider() },
      { supportedLoginProviders: { 'accounts.google.com': '1' }, cognitoIdentityProviders: TOKEN.any },
    ],
  }),

  ...ROLE_MAPPING_CASES,
  ...PRINCIPAL_TAG_CASES,
  ...GUEST_CASES,

  groupRoleTrust: ruleCase({
    define: (stack, statement: object) => new CfnUserPoolGroup(stack, 'Group', { userPoolId: pool(stack).ref, roleArn: role(stack, statement).attrArn }),
    trips: [
      [trust({ Condition: undefined }), 'AssumeRolePolicyDocument of Stack/Role names no identity pool'],
      [trust({ Condition: { StringLike: { [AUD]: 'us-east-1:*' } } }), 'AssumeRolePolicyDocument of Stack/Role names no identity pool'],
      [
        trust({ Condition: undefined, Principal: { Federated: Fn.join('', ['cognito-identity.', Aws.URL_SUFFIX]) } }),
        'AssumeRolePolicyDocument of Stack/Role names no identity pool',
      ],
    ],
    passes: [trust(), { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    tokens: [trust({ Condition: { StringEquals: { [AUD]: TOKEN.text } } }), trust({ Condition: TOKEN.any })],
  }),
};
