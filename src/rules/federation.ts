import { isMutable, saysVerified } from './models/claims';
import { mayBeHttps, probable } from './probable-url';
import { refused, said, rulesOf, type Rule } from './rule';
import { samlCertificateProblem } from './saml-certificate';
import { parse } from '../private/callback-url';
import type { IdentityProvider } from '../template/attachment';

const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html';
const OIDC = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html';
const IDP_INITIATED = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-SAML-session-initiation-idp-initiation.html';

/** OpenID Connect and SAML: names, identifiers, endpoints, metadata, and who says who a user is. */
export const FEDERATION_RULES: readonly Rule<IdentityProvider>[] = rulesOf('provider', API, {
  providerIdentifiers: {
    condition: 'An identifier of a provider begins with "@", or stands twice in the pool',
    consequence: 'Cognito rejects the provider, or finds no provider by it',
    remedy: 'name the domains of its users\' e-mail addresses, such as `example.com`, each once',
    check: (provider) => {
      const identifiers = provider.identifiers.list;
      // the address that a user types has its domain behind the "@".
      const odd = identifiers.filter((identifier) => identifier.startsWith('@'));
      const same = (one: string) => (other: string) => other.toLowerCase() === one.toLowerCase();
      const twice = identifiers.find((one, index) => identifiers.slice(0, index).some(same(one)));
      const before = (provider.pool?.providers ?? []).slice(0, provider.pool?.providers.indexOf(provider));
      const taken = identifiers.flatMap((one) => before.filter((other) => other.identifiers.list.some(same(one)))
        .map((other) => `${JSON.stringify(one)}, which ${other.path} has too`));
      return odd.length > 0 ? `IdpIdentifiers holds ${JSON.stringify(odd)}`
        : twice !== undefined ? `IdpIdentifiers holds ${JSON.stringify(twice)} twice`
          : taken.length > 0 ? `IdpIdentifiers holds ${taken.join('; ')}` : undefined;
    },
  },
  providerEndpoint: {
    condition: 'An endpoint of an OpenID Connect provider isn\'t https, or is on a port of its own',
    consequence: 'Cognito doesn\'t reach it, and no user can sign in',
    remedy: 'serve it over https on port 443, or leave the endpoints out: Cognito discovers them from the issuer',
    source: OIDC,
    check: (provider) => {
      // that the issuer is https is another rule's.
      const urls = ['oidc_issuer', 'authorize_url', 'token_url', 'attributes_url', 'jwks_uri'].map((key) => ({ key, url: provider.detail(key).partial }));
      const bad = urls.filter(({ key, url }) => url !== undefined && !isReachable(probable(url)) && (key !== 'oidc_issuer' || mayBeHttps(url)));
      return provider.isOidc ? said(bad.map(({ key, url }) => `ProviderDetails.${key} is ${JSON.stringify(url?.toString())}`)) : undefined;
    },
  },
  providerRequestMethod: {
    condition: 'The method by which an OpenID Connect provider is asked for attributes is neither GET nor POST',
    remedy: 'use GET, or POST where the provider wants it',
    check: (provider) => refused('ProviderDetails.attributes_request_method', provider.detail('attributes_request_method'), (method) => (
      provider.isOidc && !['GET', 'POST'].includes(method))),
  },
  providerUsername: {
    condition: 'A provider tells users apart by a claim that they, or the administrators of another tenant, may write',
    consequence: 'an attacker who writes another user\'s address into their own account signs in as that user (nOAuth)',
    remedy: 'leave `username` out of the mapping: Cognito takes the subject, which never changes',
    source: 'https://learn.microsoft.com/en-us/entra/identity-platform/migrate-off-email-claim-authorization',
    check: (provider) => refused('AttributeMapping.username', provider.mapping.at('username'), (claim) => (
      provider.kind.text !== undefined && !provider.isSaml && isMutable(claim))),
  },
  providerEmailVerified: {
    condition: 'That an address or a phone number is verified is mapped from a constant, or from a claim that says something else',
    consequence: 'it isn\'t what the provider says, and whatever trusts verified addresses is deceived',
    remedy: 'map it from the claim that says it, `email_verified` as a rule, or leave it out; acknowledge a claim of another name that says it',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html',
    check: (provider) => said(['email', 'phone_number'].flatMap((attribute) => (
      refused(`AttributeMapping.${attribute}_verified`, provider.mapping.at(`${attribute}_verified`), (claim) => !saysVerified(provider, attribute, claim)) ?? []))),
  },
  samlMetadata: {
    condition: 'The metadata of a SAML provider is given twice, comes from a URL that isn\'t https, or isn\'t metadata of a provider',
    consequence: 'Cognito rejects the provider, or anybody on the way says who signs in',
    remedy: 'give either an https URL or the text of the file, not its path: `SamlMetadata.url()` or `SamlMetadata.file()`',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managing-saml-idp.html',
    check: (provider) => {
      const url = provider.metadataUrl.partial;
      const file = provider.metadataFile.text;
      if (!provider.isSaml) {
        return undefined;
      }
      if (provider.metadataUrl.isOwn && provider.metadataFile.isOwn) {
        return 'MetadataURL and MetadataFile are both set';
      }
      const problem = file === undefined ? undefined : samlMetadataProblem(file);
      return url !== undefined && !mayBeHttps(url) ? `MetadataURL is ${JSON.stringify(url.toString())}`
        : problem === undefined ? undefined : `MetadataFile ${problem}`;
    },
  },
  samlCertificate: {
    severity: 'warning',
    condition: 'In the metadata file of a SAML provider, no certificate by which it signs is good today: each has expired, isn\'t valid yet, or can\'t be read',
    consequence: 'Cognito can\'t verify the assertions, and no user can sign in through the provider',
    remedy: 'give the metadata by URL (`SamlMetadata.url()`), which Cognito reads again about every six hours, or the file that the provider exports today',
    source: 'https://aws.amazon.com/blogs/security/how-to-monitor-the-expiration-of-saml-identity-provider-certificates-in-an-amazon-cognito-user-pool/',
    check: (provider) => {
      const file = provider.metadataFile.text;
      // what is no metadata is another rule's.
      const isMetadata = provider.isSaml && file !== undefined && samlMetadataProblem(file) === undefined;
      const problem = isMetadata ? samlCertificateProblem(file, provider.view.scan.time) : undefined;
      return problem && `MetadataFile has ${problem}`;
    },
  },
  samlIdpInitiated: {
    severity: 'warning',
    condition: 'A SAML provider may begin a sign-in by itself',
    consequence: 'Cognito can\'t tell whether the user asked for it: an attacker\'s page signs users in to the attacker\'s account (login CSRF)',
    remedy: 'let the portal link to your app, which begins the sign-in, or acknowledge it where the portal can\'t',
    source: IDP_INITIATED,
    check: (provider) => isIdpInitiated(provider) ? 'IDPInit is true' : undefined,
  },
  samlIdpInitiatedBeside: {
    condition: 'A client offers a SAML provider that begins sign-ins, and beside it the pool itself or a provider that isn\'t SAML',
    consequence: 'Cognito rejects the client',
    remedy: 'give those users a client of their own, and name in `supportedIdentityProviders` of each other client what it offers without this provider',
    source: IDP_INITIATED,
    check: (provider) => {
      const others = (provider.pool?.providers ?? []).filter((other) => other.kind.isSet && !other.kind.isUnknown && !other.isSaml);
      const bad = !isIdpInitiated(provider) ? [] : (provider.pool?.clients ?? []).filter((client) => client.offers(provider)).flatMap((client) => {
        const beside = [
          ...client.providers.list.includes('COGNITO') ? ['COGNITO'] : [],
          ...others.filter((other) => client.offers(other)).map((other) => other.path),
        ];
        return beside.length > 0 ? [`IDPInit is true, and ${client.path} offers ${beside.join(', ')} too`] : [];
      });
      return said(bad);
    },
  },
});

/** What is wrong with the metadata of a SAML provider, as the end of the sentence "the file …". */
export function samlMetadataProblem(text: string): string | undefined {
  const missing = ['EntityDescriptor', 'IDPSSODescriptor', 'SingleSignOnService', 'X509Certificate']
    .filter((element) => !new RegExp(`<([\\w.-]+:)?${element}[\\s>]`).test(text));
  return missing.length > 0 ? `has no <${missing[0]}>` : undefined;
}

function isIdpInitiated(provider: IdentityProvider): boolean {
  return provider.isSaml && provider.detail('IDPInit').flag === true;
}

/** Cognito calls ports 80 and 443 only. */
function isReachable(url: string): boolean {
  const parsed = parse(url);
  return parsed?.protocol === 'https:' && ['', '80', '443'].includes(parsed.port);
}
