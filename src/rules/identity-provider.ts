import { CfnParameter, CfnResource, Stack } from 'aws-cdk-lib/core';
import { FEDERATION_RULES } from './federation';
import { mayBeHttps } from './probable-url';
import { holds, refused, said, rulesOf, type Rule } from './rule';
import { received } from '../private/received';
import type { IdentityProvider } from '../template/attachment';
import type { Resource } from '../template/resource';
import { STANDARD_ATTRIBUTES } from '../template/user-pool';
import type { Client } from '../template/user-pool-client';
import { isObject, own, Text, type Properties } from '../template/value';

const PROVIDERS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-provider.html';
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

/** By which a provider knows an app. */
const IDS: Readonly<Record<string, readonly string[]>> = {
  Google: ['client_id'],
  Facebook: ['client_id'],
  LoginWithAmazon: ['client_id'],
  SignInWithApple: ['client_id', 'team_id', 'key_id'],
  OIDC: ['client_id'],
};

/** What may hold the secret of a provider. */
const SECRET = 'AWS::SecretsManager::Secret';

/** Outside accounts: secrets, mappings and scopes. */
export const IDENTITY_PROVIDER_RULES: readonly Rule<IdentityProvider>[] = [...rulesOf<IdentityProvider>('provider', MAPPING, {
  providerSecretLiteral: {
    final: true,
    condition: 'A provider\'s secret can be read in the template, or is a reference that CloudFormation doesn\'t resolve here',
    consequence: 'the secret lies in the repository, the build\'s output and the stack\'s history',
    remedy: 'keep it in Secrets Manager and pass `SecretValue.secretsManager(\'name\', { jsonField: \'…\' })`',
    source: DYNAMIC,
    check: (provider) => {
      // `client_secret` of most providers, `private_key` of Apple's.
      const bad = provider.details.keys.filter((name) => /secret|private_key/i.test(name)).flatMap((name) => {
        const problem = secretProblem(provider, provider.detail(name).raw);
        return problem === undefined ? [] : [`ProviderDetails.${name} ${problem}`];
      });
      return said(bad);
    },
  },
  providerId: {
    condition: 'An id that a provider gave you is missing, empty, or has a space at one of its ends',
    consequence: 'Cognito rejects the provider, or the provider refuses every sign-in',
    remedy: 'give the id as the provider\'s console shows it; an environment variable that isn\'t set makes an empty one',
    check: (provider) => {
      const ids = provider.details.isUnknown ? [] : own(IDS, provider.kind.text ?? '') ?? [];
      const bad = ids.map((id) => ({ id, value: provider.detail(id) })).filter(({ value: { text, isSet } }) => !isSet || (text !== undefined && (text === '' || text !== text.trim())));
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
      return needed !== undefined && scopes !== undefined && provider.mapping.at('email').text === 'email'
        && !scopes.split(/[\s,]+/).some((scope) => needed.includes(scope))
        ? `AttributeMapping holds "email" and authorize_scopes is ${JSON.stringify(scopes)}, without "${needed[0]}"` : undefined;
    },
  },
  providerOpenidScope: {
    condition: 'An OpenID Connect provider isn\'t asked for openid',
    consequence: 'it answers without an ID token, and sign-in fails',
    remedy: 'add the scope `openid`',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html',
    check: (provider) => refused('authorize_scopes', provider.scopes, (scopes) => provider.isOidc && !scopes.split(/\s+/).includes('openid')),
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
    condition: 'A provider maps into a custom attribute that the pool doesn\'t declare, or leaves out the prefix `custom:`',
    remedy: 'declare the attribute in the pool, or correct its name; acknowledge it for a pool whose attributes are no longer in the template',
    check: (provider) => {
      if (provider.pool === undefined || provider.pool.schemaIsHidden) {
        return undefined;
      }
      const declared = provider.pool.attributes.flatMap(({ name }) => name ?? []);
      const bare = (name: string) => ![...STANDARD_ATTRIBUTES, 'username'].includes(name) && declared.includes(`custom:${name}`);
      const bad = provider.mapping.keys.filter((name) => !declared.includes(name) && (name.startsWith('custom:') || bare(name)));
      const meant = bad.filter(bare).map((name) => `custom:${name}`);
      return bad.length === 0 ? undefined : `AttributeMapping holds ${JSON.stringify(bad)}, Schema ${JSON.stringify(declared)}`
        + (meant.length > 0 ? `: write ${JSON.stringify(meant)}` : '');
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
      return missing.length > 0 ? [`${client.path} can't write ${JSON.stringify(missing)}`] : [];
    })),
  },
  providerMapsForgeable: {
    severity: 'warning',
    condition: 'A provider maps into a custom attribute, which users can also write through a client that takes passwords',
    consequence: 'users with a password give the attribute any value: what it says needn\'t come from the provider',
    remedy: 'trust it in no decision about access, or look at the claim `identities` beside it; acknowledge it then, on the construct that holds the provider',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-attribute-permissions-and-scopes',
    check: (provider) => {
      const custom = provider.mapping.keys.filter((name) => name.startsWith('custom:'));
      const bad = (provider.pool?.clients ?? []).filter(takesPasswords).flatMap((client) => {
        const forgeable = custom.filter((name) => client.writeAttributes.list.includes(name));
        return forgeable.length > 0 ? [`${client.path} writes ${JSON.stringify(forgeable)}`] : [];
      });
      return said(bad);
    },
  },
  providerDuplicate: {
    condition: 'Two providers of a pool have the same name',
    consequence: 'Cognito rejects the second; a pool takes Google, Facebook, Amazon and Apple once each',
    remedy: 'keep one of them',
    source: PROVIDERS,
    check: (provider) => {
      const first = provider.pool?.providers.find((other) => other.name.text === provider.name.text);
      return provider.name.text !== undefined && first !== undefined && first !== provider
        ? `ProviderName ${JSON.stringify(provider.name.text)} is taken by ${first.path}` : undefined;
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
      return shared || !mayBeHttps(text) || /\/(\.well-known\/.*)?$/.test(issuer) ? `oidc_issuer is ${JSON.stringify(issuer)}` : undefined;
    },
  },
}), ...FEDERATION_RULES];

