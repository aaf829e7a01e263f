// user-pool
export { AuthenticatedUserPool, AuthenticatedUserPoolProps } from './user-pool/authenticated-user-pool';
export { IAuthenticatedUserPool } from './user-pool/i-authenticated-user-pool';
export { SignIn, SignInOptions, EmailSignInOptions, PhoneSignInOptions, UsernameSignInOptions } from './user-pool/sign-in';
export { FirstFactor, PasskeyOptions } from './user-pool/first-factor';
export { SignUp, OpenSignUpOptions } from './user-pool/sign-up';
export { MessageTemplate, EmailMessage, SmsMessage } from './user-pool/message-template';
export { VerificationMessage } from './user-pool/verification-message';
export { MfaPolicy, MfaOptions } from './user-pool/mfa-policy';
export { MfaFactor } from './user-pool/mfa-factor';
export { PasswordRules, StandardPasswordOptions, PassphraseOptions } from './user-pool/password-rules';
export { UserSchema, UserSchemaOptions, ProfileAttribute } from './user-pool/user-schema';
export { UserAttribute, UserAttributeOptions, TextAttributeOptions, NumberAttributeOptions } from './user-pool/user-attribute';
export { EmailSender, CognitoEmailOptions, SesEmailOptions, CustomEmailOptions } from './user-pool/email-sender';
export { SmsSender, SnsSmsOptions, EndUserMessagingOptions, CustomSmsOptions, ExistingSmsRole, IndiaSmsRegistration } from './user-pool/sms-sender';
export {
  ThreatProtection, AuditOptions, EnforceOptions, RiskAction, CredentialEvent, CustomAuthProtection,
} from './user-pool/threat-protection';
export { ThreatNotification, ThreatNotificationOptions, ThreatMail } from './user-pool/threat-notification';
export { SecurityProfile, SecurityProfileOptions } from './user-pool/security-profile';
export {
  UserPoolTrigger, UserPoolTriggerOptions, IUserPoolTrigger, UserPoolTriggerBindOptions, UserPoolTriggerConfig, TokenCustomization,
} from './user-pool/user-pool-trigger';
export { DirectoryGrants } from './user-pool/directory-grants';
export { DirectoryGroupOptions } from './user-pool/directory-group';
export { DirectoryUser, DirectoryUserOptions, InvitationDelivery } from './user-pool/directory-user';
export { SignInFirewall, StandardFirewallOptions } from './user-pool/sign-in-firewall';
export { SignInDomain, PrefixDomainOptions, CustomSignInDomainOptions, DomainFailoverOptions } from './user-pool/sign-in-domain';
export { ParentRecord } from './user-pool/parent-record';
export { DomainSecurityPolicy } from './user-pool/domain-security-policy';
export { TokenIssuer } from './user-pool/token-issuer';
export { DirectoryReplica, DirectoryReplicaProps, DirectoryReplicaOptions } from './user-pool/directory-replica';
export { DirectoryReplicaKey, DirectoryReplicaKeyProps } from './user-pool/directory-replica-key';
export { DirectoryReplicaSettings, DirectoryReplicaSettingsProps, DirectoryReplicaStatus } from './user-pool/directory-replica-settings';
export { UserPoolRetention } from './user-pool/user-pool-retention';
export { UserPoolSummary, ImmutableChoice, RedirectUri, RoleSummary, SignInPage } from './user-pool/user-pool-summary';
export { UserPoolLock, UserPoolLockProps } from './user-pool/lock/user-pool-lock';
export { UserPoolAdoption, KeepLogicalIdOptions } from './user-pool/lock/user-pool-adoption';

