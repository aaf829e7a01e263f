/** What CloudFormation names otherwise than L1s with a capital letter at first. */
const NAMES = new Map([
  ['blockedIpRangeList', 'BlockedIPRangeList'],
  ['callbackUrLs', 'CallbackURLs'],
  ['css', 'CSS'],
  ['customSmsSender', 'CustomSMSSender'],
  ['defaultRedirectUri', 'DefaultRedirectURI'],
  ['kmsKeyId', 'KMSKeyID'],
  ['logoutUrLs', 'LogoutURLs'],
  ['openIdConnectProviderArns', 'OpenIdConnectProviderARNs'],
  ['samlProviderArns', 'SamlProviderARNs'],
  ['skippedIpRangeList', 'SkippedIPRangeList'],
  ['webAuthnRelyingPartyId', 'WebAuthnRelyingPartyID'],
]);

/** Properties in which names are people's own, or another language's: they are written as they are. */
const FREE = new Set([
  'AssumeRolePolicyDocument', 'AttributeMapping', 'ClientMetadata', 'CognitoEvents', 'Links', 'PrincipalTags', 'ProviderDetails', 'Roles', 'Settings',
  'SupportedLoginProviders', 'UserPoolTags', 'UserPoolTagsAtCreate',
]);

/**
 * What CloudFormation calls what an L1 has under that name, in the property `within` or at the top; nothing where no L1 has such a name.
 */
export function nameOf(getter: string, within: string): string | undefined {
  let name = NAMES.get(getter);
  if (name === undefined) {
    name = getter.slice(0, 1).toUpperCase() + getter.slice(1);
    if (name === getter) {
      return undefined;
    }
    NAMES.set(getter, name);
  }
  return name === 'SmsMessage' && within === 'InviteMessageTemplate' ? 'SMSMessage' : name;
}

/** Whether names within a property of CloudFormation's are people's own. */
export function isFree(name: string): boolean {
  return FREE.has(name);
}
