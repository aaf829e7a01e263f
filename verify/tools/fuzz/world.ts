import { App, CfnCondition, CfnOutput, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { StackChoice } from './program';

/** The app that is being defined: its stacks, and what stands in them. */
export class World {
  readonly app: App;
  readonly stacks: Stack[] = [];
  /** the stack of the statement that is being run */
  stack!: Stack;
  /** what has been defined, by the name of its class */
  private readonly objects = new Map<string, unknown[]>();
  private ids = 0;
  /** members of our public API that were used */
  readonly met = new Set<string>();

  constructor(choices: readonly StackChoice[], outdir: string, readonly files: string, updateLock: boolean) {
    this.app = new App({
      outdir,
      builtinCloudFormationValidation: false,
      analyticsReporting: false,
      treeMetadata: false,
      stackTraces: false,
      context: { '@aws-cdk/core:stackResourceLimit': 0, 'cdk-cognito-auth:updateLock': updateLock },
    });
    choices.forEach((choice, at) => this.stacks.push(this.defineStack(choice, at)));
    this.stack = this.stacks[0];
  }

  private defineStack({ environment, inside }: StackChoice, at: number): Stack {
    const account = '123456789012';
    const env = environment === 'none' ? undefined : environment === 'account' ? { account, region: 'eu-central-1' } : { region: environment };
    if (inside === 'nested' && at > 0) {
      return new NestedStack(this.stacks[0], `Nested${at}`);
    }
    const scope = inside === 'stage' ? new Stage(this.app, `Stage${at}`, { env }) : this.app;
    return new Stack(scope, `Stack${at}`, { env });
  }

  id(name: string): string {
    return `${name}${this.ids++}`;
  }

  register(name: string, object: unknown): void {
    this.objects.set(name, [...this.all(name), object]);
  }

  all<T>(name: string): readonly T[] {
    return (this.objects.get(name) ?? []) as T[];
  }

  /** One of those that stand in the same Stage as the current stack, or else whatever `make` makes. */
  pick<T extends IConstruct>(name: string, at: number, make: () => T): T {
    const stage = Stage.of(this.stack);
    const near = this.all<T>(name).filter(one => Stage.of(one) === stage);
    return near.length > 0 ? near[at % near.length] : make();
  }

  /** Something that a stack has once. */
  once<T extends IConstruct>(name: string, make: (stack: Stack, id: string) => T): T {
    return this.onceIn(this.stack, name, make);
  }

  onceIn<T extends IConstruct>(stack: Stack, name: string, make: (stack: Stack, id: string) => T): T {
    const id = `Plain${name}`;
    return stack.node.tryFindChild(id) as T | undefined ?? make(stack, id);
  }

  /** Another stack, where there is one in the same Stage. */
  get otherStack(): Stack {
    const stage = Stage.of(this.stack);
    return this.stacks.find(stack => stack !== this.stack && Stage.of(stack) === stage) ?? this.stack;
  }

  condition(): CfnCondition {
    return this.once('Condition', (stack, id) => new CfnCondition(stack, id, { expression: Fn.conditionEquals(Fn.ref('AWS::Partition'), 'aws') }));
  }

  output(value: string): void {
    new CfnOutput(this.stack, this.id('Output'), { value });
  }
}
