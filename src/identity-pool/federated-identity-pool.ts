import { CfnIdentityPoolPrincipalTag, type CfnIdentityPool, type CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, type IIdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Lazy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ClassicFlow } from './classic-flow';
import type { GuestAccess } from './guest-access';
import { IdentityPoolGrants } from './identity-pool-grants';
import { IdentityPoolGroup, type IdentityPoolGroupOptions } from './identity-pool-group';
import type { IIdentityPoolProvider } from './identity-pool-provider-config';
import { IdentityPoolRole, type IdentityPoolRoleOptions } from './identity-pool-role';
import { grantOwnPrefix } from './own-prefix';
import { addLogin, type PoolLogin } from './pool-login';
import { PoolRoles } from './pool-roles';
import type { PrincipalTags, PrincipalTagsConfig } from './principal-tags';
import type { RoleMapping, RoleMappingConfig } from './role-mapping';
import { failure } from '../private/errors';
import { GrantPolicies } from '../private/grant-policies';
import { PoolRegistry } from '../private/pool-registry';
import { definitionOf } from '../private/whereabouts';
import { acknowledge } from '../rules/acknowledgements';
import { checkRules } from '../rules/check';

/**
 * Stands where the L2 would define a role for guests, and is taken out of the attachment. It is nobody's role, so that no grant to guests
 * can ever land on members.
 */
const NOBODY = { roleArn: 'nobody', roleRef: { roleArn: 'nobody', roleName: 'nobody' } } as unknown as iam.IRole;

interface MappedLogin extends PoolLogin {
  readonly roleMapping?: RoleMapping;
}

interface MappedRole {
  readonly who: string;
  readonly role: iam.Role;
}

/**
 * Props for `FederatedIdentityPool`.
 */
export interface FederatedIdentityPoolProps {
  /**
   * Whose people get credentials. More may be added with `addProvider`.
   */
  readonly providers: IIdentityPoolProvider[];

  /**
   * Whether people who didn't sign in get credentials too, in a role of their own.
   *
   * @default - they get none, and there is no role for them
   */
  readonly guests?: GuestAccess;

  /**
   * Whether apps may take roles by themselves, by the basic (classic) flow. Every role that trusts the pool's signed-in people is then everybody's.
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
   * What no role of the pool can ever exceed, whatever is granted to it.
   *
   * @default - the roles have no boundary
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The path of the pool's roles, such as `/people/`.
   *
   * @default '/'
   */
  readonly rolePath?: string;
}

/**
 * Temporary, limited AWS credentials for signed-in people: each of their roles trusts exactly this pool, and guests have none
 * unless `guests` says why.
 *
 * Choose it when an app calls AWS services directly from a browser or a phone. Behind an API of your own, tokens are enough.
 *
 * Credentials outlive a sign-out by up to an hour: they can't be taken back.
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
 * identities.grantReadWriteOwn(uploads);
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity.html
 */
export class FederatedIdentityPool extends Construct {
  /**
   * The L2 identity pool, by its interface: the L2's class has a role for guests, which this pool has only where `guests` allows it.
   */
  public readonly identityPool: IIdentityPool;

  /**
   * The role of signed-in people. It may do nothing until something is granted.
   */
  public readonly authenticatedRole: iam.Role;

  /**
   * The role of people who didn't sign in. It may do nothing until something is granted.
   */
  public readonly guestRole?: iam.Role;

  private readonly l2: IdentityPool;
  private readonly roles: PoolRoles;
  private readonly logins: MappedLogin[] = [];
  private readonly mappedRoles: MappedRole[] = [];
  private readonly tags = new Map<string, PrincipalTagsConfig>();
  private readonly policies = new GrantPolicies(this, () => undefined);
  private vouches = false;

  /**
   * Defines the identity pool and the role of signed-in people.
   *
   * Throws when `providers` is empty and there are no guests: nobody could get credentials.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope; the logical id comes from it and may never change
   * @param props whose people get credentials
   */
  constructor(scope: Construct, id: string, props: FederatedIdentityPoolProps) {
    super(scope, id);
    if (props.providers.length === 0 && props.guests === undefined) {
      throw failure(this, '"providers" is empty: name whose people get credentials, such as IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)');
    }
    // roles are made before the pool that they trust.
    this.roles = new PoolRoles(Lazy.string({ produce: () => this.l2.identityPoolId }), {
      path: props.rolePath,
      permissionsBoundary: props.permissionsBoundary,
    });
    this.authenticatedRole = this.roles.define(this, 'AuthenticatedRole', `Signed-in people of the identity pool ${this.node.path}`);
    this.guestRole = props.guests && this.roles.defineGuest(this, 'GuestRole', `Guests of the identity pool ${this.node.path}`);
    this.l2 = new IdentityPool(this, 'IdentityPool', {
      identityPoolName: props.identityPoolName,
      authenticatedRole: this.authenticatedRole,
      unauthenticatedRole: this.guestRole ?? NOBODY,
      allowUnauthenticatedIdentities: props.guests !== undefined,
      allowClassicFlow: props.classicFlow !== undefined,
    });
    if (props.guests === undefined) {
      this.withoutGuestRole();
    } else {
      this.acknowledgeGuests(props.guests._bind());
    }
    if (props.classicFlow !== undefined) {
      acknowledge(this, 'identityPoolClassicFlow', props.classicFlow._bind());
    }
    this.identityPool = this.l2;
    props.providers.forEach((provider) => this.addProvider(provider));
    checkRules(this);
  }

