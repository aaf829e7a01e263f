import type { CfnUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Stack, type RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { UserPoolTriggerConfig } from './user-pool-trigger';
import { defineWithDefaults } from '../private/defaults';
import { failure } from '../private/errors';
import type { GrantPolicies } from '../private/grant-policies';
import { subtree } from '../private/subtree';

/**
 * The functions of a pool: each once, with permission for exactly this pool of this account to call it.
 */
export class PoolTriggers {
  /** by name, with whoever needs it, where it isn't `addTrigger` */
  private readonly known = new Map<string, { readonly handler: IFunction; readonly by?: string }>();
  constructor(
    private readonly scope: Construct,
    private readonly userPool: UserPool,
    private readonly policies: GrantPolicies,
    private readonly removalPolicy: RemovalPolicy,
    /** of the key for custom senders, where there is one already */
    private keyArn?: string,
  ) {}

  /** @param by the construct beside the pool that needs it, where it isn't `addTrigger` */
  add({ name, handler, version }: UserPoolTriggerConfig, by?: string): void {
    const first = this.known.get(name);
    if (first !== undefined) {
      throw failure(this.scope, `the trigger ${name} is set already${first.by === undefined ? '' : `, by ${first.by}`}${by === undefined ? '' : `, and ${by} needs it`}: `
        + wayOut(first.handler === handler ? first.by ?? by : undefined));
    }
    if (this.known.size === 0) {
      this.scope.node.addValidation({ validate: () => this.contested() });
    }
    this.known.set(name, { handler, by });
    // the L1 of the oldest CDK that we support lacks inbound federation, and the L2 writes wrong shapes.
    this.cfn.addPropertyOverride(`LambdaConfig.${name}`, version === undefined ? handler.functionArn : { LambdaArn: handler.functionArn, LambdaVersion: version });
    handler.addPermission(`${name}Permission`, {
      principal: new iam.ServicePrincipal('cognito-idp.amazonaws.com'),
      sourceAccount: Stack.of(this.scope).account,
      sourceArn: this.userPool.userPoolArn,
      scope: subtree(this.scope, 'Triggers'),
    });
    this.policies.trigger(handler);
  }

  /** A custom sender gets its codes encrypted: with one key for both senders, which it may decrypt with. */
  addSender(sender: UserPoolTriggerConfig): void {
    this.add(sender);
    this.keyArn ??= this.defineKey().keyArn;
    this.cfn.addPropertyOverride('LambdaConfig.KMSKeyID', this.keyArn);
    // not the key's `grantDecrypt`: it makes a function in another stack wait for the pool's, and can't bear one imported without its role.
    iam.Grant.addToPrincipal({ grantee: this.policies.granteeFor(sender.handler), actions: ['kms:Decrypt'], resourceArns: [this.keyArn] });
  }

  private defineKey(): kms.Key {
    return defineWithDefaults<kms.KeyProps, kms.Key>(this.scope, 'CustomSenderKey', kms.Key, {}, {
      description: `Codes of the user pool ${this.scope.node.path}, on their way to the function that sends them`,
      enableKeyRotation: true,
      // no code outlives its three minutes, but a pool whose key is gone can't be updated any more.
      removalPolicy: this.removalPolicy,
    });
  }

  /** Our overrides would go silently over what the L2's own `addTrigger` says. */
  private contested(): string[] {
    const stack = Stack.of(this.scope);
    const config = (stack.resolve(this.cfn.lambdaConfig) as object | undefined) ?? {};
    const l2 = new Map(Object.entries(config).map(([name, arn]) => [name.toLowerCase(), JSON.stringify(arn)]));
    return [...this.known].filter(([name]) => l2.has(name.toLowerCase())).map(([name, { handler, by }]) => {
      const same = l2.get(name.toLowerCase()) === JSON.stringify(stack.resolve(handler.functionArn));
      return `the trigger ${name} is set both ${by === undefined ? 'with "addTrigger"' : `by ${by}`} and on the L2 user pool: ${wayOut(same ? by : undefined)}`;
    });
  }

  private get cfn(): CfnUserPool {
    return this.userPool.node.defaultChild as CfnUserPool;
  }
}

/** Where whoever needs the trigger has the very function that somebody adds, it is there once too often. */
function wayOut(by: string | undefined): string {
  return by === undefined ? 'a user pool has one of each, so do both in one function' : `it is the same function, which ${by} sets by itself, so leave addTrigger out`;
}
