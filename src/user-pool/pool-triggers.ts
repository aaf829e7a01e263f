import type { CfnUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Lazy, Stack, type RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { UserPoolTriggerConfig } from './user-pool-trigger';
import { defineWithDefaults } from '../private/defaults';
import { failure } from '../private/errors';
import type { GrantPolicies } from '../private/grant-policies';
import { subtree } from '../private/subtree';
import { TriggerFunction } from '../workflows/trigger-function';
import type { WorkflowStep, WorkflowTrigger } from '../workflows/workflow-step';

/** A function of the caller's. */
interface OwnTrigger {
  readonly handler: IFunction;
  readonly by?: string;
  readonly version?: string;
}

/**
 * The functions of a pool: each once, with permission for exactly this pool of this account to call it.
 */
export class PoolTriggers {
  /** by name, with whoever needs it, where it isn't `addTrigger` */
  private readonly known = new Map<string, OwnTrigger>();
  /** those that run steps of ours, by name */
  private readonly functions = new Map<string, TriggerFunction>();
  private isWired = false;

  constructor(
    private readonly scope: Construct,
    private readonly userPool: UserPool,
    private readonly policies: GrantPolicies,
    private readonly removalPolicy: RemovalPolicy,
    /** of the key for custom senders, where there is one already */
    private keyArn?: string,
  ) {}

  /**
   * A function of the caller's. Where the trigger has steps of ours it is called after them, by the function that runs them.
   *
   * @param by the construct beside the pool that needs it, where it isn't `addTrigger`
   */
  add({ name, handler, version }: UserPoolTriggerConfig, by?: string): void {
    const first = this.known.get(name);
    if (first !== undefined) {
      throw failure(this.scope, `the trigger ${name} is set already${first.by === undefined ? '' : `, by ${first.by}`}${by === undefined ? '' : `, and ${by} needs it`}: `
        + wayOut(first.handler === handler ? first.by ?? by : undefined));
    }
    this.known.set(name, { handler, by, version });
    this.policies.trigger(handler);
    const steps = this.functions.get(name);
    if (steps === undefined) {
      this.wire(name, handler, version);
    } else {
      steps.add(ownFunction(steps.trigger, handler, by, version));
    }
  }

  /** A step of ours. The function that runs it is called in place of one of the caller's, and calls that after its steps. */
  step(step: WorkflowStep): void {
    const { trigger, actions } = step;
    const steps = this.functions.get(trigger) ?? this.define(trigger, step.version !== undefined);
    if (step.isSingle === true && steps.has(step.name)) {
      throw failure(this.scope, `${step.by} is there already, and a user pool has one: put both into one`);
    }
    steps.add(step);
    if (actions !== undefined) {
      iam.Grant.addToPrincipal({
        grantee: this.policies.granteeFor(steps.handler),
        actions: actions.map((action) => `cognito-idp:${action}`),
        resourceArns: [this.userPool.userPoolArn],
      });
    }
  }

  private define(trigger: WorkflowTrigger, isVersioned: boolean): TriggerFunction {
    const steps = new TriggerFunction(subtree(this.scope, 'Workflows'), trigger);
    this.functions.set(trigger, steps);
    this.policies.trigger(steps.handler);
    const own = this.known.get(trigger);
    if (own !== undefined) {
      subtree(this.scope, 'Triggers').node.tryRemoveChild(permissionId(trigger));
      steps.add(ownFunction(trigger, own.handler, own.by, own.version));
    }
    this.wire(trigger, steps.handler, isVersioned ? Lazy.uncachedString({ produce: () => steps.version }) : undefined);
    return steps;
  }

  /** Has Cognito call a function. */
  private wire(name: string, handler: IFunction, version: string | undefined): void {
    if (!this.isWired) {
      this.isWired = true;
      this.scope.node.addValidation({ validate: () => [...this.contested(), ...this.outdated()] });
    }
    // the L1 of the oldest CDK that we support lacks inbound federation, and the L2 writes wrong shapes.
    this.cfn.addPropertyOverride(`LambdaConfig.${name}`, version === undefined ? handler.functionArn : { LambdaArn: handler.functionArn, LambdaVersion: version });
    handler.addPermission(permissionId(name), {
      principal: new iam.ServicePrincipal('cognito-idp.amazonaws.com'),
      sourceAccount: Stack.of(this.scope).account,
      sourceArn: this.userPool.userPoolArn,
      scope: subtree(this.scope, 'Triggers'),
    });
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
    const ours = [...this.functions].filter(([name]) => !this.known.has(name))
      .map(([name, { handler, askedBy }]): [string, OwnTrigger] => [name, { handler, by: askedBy }]);
    return [...this.known, ...ours].filter(([name]) => l2.has(name.toLowerCase())).map(([name, { handler, by }]) => {
      const same = l2.get(name.toLowerCase()) === JSON.stringify(stack.resolve(handler.functionArn));
      return `the trigger ${name} is set both ${by === undefined ? 'with "addTrigger"' : `by ${by}`} and on the L2 user pool: `
        + (this.functions.has(name) && !this.known.has(name) ? this.userPool === this.scope
          ? 'have one function do both, as "handler" of "duplicateEmails" for example, or define the pool with AuthenticatedUserPool, whose addTrigger has yours called after that'
          : 'add it with addTrigger of AuthenticatedUserPool, which has it called after that' : wayOut(same ? by : undefined));
    });
  }

  /** A function that is called after our steps gets the event that these need. */
  private outdated(): string[] {
    return [...this.known].flatMap(([name, { handler, version }]) => {
      const steps = this.functions.get(name);
      return version === undefined || steps?.version === undefined || steps.version === version ? []
        : [`${steps.askedBy} needs the event ${steps.version} of ${name}, and ${handler.node.path} is written for ${version}: have it take ${steps.version}, and say so in addTrigger`];
    });
  }

  private get cfn(): CfnUserPool {
    return this.userPool.node.defaultChild as CfnUserPool;
  }
}

function permissionId(name: string): string {
  return `${name}Permission`;
}

/** The caller's function, as the last step. */
function ownFunction(trigger: WorkflowTrigger, handler: IFunction, by: string | undefined, version: string | undefined): WorkflowStep {
  const { functionArn } = handler;
  const statements = [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] })];
  return { trigger, name: 'ownFunction', entry: { functionArn }, by: by ?? 'addTrigger', version, statements };
}

/** Where whoever needs the trigger has the very function that somebody adds, it is there once too often. */
function wayOut(by: string | undefined): string {
  return by === undefined ? 'a user pool has one of each, so do both in one function' : `it is the same function, which ${by} sets by itself, so leave addTrigger out`;
}
