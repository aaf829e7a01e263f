import type { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, type IIdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Lazy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { IdentityPoolGroup, type IdentityPoolGroupOptions } from './identity-pool-group';
import type { IIdentityPoolProvider, UserPoolTokens } from './identity-pool-provider';
import { grantOwnPrefix } from './own-prefix';
import type { RoleMapping } from './role-mapping';
import { webIdentityPrincipal } from './web-identity-principal';
import { failure } from '../private/errors';
import { PoolRegistry } from '../private/pool-registry';
import { checkRules } from '../rules/check';

/**
 * Stands where the L2 would define a role for guests, and is taken out of the attachment. It is nobody's role, so that no grant to guests
 * can ever land on members.
 */
const NOBODY = { roleArn: 'nobody', roleRef: { roleArn: 'nobody', roleName: 'nobody' } } as unknown as iam.IRole;

interface MappedTokens extends UserPoolTokens {
  readonly roleMapping?: RoleMapping;
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
   * The name of the identity pool, 1 to 128 characters.
   *
   * @default - CloudFormation makes one
   */
  readonly identityPoolName?: string;
}

/**
 * Temporary, limited AWS credentials for signed-in people: each of their roles trusts exactly this pool, and guests have none.
 *
 * Choose it when an app calls AWS services directly from a browser or a phone. Behind an API of your own, tokens are enough.
 *
 * Credentials outlive a sign-out by up to an hour: they can't be taken back.
 *
 * In GovCloud and China the stack must name its Region (`env: { region }`): principal and condition keys differ there, and can't be tokens.
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
   * The L2 identity pool, by its interface: the L2's class has a role for guests, which this pool doesn't.
   */
  public readonly identityPool: IIdentityPool;

  /**
   * The role of signed-in people. It may do nothing until something is granted.
   */
  public readonly authenticatedRole: iam.Role;

  private readonly l2: IdentityPool;
  private readonly tokens: MappedTokens[] = [];

  /**
   * Defines the identity pool and the role of signed-in people.
   *
   * Throws when `providers` is empty: nobody could get credentials.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope; the logical id comes from it and may never change
   * @param props whose people get credentials
   */
  constructor(scope: Construct, id: string, props: FederatedIdentityPoolProps) {
    super(scope, id);
    if (props.providers.length === 0) {
      throw failure(this, '"providers" is empty: name whose people get credentials, such as IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)');
    }
    this.authenticatedRole = new iam.Role(this, 'AuthenticatedRole', {
      description: `Signed-in people of the identity pool ${this.node.path}`,
      assumedBy: this.principal(),
    });
    this.l2 = new IdentityPool(this, 'IdentityPool', {
      identityPoolName: props.identityPoolName,
      authenticatedRole: this.authenticatedRole,
      unauthenticatedRole: NOBODY,
      allowUnauthenticatedIdentities: false,
      allowClassicFlow: false,
    });
    this.withoutGuestRole();
    this.identityPool = this.l2;
    props.providers.forEach((provider) => this.addProvider(provider));
    checkRules(this);
  }

  /**
   * Gives credentials to the people of one more provider.
   *
   * Throws when the provider is of a kind that this version doesn't know.
   *
   * @param provider the provider
   */
  public addProvider(provider: IIdentityPoolProvider): void {
    const { userPoolTokens, roleMapping } = provider.bind(this, { identityPoolId: this.l2.identityPoolId });
    if (userPoolTokens === undefined) {
      throw failure(this, 'a provider answers with nothing that this version knows: give "userPoolTokens", or use IdentityPoolProvider.userPool(…)');
    }
    const { clientId, providerName, serverSideTokenCheck = true } = userPoolTokens;
    // the L2's own binder makes the identity pool wait for everything in the user pool's subtree, groups with roles included.
    this.l2.addUserPoolAuthentication({ bind: () => ({ clientId, providerName, serverSideTokenCheck }) });
    this.tokens.push({ ...userPoolTokens, roleMapping });
    if (roleMapping !== undefined) {
      this.l2.roleAttachment.roleMappings = this.roleMappings();
    }
    if (userPoolTokens.userPool !== undefined) {
      this.tell(PoolRegistry.of(userPoolTokens.userPool), roleMapping);
    }
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
    if (!this.tokens.some((tokens) => tokens.userPool === options.userPool && tokens.roleMapping?._bind().type === 'Token')) {
      throw failure(this, `"userPool" of the group "${id}" is "${options.userPool.node.path}", which gives its people no role by group: `
        + 'add it to "providers" with IdentityPoolProvider.userPool(userPool, client, { roleMapping: RoleMapping.token() })');
    }
    const group = IdentityPoolGroup._of(this, id, this.principal(), options);
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

  /** What the pool's summary shows, once for each pool. */
  private tell({ members, roles, notes }: PoolRegistry, roleMapping: RoleMapping | undefined): void {
    if (!members.includes(this)) {
      members.push(this);
    }
    const note = `${this.node.path} chooses the role by group: people in no group, or in several of the same precedence, get no credentials`;
    if (roleMapping !== undefined && !notes.includes(note)) {
      notes.push(note);
    }
    if (roleMapping === undefined && !roles.some(({ role }) => role === this.authenticatedRole)) {
      roles.push({ who: 'signed-in people', role: this.authenticatedRole });
    }
  }

  private principal(): iam.IPrincipal {
    // roles are made before the pool that they trust.
    return webIdentityPrincipal(this, Lazy.string({ produce: () => this.l2.identityPoolId }), 'authenticated');
  }

  /** The L2 attaches a role for guests even when guests are off: ours hands out the members' alone. */
  private withoutGuestRole(): void {
    const attachment: CfnIdentityPoolRoleAttachment = this.l2.roleAttachment;
    attachment.roles = { authenticated: this.authenticatedRole.roleArn };
  }

  /** Keys must be literals, while the provider's name is a token: it stands inside the mapping. */
  private roleMappings(): Record<string, CfnIdentityPoolRoleAttachment.RoleMappingProperty> {
    const mapped = this.tokens.flatMap(({ roleMapping, mappingKey, providerName, clientId }) => roleMapping === undefined ? [] : [
      [mappingKey, { ...roleMapping._bind(), identityProvider: `${providerName}:${clientId}` }],
    ]);
    return Object.fromEntries(mapped) as Record<string, CfnIdentityPoolRoleAttachment.RoleMappingProperty>;
  }
}
