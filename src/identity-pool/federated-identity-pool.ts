import type { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, type IIdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Lazy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { IdentityPoolGroup, type IdentityPoolGroupOptions } from './identity-pool-group';
import type { IdentityPoolProviderConfig, IIdentityPoolProvider } from './identity-pool-provider';
import { grantOwnPrefix } from './own-prefix';
import { webIdentityPrincipal } from './web-identity-principal';
import { failure } from '../private/errors';
import { PoolRegistry } from '../private/pool-registry';
import { checkRules } from '../rules/check';

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
  private readonly providers: IdentityPoolProviderConfig[] = [];

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
   * @param provider the provider
   */
  public addProvider(provider: IIdentityPoolProvider): void {
    const config = provider.bind(this, { identityPoolId: this.l2.identityPoolId });
    this.providers.push(config);
    this.l2.addUserPoolAuthentication({
      // the L2's own binder makes the identity pool wait for everything in the user pool's subtree, groups with roles included.
      bind: () => ({ clientId: config.clientId, providerName: config.providerName, serverSideTokenCheck: config.serverSideTokenCheck ?? true }),
    });
    if (config.userPool !== undefined) {
      const { roles, notes } = PoolRegistry.of(config.userPool);
      if (config.roleMapping !== undefined) {
        notes.push(`${this.node.path} chooses the role by group: people in no group, or in several of the same precedence, get no credentials`);
      }
      if (config.roleMapping === undefined && !roles.some(({ role }) => role === this.authenticatedRole)) {
        roles.push({ who: 'signed-in people', role: this.authenticatedRole });
      }
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
    if (!this.providers.some((provider) => provider.userPool === options.userPool && provider.roleMapping?._bind().type === 'Token')) {
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

  private principal(): iam.IPrincipal {
    // roles are made before the pool that they trust.
    return webIdentityPrincipal(this, Lazy.string({ produce: () => this.l2.identityPoolId }), 'authenticated');
  }

  /** The L2 makes a role for guests even when guests are off, and attaches it. */
  private withoutGuestRole(): void {
    this.l2.node.tryRemoveChild('UnauthenticatedRole');
    const attachment: CfnIdentityPoolRoleAttachment = this.l2.roleAttachment;
    attachment.roles = { authenticated: this.authenticatedRole.roleArn };
    attachment.roleMappings = Lazy.any({ produce: () => this.roleMappings() });
  }

  /** Keys must be literals, while the provider's name is a token: it stands inside the mapping. */
  private roleMappings(): Record<string, CfnIdentityPoolRoleAttachment.RoleMappingProperty> | undefined {
    const mapped = this.providers.filter((provider) => provider.roleMapping !== undefined);
    return mapped.length === 0 ? undefined : Object.fromEntries(mapped.map((provider) => [provider.mappingKey, {
      ...provider.roleMapping!._bind(),
      identityProvider: `${provider.providerName}:${provider.clientId}`,
    }]));
  }
}