// app-client
export { AppClient } from './app-client/app-client';
export {
  AppClientProps, AppClientOptions, SpaClientOptions, WebClientOptions, MobileClientOptions, AuthorizeUrlOptions, SignOutUrlOptions,
} from './app-client/app-client-options';
export { StoreClientSecretOptions } from './app-client/client-secret';
export { DistributionRedirectOptions } from './app-client/distribution-redirects';
export { LegalDocuments, LegalLinks, TranslatedLegalLinks } from './app-client/legal-documents';
export { ManagedLoginStyle } from './app-client/managed-login-style';
export { ManagedLoginStyleOptions, StyleColors, ColorMode, FormPosition } from './app-client/managed-login-style-options';
export { PageLanguage } from './app-client/page-language';
export { ApplicationType } from './app-client/application-type';
export { CallbackUrls } from './app-client/callback-urls';
export { MachineClient, MachineClientProps, MachineClientOptions } from './app-client/machine-client';
export { SignInPrompt } from './app-client/sign-in-prompt';
export { RefreshTokenRotation, RefreshTokenRotationOptions } from './app-client/refresh-token-rotation';

// social-providers
export { SocialProviders, SocialProvidersProps } from './social-providers/social-providers';
export { SocialProvider } from './social-providers/social-provider';
export { FederationProtocol, ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-providers/social-provider-config';
export { GoogleProviderOptions } from './social-providers/google';
export { FacebookProviderOptions } from './social-providers/facebook';
export { AmazonProviderOptions } from './social-providers/amazon';
export { AppleProviderOptions } from './social-providers/apple';
export { OidcPresetOptions } from './social-providers/oidc-preset';
export { MicrosoftProviderOptions } from './social-providers/microsoft';
export { LinkedInProviderOptions } from './social-providers/linkedin';
export { GitLabProviderOptions } from './social-providers/gitlab';
export { SlackProviderOptions } from './social-providers/slack';
export { LineProviderOptions } from './social-providers/line';
export { OidcProviderOptions } from './social-providers/oidc';
export { SamlProviderOptions } from './social-providers/saml';
export { SamlMetadata } from './social-providers/saml-metadata';

// workflows
export { EmailDomains } from './workflows/email-domains/email-domains';
export {
  DuplicateEmailPolicy, DuplicateEmailMode, RefuseDuplicatesOptions, LinkVerifiedOptions,
} from './workflows/duplicate-emails/duplicate-email-policy';

// identity-pool
export { FederatedIdentityPool, FederatedIdentityPoolProps } from './identity-pool/federated-identity-pool';
export {
  IdentityPoolProvider, IdentityPoolProviderOptions, UserPoolProviderOptions, GoogleIdentityOptions, FacebookIdentityOptions, AmazonIdentityOptions,
  AppleIdentityOptions, DeveloperProviderOptions,
} from './identity-pool/identity-pool-provider';
export {
  IIdentityPoolProvider, IdentityPoolProviderBindOptions, IdentityPoolProviderConfig, UserPoolTokens, SocialTokens,
} from './identity-pool/identity-pool-provider-config';
export { IdentityPoolRole, IdentityPoolRoleOptions } from './identity-pool/identity-pool-role';
export { IdentityAccess, ObjectAccessOptions } from './identity-pool/identity-access';
export { ClassicFlow, ClassicFlowOptions } from './identity-pool/classic-flow';
export { GuestAccess, GuestAccessOptions } from './identity-pool/guest-access';
export { PrincipalTags } from './identity-pool/principal-tags';
export { RoleMapping, RoleMappingMode, RoleMappingOptions, UnmappedUsers } from './identity-pool/role-mapping';
export { RoleClaimRule } from './identity-pool/role-claim-rule';

// workflows
export { UserPoolWorkflow } from './workflows/user-pool-workflow';
export { GroupMembership } from './workflows/group-membership/group-membership';
export { UserMatch } from './workflows/group-membership/user-match';
export { ProviderGroups } from './workflows/provider-groups/provider-groups';
export { TokenClaim, ClaimToken, TokenClaimOptions, AttributeClaimOptions, GroupsClaimOptions } from './workflows/token-claims/token-claim';
export { LocalizedMessages, LocalizedMessagesOptions, LocalizedTexts, StandardMessagesOptions } from './workflows/messages/localized-messages';
export { UserMigration, UserPoolMigrationOptions, MigratedSecondFactor } from './workflows/user-migration/user-migration';

// rules
export { CognitoRules } from './rules/cognito-rules';
export { AcceptedFinding } from './rules/acknowledgements';
