import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnReplicaKey, Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy, Token, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { cognitoMayUse } from './encryption-key';
import { ownProps } from '../private/defaults';
import { failure } from '../private/errors';

/**
 * Props for `DirectoryReplicaKey`.
 */
export interface DirectoryReplicaKeyProps {
  /**
   * The multi-Region key of the pool, in the pool's Region: from a stack there, with `crossRegionReferences` on both, or by its ARN.
   */
  readonly primaryKey: IKey;
}

/**
 * The key of a user pool in the Region of its replica, which Cognito may use there too. It must be there before the replica.
 *
 * It is retained: without it the replica can't be read.
 *
 * @example
 * declare const primaryKey: kms.IKey; // in the pool's Region, multiRegion: true
 * new DirectoryReplicaKey(this, 'Key', { primaryKey });
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-replicate.html
 */
export class DirectoryReplicaKey extends Construct {
  /**
   * What property injectors for this construct are registered with.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-cognito-auth.DirectoryReplicaKey';

  /**
   * The key in this Region.
   */
  public readonly key: IKey;

  /**
   * Defines the replica of the key in the stack's Region.
   *
   * Throws when the primary key is in that Region itself.
   *
   * @param scope the construct to define it in, in a stack in the replica's Region
   * @param id its id in that scope
   * @param props the key in the pool's Region
   */
  constructor(scope: Construct, id: string, props: DirectoryReplicaKeyProps) {
    super(scope, id);
    const said = ownProps(scope, id, DirectoryReplicaKey.PROPERTY_INJECTION_ID, props);
    const { primaryKey } = said;
    const { region } = Stack.of(this);
    if (!Token.isUnresolved(region) && region === primaryKey.env.region) {
      throw failure(this, `"primaryKey" is in ${region} too: define its replica in a stack in the Region of the pool's replica`);
    }
    const administrators = new iam.PolicyStatement({ principals: [new iam.AccountRootPrincipal()], actions: ['kms:*'], resources: ['*'] });
    const cfn = new CfnReplicaKey(this, 'Key', {
      primaryKeyArn: primaryKey.keyArn,
      description: `The user pool's key in the Region of its replica, ${this.node.path}`,
      keyPolicy: new iam.PolicyDocument({ statements: [administrators, ...cognitoMayUse(this)] }),
    });
    cfn.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.key = Key.fromKeyArn(this, 'Imported', cfn.attrArn);
  }
}
