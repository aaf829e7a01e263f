import * as cognito from 'aws-cdk-lib/aws-cognito';
import { CfnResource, type Stack } from 'aws-cdk-lib/core';
import { accept, client, identityPool, pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

/** A resource by the name of its type, and what stands in it by the path. */
export type Shaped = readonly [type: string, properties: Readonly<Record<string, unknown>>];

const ARN = 'arn:aws:iam::123456789012:role/acme';

/** What each type must have, beside what is tried. */
const WITH: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  IdentityPoolPrincipalTag: { IdentityProviderName: 'graph.facebook.com' },
  LogDeliveryConfiguration: { LogConfigurations: [] },
  UserPoolGroup: { GroupName: 'admin' },
  UserPoolIdentityProvider: { ProviderType: 'SAML', ProviderName: 'Acme', ProviderDetails: {}, AttributeMapping: {} },
  UserPoolResourceServer: { Name: 'api', Identifier: 'api' },
  ManagedLoginBranding: { Settings: {} },
};

/** A resource in which no rule finds anything, but for what is overridden. */
export function shaped(stack: Stack, [type, properties]: Shaped): void {
  const accepted = ['clientEmptyAttributeList', 'verificationByLink', 'verificationLinkWithoutDomain', 'poolPasswordShort', 'messageInvitationPlaceholders',
    'mfaEmailWithoutSes', 'schemaRequiredStandard', 'roleMappingOverlap', 'clientFlowsMixed', 'identityPoolTokenCheck', 'classicStyleWithoutDomain'];
  const cfn = type === 'UserPool' ? pool(stack, {}, 'It') : type === 'UserPoolClient' ? client(stack, {}, 'It') : type === 'IdentityPool' ? identityPool(stack, {}, 'It')
    : new CfnResource(stack, 'It', {
      type: `AWS::Cognito::${type}`,
      properties: { ...type.startsWith('IdentityPool') ? { IdentityPoolId: identityPool(stack).ref } : { UserPoolId: pool(stack).ref }, ...WITH[type] },
    });
  accept(cfn, ...accepted);
  Object.entries(properties).forEach(([path, value]) => cfn.addPropertyOverride(path, value));
}

