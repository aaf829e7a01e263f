import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnDeletionPolicy, CfnResource, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { DirectoryReplicaKey } from './directory-replica-key';
import { ownProps } from '../private/defaults';
import { failure } from '../private/errors';
import { checkRules } from '../rules/check';

/**
 * Options for `AuthenticatedUserPool.addReplica()`.
 */
export interface DirectoryReplicaOptions {
  /**
   * The Region of the replica. **A change replaces the replica.**
   */
  readonly region: string;

  /**
   * The pool's key in the other Region: the replica's stack waits for its stack. It can't be in a stack that waits for the replica's own, as one does
   * whose primary key is defined beside the pool: define the primary key in a stack of its own.
   *
   * @default - it is there already
   */
  readonly replicaKey?: DirectoryReplicaKey;

  /**
   * The tags that the replica gets when it is made, by their keys. **A change replaces the replica**, so `Tags.of()` doesn't reach it: tag it by the API later.
   *
   * @default - the replica has no tags
   */
  readonly tagsAtCreation?: { [key: string]: string };
}

/**
 * Props for `DirectoryReplica`.
 */
export interface DirectoryReplicaProps extends DirectoryReplicaOptions {
  /**
   * The user pool: an `AuthenticatedUserPool`'s, a plain L2, or an imported one.
   */
  readonly userPool: IUserPool;
}

/**
 * The replica of a user pool in another Region: registered users sign in there while the pool's Region is down. A pool has at most one.
 *
 * It has the pool's id, clients, users and most of its settings; what is per Region comes with `DirectoryReplicaSettings`. It starts inactive.
 * TOTP, sign-up, forgotten passwords and changes of a profile don't work in it. It costs for each user who is active in a month.
 *
 * `auth.addReplica()` defines one beside its pool. This one serves plain L2 pools, and stacks of their own in the pool's Region.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html
 */
export class DirectoryReplica extends Construct {
  /**
   * What property injectors for this construct are registered with.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-cognito-auth.DirectoryReplica';

  /**
   * The Region of the replica.
   */
  public readonly region: string;

  /**
   * The ARN of the replica: the pool's own id in the other Region.
   */
  public readonly userPoolArn: string;

  /**
   * Defines the replica, in a stack in the pool's Region. It is retained as its pool is by then.
   *
   * Throws when the stack of `replicaKey` waits for this one.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope
   * @param props the pool and the other Region
   */
  constructor(scope: Construct, id: string, props: DirectoryReplicaProps) {
    super(scope, id);
    const said = ownProps(scope, id, DirectoryReplica.PROPERTY_INJECTION_ID, props);
    const { userPool, region } = said;
    this.awaitKey(said.replicaKey);
    this.region = region;
    this.userPoolArn = Stack.of(this).formatArn({ service: 'cognito-idp', region, resource: 'userpool', resourceName: userPool.userPoolId });
    // the oldest CDK that we support has no L1 of it. Its tags are those of its creation: a changed one would replace it, so an Aspect's don't count.
    const cfn = new CfnResource(this, 'Resource', {
      type: 'AWS::Cognito::UserPoolReplica',
      properties: { UserPoolId: userPool.userPoolId, RegionName: region, UserPoolTagsAtCreate: said.tagsAtCreation },
    });
    const policy = deletionPolicyOf(userPool);
    cfn.cfnOptions.deletionPolicy = policy;
    // CloudFormation knows RetainExceptOnCreate for deletions only.
    cfn.cfnOptions.updateReplacePolicy = policy === CfnDeletionPolicy.DELETE ? policy : CfnDeletionPolicy.RETAIN;
    checkRules(this);
  }

  private awaitKey(replicaKey: DirectoryReplicaKey | undefined): void {
    const own = Stack.of(this);
    if (replicaKey === undefined || Stack.of(replicaKey) === own) {
      return;
    }
    const other = Stack.of(replicaKey);
    if (other.dependencies.includes(own)) {
      throw failure(this, `"replicaKey" is in the stack "${other.node.path}", which waits for "${own.node.path}", where the replica is: define the primary key in a `
        + 'stack of its own');
    }
    this.node.addDependency(replicaKey);
  }
}

/** A replica of a pool from elsewhere stays, as that pool does. */
function deletionPolicyOf(userPool: IUserPool): CfnDeletionPolicy {
  const cfn = userPool.node.defaultChild;
  return (CfnResource.isCfnResource(cfn) ? cfn.cfnOptions.deletionPolicy : undefined) ?? CfnDeletionPolicy.RETAIN;
}
