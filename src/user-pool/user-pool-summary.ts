import type { CfnUserPool, FeaturePlan, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { calledPath, shown } from './shown';
import { failure } from '../private/errors';
import { registryOf } from '../private/pool-registry';
import { prefixDomainHost } from '../private/region';
import { Acknowledgements, type AcceptedFinding } from '../rules/acknowledgements';
import type { Domain, IdentityProvider } from '../template/attachment';
import type { IdentityPool } from '../template/identity-pool';
import type { Resource } from '../template/resource';
import { Role } from '../template/role';
import { gather, idOf } from '../template/scan';
import { Synthesis } from '../template/synthesis';
import type { UserPool as UserPoolResource } from '../template/user-pool';
import type { Client } from '../template/user-pool-client';
import { Text, type Properties } from '../template/value';

/**
 * A choice that can never change after creation.
 */
export interface ImmutableChoice {
  /**
   * What was chosen.
   */
  readonly name: string;

  /**
   * The choice.
   */
  readonly value: string;
}

/**
 * An address to register with an identity provider.
 */
export interface RedirectUri {
  /**
   * The identity provider.
   */
  readonly provider: string;

  /**
   * The address to register, to the letter: the redirect URI, or the assertion consumer service URL of a SAML provider.
   */
  readonly uri: string;

  /**
   * The entity id (audience) of the pool, to register as well.
   *
   * @default - the provider isn't a SAML one
   */
  readonly entityId?: string;

  /**
   * Where it is registered.
   */
  readonly registerAt: string;
}

/**
 * The sign-in page of an app client.
 */
export interface SignInPage {
  /**
   * The path of the client in the construct tree.
   */
  readonly client: string;

  /**
   * The address of the page, for a look at it. Apps add a PKCE challenge and a state of their own to each sign-in.
   */
  readonly url: string;
}

/**
 * A role that users of the pool, or guests of its identity pools, get.
 */
export interface RoleSummary {
  /**
   * The role's path in the construct tree.
   */
  readonly role: string;

  /**
   * Who gets it.
   */
  readonly who: string;

  /**
   * What its policy allows, a line for each statement.
   */
  readonly permissions: string[];
}

/**
 * What was decided about a user pool, in words, read from the templates as they stand: escape hatches, Aspects and plain L2s count. It is computed when
 * it is read: read it after everything is defined. To read is to resolve: a `Lazy` of yours that CDK caches keeps the answer that it gives here, and a logical
 * id can't be given to another construct any more.
 *
 * References that only CloudFormation knows stand in angle brackets, `<region>`.
 */
export class UserPoolSummary {
  /**
   * @internal
   */
  public static _of(owner: IConstruct, userPool: UserPool): UserPoolSummary {
    return new UserPoolSummary(owner, userPool);
  }

  private constructor(private readonly owner: IConstruct, private readonly userPool: UserPool) {}

  /**
   * The feature plan: LITE, ESSENTIALS or PLUS; undefined where only CloudFormation knows it.
   */
  public get featurePlan(): FeaturePlan | undefined {
    return this.pool.plan() as FeaturePlan | undefined;
  }

  /**
   * Why it is that plan.
   */
  public get featurePlanReasons(): string[] {
    return planReasons(this.pool);
  }

  /**
   * What can never change after creation.
   */
  public get immutableChoices(): ImmutableChoice[] {
    return choicesOf(this.pool);
  }

  /**
   * The addresses to register with the identity providers. Empty without a domain or without providers.
   */
  public get redirectUris(): RedirectUri[] {
    return this.redirectsOf(this.pool);
  }

  /**
   * The sign-in pages, one for each client that has one.
   */
  public get signInPages(): SignInPage[] {
    return pagesOf(this.pool);
  }

  /**
   * What the caller may not expect, though it is meant so.
   */
  public get notes(): string[] {
    return this.notesOf(this.pool);
  }

  /**
   * The roles that identity pools and groups give to guests and to users of this pool, guests first.
   */
  public get roles(): RoleSummary[] {
    return rolesOf(this.pool);
  }

  /**
   * The findings that were accepted on the pool, its clients, providers and identity pools, or on what holds them, and why.
   */
  public get acknowledgements(): AcceptedFinding[] {
    return this.acknowledged(this.pool).accepted();
  }

  /**
   * Those of the `acknowledgements` that met no finding: the finding is gone, or it never was where they stand. Remove or move them.
   *
   * Empty until the app is synthesized.
   */
  public get unusedAcknowledgements(): AcceptedFinding[] {
    return this.acknowledged(this.pool).unused();
  }

  /**
   * The whole summary as text.
   */
  public toString(): string {
    const pool = this.pool;
    const acknowledged = this.acknowledged(pool);
    const section = (title: string, lines: string[]): string[] => (lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)]);
    return [
      ...section(`Feature plan: ${pool.plan() ?? 'known to CloudFormation only'}`, planReasons(pool)),
      ...section('Can never change', choicesOf(pool).map((choice) => `${choice.name}: ${choice.value}`)),
      ...section('Sign-in pages', pagesOf(pool).map((page) => `${page.client}: ${page.url}`)),
      ...section('Register', this.redirectsOf(pool).map(({ uri, entityId, provider, registerAt }) => (
        `${uri}${entityId === undefined ? '' : ` and ${entityId}`} at ${provider} (${registerAt})`
      ))),
      ...rolesOf(pool).flatMap((role) => section(`Role ${role.role}, for ${role.who}`, role.permissions.length > 0 ? role.permissions : ['nothing yet'])),
      ...section('Notes', this.notesOf(pool)),
      ...section('Acknowledged', acknowledged.accepted().map(({ id, path, reason }) => `${id} on ${path}: ${reason}`)),
      ...section('Acknowledged, but not found', acknowledged.unused().map(({ id, path }) => `${id} on ${path}`)),
    ].join('\n');
  }

  /** The pool as it stands at this moment. */
  private get pool(): UserPoolResource {
    const cfn = this.userPool.node.defaultChild as CfnUserPool;
    const pool = Synthesis.of(cfn).view.resource(cfn);
    if (pool === undefined) {
      throw failure(this.owner, 'the user pool can\'t be summed up, because CDK can\'t write it: synthesize the app, and CDK says why');
    }
    return pool as UserPoolResource;
  }

  private redirectsOf(pool: UserPoolResource): RedirectUri[] {
    const [domain] = pool.domains;
    const known = new Map(registryOf(this.userPool).providers.map((one) => [one.identityProvider.node.defaultChild, one]));
    const text = (provider: IdentityProvider): RedirectUri => {
      const { displayName = shown(provider.name.raw), registerAt = 'the provider\'s own administration' } = known.get(provider.cfn) ?? {};
      return {
        provider: displayName,
        uri: `${baseUrl(domain)}${provider.isSaml ? '/saml2' : '/oauth2'}/idpresponse`,
        ...provider.isSaml ? { entityId: `urn:amazon:cognito:sp:<${calledPath(pool.path)}>` } : {},
        registerAt,
      };
    };
    return domain === undefined ? [] : pool.providers.map(text);
  }

  private notesOf(pool: UserPoolResource): string[] {
    const unable = pool.clients.filter((client) => hasPage(client) && !client.scopes.list.includes('aws.cognito.signin.user.admin')).map(clientPath);
    const { note } = registryOf(this.userPool).duplicates ?? {};
    return [
      ...pool.mfa.text !== 'OPTIONAL' || unable.length === 0 ? [] : [
        'MFA is optional, and sign-in pages offer the set-up of TOTP only where it is required: users can\'t set it up through '
        + `${unable.join(', ')}; use MfaPolicy.required(), or selfService for an app that does it itself`,
      ],
      ...identityPoolsOf(pool).flatMap((identityPool) => mappingNotes(identityPool, pool)),
      ...note === undefined ? [] : [note],
    ];
  }

  private acknowledged(pool: UserPoolResource): Acknowledgements {
    const identityPools = identityPoolsOf(pool);
    const around = [...pool.attachments, ...identityPools, ...identityPools.flatMap((one) => [...one.roleAttachments, ...one.principalTags])];
    return Acknowledgements.around([this.owner, ...around.map(({ cfn }) => cfn)]);
  }
}

