import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Stack } from 'aws-cdk-lib/core';
import { accept, attachment, hostedClient, identityPool, LAMBDA, pool, provider, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

const ROLE = 'arn:aws:iam::123456789012:role/one';
const OTHER = 'arn:aws:iam::123456789012:role/other';

const equals = (Value: unknown, changes: object = {}): object => ({ Claim: 'plan', MatchType: 'Equals', Value, RoleARN: ROLE, ...changes });
const rule = (Claim: string, MatchType: string, Value: unknown, RoleARN = OTHER): object => ({ Claim, MatchType, Value, RoleARN });

/** One provider whose roles are chosen by rules, as they stand in the template. */
function mapped(stack: Stack, rules: unknown, ...accepted: string[]): void {
  const identityPoolId = accept(identityPool(stack), ...accepted).ref;
  attachment(stack, { identityPoolId }).addPropertyOverride('RoleMappings', {
    users: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', IdentityProvider: 'graph.facebook.com', RulesConfiguration: { Rules: rules } },
  });
}

interface Forged {
  readonly claim: unknown;
  readonly by?: 'rule' | 'group';
  /** the user pool is imported */
  readonly elsewhere?: boolean;
  /** the client's as well */
  readonly imported?: boolean;
  /** what a provider of the pool maps, and its type */
  readonly mapping?: Record<string, string>;
  readonly type?: string;
  /** whether another company's provider maps it too */
  readonly second?: boolean;
  readonly pool?: cognito.CfnUserPoolProps;
  readonly client?: Partial<cognito.CfnUserPoolClientProps>;
  readonly accepts?: string[];
}

/** A claim of a user pool decides a tag, or a role. */
function decided(stack: Stack, it: Forged): void {
  const userPool = accept(pool(stack, { schema: [{ name: 'tenant', attributeDataType: 'String', mutable: true }], ...it.pool }), 'smsWithoutSender');
  const { ref } = accept(hostedClient(stack, {
    userPoolId: it.imported ? IMPORTED : userPool.ref,
    explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    writeAttributes: ['name', 'custom:tenant'],
    ...it.client,
  }), 'clientWritesDecision');
  const providerName = it.elsewhere ? TOKEN.text : it.imported ? `cognito-idp.us-east-1.amazonaws.com/${IMPORTED}` : userPool.attrProviderName;
  if (it.mapping !== undefined) {
    const props = { userPoolId: userPool.ref, providerType: it.type ?? 'OIDC', attributeMapping: it.mapping };
    const names = ['Acme', ...it.second === true ? ['Globex'] : []];
    names.forEach((name, index) => provider(stack, { ...props, providerName: name }, index === 0 ? 'Provider' : 'Second'));
  }
  const cognitoIdentityProviders = [{ providerName, clientId: ref, serverSideTokenCheck: true }];
  const identityPoolId = accept(identityPool(stack, { cognitoIdentityProviders }), 'roleMappingWithoutRoles', ...it.accepts ?? []).ref;
  if (it.by !== undefined) {
    attachment(stack, { identityPoolId }).addPropertyOverride('RoleMappings', {
      users: {
        Type: it.by === 'rule' ? 'Rules' : 'Token',
        AmbiguousRoleResolution: 'Deny',
        IdentityProvider: `${providerName}:${ref}`,
        ...it.by === 'rule' ? { RulesConfiguration: { Rules: [equals('gold', { Claim: it.claim })] } } : {},
      },
    });
  } else {
    new cognito.CfnIdentityPoolPrincipalTag(stack, 'Tags', { identityPoolId, identityProviderName: providerName, principalTags: { tenant: it.claim } });
  }
}

const IMPORTED = 'us-east-1_abc';

const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';
const OPEN = { adminCreateUserConfig: { allowAdminCreateUserOnly: false } };
const VERIFIED = {
  autoVerifiedAttributes: ['email'],
  userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
};
const BOTH_VERIFIED = {
  lambdaConfig: undefined,
  autoVerifiedAttributes: ['email', 'phone_number'],
  userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email', 'phone_number'] },
  emailConfiguration: { emailSendingAccount: 'DEVELOPER', sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.org' },
};
const IAM_ONLY = { explicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
const MIGRATES = { explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], writeAttributes: ['name'] };
const SIGN_IN = { explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
const UNLIST = 'leave it out of `userWritable` and `writeAttributes`';
const forged = (claim: string, more = ''): string => `PrincipalTags of Stack/Tags takes "tenant" from "${claim}", which users write through Stack/Client${more}: ${UNLIST}`;

export const ROLE_MAPPING_CASES: RuleCases = {
  roleMappingSubstring: ruleCase({
    define: mapped,
    trips: [
      [[rule('cognito:groups', 'Contains', 'admin')], 'RoleMappings.users has the MatchType "Contains" on "cognito:groups"'],
      [[rule('email', 'StartsWith', 'admin@')], 'RoleMappings.users has the MatchType "StartsWith" on "email"'],
      [[rule('custom:tenant', 'StartsWith', 'acme')], 'RoleMappings.users has the MatchType "StartsWith" on "custom:tenant"'],
    ],
    passes: [[rule('cognito:groups', 'Equals', 'admin')], [rule('email', 'NotEqual', 'me@example.com')]],
    tokens: [[equals('gold', { Claim: { Ref: 'Parameter' }, MatchType: 'Contains' })], [equals('admin', { Claim: 'email', MatchType: { Ref: 'Parameter' } })]],
  }),

  roleMappingOverlap: ruleCase({
    define: (stack, rules: unknown) => mapped(stack, rules, 'roleMappingSubstring'),
    trips: [
      [[equals('gold'), rule('team', 'Equals', 'blue')], 'RoleMappings.users has plan Equals "gold" and team Equals "blue"'],
      [[equals('gold'), rule('plan', 'Equals', 'gold')], 'RoleMappings.users has plan Equals "gold" and plan Equals "gold"'],
      [[equals('gold'), rule('plan', 'NotEqual', 'silver')], 'RoleMappings.users has plan Equals "gold" and plan NotEqual "silver"'],
      [[equals('gold'), rule('plan', 'Contains', 'ol')], 'RoleMappings.users has plan Equals "gold" and plan Contains "ol"'],
      [[rule('plan', 'StartsWith', 'go', ROLE), rule('plan', 'Equals', 'gold')], 'RoleMappings.users has plan StartsWith "go" and plan Equals "gold"'],
      [
        [rule('plan', 'StartsWith', 'go', ROLE), rule('plan', 'StartsWith', 'gold')],
        'RoleMappings.users has plan StartsWith "go" and plan StartsWith "gold"',
      ],
      [[rule('plan', 'Contains', 'a', ROLE), rule('plan', 'Contains', 'b')], 'RoleMappings.users has plan Contains "a" and plan Contains "b"'],
    ],
    passes: [
      [equals('gold'), rule('plan', 'Equals', 'silver')],
      [equals('gold'), rule('plan', 'NotEqual', 'gold')],
      [rule('plan', 'NotEqual', 'gold', ROLE), rule('plan', 'Equals', 'gold')],
      [equals('gold'), rule('plan', 'Contains', 'silver')],
      [equals('gold'), rule('plan', 'StartsWith', 'old')],
      [rule('plan', 'StartsWith', 'go', ROLE), rule('plan', 'StartsWith', 'si')],
      // one role: there is nothing to choose.
      [equals('gold'), rule('team', 'Equals', 'blue', ROLE)],
    ],
    tokens: [[equals({ Ref: 'Parameter' }), rule('plan', 'Equals', 'gold')], [equals('gold', { Claim: { Ref: 'Parameter' } }), rule('plan', 'Equals', 'gold')]],
  }),

  claimUnknown: ruleCase({
    define: decided,
    trips: [
      [{ claim: 'custom:tenent' }, 'PrincipalTags of Stack/Tags takes "tenant" from "custom:tenent", which no token has: did you mean "custom:tenant"?'],
      [{ claim: 'tenant' }, 'PrincipalTags of Stack/Tags takes "tenant" from "tenant", which no token has: did you mean "custom:tenant"?'],
      [{ claim: 'groups', by: 'rule' }, 'RoleMappings.users takes a role from "groups", which no token has: did you mean "cognito:groups"?'],
      [{ claim: 'custom:plan', by: 'rule' }, 'RoleMappings.users takes a role from "custom:plan", which no token has'],
      [{ claim: 'cognito:group', by: 'rule' }, 'RoleMappings.users takes a role from "cognito:group", which no token has: did you mean "cognito:groups"?'],
    ],
    passes: [
      { claim: 'custom:tenant' },
      { claim: 'sub' },
      { claim: 'cognito:groups', by: 'rule' },
      // a function may bring it.
      { claim: 'department', pool: { lambdaConfig: { preTokenGeneration: LAMBDA } }, accepts: ['claimUncertain'] },
      {
        claim: 'department',
        pool: { lambdaConfig: { preTokenGenerationConfig: { lambdaArn: LAMBDA, lambdaVersion: 'V2_0' } }, userPoolTier: 'ESSENTIALS' },
        accepts: ['claimUncertain'],
      },
      { claim: 'custom:tenent', imported: true },
    ],
    tokens: [
      { claim: { Ref: 'Parameter' } },
      { claim: 'custom:tenent', pool: { schema: [{ name: TOKEN.text, attributeDataType: 'String', mutable: true }] } },
      { claim: 'custom:tenent', pool: { schema: TOKEN.any } },
      { claim: 'custom:tenent', elsewhere: true },
    ],
  }),

  claimForgeable: ruleCase({
    define: decided,
    trips: [
      [{ claim: 'custom:tenant', client: SIGN_IN }, forged('custom:tenant')],
      [{ claim: 'custom:tenant', client: { explicitAuthFlows: undefined } }, forged('custom:tenant')],
      [{ claim: 'custom:tenant', client: { allowedOAuthScopes: ['openid', ADMIN_SCOPE] } }, forged('custom:tenant')],
      [{ claim: 'custom:tenant', pool: { ...OPEN, lambdaConfig: undefined } }, 'PrincipalTags of Stack/Tags takes "tenant" from "custom:tenant", which users write at sign-up through Stack/Client: leave it out of `userWritable` and `writeAttributes`'],
      [{ claim: 'profile', client: { ...SIGN_IN, writeAttributes: undefined } }, forged('profile', ', whose WriteAttributes is not set')],
      [
        { claim: 'custom:tenant', client: { ...SIGN_IN, supportedIdentityProviders: ['COGNITO', 'Acme'] }, mapping: { 'custom:tenant': 'tenant' } },
        'PrincipalTags of Stack/Tags takes "tenant" from "custom:tenant", which users write through Stack/Client, because Stack/Provider maps it: leave COGNITO out of '
          + '`supportedIdentityProviders` of every client, and all but `adminUserPassword` out of `authFlows`',
      ],
      [
        { claim: 'email', pool: { ...OPEN, ...BOTH_VERIFIED }, client: { ...SIGN_IN, writeAttributes: ['email', 'phone_number'] } },
        'PrincipalTags of Stack/Tags takes "tenant" from "email", which users write at sign-up through Stack/Client, and of a user who gives a phone number too, Cognito verifies that number only: have them sign up by address alone, or decide by "sub"',
      ],
      [
        { claim: 'email', client: { ...SIGN_IN, writeAttributes: ['email'] } },
        'PrincipalTags of Stack/Tags takes "tenant" from "email", which users write through Stack/Client: leave `keepOriginal` on',
      ],
      [{ claim: 'custom:tenant', imported: true, client: SIGN_IN }, forged('custom:tenant')],
      [
        { claim: 'custom:tenant', imported: true, by: 'rule', client: SIGN_IN },
        `RoleMappings.users takes a role from "custom:tenant", which users write through Stack/Client: ${UNLIST}`,
      ],
      [
        { claim: 'email', pool: VERIFIED, client: { writeAttributes: ['email'] }, mapping: { email: 'email' }, type: 'Google' },
        'PrincipalTags of Stack/Tags takes "tenant" from "email", which Stack/Provider brings without saying that it is verified: map "email_verified" too, where the provider verifies it',
      ],
      [
        { claim: 'custom:tenant', by: 'rule', client: SIGN_IN },
        `RoleMappings.users takes a role from "custom:tenant", which users write through Stack/Client: ${UNLIST}`,
      ],
    ],
    passes: [
      // through pages alone, and without the scope, nobody writes attributes: only providers do.
      { claim: 'custom:tenant' },
      { claim: 'custom:tenant', pool: OPEN, client: { generateSecret: true } },
      { claim: 'custom:tenant', client: { ...SIGN_IN, writeAttributes: ['name'] } },
      { claim: 'custom:tenant', client: { ...SIGN_IN, writeAttributes: undefined } },
      { claim: 'sub', client: { ...SIGN_IN, writeAttributes: undefined } },
      { claim: 'email', pool: VERIFIED, client: { ...SIGN_IN, writeAttributes: ['email'] } },
      { claim: 'email', pool: VERIFIED, mapping: { email: 'email', email_verified: 'email_verified' }, client: { writeAttributes: ['email'] } },
      { claim: 'email', pool: VERIFIED, mapping: { email: 'mail' }, type: 'SAML', client: { writeAttributes: ['email'] } },
      { claim: 'email', imported: true, client: { ...SIGN_IN, writeAttributes: ['email'] } },
      { claim: 'cognito:username', by: 'rule', client: SIGN_IN },
      { claim: 'custom:tenant', elsewhere: true, client: SIGN_IN },
    ],
    tokens: [
      { claim: { Ref: 'Parameter' }, client: SIGN_IN },
      { claim: 'custom:tenant', client: { ...SIGN_IN, writeAttributes: TOKEN.list } },
      { claim: 'custom:tenant', client: { explicitAuthFlows: TOKEN.list } },
      { claim: 'custom:tenant', pool: { adminCreateUserConfig: TOKEN.any } },
    ],
  }),

  claimUncertain: ruleCase({
    define: decided,
    trips: [
      [
        { claim: 'department', pool: { lambdaConfig: { preTokenGeneration: LAMBDA } } },
        'PrincipalTags of Stack/Tags takes "tenant" from "department", which the function of LambdaConfig.PreTokenGeneration may write: have it take the claim from nothing that users write, and never from `clientMetadata`',
      ],
      [
        { claim: 'custom:tenant', pool: { lambdaConfig: { userMigration: LAMBDA } }, client: MIGRATES },
        'PrincipalTags of Stack/Tags takes "tenant" from "custom:tenant", which the function of LambdaConfig.UserMigration may write: have it take the claim from nothing that users write, and never from `clientMetadata`',
      ],
      [
        { claim: 'custom:tenant', by: 'group', pool: { lambdaConfig: { preTokenGeneration: LAMBDA } } },
        'RoleMappings.users takes a role from "cognito:preferred_role", which the function of LambdaConfig.PreTokenGeneration may write: have it take the claim from nothing that users write, and never from `clientMetadata`',
      ],
      [
        { claim: 'custom:tenant', mapping: { 'custom:tenant': 'tenant' }, type: 'SAML', client: { ...SIGN_IN, supportedIdentityProviders: ['Acme'] } },
        'PrincipalTags of Stack/Tags takes "tenant" from "custom:tenant", which users can write through Stack/Client, because Stack/Provider maps it, if administrators give them a password in the pool: leave COGNITO out of '
          + '`supportedIdentityProviders` of every client, and all but `adminUserPassword` out of `authFlows`',
      ],
      [
        { claim: 'email', pool: VERIFIED, client: { writeAttributes: ['email'] }, mapping: { email: 'email' } },
        'PrincipalTags of Stack/Tags takes "tenant" from "email", which Stack/Provider brings without saying that it is verified: map "email_verified" too, where the provider '
          + 'verifies it',
      ],
      [
        { claim: 'custom:tenant', mapping: { 'custom:tenant': 'tenant' }, type: 'SAML', client: { ...IAM_ONLY, supportedIdentityProviders: ['Acme', 'Globex'] }, second: true },
        'PrincipalTags of Stack/Tags takes "tenant" from "custom:tenant", which the administrators of each of Stack/Provider, Stack/Second write for their users: take it from the '
          + 'name of the provider, with `TokenClaim.providerName()`',
      ],
      [
        { claim: 'custom:tenant', pool: OPEN },
        'PrincipalTags of Stack/Tags takes "tenant" from "custom:tenant", which users can write at sign-up through Stack/Client, unless the function of LambdaConfig.PreSignUp refuses it: leave it '
          + 'out of `userWritable` and `writeAttributes`',
      ],
      [
        { claim: 'nickname', client: { ...SIGN_IN, generateSecret: true, writeAttributes: undefined } },
        'PrincipalTags of Stack/Tags takes "tenant" from "nickname", which users can write through Stack/Client, whose WriteAttributes is not set, if its back end hands out access '
          + 'tokens: leave it out of `userWritable` and `writeAttributes`',
      ],
      [
        { claim: 'cognito:username', by: 'rule', pool: OPEN, client: SIGN_IN },
        'RoleMappings.users takes a role from "cognito:username", which users choose at sign-up where nobody has it yet: make sure that somebody has',
      ],
    ],
    passes: [
      { claim: 'sub', pool: { lambdaConfig: { preTokenGeneration: LAMBDA } } },
      { claim: 'custom:tenant', pool: { lambdaConfig: { postConfirmation: LAMBDA } } },
      { claim: 'custom:tenant', by: 'group' },
      // what leads to a provider's pages only, and needs IAM for the rest, as clients of this library do.
      { claim: 'custom:tenant', mapping: { 'custom:tenant': 'tenant' }, type: 'SAML', client: { ...IAM_ONLY, supportedIdentityProviders: ['Acme'] } },
    ],
    tokens: [{ claim: { Ref: 'Parameter' }, pool: { lambdaConfig: { preTokenGeneration: LAMBDA } } }],
  }),
};
