import { CfnIdentityPoolPrincipalTag, type CfnIdentityPool, type CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, type IIdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy, Validations } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import type { ClassicFlow } from './classic-flow';
import type { GuestAccess } from './guest-access';
import { IdentityAccess } from './identity-access';
import type { IIdentityPoolProvider } from './identity-pool-provider-config';
import { IdentityPoolRole, type IdentityPoolRoleOptions } from './identity-pool-role';
import { NoGuests } from './no-guests';
import { addLogin, type PoolLogin } from './pool-login';
import { PoolRoles } from './pool-roles';
import type { PrincipalTags, PrincipalTagsConfig } from './principal-tags';
import { RoleMappingMode, type RoleMapping } from './role-mapping';
import { defineWithDefaults, ownProps } from '../private/defaults';
import { assertSound, failure, flawOf } from '../private/errors';
import { GrantPolicies } from '../private/grant-policies';
import { subtree } from '../private/subtree';
import { definitionOf } from '../private/whereabouts';
import { acknowledge } from '../rules/acknowledgements';
import { checkRules } from '../rules/check';

interface MappedLogin extends PoolLogin {
  readonly roleMapping?: RoleMapping;
}

/** Our props by those of the L2. */
const WORDS = { identityPoolName: 'identityPoolName', allowUnauthenticatedIdentities: 'guests', allowClassicFlow: 'classicFlow' };

/**
 * Props for `FederatedIdentityPool`.
 */
export interface FederatedIdentityPoolProps {
  /**
   * The providers whose users get credentials. More may be added with `addProvider`.
   */
  readonly providers: IIdentityPoolProvider[];

  /**
   * Whether guests, users who didn't sign in, get credentials too, with a role of their own.
   *
   * @default - they get none, and there is no role for them
   */
  readonly guests?: GuestAccess;

  /**
   * Whether apps may assume roles themselves, by the basic (classic) flow. Every signed-in user may then assume every role that trusts the pool's signed-in users.
   *
   * @default - the enhanced flow only: Cognito chooses the role
   */
  readonly classicFlow?: ClassicFlow;

  /**
   * The name of the identity pool, 1 to 128 characters.
   *
   * @default - CloudFormation makes one
   */
  readonly identityPoolName?: string;

  /**
   * The path of the pool's roles, such as `/app/`.
   *
   * @default '/'
   */
  readonly rolePath?: string;
}

/**
 * Temporary, limited AWS credentials for signed-in users: each of their roles trusts exactly this pool, and guests have none
 * unless `guests` says why.
 *
 * Choose it when an app calls AWS services directly from a browser or a phone. Behind an API of your own, tokens are enough.
 *
 * Credentials outlive a sign-out by up to an hour: they can't be revoked.
 *
 * When the stack goes, so does the pool, and with it the identity ids by which users own objects and items. `MissingRemovalPolicies.of(identities).retain()` of CDK
 * keeps it, its roles and their policies.
 *
 * A permissions boundary for all roles is CDK's own: `iam.PermissionsBoundary.of(identities).apply(policy)`.
 *
 * In GovCloud and China the stack must name its Region (`env: { region }`): principal and condition keys differ there, and can't be tokens. In us-gov-east-1
 * give the roles short names, as the rule `identityPoolRoleName` says.
 *
 * @example
 * declare const auth: AuthenticatedUserPool;
 * declare const app: AppClient;
 * declare const uploads: s3.Bucket;
 * const identities = new FederatedIdentityPool(this, 'Identities', {
 *   providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)],
 * });
 * identities.ownAccess.readWriteObjects(uploads);
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity.html
 */
export class FederatedIdentityPool extends Construct {
  /**
   * What property injectors for this construct are registered with.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-cognito-auth.FederatedIdentityPool';

  /**
   * The L2 identity pool, by its interface: the L2's class has a role for guests, which this pool has only where `guests` allows it.
   */
  public readonly identityPool: IIdentityPool;

  /**
   * The role of signed-in users. It may do nothing until something is granted.
   */
  public readonly authenticatedRole: iam.Role;

  /**
   * The role of guests, users who didn't sign in: undefined while guests are off. It may do nothing until something is granted.
   */
  public readonly guestRole?: iam.Role;

  private readonly l2: IdentityPool;
  private readonly roles: PoolRoles;
  private readonly logins: MappedLogin[] = [];
  private readonly roleMappings: Record<string, CfnIdentityPoolRoleAttachment.RoleMappingProperty> = {};
  private readonly tags = new Map<string, PrincipalTagsConfig>();
  private grantPolicies?: GrantPolicies;