/** What is wrong with a resolved secret. Only what CloudFormation itself resolves, in secret, while it deploys is taken. */
function secretProblem(provider: IdentityProvider, value: unknown): string | undefined {
  if (!isObject(value) || 'Fn::Join' in value) {
    return value === undefined ? undefined : textProblem(written(value)) ?? leaks(provider, value);
  }
  const [name] = Object.keys(value);
  switch (name) {
    case 'Fn::GetAtt':
      return crosses(provider, value) ?? leaks(provider, value);
    case 'Ref':
      return shownParameter(provider, value) ?? crosses(provider, value) ?? names(provider, value);
    case 'Fn::ImportValue':
      return 'comes through a stack export, which everybody in the account reads';
    default:
      return `comes through ${name}, which hides no secret`;
  }
}

/** A text with its dynamic references as they stand there. */
function written(value: unknown): string {
  return isObject(value) ? String(Text.of(value)) : String(value as string);
}

/** A reference to another stack that isn't an export: a nested stack gets it by a parameter of its own, which CDK makes without NoEcho. */
function crosses(provider: IdentityProvider, value: unknown): string | undefined {
  const elsewhere = provider.referents(value).some((referent) => Stack.of(referent) !== provider.stack);
  return elsewhere ? 'goes to a nested stack by a parameter, which everybody who sees the stack reads' : undefined;
}

/** The `Ref` of a resource is its name or its ARN. */
function names(provider: IdentityProvider, value: unknown): string | undefined {
  const resource = provider.referents(value).find(CfnResource.isCfnResource);
  return resource === undefined ? undefined : `is what ${resource.node.path} is called, and no secret`;
}

