import type { UserPoolAttachment } from './model';
import type { AttachmentRule } from './rule';

const PROVIDERS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-provider.html';
const MAPPING = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html';
const DYNAMIC = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html';

/** The scope that makes a provider tell the e-mail address, where it is a scope of its own. */
const EMAIL_SCOPES: Readonly<Record<string, string>> = { Google: 'email', Facebook: 'email', SignInWithApple: 'email', LoginWithAmazon: 'profile', OIDC: 'email' };

/** Where a provider keeps what must not be readable. */
const SECRETS = ['client_secret', 'private_key'];

/** Outside accounts: secrets, mappings and scopes. */
export const IDENTITY_PROVIDER_RULES: readonly AttachmentRule[] = [
  {
    id: 'providerSecretLiteral',
    severity: 'error',
    final: true,
    condition: 'A provider\'s secret can be read in the template, or is a reference that CloudFormation doesn\'t resolve here',
    consequence: 'the secret lies in the repository, the build\'s output and the stack\'s history',
    remedy: 'keep it in Secrets Manager and pass `SecretValue.secretsManager(\'name\', { jsonField: \'…\' })`',
    source: DYNAMIC,
    check: (provider) => {
      const bad = SECRETS.flatMap((name) => {
        const problem = secretProblem(provider.value(`ProviderDetails.${name}`));
        return problem === undefined ? [] : [`ProviderDetails.${name} ${problem}`];
      });
      return bad.length > 0 ? bad.join('; ') : undefined;
    },
  },
  {
    id: 'providerEmailScope',
    severity: 'error',
    condition: 'A provider\'s e-mail address is mapped and its scopes don\'t ask for it',
    consequence: 'the attribute stays empty, and sign-in fails where it is required',
    remedy: 'add the scope, or use `SocialProviders`, whose scopes follow the mapping',
    source: MAPPING,
    check: (provider) => {
      const scope = EMAIL_SCOPES[provider.text('ProviderType') ?? ''];
      const scopes = provider.text('ProviderDetails.authorize_scopes');
      return scope !== undefined && scopes !== undefined && provider.has('AttributeMapping.email') && !scopes.split(/[\s,]+/).includes(scope)
        ? `AttributeMapping holds "email" and authorize_scopes is ${JSON.stringify(scopes)}, without "${scope}"` : undefined;
    },
  },
  {
    id: 'providerOpenidScope',
    severity: 'error',
    condition: 'An OpenID Connect provider isn\'t asked for openid',
    consequence: 'it answers without an ID token, and sign-in fails',
    remedy: 'add the scope `openid`',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html',
    check: (provider) => {
      const scopes = provider.text('ProviderDetails.authorize_scopes');
      return provider.text('ProviderType') === 'OIDC' && scopes !== undefined && !scopes.split(/\s+/).includes('openid')
        ? `authorize_scopes is ${JSON.stringify(scopes)}` : undefined;
    },
  },
  {
    id: 'providerMapsImmutable',
    severity: 'error',
    condition: 'A provider maps into an attribute that can\'t change',
    consequence: 'each person signs in exactly once: Cognito rewrites mapped attributes at every sign-in ("Attribute cannot be updated")',
    remedy: 'make the attribute mutable, or leave it out of the mapping',
    source: MAPPING,
    check: (provider) => {
      const frozen = (provider.pool?.objects('Schema') ?? []).filter((attribute) => !isMutable(attribute)).map(attributeNames).flat();
      const bad = provider.keys('AttributeMapping').filter((name) => frozen.includes(name));
      return bad.length > 0 ? `AttributeMapping holds ${JSON.stringify(bad)}, which Schema makes immutable` : undefined;
    },
  },
  {
    id: 'providerMapsUnknown',
    severity: 'error',
    condition: 'A provider maps into a custom attribute that the pool doesn\'t declare',
    consequence: 'Cognito rejects the provider',
    remedy: 'declare the attribute in the pool, or correct its name',
    source: MAPPING,
    check: (provider) => {
      const declared = provider.pool?.objects('Schema').flatMap(attributeNames);
      const bad = provider.keys('AttributeMapping').filter((name) => name.startsWith('custom:') && declared?.includes(name) === false);
      return bad.length > 0 ? `AttributeMapping holds ${JSON.stringify(bad)}, Schema ${JSON.stringify(declared)}` : undefined;
    },
  },
  {
    id: 'providerMissesRequired',
    severity: 'error',
    condition: 'A required attribute isn\'t mapped by a provider',
    consequence: 'nobody can sign in through it for the first time',
    remedy: 'map the attribute; whether it is required can\'t be changed any more',
    source: MAPPING,
    check: (provider) => {
      const required = (provider.pool?.objects('Schema') ?? []).filter((attribute) => attribute.Required === true).map((attribute) => String(attribute.Name));
      const missing = required.filter((name) => !provider.has(`AttributeMapping.${name}`));
      return missing.length > 0 ? `Schema requires ${JSON.stringify(missing)}, AttributeMapping holds ${JSON.stringify(provider.keys('AttributeMapping'))}` : undefined;
    },
  },
  {
    id: 'providerMapsUnwritable',
    severity: 'error',
    condition: 'A client that offers a provider can\'t write an attribute that the provider maps',
    consequence: 'sign-in through that client fails when the attribute is rewritten',
    remedy: 'let the client write it; clients of this library do so by themselves',
    source: MAPPING,
    check: (provider) => {
      // Cognito maps the verification flags without asking the client, and can't list them as writable.
      const mapped = provider.keys('AttributeMapping').filter((name) => !['username', 'email_verified', 'phone_number_verified'].includes(name));
      const bad = (provider.pool?.clients ?? []).filter((client) => offers(client, provider)).flatMap((client) => {
        const missing = mapped.filter((name) => client.closedList('WriteAttributes')?.includes(name) === false);
        return missing.length > 0 ? [`${client.path} can't write ${JSON.stringify(missing)}`] : [];
      });
      return bad.length > 0 ? bad.join('; ') : undefined;
    },
  },
  {
    id: 'providerDuplicate',
    severity: 'error',
    condition: 'Two providers of a pool have the same name',
    consequence: 'Cognito rejects the second; a pool takes Google, Facebook, Amazon and Apple once each',
    remedy: 'keep one of them',
    source: PROVIDERS,
    check: (provider) => {
      const first = provider.pool?.providers.find((other) => other.text('ProviderName') === provider.text('ProviderName'));
      return provider.text('ProviderName') !== undefined && first !== undefined && first !== provider
        ? `ProviderName ${JSON.stringify(provider.text('ProviderName'))} is taken by ${first.path}` : undefined;
    },
  },
  {
    id: 'providerIssuer',
    severity: 'error',
    condition: 'The issuer of an OpenID Connect provider isn\'t https, ends with a slash, or is shared by tenants',
    consequence: 'discovery fails, or any tenant of the provider signs in as anyone (nOAuth)',
    remedy: 'use the issuer of one tenant, https, without a slash at its end',
    source: 'https://www.descope.com/blog/post/noauth',
    check: (provider) => {
      const issuer = provider.text('ProviderDetails.oidc_issuer');
      if (issuer === undefined || provider.text('ProviderType') !== 'OIDC') {
        return undefined;
      }
      const shared = /^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)(\/|$)/.test(issuer);
      return shared || !issuer.startsWith('https://') || issuer.endsWith('/') ? `oidc_issuer is ${JSON.stringify(issuer)}` : undefined;
    },
  },
];

