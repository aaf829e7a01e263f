import { FEDERATION_RULES } from './federation';
import { writtenBeside } from './models/claims';
import { secretProblem } from './models/secret-source';
import { readersOfValue } from './models/secrets';
import { mayBeHttps } from './probable-url';
import { holds, refused, said, some, rulesOf, type Rule } from './rule';
import { nearest } from '../private/nearest';
import { received } from '../private/received';
import type { IdentityProvider } from '../template/attachment';
import { gather } from '../template/scan';
import { STANDARD_ATTRIBUTES } from '../template/user-pool';
import { own } from '../template/value';

const MAPPING = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html';
const DYNAMIC = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html';

/** The scopes that make a provider tell the e-mail address. */
const EMAIL_SCOPES: Readonly<Record<string, string[]>> = {
  Google: ['email', 'https://www.googleapis.com/auth/userinfo.email'],
  Facebook: ['email'],
  SignInWithApple: ['email'],
  LoginWithAmazon: ['profile'],
  OIDC: ['email'],
};

/** What others call standard attributes. */
const SYNONYMS: Readonly<Record<string, string>> = {
  avatar: 'picture',
  displayname: 'name',
  firstname: 'given_name',
  fullname: 'name',
  lastname: 'family_name',
  mail: 'email',
  mobile: 'phone_number',
  phone: 'phone_number',
  surname: 'family_name',
};

/** By which a provider knows an app. */
const IDS: Readonly<Record<string, readonly string[]>> = {
  Google: ['client_id'],
  Facebook: ['client_id'],
  LoginWithAmazon: ['client_id'],
  SignInWithApple: ['client_id', 'team_id', 'key_id'],
  OIDC: ['client_id'],
};

