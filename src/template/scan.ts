import { CfnElement, CfnOutput, CfnResource, Stack, Stage, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Policy, POLICIES } from './policy';
import { definitionOf, meetReferences, resolve, TemplateResolver, type Definition } from './resolver';

/**
 * The elements of a stage's templates, from one walk over its constructs, with the indexes that readers ask for.
 */
export class Scan {
  /** When it was read. */
  readonly time = new Date();

  readonly outputs: CfnOutput[] = [];

  /** All that it holds, parents first. */
  readonly constructs: IConstruct[] = [];

  /** Those of every type, in order of definition. */
  readonly resources: CfnResource[] = [];

  /** The stages in it, which answer for themselves. */
  readonly stages: Stage[] = [];

  /** In order of definition, without those that are nested in another. */
  readonly stacks: Stack[] = [];
  private readonly byType = new Map<string, CfnResource[]>();
  private readonly elements: CfnElement[] = [];
  private readonly definitions = new Map<CfnResource, Definition | undefined>();
  private readonly resolvers = new Map<Stack, TemplateResolver>();
  private readonly strange = new Map<CfnElement, readonly (IConstruct | string)[]>();
  private exports?: ReadonlyMap<string, CfnOutput[]>;
  private byId?: ReadonlyMap<string, CfnElement>;
  private known?: readonly Policy[];

  /** @param earlier what was read before CDK linked the stacks, which stays true where nothing is linked */
  constructor(readonly stage: IConstruct, earlier?: Scan) {
    this.walk(stage);
    if (earlier !== undefined && !earlier.isLinked) {
      const linked = new Set([...earlier.strange.keys()].map(({ stack }) => stack));
      earlier.definitions.forEach((definition, cfn) => linked.has(cfn.stack) || this.definitions.set(cfn, definition));
      this.resolvers = earlier.resolvers;
    }
  }

  /** In order of definition. */
  ofType(type: string): readonly CfnResource[] { return this.byType.get(type) ?? []; }

  definition(cfn: CfnResource): Definition | undefined {
    return known(this.definitions, cfn, () => this.watched(cfn, (resolver) => definitionOf(cfn, resolver)));
  }

  /** Those that can be attached to roles, read no further than to whom. */
  get policies(): readonly Policy[] {
    this.known ??= POLICIES.flatMap((type) => this.ofType(type)).map((cfn) => new Policy(cfn, this.resolver(cfn)));
    return this.known;
  }

  /** What a resource or an output refers to in other stacks, nested ones included. */
  strangers(element: CfnResource | CfnOutput): readonly IConstruct[] {
    if (!CfnResource.isCfnResource(element)) {
      this.watched(element, (resolver) => resolve(element, element.value, resolver));
    } else if (/^AWS::(Cognito::|IAM::Role$)/.test(element.cfnResourceType)) {
      this.definition(element); // it is asked for anyway.
    } else if (!this.definitions.has(element)) {
      this.watched(element, (resolver) => meetReferences(element, resolver));
    }
    return (this.strange.get(element) ?? []).flatMap((one) => typeof one === 'string' ? this.exported(one, element.stack) : one);
  }

  /** The outputs that export a name to a stack: names are unique in an account and Region only. */
  private exported(name: string, { account, region }: Stack): CfnOutput[] {
    this.exports ??= this.outputs.filter(({ exportName }) => exportName !== undefined).reduce((index, output) => (
      gather(index, String(resolve(output, output.exportName)), output)), new Map<string, CfnOutput[]>());
    return (this.exports.get(name) ?? []).filter(({ stack }) => mayBe(stack.account, account) && mayBe(stack.region, region));
  }

  /** What CloudFormation defines before a resource, as the template says: an override takes the place of all else. */
  dependencies(cfn: CfnResource): IConstruct[] {
    const overriding = this.definition(cfn)?.DependsOn;
    return overriding === undefined ? cfn.obtainDependencies() : [overriding].flat().flatMap((id) => this.element(cfn.stack, id) ?? []);
  }

  /** The element of a stack by its logical id: overrides say whom they mean in no other way. */
  element(stack: Stack, logicalId: string): CfnElement | undefined {
    this.byId ??= new Map(this.elements.map((element) => [`${element.stack.node.path} ${idOf(element)}`, element]));
    return this.byId.get(`${stack.node.path} ${logicalId}`);
  }

  private resolver({ stack }: CfnElement): TemplateResolver { return known(this.resolvers, stack, () => new TemplateResolver()); }

  /** Whether CDK may have changed resources that refer to nothing: nested stacks get parameters, and what other environments name gets a name. */
  private get isLinked(): boolean {
    const [{ account, region } = { account: '', region: '' }] = this.stacks;
    return this.byType.has('AWS::CloudFormation::Stack') || this.stacks.some((stack) => stack.account !== account || stack.region !== region);
  }

  private watched<T>(element: CfnElement, read: (resolver: TemplateResolver) => T): T {
    const resolver = this.resolver(element);
    const { strangers } = resolver;
    resolver.strangers = [];
    const result = read(resolver);
    if (resolver.strangers.length > 0) {
      this.strange.set(element, resolver.strangers);
    }
    resolver.strangers = strangers;
    return result;
  }

  private walk(at: IConstruct): void {
    this.constructs.push(at);
    if (Stack.isStack(at) && !at.nested) {
      this.stacks.push(at);
    }
    if (CfnElement.isCfnElement(at)) {
      this.add(at);
    }
    for (const child of at.node.children) {
      if (Stage.isStage(child)) {
        this.stages.push(child);
      } else {
        this.walk(child);
      }
    }
  }

  private add(element: CfnElement): void {
    this.elements.push(element);
    if (CfnResource.isCfnResource(element)) {
      this.resources.push(element);
      gather(this.byType, element.cfnResourceType, element);
    } else if (element instanceof CfnOutput) {
      this.outputs.push(element);
    }
  }
}

/** What a map holds under a key: made, where it isn't there. */
export function known<K, T>(map: Map<K, T>, key: K, make: () => T): T {
  if (!map.has(key)) {
    map.set(key, make());
  }
  return map.get(key)!;
}

/** Adds to the list under a key. */
export function gather<K, T>(lists: Map<K, T[]>, key: K, item: T): Map<K, T[]> {
  known(lists, key, () => []).push(item);
  return lists;
}

/** The logical id of an element, which is a token until it is resolved. */
export function idOf(element: CfnElement): string {
  return Stack.of(element).resolve(element.logicalId) as string;
}

/** Whether an environment is the one that a text names, as far as both are known. */
export function mayBe(environment: string, named: string): boolean {
  return named === '' || named.includes('\u2026') || Token.isUnresolved(named) || Token.isUnresolved(environment) || environment === named;
}
