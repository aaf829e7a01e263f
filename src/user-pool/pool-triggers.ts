import type { CfnUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { failure } from '../private/errors';

/**
 * The functions of a pool: each once, with permission for exactly this pool of this account to call it.
 */
export class PoolTriggers {
  private readonly names = new Set<string>();
  private key?: kms.Key;

  constructor(private readonly scope: Construct, private readonly userPool: UserPool, private readonly onTrigger: (handler: IFunction) => void) {}

  get all(): readonly string[] {
    return [...this.names];
  }

  add(name: string, handler: IFunction, property: unknown): void {
    const known = this.names.has(name) ? name : undefined;
    if (known !== undefined) {
      throw failure(this.scope, `the trigger ${name} is set already: a user pool has one of each, so do both in one function`);
    }
    this.names.add(name);
    // an override goes over whatever the L2's own `addTrigger` says: both can be used side by side.
    (this.userPool.node.defaultChild as CfnUserPool).addPropertyOverride(`LambdaConfig.${name}`, property);
    handler.addPermission(`${name}Permission`, {
      principal: new iam.ServicePrincipal('cognito-idp.amazonaws.com'),
      sourceAccount: Stack.of(this.scope).account,
      sourceArn: Lazy.string({ produce: () => this.userPool.userPoolArn }),
      scope: this.scope,
    });
    this.onTrigger(handler);
  }

  /** A custom sender gets its codes encrypted: with one key for both senders, which it may decrypt with. */
  addSender(name: string, handler: IFunction): void {
    if (this.key === undefined) {
      this.key = new kms.Key(this.scope, 'CustomSenderKey', {
        description: `Codes of the user pool ${this.scope.node.path}, on their way to the function that sends them`,
        enableKeyRotation: true,
        // no code outlives its three minutes, but a pool whose key is gone can't be updated any more.
        removalPolicy: RemovalPolicy.RETAIN,
      });
      (this.userPool.node.defaultChild as CfnUserPool).addPropertyOverride('LambdaConfig.KMSKeyID', this.key.keyArn);
    }
    this.key.grantDecrypt(handler);
    this.add(name, handler, { LambdaArn: handler.functionArn, LambdaVersion: 'V1_0' });
  }
}
