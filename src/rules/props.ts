/**
 * What users write for a property of CloudFormation: a prop or method of ours, or that of the L2 where there is none of ours, and behind it the names of the
 * properties, or of what holds them. With the type in front where a property of another type has the same name.
 */
const PROPS = `
accessTokenValidity AccessToken AccessTokenValidity
accountRecovery AccountRecoverySetting RecoveryMechanisms
action Actions
addClient() UserPoolClient
addGroup() UserPoolGroup
addResourceServer() UserPoolResourceServer
addTrigger() LambdaConfig
allowedRanges SkippedIPRangeList
assumedBy AssumeRolePolicyDocument
attributeMapping AttributeMapping
attributes Schema UserAttributes
attributesRequestMethod attributes_request_method
authenticatedRole Roles authenticated
authFlows ExplicitAuthFlows
authSessionValidity AuthSessionValidity
autoVerify AutoVerifiedAttributes
blockedRanges BlockedIPRangeList
callbackUrls CallbackURLs
certificate CertificateArn
classicFlow AllowClassicFlow
classicStyleSheet CSS
clientId ClientId client_id
clientSecret client_secret
compromisedCredentials EventFilter
configurationSet ConfigurationSet
customAuth CustomAuthMode
defaultAction DefaultActions
defaultRedirectUri DefaultRedirectURI
description UserPoolGroup.Description
deviceTracking ChallengeRequiredOnNewDevice
domain CustomDomainConfig Domain UserPoolDomain
emailSender EmailSendingAccount
encryptionKey KMSKeyID KeyConfiguration KmsKeyArn
endpoints attributes_url authorize_url jwks_uri token_url
failover SecondaryRegion
featurePlan UserPoolTier
firewall WebACLAssociation
firstFactors AllowedFirstAuthFactors
fromName UserPool.From
generateSecret GenerateSecret
groupName GroupName
guestRole unauthenticated
guests AllowUnauthenticatedIdentities
highRisk HighAction
history PasswordHistorySize
identifier Identifier
identifiers IdpIdentifiers
identityPoolName IdentityPoolName
idpInitiated IDPInit
idTokenValidity IdToken IdTokenValidity
invitation InviteMessageTemplate MessageAction
issuer IssuerConfiguration
issuerUrl oidc_issuer
jwtAudience Audience
keepOriginal AttributesRequireVerificationBeforeUpdate UserAttributeUpdateSettings
keyId key_id
keySpec KeySpec
legalDocuments Links Terms TermsName
logoutUrls LogoutURLs
lowRisk LowAction
managedLoginVersion ManagedLoginVersion
mediumRisk MediumAction
metadata MetadataFile MetadataURL
mfa EmailAuthenticationMessage EmailAuthenticationSubject EnabledMfas MfaConfiguration SmsAuthenticationMessage WebAuthnFactorConfiguration
minLength MinimumLength
multiRegion MultiRegion
name UserPoolIdentityProvider.ProviderName
notification Notify NotifyConfiguration
oAuth.flows AllowedOAuthFlows
passwordPolicy PasswordPolicy
precedence Precedence
preventUserExistenceErrors PreventUserExistenceErrors
principalTags IdentityProviderName PrincipalTags
privateKey private_key
propagateUserContext EnablePropagateAdditionalUserContextData
providers CognitoIdentityProviders DeveloperProviderName IdentityPool.ClientId IdentityPool.ProviderName SupportedLoginProviders UserPoolIdentityProvider
readAttributes ReadAttributes
refreshTokenRotation RefreshTokenRotation
refreshTokenValidity RefreshToken RefreshTokenValidity
region RegionName
relyingPartyId WebAuthnRelyingPartyID
replyTo ReplyToEmailAddress
requireDigits RequireNumbers
requireLowercase RequireLowercase
requireSymbols RequireSymbols
requireUppercase RequireUppercase
retention DeletionPolicy DeletionProtection
role RoleArn
roleMapping IdentityPoolRoleAttachment RoleMappings
roleName RoleName
scopes AllowedOAuthScopes Scopes authorize_scopes
securityPolicy SecurityPolicy
serverSideTokenCheck ServerSideTokenCheck
signIn AliasAttributes UsernameAttributes UsernameConfiguration
signUp AllowAdminCreateUserOnly
smsSender SmsConfiguration SnsCallerArn
sourceArn UserPool.SourceArn
style Assets ManagedLoginBranding Settings UseCognitoProvidedValues
supportedIdentityProviders SupportedIdentityProviders
teamId team_id
tempPasswordValidity TemporaryPasswordValidityDays
threatProtection AccountTakeoverRiskConfiguration AdvancedSecurityMode
username Username
userPool UserPoolId
userPoolClientName ClientName
userPoolClientSecret ClientSecret
userPoolName UserPoolName
userPoolResourceServerName UserPoolResourceServer.Name
userVerification WebAuthnUserVerification
verification DefaultEmailOption EmailVerificationMessage EmailVerificationSubject SmsVerificationMessage VerificationMessageTemplate
writeAttributes WriteAttributes
`;

/** The prop for each name, read when the first finding is told. */
let props: ReadonlyMap<string, string> | undefined;

/** A value in quotes, or what may be the path of a property in a text, such as `Policies.PasswordPolicy.MinimumLength`. */
const NAMES = /"(?:[^"\\]|\\.)*"|(?<![\w./:($-])[A-Z]\w*(?:[.[]\S*[^\s,;:])?(?![\w/])/g;

/** What a rule says, which names properties as CloudFormation does, in the words of whoever wrote the app: our prop first, CloudFormation's name in brackets. */
export function inProps(type: string, problem: string): string {
  const told = new Set<string>();
  return problem.replace(NAMES, (name) => {
    const prop = name.startsWith('"') ? undefined : propOf(type, name);
    if (prop === undefined || told.has(prop)) {
      return name;
    }
    told.add(prop);
    return `"${prop}" (${name})`;
  });
}

/** Our prop for a property: that of what holds it, where it has none of its own. */
function propOf(type: string, path: string): string | undefined {
  const known = props ??= new Map(PROPS.trim().split('\n').map((line) => line.split(' ')).flatMap(([prop = '', ...names]) => names.map((name) => [name, prop] as const)));
  const short = type.split('::')[2] ?? '';
  return path.split(/[.[]/).reverse().map((name) => known.get(`${short}.${name}`) ?? known.get(name)).find((prop) => prop !== undefined);
}