function planReasons(pool: UserPoolResource): string[] {
  const features = pool.features().map(({ feature, plan }) => `${feature} needs ${plan}`);
  if (pool.tier.isSet) {
    return ['set by featurePlan, or on the L1', ...features];
  }
  return features.length > 0 ? features : ['nothing in use needs more'];
}

const IDENTIFIERS: Readonly<Record<string, string>> = { email: 'e-mail address', phone_number: 'phone number' };

function choicesOf(pool: UserPoolResource): ImmutableChoice[] {
  const names = pool.usernameAttributes.list.map((name) => IDENTIFIERS[name] ?? name);
  const aliases = pool.aliasAttributes.list.map((alias) => alias.replace('_', ' '));
  return [
    { name: 'sign-in identifier', value: (names.length > 0 ? names : ['user name', ...aliases]).join(' or ') },
    { name: 'case-sensitive user names', value: pool.caseSensitive.flag === false || (pool.usernameConfiguration.isSet && !pool.caseSensitive.isSet) ? 'no' : 'yes' },
    ...pool.relyingParty.isSet ? [{ name: 'relying party of passkeys', value: shown(pool.relyingParty.raw) }] : [],
    { name: 'logical id of the user pool', value: idOf(pool.cfn) },
  ];
}

function baseUrl(domain: Domain): string {
  const name = shown(domain.name.raw);
  return `https://${domain.isPrefix ? prefixDomainHost(name, domain.region ?? '<region>') : name}`;
}