  /**
   * Defines the identity pool and the role of signed-in users.
   *
   * Throws when `providers` is empty and there are no guests: nobody could get credentials; and when a property injector for an L2 replaces what
   * `props` say, or the trust of a role.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope; the logical id comes from it and may never change
   * @param props the providers, and who else gets credentials
   */
  constructor(scope: Construct, id: string, props: FederatedIdentityPoolProps) {
    super(scope, id);
    const said = ownProps(scope, id, FederatedIdentityPool.PROPERTY_INJECTION_ID, props);
    if (said.providers.length === 0 && said.guests === undefined) {
      throw failure(this, '"providers" is empty: name whose users get credentials, such as IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)');
    }
    // roles are made before the pool that they trust.
    this.roles = new PoolRoles(Lazy.uncachedString({ produce: () => this.l2.identityPoolId }), said.rolePath);
    this.authenticatedRole = this.roles.define(this, 'AuthenticatedRole', `Signed-in users of the identity pool ${this.node.path}`);
    this.guestRole = said.guests && this.roles.defineGuest(this, 'GuestRole', `Guests of the identity pool ${this.node.path}`);
    this.l2 = this.definePool(said);
    if (said.guests !== undefined) {
      this.acknowledgeGuests(said.guests.reason);
    }
    if (said.classicFlow !== undefined) {
      acknowledge(this, 'identityPoolClassicFlow', said.classicFlow.reason);
    }
    this.identityPool = this.l2;
    said.providers.forEach((provider) => this.addProvider(provider));
    checkRules(this);
  }

  /**
   * What each signed-in user may do with the user's own objects and items, by identity id. Where every provider has a role mapping without
   * `unmappedUsers`, nobody gets `authenticatedRole`: use the `ownAccess` of the roles that `addRole` returns.
   */
  public get ownAccess(): IdentityAccess {
    return IdentityAccess._own(this.authenticatedRole);
  }

  /**
   * What guests may do with the objects under a prefix, such as `public/`. Each of its methods fails while guests are off.
   */
  public get guestAccess(): IdentityAccess {
    return IdentityAccess._guests(this.l2.unauthenticatedRole);
  }

  /**
   * What signed-in users may do with the objects and items that belong to the value of a principal tag, such as their tenant. A session without the tag may do
   * nothing of it.
   *
   * Throws when the tag isn't one that IAM takes.
   *
   * @param tag the key of a principal tag
   */
  public accessByTag(tag: string): IdentityAccess {
    return IdentityAccess._byTag(this.authenticatedRole, tag);
  }

  /**
   * Gives credentials to the users of one more provider.
   *
   * Throws when the provider is of a kind that this version doesn't know, or one of which an identity pool takes only one; when it is there already; when two
   * clients of a user pool have different tags; when a provider that isn't a user pool has `RoleMapping.token()`.
   *
   * @param provider the provider
   */
  public addProvider(provider: IIdentityPoolProvider): void {
    const config = provider.bind(this, { identityPoolId: this.l2.identityPoolId });
    const { roleMapping, principalTags, tagsFromBackEnd } = config;
    const login = { ...addLogin(this, this.l2, config), roleMapping };
    if (this.logins.some(({ mappedName }) => mappedName === login.mappedName)) {
      throw this.twice(login);
    }
    this.logins.push(login);
    if (roleMapping !== undefined) {
      this.map(login, roleMapping, config.userPoolTokens !== undefined);
    }
    if (principalTags !== undefined) {
      this.addTags(login, principalTags);
    }
    if (tagsFromBackEnd === true) {
      this.roles.openToTags();
    }
    if (login.userPool !== undefined) {
      this.grantPolicies?.waitFor(...upstream(login));
    }
  }

  /**
   * Adds a role for some of the signed-in users: those of a group of a user pool, or those whom a rule of `RoleMapping.rules()` chooses.
   *
   * @example
   * declare const auth: AuthenticatedUserPool;
   * declare const identities: FederatedIdentityPool;
   * const admin = identities.addRole('Admin');
   * auth.addGroup('admin', { role: admin.role });
   *
   * @param id the id of the role, below the construct `Roles`
   * @param options the description, and the name
   */
  public addRole(id: string, options: IdentityPoolRoleOptions = {}): IdentityPoolRole {
    const description = options.description ?? `${id}, users of the identity pool ${this.node.path}`;
    return IdentityPoolRole._of(subtree(this, 'Roles'), id, this.roles, description, options.roleName);
  }