/** A reference to a resource that shows the secret itself. */
function leaks(provider: IdentityProvider, value: unknown): string | undefined {
  const sources = provider.view.named(value);
  const parameter = sources.find((source) => source.type === 'AWS::SSM::Parameter');
  if (parameter !== undefined) {
    return `is the value of ${parameter.path}, which stands in the template`;
  }
  const reference = /^{{resolve:secretsmanager:(?:arn:[^}]*?:secret:)?([^:}]*)(:SecretString:([^:}]*))?/;
  const [, name, , asked] = reference.exec(written(value)) ?? [];
  const field = asked === '' ? undefined : asked;
  // an ARN ends with six letters of AWS's own.
  const called = [name, name?.replace(/-\w{6}$/, '')];
  const secrets = [...sources.filter((source) => source.type === SECRET), ...name === undefined ? [] : provider.view.ofType(SECRET).filter((secret) => called.includes(secret.at('Name').text ?? ''))];
  return secrets.map((secret) => shownSecret(secret, field)).find((problem) => problem !== undefined);
}

/** A secret of which the template tells the text, or the field that is asked for. */
function shownSecret(secret: Resource, field: string | undefined): string | undefined {
  const isGenerated = field !== undefined && field === secret.at('GenerateSecretString.GenerateStringKey').text;
  const texts = isGenerated ? [] : ['SecretString', 'GenerateSecretString.SecretStringTemplate'].map((path) => secret.at(path).raw);
  const parts = texts.filter((text) => text !== undefined).flatMap((text) => fields(text, field));
  const parameter = parts.flatMap(({ tokens }) => tokens).map((token) => shownParameter(secret, token)).find((problem) => problem !== undefined);
  return parts.some(({ literal }) => literal !== '') ? `is in ${secret.path}, whose text stands in the template`
    : parameter === undefined ? undefined : `is in ${secret.path}, whose text ${parameter}`;
}

/** What is literal of a text, and its tokens. */
interface SecretPart {
  readonly literal: string;
  readonly tokens: readonly unknown[];
}

/** Stands for a token, by its number: JSON takes it in a text, and nobody writes it. */
const MARK = /\uE000(\d+)\uE000/g;

/** The fields of a text that is JSON, or the one that is asked for; else the whole text. */
function fields(value: unknown, field: string | undefined): SecretPart[] {
  const pieces = Text.of(value)?.parts ?? [];
  const text = pieces.map((piece, index) => typeof piece === 'string' ? piece : `\uE000${index}\uE000`).join('');
  const known = parsed(text);
  const chosen = known === undefined ? [text] : field === undefined ? Object.values(known) : [known[field] ?? ''];
  return chosen.map((one) => typeof one === 'string' ? one : JSON.stringify(one)).map((one) => ({
    literal: one.replace(MARK, ''),
    tokens: [...one.matchAll(MARK)].map(([, index]) => pieces[Number(index)]),
  }));
}

function parsed(text: string): Properties | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a parameter in a value shows, if it holds one. */
function shownParameter(resource: Resource, value: unknown): string | undefined {
  const parameters = resource.referents(value).filter((referent) => referent instanceof CfnParameter);
  return parameters.some(({ noEcho }) => !noEcho) ? 'is a parameter without NoEcho, which everybody who sees the stack reads'
    : parameters.some((parameter) => parameter.default) ? 'is a parameter whose default stands in the template' : undefined;
}

function textProblem(text: string): string | undefined {
  if (text.startsWith('{{resolve:ssm')) {
    return 'is a reference to Systems Manager, whose plain parameters are readable and whose secure ones CloudFormation doesn\'t resolve for identity providers';
  }
  return /^{{resolve:secretsmanager:[^{}]*}}$/.test(text) ? undefined : 'is a literal';
}

function takesPasswords(client: Client): boolean {
  const flows = client.authFlows.isSet ? client.authFlows.list : ['ALLOW_USER_SRP_AUTH'];
  return flows.some((flow) => /SRP|PASSWORD|USER_AUTH/.test(flow)) || client.providers.list.includes('COGNITO');
}
