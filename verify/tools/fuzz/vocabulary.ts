/* eslint-disable @stylistic/object-property-newline, @stylistic/quote-props, @stylistic/max-len -- a table, one line a property. */
import type { Expression } from './program';

/** Words for a property: those that an app would have, and those that it shouldn't. */
export interface Words<T> {
  readonly good: readonly T[];
  readonly bad?: readonly T[];
}

const ID = (name: string, at = 0): Expression => ({ $make: 'id', way: name, at });
/** One of several that may be there. */
const IDS = (name: string): Expression[] => [0, 1, 2, 4].map(at => ID(name, at));
const LONG = 'long '.repeat(60);
const ACCOUNT = '123456789012';
const LAMBDA = `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:elsewhere`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Elsewhere`;
const LANDING = 'https://app.example.com/callback';

const REGION: Words<string> = { good: ['eu-central-1', 'us-east-1', 'eu-west-1'], bad: ['cn-north-1', 'mars-1', ''] };
const CALLBACK: Words<string> = {
  good: [LANDING, 'https://app.example.com/other', 'http://localhost:3000/callback', 'com.example.app://callback', 'http://127.0.0.1/callback'],
  bad: ['http://app.example.com', 'https://app.example.com/#part', 'https://*.example.com', 'javascript://x', 'app.example.com', '', 'https://example.com', `https://app.example.com/${'x'.repeat(1100)}`],
};
const ADDRESS: Words<string> = { good: ['noreply@example.com', 'ada@example.com', 'Ada <ada@mail.example.com>'], bad: ['ada', 'ada@', '@example.org', 'a b@example.com', ''] };
const COLOR: Words<string> = { good: ['#0050c8', '#ffffff', '#000000'], bad: ['red', '#fff', ''] };
const PICTURE: Words<string> = { good: ['$files/logo.svg'], bad: ['$files/large.svg', '$files/none.png', '$files/login.css', ''] };
const CLIENT_ID: Words<string> = { good: ['0123456789', 'com.example.app', 'app-client'], bad: ['', LONG] };
const SCOPE: Words<string> = { good: ['openid', 'email', 'profile'], bad: ['', 'a b', 'openid email'] };
const TEXT_WITH_CODE: Words<string> = {
  good: ['Your code is {####}', 'Hello {username}, your password is {####}', 'Click {##here##}'],
  bad: ['Your code', '', '{####}'.padEnd(30_000, '!'), '{####}'.padEnd(150, '!')],
};
const SUBJECT: Words<string> = { good: ['Your code', 'Welcome'], bad: ['', LONG, 'a\nb'] };
const CLAIM: Words<string> = {
  good: ['cognito:groups', 'custom:team', 'email', 'sub', 'custom:admin', 'aud', 'preferred_username'],
  bad: ['team', 'nonsense', '', 'x'.repeat(65), 'custom:'],
};
const ATTRIBUTE: Words<string> = { good: ['email', 'given_name', 'custom:team', 'phone_number', 'custom:admin'], bad: ['team', 'email_verified', 'custom:none', '', 'Email'] };
const PROVIDER_NAME: Words<string> = { good: ['Okta', 'Partner', 'Google', 'Facebook', 'SignInWithApple', 'LoginWithAmazon'], bad: ['COGNITO', 'a_b', '', LONG, 'ok ta'] };
const PATH: Words<string> = { good: ['/callback', '/', '/signed-out'], bad: ['callback', '', 'https://x'] };
const REASON: Words<string> = { good: ['guests read the catalog'], bad: ['', ' '] };
const HOST: Words<string> = { good: ['login.example.com', 'example.com', 'app.example.com'], bad: ['Login.Example.com', 'https://example.com', '', 'a b', 'localhost'] };
const RANGE: Words<string> = { good: ['0.0.0.0/0', '192.0.2.0/24', '2001:db8::/32', '203.0.113.7/32'], bad: ['192.0.2.0', '', '300.1.1.1/24'] };
const URL: Words<string> = { good: ['https://www.example.com/terms', 'https://login.example.org'], bad: ['http://example.com', 'example.com', '', 'https://'] };
const KEY: Words<string> = { good: ['team', 'department', 'tenant'], bad: ['aws:team', '', 'x'.repeat(130), 'a*b'] };
const ARN_OF_FUNCTION: Words<Expression> = { good: [LAMBDA, ID('function')], bad: ['', 'arn', `arn:aws:lambda:us-west-2:${ACCOUNT}:function:far`] };
const ARN_OF_ROLE: Words<Expression> = { good: [ROLE, ID('role'), ID('role that anybody may assume'), ID('role of signed-in users'), ID('role for text messages')], bad: ['', 'Admin', '*'] };
const PLACES: Words<string> = { good: ['ENABLED', 'DISABLED'], bad: ['MAYBE', ''] };
const UNIT: Words<string> = { good: ['minutes', 'hours', 'days', 'seconds'], bad: ['weeks'] };
const ACTION: Words<string> = { good: ['BLOCK', 'MFA_IF_CONFIGURED', 'MFA_REQUIRED', 'NO_ACTION'], bad: ['ALLOW', ''] };
const VERSION: Words<string> = { good: ['V1_0', 'V2_0', 'V3_0'], bad: ['V9_0', ''] };

