// user-pool
export { AuthenticatedUserPool, AuthenticatedUserPoolProps } from './user-pool/authenticated-user-pool';
export { SignIn, EmailSignInOptions } from './user-pool/sign-in';
export { SignUp } from './user-pool/sign-up';
export { MfaPolicy } from './user-pool/mfa-policy';
export { PasswordRules, StandardPasswordOptions } from './user-pool/password-rules';
export { SignInDomain, PrefixDomainOptions } from './user-pool/sign-in-domain';
export { UserPoolRetention } from './user-pool/user-pool-retention';
export { UserPoolSummary, ImmutableChoice, RedirectUri, RoleSummary, SignInPage } from './user-pool/user-pool-summary';

// app-client
export { AppClient, AppClientProps, AppClientOptions, SpaClientOptions, WebClientOptions, SignInUrlOptions, SignOutUrlOptions } from './app-client/app-client';
export { ApplicationType } from './app-client/application-type';
export { RefreshTokenRotation } from './app-client/refresh-token-rotation';

// social-providers
export { SocialProviders, SocialProvidersProps } from './social-providers/social-providers';
export { SocialProvider } from './social-providers/social-provider';
export { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-providers/social-provider-config';
export { GoogleProviderOptions } from './social-providers/google';
export { FacebookProviderOptions } from './social-providers/facebook';
export { AmazonProviderOptions } from './social-providers/amazon';
export { AppleProviderOptions } from './social-providers/apple';

// identity-pool
export { FederatedIdentityPool, FederatedIdentityPoolProps } from './identity-pool/federated-identity-pool';
export {
  IdentityPoolProvider, IIdentityPoolProvider, IdentityPoolProviderBindOptions, IdentityPoolProviderConfig, UserPoolProviderOptions,
} from './identity-pool/identity-pool-provider';
export { IdentityPoolGroup, IdentityPoolGroupOptions } from './identity-pool/identity-pool-group';
export { RoleMapping } from './identity-pool/role-mapping';

// rules
export { CognitoRules } from './rules/cognito-rules';
export { RuleAcknowledgement } from './rules/acknowledgements';