/** Whether users sign in on pages through it. */
function hasPage(client: Client): boolean {
  return client.hasPages && client.pool?.domains.length !== 0;
}

function clientPath(client: Client): string {
  return calledPath(client.path).replace(/\/UserPoolClient$/, '');
}

function pagesOf(pool: UserPoolResource): SignInPage[] {
  const [domain] = pool.domains;
  return domain === undefined ? [] : pool.clients.filter(hasPage).map((client) => {
    const encoded = (value: unknown) => Text.of(value)?.parts.map((part) => typeof part === 'string' ? encodeURIComponent(part) : shown(part.unknown)).join('') ?? '';
    const query = {
      client_id: `<${calledPath(client.path)}>`,
      response_type: 'code',
      scope: encodeURIComponent(client.scopes.list.join(' ')),
      redirect_uri: encoded(client.callbackUrls.items[0]),
    };
    return { client: clientPath(client), url: `${baseUrl(domain)}/login?${Object.entries(query).map(([name, value]) => `${name}=${value}`).join('&')}` };
  });
}

function identityPoolsOf(pool: UserPoolResource): IdentityPool[] {
  return pool.view.identityPools.filter(({ userPools }) => userPools.includes(pool));
}

function mappingNotes(identityPool: IdentityPool, pool: UserPoolResource): string[] {
  const path = calledPath(identityPool.path).replace(/\/IdentityPool$/, '');
  const kinds = identityPool.roleAttachments.flatMap(({ mappings }) => mappings)
    .filter(([, { IdentityProvider }]) => pool.referents(IdentityProvider).includes(pool.cfn))
    .filter(([, { AmbiguousRoleResolution }]) => AmbiguousRoleResolution !== 'AuthenticatedRole').map(([, { Type }]) => Type);
  return [
    ...kinds.includes('Token') ? [`${path} chooses the role by group: users in no group, or in several of the same precedence, get no credentials`] : [],
    ...kinds.includes('Rules') ? [`${path} chooses the role by rules: users whom none matches get no credentials`] : [],
  ];
}

/** Each role once, with all who get it: guests first, then all who signed in, those whom a rule chooses, groups. */
function rolesOf(pool: UserPoolResource): RoleSummary[] {
  const found = new Map<Role, string[]>();
  const add = (who: string, named: readonly Resource[]) => named.filter((role) => role instanceof Role).forEach((role) => gather(found, role, who));
  const attachments = identityPoolsOf(pool).flatMap(({ roleAttachments }) => roleAttachments);
  attachments.forEach((one) => add('guests', one.named(one.roles.at('unauthenticated'))));
  attachments.forEach((one) => add('signed-in users', one.named(one.roles.at('authenticated'))));
  attachments.forEach((one) => add('signed-in users whom a rule chooses', one.named(one.at('RoleMappings'))));
  pool.groups.forEach((group) => add(`the group ${shown(group.name.raw ?? calledPath(group.path))}`, group.named(group.role)));
  return [...found].map(([role, who]) => ({ role: calledPath(role.path), who: who.join(' and '), permissions: permissionsOf(role) }));
}

/** A line for each statement of a role's policies and for each managed policy. */
function permissionsOf(role: Role): string[] {
  return [...role.statements.map(statementLine), ...role.managedPolicies.items.map((arn) => `the managed policy ${shown(arn)}`)];
}

function statementLine(statement: Properties): string {
  const actions = statement.Action === undefined ? `all but ${shown(statement.NotAction)}` : shown(statement.Action);
  const resources = statement.Resource === undefined ? `all but ${shown(statement.NotResource)}` : shown(statement.Resource);
  const conditions = Object.entries((statement.Condition ?? {}) as Record<string, object>).flatMap(([operator, keys]) => (
    Object.entries(keys).map(([key, value]) => `${key} ${operator} ${shown(value)}`)));
  return `${String(statement.Effect)} ${actions} on ${resources}${conditions.length > 0 ? ` if ${conditions.join(' and ')}` : ''}`;
}