/** What texts may be, by the property's name, or by its struct's and its own. What isn't here is any text. */
export const TEXTS: Readonly<Record<string, Words<Expression>>> = {
  'allowedRanges': RANGE, 'blockedRanges': RANGE, 'blockedIpRangeList': RANGE, 'skippedIpRangeList': RANGE,
  'apiVersion': { good: ['v24.0'], bad: ['24', '', 'v1'] },
  'appId': { good: ['123456789012345', 'amzn1.application.0123'], bad: ['', LONG] },
  'attributes': ATTRIBUTE, 'readAttributes': ATTRIBUTE, 'writeAttributes': ATTRIBUTE,
  'background': PICTURE, 'darkLogo': PICTURE, 'favicon': PICTURE, 'headerLogo': PICTURE, 'logo': PICTURE, 'providerIcons': PICTURE,
  'classicStyleSheet': { good: ['$files/login.css'], bad: ['$files/logo.svg', '$files/none.css', ''] },
  'settingsFile': { good: ['$files/settings.json'], bad: ['$files/logo.svg', '$files/none.json'] },
  'callbackPaths': PATH, 'logoutPaths': PATH, 'CallbackUrls.path': PATH,
  'callbackUrls': CALLBACK, 'logoutUrls': CALLBACK, 'defaultRedirectUri': CALLBACK, 'redirectUri': CALLBACK, 'logoutUri': CALLBACK, 'callbackUrLs': CALLBACK, 'logoutUrLs': CALLBACK,
  'claim': CLAIM, 'claims': CLAIM,
  'clientId': CLIENT_ID, 'servicesId': CLIENT_ID,
  'CfnManagedLoginBrandingProps.clientId': { good: IDS('client') }, 'CfnTermsProps.clientId': { good: IDS('client') },
  'CfnUserPoolUICustomizationAttachmentProps.clientId': { good: [...IDS('client'), 'ALL'] },
  'CfnUserPoolRiskConfigurationAttachmentProps.clientId': { good: [...IDS('client'), 'ALL', 'ALL'] },
  'CognitoIdentityProviderProperty.clientId': { good: IDS('client') },
  'CognitoIdentityProviderProperty.providerName': { good: IDS('provider name'), bad: ['cognito-idp.eu-central-1.amazonaws.com/eu-central-1_x', ID('provider URL')] },
  'clientSecret': { good: ['{{resolve:secretsmanager:sign-in:SecretString:secret::}}'], bad: ['hunter2'] },
  'codeChallenge': { good: ['E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'], bad: ['', 'x'] },
  'configurationSetName': { good: ['marketing'], bad: ['', 'a b'] }, 'configurationSet': { good: ['marketing'], bad: [''] },
  'description': { good: ['whoever runs it'], bad: [LONG.repeat(8), ''] },
  'developerProviderName': { good: ['login.example.app'], bad: ['', 'a b', LONG] },
  'domainNames': HOST, 'domainName': HOST, 'relyingPartyId': HOST, 'passkeyRelyingPartyId': HOST, 'webAuthnRelyingPartyId': HOST,
  'email': ADDRESS, 'fromAddress': ADDRESS, 'replyTo': ADDRESS, 'from': ADDRESS, 'replyToEmailAddress': ADDRESS,
  'fromName': { good: ['Example'], bad: ['', 'Example\n', 'Ämter "A"'] },
  'file': { good: ['$files/lock.json'], bad: ['', '$files/logo.svg'] },
  'form': COLOR, 'page': COLOR, 'primary': COLOR, 'primaryText': COLOR, 'text': COLOR,
  'groupName': { good: ['admins', 'editors'], bad: ['', LONG, 'eu-central-1_x_Google'] },
  'htmlBody': { good: ['<p>Somebody signed in.</p>'], bad: [''] }, 'textBody': { good: ['Somebody signed in.'], bad: [''] },
  'identifiers': { good: ['example.org', 'partner'], bad: ['', 'a b'] }, 'idpIdentifiers': { good: ['example.org'], bad: ['a b'] },
  'identityPoolName': { good: ['Identities'], bad: ['', LONG, 'a/b'] },
  'issuerUrl': { good: ['https://login.example.org', 'https://gitlab.com'], bad: ['http://login.example.org', 'login.example.org', ''] },
  'key': KEY, 'tag': KEY,
  'keyId': { good: ['KEY0000000'], bad: ['', 'key'] }, 'teamId': { good: ['TEAM000000'], bad: ['', 'team'] },
  'logicalId': { good: ['Kept'], bad: ['a-b', ''] },
  'unset': { good: ['UsernameConfiguration', 'GenerateSecret'], bad: ['Policies', ''] },
  'message': TEXT_WITH_CODE, 'emailMessage': TEXT_WITH_CODE, 'emailMessageByLink': TEXT_WITH_CODE, 'emailBody': TEXT_WITH_CODE, 'smsMessage': TEXT_WITH_CODE,
  'emailAuthenticationMessage': TEXT_WITH_CODE, 'emailVerificationMessage': TEXT_WITH_CODE, 'smsAuthenticationMessage': TEXT_WITH_CODE,
  'smsVerificationMessage': TEXT_WITH_CODE, 'mfaMessage': TEXT_WITH_CODE,
  'subject': SUBJECT, 'emailSubject': SUBJECT, 'emailSubjectByLink': SUBJECT, 'emailAuthenticationSubject': SUBJECT, 'emailVerificationSubject': SUBJECT,
  'FirstFactor.name': { good: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'], bad: ['FACE_ID', ''] },
  'MfaFactor.name': { good: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'], bad: ['FACE_ID', ''] },
  'UserPoolTrigger.name': { good: ['PreSignUp', 'PostConfirmation', 'CustomMessage'], bad: ['preSignUp', '', 'PreTokenGenerationConfig'] },
  'DomainSecurityPolicy.name': { good: ['TLS_1_3_2025_EXAMPLE'], bad: [''] },
  'OidcPresetOptions.name': PROVIDER_NAME, 'OidcProviderOptions.name': PROVIDER_NAME, 'SamlProviderOptions.name': PROVIDER_NAME,
  'providerName': PROVIDER_NAME, 'trustedProviders': PROVIDER_NAME,
  'originationIdentity': { good: ['+12065550100'], bad: [''] },
  'SamlMetadata.path': { good: ['$files/metadata.xml', '$files/expired.xml'], bad: ['$files/logo.svg', '$files/none.xml', ''] },
  'url': URL, 'privacyPolicy': URL, 'termsOfUse': URL, 'links': URL,
  'authorization': URL, 'jwksUri': URL, 'token': URL, 'userInfo': URL, 'registerAt': URL,
  'phoneNumber': { good: ['+12065550100'], bad: ['12065550100', ''] },
  'ObjectAccessOptions.prefix': { good: ['private/', 'public/'], bad: ['', '/private', '*', '${x}'] },
  'SignInDomain.prefix': { good: ['acme-shop', 'acme-team'], bad: ['Acme', 'aws-shop', 'cognito', '', 'a'.repeat(64), 'a.b'] },
  'domain': { good: ['acme-shop', 'login.example.com'], bad: ['Acme', ''] }, 'domainPrefix': { good: ['acme-shop', 'acme-plain'], bad: ['Acme'] },
  'reason': REASON,
  'region': REGION, 'secondaryRegion': REGION, 'snsRegion': REGION, 'regionName': REGION,
  'rolePath': { good: ['/app/'], bad: ['app', '', '/a b/'] },
  'scopes': SCOPE, 'allowedOAuthScopes': { good: ['openid', 'email', 'profile', 'phone', 'aws.cognito.signin.user.admin', 'api/read'], bad: ['', 'offline_access'] },
  'secretName': { good: ['app/secret'], bad: ['', 'a b'] },
  'state': { good: ['af0ifjsldkj'], bad: [''] },
  'tenantId': { good: ['11111111-2222-3333-4444-555555555555', 'common', 'organizations'], bad: ['', 'tenant'] },
  'userPoolClientName': { good: ['App'], bad: ['', LONG] }, 'clientName': { good: ['App'], bad: ['', LONG] },
  'userPoolName': { good: ['Users'], bad: ['', LONG] },
  'username': { good: ['ada@example.com', 'ada', '+12065550100'], bad: ['', 'a b', LONG] },
  'value': { good: ['admin', 'true', 'editors'], bad: ['', LONG] },
  'version': VERSION, 'lambdaVersion': VERSION,
  'webAclArn': { good: [`arn:aws:wafv2:eu-central-1:${ACCOUNT}:regional/webacl/acme/00000000-0000-0000-0000-000000000000`], bad: ['arn', '', `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/a/b`] },

  // what CloudFormation calls them.
  'accessToken': UNIT, 'idToken': UNIT, 'refreshToken': UNIT,
  'advancedSecurityMode': { good: ['OFF', 'AUDIT', 'ENFORCED'], bad: ['ON'] }, 'customAuthMode': { good: ['AUDIT', 'ENFORCED'], bad: ['OFF'] },
  'aliasAttributes': { good: ['email', 'phone_number', 'preferred_username'], bad: ['username'] },
  'usernameAttributes': { good: ['email', 'phone_number'], bad: ['preferred_username'] },
  'autoVerifiedAttributes': { good: ['email', 'phone_number'], bad: ['address'] },
  'attributesRequireVerificationBeforeUpdate': { good: ['email', 'phone_number'], bad: ['address'] },
  'allowedFirstAuthFactors': { good: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'], bad: ['FACE_ID'] },
  'allowedOAuthFlows': { good: ['code', 'implicit', 'client_credentials'], bad: ['password'] },
  'ambiguousRoleResolution': { good: ['Deny', 'AuthenticatedRole'], bad: ['Allow'] },
  'attributeDataType': { good: ['String', 'Number', 'Boolean', 'DateTime'], bad: ['Text'] },
  'bucketArn': { good: ['arn:aws:s3:::logs-of-example'] }, 'streamArn': { good: [`arn:aws:firehose:eu-central-1:${ACCOUNT}:deliverystream/logs`] },
  'logGroupArn': { good: [`arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:logs`], bad: ['logs'] },
  'category': { good: ['FAVICON_ICO', 'PAGE_HEADER_LOGO', 'FORM_LOGO', 'PAGE_BACKGROUND'], bad: ['LOGO'] },
  'bytes': { good: ['PHN2Zz48L3N2Zz4='] }, 'extension': { good: ['SVG', 'PNG'], bad: ['EXE'] }, 'colorMode': { good: ['LIGHT', 'DARK', 'DYNAMIC'], bad: ['GREEN'] },
  'certificateArn': { good: [`arn:aws:acm:us-east-1:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`], bad: [`arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/1`] },
  'css': { good: ['.banner-customizable { background-color: #ffffff; }'], bad: ['body { color: red; }'] },
  'createAuthChallenge': ARN_OF_FUNCTION, 'customMessage': ARN_OF_FUNCTION, 'defineAuthChallenge': ARN_OF_FUNCTION, 'postAuthentication': ARN_OF_FUNCTION,
  'postConfirmation': ARN_OF_FUNCTION, 'preAuthentication': ARN_OF_FUNCTION, 'preSignUp': ARN_OF_FUNCTION, 'preTokenGeneration': ARN_OF_FUNCTION,
  'userMigration': ARN_OF_FUNCTION, 'verifyAuthChallengeResponse': ARN_OF_FUNCTION, 'lambdaArn': ARN_OF_FUNCTION,
  'kmsKeyId': { good: [ID('key')] }, 'kmsKeyArn': { good: [ID('key')] }, 'keyType': { good: ['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KEY'], bad: ['MINE'] },
  'defaultEmailOption': { good: ['CONFIRM_WITH_CODE', 'CONFIRM_WITH_LINK'], bad: ['NONE'] },
  'deletionProtection': { good: ['ACTIVE', 'INACTIVE'], bad: ['MAYBE'] },
  'desiredDeliveryMediums': { good: ['EMAIL', 'SMS'], bad: ['PIGEON'] }, 'messageAction': { good: ['SUPPRESS', 'RESEND'], bad: ['NONE'] },
  'emailSendingAccount': { good: ['COGNITO_DEFAULT', 'DEVELOPER'], bad: ['SES'] },
  'enabledMfas': { good: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'], bad: ['TOTP'] },
  'enforcement': { good: ['NONE'], bad: ['ALL'] },
  'eventAction': ACTION, 'eventFilter': { good: ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP'], bad: ['SIGN_OUT'] },
  'eventSource': { good: ['userNotification', 'userAuthEvents'], bad: ['all'] }, 'logLevel': { good: ['ERROR', 'INFO'], bad: ['DEBUG'] },
  'explicitAuthFlows': {
    good: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
    bad: ['USER_PASSWORD_AUTH', 'ALLOW'],
  },
  'externalId': { good: ['example'] }, 'smsRoleExternalId': { good: ['example'] },
  'feature': PLACES, 'preventUserExistenceErrors': { good: ['ENABLED', 'LEGACY'], bad: ['DISABLED'] },
  'identifier': { good: ['api', 'https://api.example.com'], bad: ['', 'a b'] },
  'RoleMappingProperty.identityProvider': { good: IDS('login'), bad: ['graph.facebook.com', ID('provider URL')] },
  'identityProviderName': { good: IDS('provider name'), bad: ['graph.facebook.com', ID('login'), ID('provider URL')] },
  'identityPoolId': { good: IDS('identity pool') }, 'userPoolId': { good: IDS('user pool'), bad: ['eu-central-1_elsewhere'] },
  'matchType': { good: ['Equals', 'Contains', 'StartsWith', 'NotEqual'], bad: ['Like'] },
  'maxLength': { good: ['2048', '20'], bad: ['-1', 'x'] }, 'minLength': { good: ['1', '0'], bad: ['-1', 'x'] },
  'maxValue': { good: ['100'], bad: ['x'] }, 'minValue': { good: ['0'], bad: ['x'] },
  'mfaConfiguration': { good: ['OFF', 'ON', 'OPTIONAL'], bad: ['REQUIRED'] },
  'name': { good: ['email', 'team', 'given_name'], bad: ['', LONG, 'custom:team'] },
  'RecoveryOptionProperty.name': { good: ['verified_email', 'verified_phone_number', 'admin_only'], bad: ['email'] },
  'openIdConnectProviderArns': { good: [`arn:aws:iam::${ACCOUNT}:oidc-provider/login.example.org`], bad: ['login.example.org'] },
  'samlProviderArns': { good: [`arn:aws:iam::${ACCOUNT}:saml-provider/Partner`], bad: ['Partner'] },
  'primaryRoute53HealthCheckId': { good: ['00000000-0000-0000-0000-000000000000'], bad: ['x'] },
  'privateKey': { good: ['{{resolve:secretsmanager:apple:SecretString:key::}}'], bad: ['-----BEGIN PRIVATE KEY-----'] },
  'providerType': { good: ['Google', 'Facebook', 'OIDC', 'SAML', 'SignInWithApple', 'LoginWithAmazon'], bad: ['GitHub'] },
  'roleArn': ARN_OF_ROLE, 'snsCallerArn': ARN_OF_ROLE, 'callerArn': ARN_OF_ROLE, 'roles': ARN_OF_ROLE,
  'scopeName': { good: ['read', 'write'], bad: ['a b', ''] }, 'scopeDescription': { good: ['reads'], bad: [''] },
  'sourceArn': { good: [`arn:aws:ses:eu-central-1:${ACCOUNT}:identity/example.com`], bad: ['example.com'] },
  'securityPolicy': { good: ['TLS_1_2_2021', 'TLS_V1'], bad: ['SSL'] },
  'status': { good: ['ACTIVE', 'INACTIVE'], bad: ['ON'] },
  'supportedIdentityProviders': { good: ['COGNITO', 'Google', 'Okta'], bad: ['GitHub', ''] },
  'supportedLoginProviders': { good: ['0123456789'] },
  'termsName': { good: ['terms-of-use', 'privacy-policy'], bad: ['terms'] }, 'termsSource': { good: ['LINK'], bad: ['TEXT'] },
  'type': { good: ['Token', 'Rules'], bad: ['Role'] }, 'IssuerConfigurationProperty.type': { good: ['ORIGINAL', 'UPDATED'], bad: ['NEW'] },
  'userPoolTier': { good: ['LITE', 'ESSENTIALS', 'PLUS'], bad: ['FREE'] },
  'webAuthnFactorConfiguration': { good: ['SINGLE_FACTOR', 'MULTI_FACTOR_WITH_USER_VERIFICATION'], bad: ['NONE'] },
  'webAuthnUserVerification': { good: ['required', 'preferred'], bad: ['always'] },
} as Readonly<Record<string, Words<Expression>>>;

/** Any text. */
export const ANY_TEXT: Words<string> = { good: ['Example', 'something'], bad: ['', LONG, 'ünïcode ✓', '*', '{{resolve:ssm:name}}'] };

/** What numbers may be. */
export const NUMBERS: Readonly<Record<string, Words<number>>> = {
  cornerRadius: { good: [8, 0], bad: [-1, 1.5, 1000] },
  history: { good: [0, 5, 24], bad: [25, -1, 2.5] }, passwordHistorySize: { good: [0, 5], bad: [99] },
  max: { good: [100], bad: [1.5, Number.MAX_SAFE_INTEGER] }, min: { good: [0, 10], bad: [-0.5, 1000] },
  minLength: { good: [7, 8, 12, 16], bad: [5, 100, 8.5] }, maxLength: { good: [20, 2048], bad: [5000, -1] }, minimumLength: { good: [7, 8, 14], bad: [5, 100] },
  minPasswordLength: { good: [8, 14], bad: [5, 100] },
  port: { good: [3000, 8080], bad: [0, 70_000, 1.5] },
  precedence: { good: [1, 10], bad: [-1, 1.5] },
  requestsPerAddress: { good: [100, 2000], bad: [1, 5.5] },
  managedLoginVersion: { good: [1, 2], bad: [3] },
  priority: { good: [1, 2], bad: [0] },
  authSessionValidity: { good: [3, 15], bad: [1, 60] }, accessTokenValidity: { good: [60], bad: [1] }, idTokenValidity: { good: [60], bad: [1] }, refreshTokenValidity: { good: [30], bad: [99_999] },
};

export const ANY_NUMBER: Words<number> = { good: [1, 7, 30], bad: [-1, 0.5, 1e9] };

/** What a property whose type is anything holds in plain constructs. */
export const ANYTHING: Readonly<Record<string, readonly Expression[]>> = {
  attributeMapping: [{ email: 'email' }, { username: 'email' }, { 'email': 'email', 'custom:admin': 'role' }, { 'email': 'email', 'custom:team': 'department', 'username': 'sub' }, { email_verified: 'email_verified' }],
  cognitoEvents: [{ SyncTrigger: LAMBDA }],
  principalTags: [{ team: 'custom:team' }, { user: 'sub', client: 'aud' }],
  providerDetails: [
    { client_id: '0123456789', client_secret: '{{resolve:secretsmanager:sign-in}}', authorize_scopes: 'openid email' },
    { client_id: '0123456789', client_secret: 'hunter2', authorize_scopes: 'email' },
    { client_id: 'shop', client_secret: '{{resolve:secretsmanager:sign-in}}', authorize_scopes: 'openid', oidc_issuer: 'https://login.example.org', attributes_request_method: 'GET' },
    { client_id: 'shop', client_secret: '{{resolve:secretsmanager:sign-in}}', authorize_scopes: 'openid', oidc_issuer: 'https://login.example.org', attributes_request_method: 'get' },
    { MetadataURL: 'https://login.example.org/metadata' },
    { MetadataURL: 'https://login.example.org/metadata', IDPInit: 'true' },
    { MetadataURL: 'http://login.example.org/metadata', IDPSignout: 'true' },
    {},
  ],
  roles: [{ authenticated: ID('role that anybody may assume') }, { authenticated: ID('role') }, { authenticated: ROLE, unauthenticated: ID('role') }, {}],
  settings: [{ components: {} }],
  supportedLoginProviders: [{ 'accounts.google.com': '0123456789.apps.googleusercontent.com' }, { 'graph.facebook.com': '123456' }],
  userPoolTags: [{ team: 'sign-in' }],
};

/** The keys of maps. */
export const KEYS: Readonly<Record<string, readonly string[]>> = {
  claims: ['team', 'department', 'tenant', 'aws:team'],
  attributes: ['given_name', 'custom:team', 'email', 'team', 'family_name'],
  custom: ['team', 'admin', 'email', 'custom:team', 'level'],
  customAttributes: ['team', 'admin', 'level'],
  providerIcons: ['Google', 'Okta', 'Facebook'],
  clientMetadata: ['source'],
  roleMappings: ['cognito'],
  links: ['cognito:default', 'cognito:english', 'cognito:klingon'],
  'AttributeMapping.custom': ['custom:team', 'custom:admin', 'custom:tenant', 'team'],
  endpoints: [],
  userPoolTags: ['team'], userPoolTagsAtCreate: ['team'],
};

/** What escape hatches say that no property of an L1 has: a wrong shape, what is newer than the L1, and what stands outside the properties. */
export const HATCHES: readonly (readonly [type: string, path: string, values: readonly Expression[]])[] = [
  ['UserPool', '/DeletionPolicy', ['Delete', 'Retain']],
  ['UserPool', 'LambdaConfig.PreTokenGenerationConfig', [LAMBDA, ID('function')]],
  ['UserPool', 'LambdaConfig.InboundFederation', [LAMBDA]],
  ['UserPool', 'DcrConfiguration', [{ OpenDcrEnabled: true }, { OpenDcrEnabled: true, OpenDcrGrantTypes: ['code', 'client_credentials'] }, { EnableStatus: 'Enabled' }]],
  ['UserPoolDomain', '/DeletionPolicy', ['Delete', 'Retain']],
  ['UserPoolIdentityProvider', 'ProviderDetails.attributes_request_method', ['get', 'POST']],
  ['UserPoolIdentityProvider', 'ProviderDetails.authorize_scopes', ['openid', 'email', 'profile']],
  ['UserPoolIdentityProvider', 'ProviderDetails.IDPInit', ['true']],
  ['UserPoolIdentityProvider', 'ProviderDetails.MetadataURL', ['http://login.example.org/metadata', 'https://login.example.org/metadata']],
  ['UserPoolIdentityProvider', 'ProviderDetails.oidc_issuer', ['https://login.example.org/', 'https://login.microsoftonline.com/common/v2.0']],
  ['UserPoolIdentityProvider', 'AttributeMapping.email_verified', ['true', 'email_verified', 'sub']],
  ['UserPoolIdentityProvider', 'AttributeMapping.username', ['email', 'sub']],
];