/** What is wrong with a resolved secret. Only references that CloudFormation resolves while it deploys are taken. */
function secretProblem(value: unknown): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  const parts = typeof value === 'string' ? [value] : joined(value);
  if (parts === undefined) {
    return typeof value === 'object' && value !== null && 'Fn::ImportValue' in value
      ? 'comes through a stack export, which anyone in the account can read' : undefined;
  }
  const text = parts.filter((part) => typeof part === 'string').join('…');
  if (text.startsWith('{{resolve:ssm-secure:')) {
    return 'is an ssm-secure reference, which CloudFormation doesn\'t resolve for identity providers';
  }
  return text.startsWith('{{resolve:secretsmanager:') && text.endsWith('}}') ? undefined : 'is a literal';
}

function joined(value: unknown): unknown[] | undefined {
  const join = (value as Record<string, unknown> | null)?.['Fn::Join'];
  return Array.isArray(join) && Array.isArray(join[1]) ? join[1] : undefined;
}

/** The L1 says nothing where a custom attribute keeps CloudFormation's default: immutable; standard ones are mutable. */
function isMutable(attribute: Readonly<Record<string, unknown>>): boolean {
  return attribute.Mutable === undefined ? attribute.AttributeDataType === undefined : attribute.Mutable !== false;
}

/** Schema names a custom attribute without its prefix, mappings with it. */
function attributeNames(attribute: Readonly<Record<string, unknown>>): string[] {
  return typeof attribute.Name === 'string' ? [attribute.Name, `custom:${attribute.Name}`] : [];
}

function offers(client: UserPoolAttachment, provider: UserPoolAttachment): boolean {
  const list = client.value('SupportedIdentityProviders');
  const name = provider.text('ProviderName');
  const reference = provider.cfn.stack.resolve(provider.cfn.ref) as unknown;
  return Array.isArray(list) && list.some((item) => item === name || JSON.stringify(item) === JSON.stringify(reference));
}
