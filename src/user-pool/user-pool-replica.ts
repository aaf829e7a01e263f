import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnDeletionPolicy, CfnResource, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { PoolRegistry } from '../private/pool-registry';
import { checkRules } from '../rules/check';

/**
 * Props for `UserPoolReplica`.
 */
export interface UserPoolReplicaProps {
  /**
   * The user pool: ours, a plain L2, or an imported one.
   */
  readonly userPool: IUserPool;

  /**
   * The other Region. **A change replaces the replica.**
   */
  readonly region: string;
}

/**
 * The replica of a user pool in another Region: registered people sign in there while the pool's Region is down. A pool has at most one.
 *
 * It has the pool's id, clients, people and most of its settings; what is per Region comes with `UserPoolReplicaSettings`. It starts inactive.
 * TOTP, sign-up, forgotten passwords and changes of a profile don't work in it. It costs for each person who is active in a month.
 *
 * `auth.addReplica()` defines one beside its pool. This one serves plain L2 pools, and stacks of their own in the pool's Region.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html
 */
export class UserPoolReplica extends Construct {
  /**
   * The Region of the replica.
   */
  public readonly region: string;

  /**
   * The ARN of the replica: the pool's own id in the other Region.
   */
  public readonly userPoolArn: string;

  /**
   * Defines the replica, in a stack in the pool's Region. It is retained like its pool.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope
   * @param props the pool and the other Region
   */
  constructor(scope: Construct, id: string, { userPool, region }: UserPoolReplicaProps) {
    super(scope, id);
    this.region = region;
    this.userPoolArn = Stack.of(this).formatArn({ service: 'cognito-idp', region, resource: 'userpool', resourceName: userPool.userPoolId });
    // the oldest CDK that we support has no L1 of it. Its tags are those of its creation: a changed one would replace it, so it has none.
    const cfn = new CfnResource(this, 'Resource', {
      type: 'AWS::Cognito::UserPoolReplica',
      properties: { UserPoolId: userPool.userPoolId, RegionName: region },
    });
    cfn.cfnOptions.deletionPolicy = cfn.cfnOptions.updateReplacePolicy = deletionPolicyOf(userPool);
    const registry = PoolRegistry.of(userPool);
    registry.needs.push({ feature: 'a replica', plan: 'ESSENTIALS' });
    registry.members.push(this);
    checkRules(this);
  }
}

/** A replica of a pool from elsewhere stays, as that pool does. */
function deletionPolicyOf(userPool: IUserPool): CfnDeletionPolicy {
  const cfn = userPool.node.defaultChild;
  return (CfnResource.isCfnResource(cfn) ? cfn.cfnOptions.deletionPolicy : undefined) ?? CfnDeletionPolicy.RETAIN;
}
