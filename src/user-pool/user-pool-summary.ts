import type { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import type { PoolRegistry } from '../private/pool-registry';
import { readable } from '../private/readable';
import { permissionsOf } from '../private/role-permissions';
import { Acknowledgements, type AcceptedFinding } from '../rules/acknowledgements';

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
 * A role that people of the pool get.
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
 * What was decided about a user pool, in words. It is computed when it is read: read it after everything is defined.
 *
 * References that only CloudFormation knows stand in angle brackets, `<region>`.
 */
export class UserPoolSummary {
  /**
   * @internal
   */
  public static _of(owner: IConstruct, registry: PoolRegistry, choices: () => ImmutableChoice[], remarks: () => string[]): UserPoolSummary {
    return new UserPoolSummary(owner, registry, choices, remarks);
  }

  private constructor(
    private readonly owner: IConstruct,
    private readonly registry: PoolRegistry,
    private readonly choices: () => ImmutableChoice[],
    private readonly remarks: () => string[],
  ) {}

  /**
   * The feature plan: LITE, ESSENTIALS or PLUS.
   */
  public get featurePlan(): FeaturePlan {
    return this.registry.plan as FeaturePlan;
  }

  /**
   * Why it is that plan.
   */
  public get featurePlanReasons(): string[] {
    const needs = this.registry.needs.map((need) => `${need.feature} needs ${need.plan}`);
    if (this.registry.chosenPlan !== undefined) {
      return ['set by featurePlan', ...needs];
    }
    return needs.length > 0 ? needs : ['nothing in use needs more'];
  }

  /**
   * What can never change after creation.
   */
  public get immutableChoices(): ImmutableChoice[] {
    return this.choices();
  }

  /**
   * The addresses to register with the identity providers. Empty without a domain or without providers.
   */
  public get redirectUris(): RedirectUri[] {
    const { domain, providers } = this.registry;
    return domain === undefined ? [] : providers.map((provider) => ({
      provider: provider.name,
      uri: readable(this.owner, `${domain.baseUrl}${provider.path ?? '/oauth2/idpresponse'}`),
      ...provider.entityId === undefined ? {} : { entityId: readable(this.owner, provider.entityId) },
      registerAt: provider.console,
    }));
  }

  /**
   * The sign-in pages, one for each client that has one.
   */
  public get signInPages(): SignInPage[] {
    return this.registry.pages.map(({ client, url }) => ({ client: client.node.path, url: readable(client, url()) }));
  }

  /**
   * What the caller may not expect, though it is meant so.
   */
  public get notes(): string[] {
    return [...this.remarks(), ...this.registry.notes];
  }

  /**
   * The roles that identity pools of this library give to the people of this pool.
   */
  public get roles(): RoleSummary[] {
    return this.registry.roles.map(({ role, who }) => ({ role: role.node.path, who, permissions: permissionsOf(role) }));
  }

  /**
   * The findings that were accepted on the pool, its clients, providers and identity pools, or on what holds them, and why.
   */
  public get acknowledgements(): AcceptedFinding[] {
    return this.acknowledged.accepted();
  }

  /**
   * Those of the `acknowledgements` that met no finding: the finding is gone, or it never was where they stand. Remove or move them.
   *
   * Empty until the app is synthesized.
   */
  public get unusedAcknowledgements(): AcceptedFinding[] {
    return this.acknowledged.unused();
  }

  /**
   * The whole summary as text.
   */
  public toString(): string {
    const section = (title: string, lines: string[]): string[] => (lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)]);
    return [
      ...section(`Feature plan: ${this.featurePlan}`, this.featurePlanReasons),
      ...section('Can never change', this.immutableChoices.map((choice) => `${choice.name}: ${choice.value}`)),
      ...section('Sign-in pages', this.signInPages.map((page) => `${page.client}: ${page.url}`)),
      ...section('Register', this.redirectUris.map(({ uri, entityId, provider, registerAt }) => (
        `${uri}${entityId === undefined ? '' : ` and ${entityId}`} at ${provider} (${registerAt})`
      ))),
      ...this.roles.flatMap((role) => section(`Role ${role.role}, for ${role.who}`, role.permissions.length > 0 ? role.permissions : ['nothing yet'])),
      ...section('Notes', this.notes),
      ...section('Acknowledged', this.acknowledgements.map(({ id, path, reason }) => `${id} on ${path}: ${reason}`)),
      ...section('Acknowledged, but not found', this.unusedAcknowledgements.map(({ id, path }) => `${id} on ${path}`)),
    ].join('\n');
  }

  private get acknowledged(): Acknowledgements {
    return Acknowledgements.around([this.owner, ...this.registry.members]);
  }
}