  /**
   * What each signed-in person may do with what is theirs, by identity id.
   */
  public get grants(): IdentityPoolGrants {
    return IdentityPoolGrants._own(this.authenticatedRole);
  }

  /**
   * Gives credentials to the people of one more provider.
   *
   * Throws when the provider is of a kind that this version doesn't know, or one of which an identity pool takes only one; when two clients of
   * a user pool have different tags; when a provider that isn't a user pool has `RoleMapping.token()`.
   *
   * @param provider the provider
   */
  public addProvider(provider: IIdentityPoolProvider): void {
    const config = provider.bind(this, { identityPoolId: this.l2.identityPoolId });
    const { roleMapping, principalTags, tagsFromBackEnd } = config;
    const login = addLogin(this, this.l2, config);
    if (this.logins.some(({ mappingKey }) => mappingKey === login.mappingKey)) {
      throw failure(this, `"providers" holds two of the key ${JSON.stringify(login.mappingKey)}, of which the second's roles would replace the first's: `
        + 'name each client or provider once, and give a provider of your own a "mappingKey" of its own');
    }
    if (roleMapping?._bind().type === 'Token' && config.userPoolTokens === undefined) {
      throw failure(this, `"roleMapping" of ${JSON.stringify(login.mappingKey)} in "providers" is RoleMapping.token(), and its people's tokens name no role: `
        + 'only a user pool\'s do. Choose the role by other claims with RoleMapping.rules()');
    }
    this.logins.push({ ...login, roleMapping });
    if (roleMapping !== undefined) {
      this.l2.roleAttachment.roleMappings = this.roleMappings();
    }
    if (principalTags !== undefined) {
      this.addTags(login, principalTags);
    }
    if (tagsFromBackEnd === true) {
      this.roles.openToTags();
    }
    if (login.userPool !== undefined) {
      const definition = definitionOf(login.userPool);
      this.policies.waitFor(...definition === undefined ? [] : [definition]);
      this.tell(PoolRegistry.of(login.userPool), roleMapping?._bind());
    }
  }

  /**
   * Adds a role for some of the signed-in people, for the rules of `RoleMapping.rules()` to choose.
   *
   * @param id the id of the role in this construct
   * @param options the description
   */
  public addRole(id: string, options: IdentityPoolRoleOptions = {}): IdentityPoolRole {
    const added = IdentityPoolRole._of(this, id, this.roles, options);
    const mapped = { who: `the role ${id}`, role: added.role };
    this.mappedRoles.push(mapped);
    const userPools = this.logins.filter(({ roleMapping }) => roleMapping?._bind().type === 'Rules').flatMap(({ userPool }) => userPool ?? []);
    new Set(userPools.map((userPool) => PoolRegistry.of(userPool))).forEach((registry) => registry.roles.push(mapped));
    return added;
  }

  /**
   * Adds a group to a user pool, whose people get a role of their own. It is defined in this stack, with its role.
   *
   * Throws when the user pool isn't a provider of this pool with `RoleMapping.token()`: the role would have no effect.
   *
   * @param id the id of the group in this construct
   * @param options the user pool, name and precedence
   */
  public addGroup(id: string, options: IdentityPoolGroupOptions): IdentityPoolGroup {
    if (!this.logins.some((login) => login.userPool === options.userPool && login.roleMapping?._bind().type === 'Token')) {
      throw failure(this, `"userPool" of the group "${id}" is "${options.userPool.node.path}", which gives its people no role by group: `
        + 'add it to "providers" with IdentityPoolProvider.userPool(userPool, client, { roleMapping: RoleMapping.token() })');
    }
    const group = IdentityPoolGroup._of(this, id, this.roles, options);
    PoolRegistry.of(options.userPool).roles.push({ who: `the group ${options.groupName ?? id}`, role: group.role });
    return group;
  }

  /**
   * Lets each signed-in person read the objects under their own prefix of a bucket, `<identity id>/`, and list them. Nobody else's.
   *
   * @param bucket the bucket
   */
  public grantReadOwn(bucket: IBucket): iam.Grant {
    return grantOwnPrefix(this.authenticatedRole, bucket, 'read');
  }