  /**
   * Lets a back end authenticate users under the name of `IdentityPoolProvider.developer()`: `cognito-identity:GetOpenIdTokenForDeveloperIdentity`,
   * on this pool only. The grantee can get credentials as any user of the pool, and with `tagsFromBackEnd` with any tag, of any tenant for example.
   *
   * The synthesis fails when the pool has no developer provider.
   *
   * @param grantee the back end
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html
   */
  public grantDeveloperAuthentication(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({
      // a trigger of the user pool may be one: the pool waits for its default policy, and so would this pool for itself.
      grantee: (this.grantPolicies ??= this.defineGrantPolicies()).granteeFor(grantee),
      actions: ['cognito-identity:GetOpenIdTokenForDeveloperIdentity'],
      resourceArns: [this.identityPool.identityPoolArn],
    });
  }

  private definePool({ identityPoolName, guests, classicFlow }: FederatedIdentityPoolProps): IdentityPool {
    const noGuests = guests === undefined ? new NoGuests(this, 'NoGuests') : undefined;
    const l2 = defineWithDefaults(this, 'IdentityPool', IdentityPool, {
      identityPoolName,
      allowUnauthenticatedIdentities: guests && true,
      allowClassicFlow: classicFlow && true,
      authenticatedRole: this.authenticatedRole,
      unauthenticatedRole: this.guestRole,
    }, { allowClassicFlow: false, unauthenticatedRole: noGuests }, WORDS);
    if (noGuests !== undefined && l2.unauthenticatedRole === noGuests) {
      // the L2 attaches a role for guests even when guests are off.
      l2.roleAttachment.roles = { authenticated: l2.authenticatedRole.roleArn };
    }
    return l2;
  }

  private defineGrantPolicies(): GrantPolicies {
    this.node.addValidation({
      validate: () => (this.l2.node.defaultChild as CfnIdentityPool).developerProviderName === undefined
        ? ['a grantee of grantDeveloperAuthentication() has no provider name: add IdentityPoolProvider.developer(name) to "providers"'] : [],
    });
    const policies = new GrantPolicies(this, () => undefined);
    policies.waitFor(...this.logins.flatMap(upstream));
    return policies;
  }

  /** Keys must be literals, while the provider's name is a token: it stands inside the mapping. */
  private map(login: PoolLogin, roleMapping: RoleMapping, isUserPool: boolean): void {
    const key = login.mappingKey();
    if (this.roleMappings[key] !== undefined) {
      throw this.twice(login);
    }
    if (roleMapping.mode === RoleMappingMode.TOKEN && !isUserPool) {
      throw failure(this, `"roleMapping" of ${JSON.stringify(key)} in "providers" is RoleMapping.token(), and its users' tokens name no role: `
        + 'only a user pool\'s do. Choose the role by other claims with RoleMapping.rules()');
    }
    this.node.addValidation({ validate: () => [flawOf(roleMapping) ?? []].flat() });
    this.roleMappings[key] = { ...roleMapping._bind(), identityProvider: login.mappedName };
    this.l2.roleAttachment.roleMappings = this.roleMappings;
  }

  private twice({ mappingKey }: PoolLogin): Error {
    return failure(this, `"providers" holds two of the key ${JSON.stringify(mappingKey())}, of which the second's roles would replace the first's: `
      + 'name each client or provider once, and give a provider of your own a "mappingKey" of its own');
  }

  private acknowledgeGuests(reason: string): void {
    Validations.of(this.l2).acknowledge({ id: 'AwsSolutions-COG7', reason });
    (this.l2.node.defaultChild as CfnIdentityPool).addMetadata('checkov', { skip: [{ id: 'CKV_AWS_366', comment: reason }] });
    acknowledge(this, 'identityPoolGuests', reason);
  }

  /** One resource for each provider: of a user pool, its clients share it. */
  private addTags({ taggedName, tagsId }: PoolLogin, principalTags: PrincipalTags): void {
    assertSound(this, principalTags);
    const config = principalTags._bind();
    const known = this.tags.get(taggedName);
    if (known !== undefined) {
      if (JSON.stringify(known) !== JSON.stringify(config)) {
        throw failure(this, `"principalTags" of ${tagsId()} are ${JSON.stringify(config)} for one client and ${JSON.stringify(known)} for another: `
          + 'tags belong to the user pool, give its clients the same');
      }
      return;
    }
    this.tags.set(taggedName, config);
    this.roles.openToTags();
    new CfnIdentityPoolPrincipalTag(subtree(this, 'PrincipalTags'), tagsId(), {
      identityPoolId: this.l2.identityPoolId,
      identityProviderName: taggedName,
      ...config,
    });
  }
}

/** The stack of the identity pool waits for that of each user pool. */
function upstream({ userPool }: PoolLogin): IConstruct[] {
  const definition = userPool === undefined ? undefined : definitionOf(userPool);
  return definition === undefined ? [] : [definition];
}