/** Outside accounts: secrets, mappings and scopes. */
export const IDENTITY_PROVIDER_RULES: readonly Rule<IdentityProvider>[] = [...rulesOf<IdentityProvider>('provider', MAPPING, {
  providerSecretLiteral: {
    final: true,
    condition: 'A provider\'s secret can be read in the template, or is a reference that CloudFormation doesn\'t resolve here',
    consequence: 'the secret lies in the repository, the build\'s output and the stack\'s history',
    remedy: 'keep it in Secrets Manager and pass `SecretValue.secretsManager(\'name\', { jsonField: \'…\' })`',
    source: DYNAMIC,
    check: (provider) => said(secrets(provider).flatMap(({ name, value }) => {
      const problem = secretProblem(provider, value);
      return problem === undefined ? [] : [`ProviderDetails.${name} ${problem}`];
    })),
  },
  providerSecretReadable: {
    final: true,
    condition: 'What holds a provider\'s secret is also read where CloudFormation doesn\'t keep it secret: in an output, the environment of a function or container, '
      + 'a parameter, a tag',
    consequence: 'whoever may list functions or stacks reads it, and signs in at the provider as your app',
    remedy: 'let what needs it read the secret at run time: give it the ARN or the name of the secret, and grant it to read',
    source: DYNAMIC,
    check: (provider) => said(secrets(provider).flatMap(({ name, value }) => {
      const readers = readersOfValue(provider.view, value);
      return readers.length > 0 ? [`ProviderDetails.${name} is in ${some(readers)}`] : [];
    })),
  },
  providerId: {
    condition: 'An id that a provider gave you is missing or empty, or has a space in it',
    consequence: 'Cognito rejects the provider, or the provider refuses every sign-in',
    remedy: 'give the id as the provider\'s console shows it; an environment variable that isn\'t set makes an empty one',
    check: (provider) => {
      const ids = provider.details.isUnknown ? [] : own(IDS, provider.kind.text ?? '') ?? [];
      // OpenID Connect allows spaces within.
      const isOdd = (id: string) => id === '' || (provider.isOidc ? id !== id.trim() : /\s/.test(id));
      const bad = ids.map((id) => ({ id, value: provider.detail(id) }))
        .filter(({ value: { text, isSet } }) => !isSet || (text !== undefined && isOdd(text)));
      return said(bad.map(({ id, value }) => `ProviderDetails.${id} is ${received(value.text, 'not set')}`));
    },
  },
  providerEmailScope: {
    condition: 'A provider\'s e-mail address is mapped and its scopes don\'t ask for it',
    consequence: 'the attribute stays empty, and sign-in fails where it is required',
    remedy: 'add the scope, or use `SocialProviders`, whose scopes follow the mapping',
    check: (provider) => {
      const needed = own(EMAIL_SCOPES, provider.kind.text ?? '');
      const scopes = provider.scopes.text;
      // an address that is mapped from another claim comes with that claim's scope.
      return needed !== undefined && scopes !== undefined && /^e[-_]?mail$/i.test(provider.mapping.at('email').text ?? '')
        && !scopes.split(/[\s,]+/).some((scope) => needed.includes(scope))
        ? `AttributeMapping holds "email" and ProviderDetails.authorize_scopes is ${JSON.stringify(scopes)}, without "${needed[0]}"` : undefined;
    },
  },
  providerOpenidScope: {
    condition: 'An OpenID Connect provider isn\'t asked for openid',
    consequence: 'it answers without an ID token, and sign-in fails',
    remedy: 'add the scope `openid`',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html',
    check: (provider) => refused('ProviderDetails.authorize_scopes', provider.scopes, (scopes) => provider.isOidc && !scopes.split(/\s+/).includes('openid')),
  },
  providerMapsImmutable: {
    condition: 'A provider maps into an attribute that can\'t change',
    consequence: 'each user signs in exactly once: Cognito rewrites mapped attributes at every sign-in ("Attribute cannot be updated")',
    remedy: 'make the attribute mutable, or leave it out of the mapping',
    check: (provider) => {
      const frozen = (provider.pool?.attributes ?? []).flatMap(({ isMutable, name }) => isMutable ? [] : name ?? []);
      return holds('AttributeMapping holds', provider.mapping.keys.filter((name) => frozen.includes(name)), ', which Schema makes immutable');
    },
  },
  providerMapsUnknown: {
    condition: 'A provider maps into an attribute that the pool doesn\'t have: one that is neither standard nor declared, or that lacks the prefix `custom:`',
    remedy: 'correct the name, or declare the attribute in the pool; acknowledge it for a pool whose attributes are no longer in the template',
    check: (provider) => {
      const isHidden = provider.pool === undefined || provider.pool.schemaIsHidden;
      const declared = (provider.pool?.attributes ?? []).flatMap(({ name }) => name ?? []);
      const known = [...STANDARD_ATTRIBUTES, 'username', ...declared];
      const bad = provider.mapping.keys.filter((name) => !known.includes(name) && (name.startsWith('custom:') ? !isHidden : !name.includes(':')));
      const meant = bad.map((name) => declared.includes(`custom:${name}`) ? `custom:${name}` : own(SYNONYMS, name.toLowerCase().replace(/[-_]/g, '')) ?? nearest(name, known));
      return bad.length === 0 ? undefined : `AttributeMapping holds ${JSON.stringify(bad)}, Schema ${JSON.stringify(declared)}`
        + (meant.some((name) => name !== undefined) ? `: write ${JSON.stringify(meant.filter((name) => name !== undefined))}` : '');
    },
  },
  providerMissesRequired: {
    condition: 'A required attribute isn\'t mapped by a provider',
    consequence: 'no user can sign in through it for the first time',
    remedy: 'map the attribute; whether it is required can\'t be changed any more',
    check: (provider) => {
      // every user has a `sub`; templates made from an existing pool list it as required.
      const required = (provider.pool?.attributes ?? []).flatMap(({ isRequired, name }) => isRequired && name !== undefined && name !== 'sub' ? [name] : []);
      const missing = required.filter((name) => !provider.mapping.at(name).isSet);
      return holds('Schema requires', missing, `, AttributeMapping holds ${JSON.stringify(provider.mapping.keys)}`);
    },
  },
  providerMapsUnwritable: {
    condition: 'A client that offers a provider can\'t write an attribute that the provider maps',
    consequence: 'sign-in through that client fails when the attribute is rewritten',
    remedy: 'leave `writeAttributes` of the client out, so that it follows the providers, or name the attribute in it',
    check: (provider) => said((provider.pool?.clients ?? []).filter((client) => client.offers(provider)).flatMap((client) => {
      const listed = client.writeAttributes.closedList;
      // without a list a client writes the standard attributes.
      const missing = provider.writes.filter((name) => listed === undefined ? !client.writeAttributes.isSet && name.startsWith('custom:') : !listed.includes(name));
      return missing.length > 0 ? [`WriteAttributes of ${client.path} lacks ${JSON.stringify(missing)}`] : [];
    })),
  },
  providerMapsForgeable: {
    severity: 'warning',
    condition: 'A provider maps into a custom attribute, which users with accounts of the pool\'s own can also write',
    consequence: 'users with a password give the attribute any value: what it says needn\'t come from the provider',
    remedy: 'have `ProviderGroups` read groups, which looks at the provider too, trust it in no other decision about access, or look at the claim `identities` beside it; acknowledge it then, on the construct that holds the provider',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-attribute-permissions-and-scopes',
    check: (provider) => {
      const { pool, mapping } = provider;
      const before = pool?.providers.slice(0, pool.providers.indexOf(provider)) ?? [];
      // one warning an attribute: whoever maps it first.
      const custom = mapping.keys.filter((name) => name.startsWith('custom:') && !before.some((other) => other.mapping.at(name).isSet));
      const writers = new Map<string, string[]>();
      custom.forEach((name) => pool && writtenBeside(pool, name).forEach(({ path }) => gather(writers, path, name)));
      return said([...writers].map(([client, attributes]) => `AttributeMapping holds ${JSON.stringify(attributes)}, which ${client} lets users write`));
    },
  },
  providerIssuer: {
    condition: 'The issuer of an OpenID Connect provider isn\'t https, ends with a slash or with the path of its discovery document, or is shared by tenants',
    consequence: 'discovery fails, or any tenant of the provider signs in as anyone (nOAuth)',
    remedy: 'use the issuer of one tenant, https, without a slash or `/.well-known/openid-configuration` at its end',
    source: 'https://www.descope.com/blog/post/noauth',
    check: (provider) => {
      const text = provider.detail('oidc_issuer').partial;
      const issuer = text?.toString();
      if (text === undefined || issuer === undefined || !provider.isOidc) {
        return undefined;
      }
      const shared = /^https:\/\/(login\.(microsoftonline\.(com|us|de)|partner\.microsoftonline\.cn)|sts\.windows\.net)\/(common|organizations|consumers|9188040d-6c67-4c5b-b112-36a304b66dad)(\/|$)/i.test(issuer);
      return shared || !mayBeHttps(text) || /\/(\.well-known\/.*)?$/.test(issuer) ? `ProviderDetails.oidc_issuer is ${JSON.stringify(issuer)}` : undefined;
    },
  },
}), ...FEDERATION_RULES];

/** `client_secret` of most providers, `private_key` of Apple's. */
function secrets(provider: IdentityProvider): { readonly name: string; readonly value: unknown }[] {
  return provider.details.keys.filter((name) => /secret|private_key/i.test(name)).map((name) => ({ name, value: provider.detail(name).raw }));
}