  /**
   * Lets each signed-in person read, write, delete and list the objects under their own prefix of a bucket, `<identity id>/`. Nobody else's.
   *
   * @param bucket the bucket
   */
  public grantReadWriteOwn(bucket: IBucket): iam.Grant {
    return grantOwnPrefix(this.authenticatedRole, bucket, 'readWrite');
  }

  /**
   * What signed-in people may do with what belongs to the value of a tag, such as their tenant. Without the tag they may do nothing of it.
   *
   * Throws when the tag isn't one that IAM takes.
   *
   * @param tag the key of a principal tag
   */
  public grantsByTag(tag: string): IdentityPoolGrants {
    return IdentityPoolGrants._byTag(this.authenticatedRole, tag);
  }

  /**
   * Lets a back end vouch for people under the name of `IdentityPoolProvider.developer()`: `cognito-identity:GetOpenIdTokenForDeveloperIdentity`,
   * on this pool only. Whoever has it can be anybody in the pool, and with `tagsFromBackEnd` have any tag: of any tenant, say.
   *
   * The synthesis fails when the pool has no developer provider.
   *
   * @param grantee the back end
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html
   */
  public grantVouch(grantee: iam.IGrantable): iam.Grant {
    if (!this.vouches) {
      this.vouches = true;
      this.node.addValidation({
        validate: () => (this.l2.node.defaultChild as CfnIdentityPool).developerProviderName === undefined
          ? ['a grantee of grantVouch() has no name to vouch under: add IdentityPoolProvider.developer(name) to "providers"'] : [],
      });
    }
    return iam.Grant.addToPrincipal({
      // a trigger of the user pool may be one: the pool waits for its default policy, and so would this pool for itself.
      grantee: this.policies.granteeFor(grantee),
      actions: ['cognito-identity:GetOpenIdTokenForDeveloperIdentity'],
      resourceArns: [this.identityPool.identityPoolArn],
    });
  }

  /** What the pool's summary shows, once for each pool. */
  private tell({ members, roles, notes }: PoolRegistry, mapping: RoleMappingConfig | undefined): void {
    if (!members.includes(this)) {
      members.push(this);
    }
    if (mapping === undefined) {
      if (!roles.some(({ role }) => role === this.authenticatedRole)) {
        roles.push({ who: 'signed-in people', role: this.authenticatedRole });
      }
      return;
    }
    const note = mapping.type === 'Token'
      ? `${this.node.path} chooses the role by group: people in no group, or in several of the same precedence, get no credentials`
      : `${this.node.path} chooses the role by rules: people whom none matches get no credentials`;
    if (!notes.includes(note)) {
      notes.push(note);
    }
    if (mapping.type === 'Rules') {
      roles.push(...this.mappedRoles.filter(({ role }) => !roles.some((known) => known.role === role)));
    }
  }

  /** The L2 attaches a role for guests even when guests are off: ours hands out the members' alone. */
  private withoutGuestRole(): void {
    const attachment: CfnIdentityPoolRoleAttachment = this.l2.roleAttachment;
    attachment.roles = { authenticated: this.authenticatedRole.roleArn };
  }

  private acknowledgeGuests(reason: string): void {
    Validations.of(this.l2).acknowledge({ id: 'AwsSolutions-COG7', reason });
    (this.l2.node.defaultChild as CfnIdentityPool).addMetadata('checkov', { skip: [{ id: 'CKV_AWS_366', comment: reason }] });
    acknowledge(this, 'identityPoolGuests', reason);
  }

  /** One resource for each provider: of a user pool, its clients share it. */
  private addTags({ taggedName, tagsKey }: PoolLogin, principalTags: PrincipalTags): void {
    const config = principalTags._bind();
    const known = this.tags.get(taggedName);
    if (known !== undefined) {
      if (JSON.stringify(known) !== JSON.stringify(config)) {
        throw failure(this, `"principalTags" of ${tagsKey} are ${JSON.stringify(config)} for one client and ${JSON.stringify(known)} for another: `
          + 'tags belong to the user pool, give its clients the same');
      }
      return;
    }
    this.tags.set(taggedName, config);
    this.roles.openToTags();
    new CfnIdentityPoolPrincipalTag(this, `PrincipalTags${tagsKey}`, {
      identityPoolId: this.l2.identityPoolId,
      identityProviderName: taggedName,
      ...config,
    });
  }

  /** Keys must be literals, while the provider's name is a token: it stands inside the mapping. */
  private roleMappings(): Record<string, CfnIdentityPoolRoleAttachment.RoleMappingProperty> {
    const mapped = this.logins.flatMap(({ roleMapping, mappingKey, mappedName }) => roleMapping === undefined ? [] : [
      [mappingKey, { ...roleMapping._bind(), identityProvider: mappedName }],
    ]);
    return Object.fromEntries(mapped) as Record<string, CfnIdentityPoolRoleAttachment.RoleMappingProperty>;
  }
}