const many = <T>(count: number, one: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => one(index));
const named = (count: number): Record<string, string> => Object.fromEntries(many(count, (index) => [`tag${index}`, 'sub']));
const scopes = (...names: unknown[]): Shaped => ['UserPoolResourceServer', { Scopes: names.map((ScopeName) => ({ ScopeName, ScopeDescription: 'read' })) }];
const schema = (...names: unknown[]): Shaped => ['UserPool', { Schema: names.map((Name) => ({ Name, AttributeDataType: 'String' })) }];
const rules = (Rules: unknown): Shaped => ['IdentityPoolRoleAttachment', {
  RoleMappings: { users: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', IdentityProvider: 'graph.facebook.com', RulesConfiguration: { Rules } } },
}];
const rule = (changes: object): object => ({ Claim: 'sub', MatchType: 'Equals', Value: 'a', RoleARN: ARN, ...changes });

export const SHAPE_CASES: RuleCases = {
  outOfBounds: ruleCase({
    define: (stack, it: Shaped) => shaped(stack, it),
    trips: [
      [['UserPool', { UserPoolName: 'Acme: people' }], '"userPoolName" (UserPoolName) is "Acme: people", and Cognito takes no ":" in it'],
      [['UserPool', { UserPoolName: '' }], '"userPoolName" (UserPoolName) has 0 characters, and Cognito takes 1 to 128'],
      [['UserPool', { UserPoolName: `Acme: ${TOKEN.text}` }], '"userPoolName" (UserPoolName) is "Acme: \u2026", and Cognito takes no ":" in it'],
      [['UserPool', { UserPoolName: `${'a'.repeat(129)}${TOKEN.text}` }], '"userPoolName" (UserPoolName) has 129 characters, and Cognito takes 1 to 128'],
      [['UserPoolClient', { ClientName: 'Shop (dev)' }], '"userPoolClientName" (ClientName) is "Shop (dev)", and Cognito takes no "(", ")" in it'],
      [['UserPoolResourceServer', { Name: 'Orders (API)' }], '"userPoolResourceServerName" (Name) is "Orders (API)", and Cognito takes no "(", ")" in it'],
      [['UserPoolResourceServer', { Identifier: 'my api' }], '"identifier" (Identifier) is "my api", and Cognito takes no " " in it'],
      [scopes('read', 'orders/write'), '"scopes" (Scopes[].ScopeName) is "orders/write", and Cognito takes no "/" in it'],
      [scopes(...many(101, (index) => `s${index}`)), '"scopes" (Scopes) holds 101, and Cognito takes up to 100'],
      [['UserPoolClient', { AllowedOAuthScopes: many(51, (index) => `api/s${index}`) }], '"scopes" (AllowedOAuthScopes) holds 51, and Cognito takes up to 50'],
      [['UserPoolClient', { CallbackURLs: many(101, (index) => `https://acme.org/${index}`) }], '"callbackUrls" (CallbackURLs) holds 101, and Cognito takes up to 100'],
      [['UserPoolClient', { LogoutURLs: [`https://acme.org/${'a'.repeat(1008)}`] }], '"logoutUrls" (LogoutURLs[]) has 1025 characters, and Cognito takes up to 1024'],
      [
        ['UserPool', { 'EmailConfiguration.ReplyToEmailAddress': 'support' }],
        '"replyTo" (EmailConfiguration.ReplyToEmailAddress) is "support", which isn\'t an e-mail address',
      ],
      [
        ['UserPool', { WebAuthnRelyingPartyID: `${'a'.repeat(58)}.cloud` }],
        '"relyingPartyId" (WebAuthnRelyingPartyID) has 64 characters, and Cognito takes up to 63',
      ],
      [['UserPool', { 'Policies.PasswordPolicy.MinimumLength': 100 }], '"minLength" (Policies.PasswordPolicy.MinimumLength) is 100, and Cognito takes whole numbers, 6 to 99'],
      [['UserPool', { 'Policies.PasswordPolicy.MinimumLength': 12.5 }], '"minLength" (Policies.PasswordPolicy.MinimumLength) is 12.5, and Cognito takes whole numbers, 6 to 99'],
      [['UserPool', { 'Policies.PasswordPolicy.PasswordHistorySize': '25' }], '"history" (Policies.PasswordPolicy.PasswordHistorySize) is 25, and Cognito takes whole numbers, up to 24'],
      [
        ['UserPool', { 'Policies.PasswordPolicy.TemporaryPasswordValidityDays': 'a week' }],
        '"tempPasswordValidity" (Policies.PasswordPolicy.TemporaryPasswordValidityDays) is "a week", and Cognito takes whole numbers, up to 365',
      ],
      [['UserPoolClient', { AuthSessionValidity: 16 }], '"authSessionValidity" (AuthSessionValidity) is 16, and Cognito takes whole numbers, 3 to 15'],
      [
        ['UserPoolClient', { 'RefreshTokenRotation.RetryGracePeriodSeconds': 61 }],
        '"refreshTokenRotation" (RefreshTokenRotation.RetryGracePeriodSeconds) is 61, and Cognito takes whole numbers, up to 60',
      ],
      [
        ['UserPool', { VerificationMessageTemplate: { EmailMessage: 'Welcome!', SmsMessage: 'Your code' } }],
        '"verification" (VerificationMessageTemplate.EmailMessage) is "Welcome!", which lacks {####}, or has a character that no text may have; '
        + '"verification" (VerificationMessageTemplate.SmsMessage) is "Your code", which lacks {####}, or has a character that no text may have',
      ],
      [
        ['UserPool', { 'VerificationMessageTemplate.EmailMessageByLink': 'Click here' }],
        '"verification" (VerificationMessageTemplate.EmailMessageByLink) is "Click here", which lacks {##\u2026##}, or has a character that no text may have',
      ],
      [['UserPool', { EmailVerificationSubject: '' }], '"verification" (EmailVerificationSubject) has 0 characters, and Cognito takes 1 to 140'],
      [['UserPool', { EmailVerificationSubject: '🔑'.repeat(141) }], '"verification" (EmailVerificationSubject) has 141 characters, and Cognito takes 1 to 140'],
      [['UserPool', { SmsVerificationMessage: `${'a'.repeat(135)}{####}` }], '"verification" (SmsVerificationMessage) has 141 characters, and Cognito takes 6 to 140'],
      [['UserPool', { EmailVerificationSubject: 'a\u200db' }], '"verification" (EmailVerificationSubject) is "a\u200db", and Cognito takes no "\u200d" in it'],
      [['UserPool', { LambdaConfig: { PreSignUp: 'my-function-of-the-pool' } }], 'LambdaConfig.PreSignUp is "my-function-of-the-pool", which isn\'t the ARN of one resource'],
      [schema(...many(51, (index) => `a${index}`)), '"attributes" (Schema) holds 51, and Cognito takes 1 to 50'],
      [schema('cost centre'), '"attributes" (Schema[].Name) is "cost centre", and Cognito takes no " " in it'],
      [schema('🔑'.repeat(21)), '"attributes" (Schema[].Name) has 21 characters, and Cognito takes 1 to 20'],
      [['UserPool', { UserPoolTags: { '': 'x' } }], 'UserPoolTags has 0 characters, and Cognito takes 1 to 128'],
      [['UserPoolGroup', { GroupName: 'my group' }], '"groupName" (GroupName) is "my group", and Cognito takes no " " in it'],
      [['UserPoolGroup', { Precedence: -1 }], '"precedence" (Precedence) is -1, and Cognito takes whole numbers, at least 0'],
      [
        ['UserPoolIdentityProvider', { ProviderName: 'Our company' }],
        '"name" (ProviderName) is "Our company", which doesn\'t have 3 to 32 letters, digits or signs without spaces and underscores',
      ],
      [['UserPoolIdentityProvider', { IdpIdentifiers: ['https://acme.org'] }], '"identifiers" (IdpIdentifiers[]) is "https://acme.org", and Cognito takes no ":", "/" in it'],
      [['UserPoolUser', { Username: 'jane doe' }], '"username" (Username) is "jane doe", and Cognito takes no " " in it'],
      [['UserPoolUserToGroupAttachment', { GroupName: 'admin', Username: '' }], 'Username has 0 characters, and Cognito takes 1 to 128'],
      [['IdentityPool', { IdentityPoolName: 'acme/users' }], '"identityPoolName" (IdentityPoolName) is "acme/users", and Cognito takes no "/" in it'],
      [['IdentityPool', { DeveloperProviderName: 'login:acme' }], '"providers" (DeveloperProviderName) is "login:acme", and Cognito takes no ":" in it'],
      [['IdentityPoolPrincipalTag', { PrincipalTags: named(51) }], '"principalTags" (PrincipalTags) holds 51, and Cognito takes up to 50'],
      [['IdentityPoolPrincipalTag', { PrincipalTags: { tenant: '' } }], '"principalTags" (PrincipalTags.tenant) has 0 characters, and Cognito takes 1 to 256'],
      [rules([]), '"roleMapping" (RoleMappings.users.RulesConfiguration.Rules) holds 0, and Cognito takes 1 to 400'],
      [rules([rule({ Claim: 'a'.repeat(65) })]), '"roleMapping" (RoleMappings.users.RulesConfiguration.Rules[].Claim) has 65 characters, and Cognito takes 1 to 64'],
      [
        ['LogDeliveryConfiguration', { LogConfigurations: [{ EventSource: 'userNotification', LogLevel: 'ERROR', CloudWatchLogsConfiguration: { LogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:acme:*' } }] }],
        'LogConfigurations[].CloudWatchLogsConfiguration.LogGroupArn is "arn:aws:logs:us-east-1:123456789012:log-group:acme:*", which isn\'t the ARN of one resource',
      ],
      [['ManagedLoginBranding', { Assets: many(41, () => ({ Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'PNG' })) }], '"style" (Assets) holds 41, and Cognito takes up to 40'],
      [['UserPoolUICustomizationAttachment', { ClientId: 'ALL', CSS: 'a'.repeat(131_073) }], '"classicStyleSheet" (CSS) has 131073 characters, and Cognito takes up to 131072'],
      [['Terms', { TermsName: 'imprint' }], 'TermsName is "imprint", which isn\'t of the form (terms-of-use|privacy-policy)'],
    ],
    passes: [
      ['UserPool', { UserPoolName: 'Acme, Inc. =+@-_' }],
      ['UserPool', { UserPoolName: 'a'.repeat(128) }],
      ['UserPool', { 'EmailConfiguration.ReplyToEmailAddress': 'hilfe@müller.example' }],
      ['UserPool', { WebAuthnRelyingPartyID: `${'a'.repeat(57)}.cloud` }],
      ['UserPool', { 'Policies.PasswordPolicy': { MinimumLength: '99', PasswordHistorySize: 0, TemporaryPasswordValidityDays: 365 } }],
      ['UserPool', { EmailVerificationMessage: 'Willkommen, 日本 🔑\n\t{####}', EmailVerificationSubject: '🔑'.repeat(140) }],
      ['UserPool', { 'VerificationMessageTemplate.EmailMessageByLink': 'Please {##click\nhere##}, {username}' }],
      ['UserPool', { EmailVerificationMessage: `{####}${'a'.repeat(19_994)}`, SmsVerificationMessage: `one\ntwo {####}${'🔑'.repeat(126)}` }],
      ['UserPool', { LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:123456789012:function:f:live' } }],
      ['UserPool', { UserPoolTags: { 'cost center': '', 'aws': 'x'.repeat(256) } }],
      // what Cognito learned since is another's business.
      ['UserPool', { DcrConfiguration: { EnableStatus: 'Perhaps' }, Tomorrow: 'a\u0000b' }],
      schema('a', 'a'.repeat(20), 'Straße', '日本', 'x:y', '🔑'.repeat(20)),
      schema(...many(50, (index) => `a${index}`)),
      ['UserPoolClient', { ClientName: 'Shop - dev' }],
      ['UserPoolClient', { CallbackURLs: many(100, (index) => `https://acme.org/${index}`), AuthSessionValidity: 15 }],
      ['UserPoolClient', { CallbackURLs: ['https://münchen.example/日本'] }],
      ['UserPoolClient', { ReadAttributes: ['email', 'a'.repeat(2048)] }],
      scopes(...many(100, (index) => `s${index}`)),
      scopes('orders:read', 'a'.repeat(256)),
      ['UserPoolResourceServer', { Identifier: 'https://api.acme.org/orders' }],
      ['UserPoolGroup', { GroupName: 'Müller&Söhne', Precedence: 0 }],
      ['UserPoolIdentityProvider', { ProviderName: 'a.b', IdpIdentifiers: ['acme.org', 'a'.repeat(40)] }],
      ['UserPoolUser', { Username: 'jané@acme.org', UserAttributes: [{ Name: 'email', Value: '' }] }],
      ['IdentityPool', { IdentityPoolName: 'acme users', DeveloperProviderName: 'login.acme.app', SamlProviderARNs: [] }],
      ['IdentityPoolPrincipalTag', { PrincipalTags: named(50) }],
      rules(many(25, (index) => rule({ Value: `${index}` }))),
      ['LogDeliveryConfiguration', { LogConfigurations: [{ EventSource: 'userNotification', LogLevel: 'ERROR', CloudWatchLogsConfiguration: { LogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/acme' } }] }],
      ['ManagedLoginBranding', { Assets: [] }],
    ],
    tokens: [
      ['UserPool', { UserPoolName: TOKEN.text, EmailVerificationMessage: `Welcome to ${TOKEN.text}`, Schema: TOKEN.any }],
      ['UserPool', { UserPoolName: `acme-${TOKEN.text}`, EmailVerificationSubject: TOKEN.text, LambdaConfig: { PreSignUp: `function:${TOKEN.text}` } }],
      ['UserPool', { 'UserPoolName': '{{resolve:ssm:/acme/name}}', 'Policies.PasswordPolicy': { MinimumLength: TOKEN.number, PasswordHistorySize: TOKEN.text } }],
      ['UserPool', { SmsConfiguration: TOKEN.any }],
      scopes(TOKEN.text, `${TOKEN.text}-write`),
      rules(TOKEN.any),
      ['UserPoolGroup', { GroupName: '{{resolve:ssm:/a b}}', Precedence: TOKEN.number }],
      ['IdentityPoolPrincipalTag', { PrincipalTags: TOKEN.any }],
    ],
  }),

  unknownValue: ruleCase({
    define: (stack, it: Shaped) => shaped(stack, it),
    trips: [
      [['UserPool', { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['TOTP'] }], '"mfa" (EnabledMfas[]) is "TOTP", and AWS knows SMS_MFA, SOFTWARE_TOKEN_MFA, EMAIL_OTP'],
      [['UserPool', { WebAuthnUserVerification: 'require' }], 'WebAuthnUserVerification is "require", and AWS doesn\'t know it: did you mean "required"?'],
      [['UserPool', { UserPoolTier: 'ESSENTIAL' }], 'UserPoolTier is "ESSENTIAL", and AWS doesn\'t know it: did you mean "ESSENTIALS"?'],
      [['UserPool', { 'Policies.SignInPolicy.AllowedFirstAuthFactors': ['PASSWORD', 'WEBAUTHN'] }], '"firstFactors" (Policies.SignInPolicy.AllowedFirstAuthFactors[]) is "WEBAUTHN", and AWS doesn\'t know it: did you mean "WEB_AUTHN"?'],
      [['UserPoolClient', { TokenValidityUnits: { IdToken: 'day' } }], 'TokenValidityUnits.IdToken is "day", and AWS doesn\'t know it: did you mean "days"?'],
      [['Terms', { TermsSource: 'TEXT' }], 'TermsSource is "TEXT", and AWS knows LINK'],
      [['ManagedLoginBranding', { Assets: [{ Category: 'FORM_LOGO', ColorMode: 'light', Extension: 'JPG' }] }], '"style" (Assets[].ColorMode) is "light", and AWS doesn\'t know it: did you mean "LIGHT"?; "style" (Assets[].Extension) is "JPG", and AWS doesn\'t know it: did you mean "JPEG"?'],
      [['UserPoolUser', { Username: 'jane', MessageAction: 'SILENT' }], 'MessageAction is "SILENT", and AWS knows RESEND, SUPPRESS'],
    ],
    passes: [
      ['UserPool', { WebAuthnUserVerification: 'preferred', UserPoolTier: 'PLUS', AliasAttributes: ['email', 'phone_number', 'preferred_username'] }],
      ['UserPoolClient', { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_TOKEN_EXCHANGE_DELEGATION'] }],
      ['UserPoolUser', { Username: 'jane', MessageAction: 'SUPPRESS', DesiredDeliveryMediums: ['EMAIL', 'SMS'] }],
    ],
    tokens: [
      ['UserPool', { UserPoolTier: TOKEN.text, WebAuthnUserVerification: `req${TOKEN.text}`, AliasAttributes: TOKEN.list }],
      ['UserPoolClient', { TokenValidityUnits: TOKEN.any, PreventUserExistenceErrors: '{{resolve:ssm:/a}}' }],
    ],
  }),

  quotaExceeded: ruleCase({
    define: (stack, it: { servers?: number; rules?: number | typeof TOKEN.any }) => {
      const userPoolId = pool(stack).ref;
      many(it.servers ?? 0, (index) => new cognito.CfnUserPoolResourceServer(stack, `Server${index}`, { userPoolId, name: 'api', identifier: `api${index}` }));
      if (it.rules !== undefined) {
        shaped(stack, rules(typeof it.rules === 'number' ? many(it.rules, (index) => rule({ Value: `${index}` })) : it.rules));
      }
    },
    trips: [
      [{ servers: 26 }, 'UserPoolResourceServer is there 26 times, and the quota is 25'],
      [{ rules: 26 }, 'RoleMappings.users.RulesConfiguration.Rules is there 26 times, and the quota is 25'],
    ],
    passes: [{ servers: 25 }, { rules: 25 }],
    tokens: [{ rules: TOKEN.any }],
  }),
};
