import { CfnElement, CfnOutput, CfnResource, Stack, Stage, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Policy, POLICIES } from './policy';
import { definitionOf, TemplateResolver, type Definition } from './resolver';

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
  private readonly byType = new Map<string, CfnResource[]>();
  private readonly elements: CfnElement[] = [];
  private readonly definitions = new Map<CfnResource, Definition | undefined>();
  private readonly resolvers = new Map<Stack, TemplateResolver>();
  private byId?: ReadonlyMap<string, CfnElement>;
  private known?: readonly Policy[];

  constructor(readonly stage: IConstruct) {
    this.walk(stage);
  }

  /** In order of definition. */
  ofType(type: string): readonly CfnResource[] { return this.byType.get(type) ?? []; }

  definition(cfn: CfnResource): Definition | undefined {
    return known(this.definitions, cfn, () => definitionOf(cfn, this.resolver(cfn)));
  }

  /** Those that can be attached to roles, read no further than to whom. */
  get policies(): readonly Policy[] {
    this.known ??= POLICIES.flatMap((type) => this.ofType(type)).map((cfn) => new Policy(cfn, this.resolver(cfn)));
    return this.known;
  }

  /** What CloudFormation defines before a resource, as the template says. */
  dependencies(cfn: CfnResource): CfnElement[] {
    // CDK validates the properties of whatever it renders.
    return [definitionOf(cfn, undefined, ['Properties', 'DependsOn'])?.DependsOn ?? []].flat().flatMap((id) => this.element(cfn.stack, id) ?? []);
  }

  /** The element of a stack by its logical id: overrides say whom they mean in no other way. */
  element(stack: Stack, logicalId: string): CfnElement | undefined {
    this.byId ??= new Map(this.elements.map((element) => [`${element.stack.node.path} ${idOf(element)}`, element]));
    return this.byId.get(`${stack.node.path} ${logicalId}`);
  }

  private resolver({ stack }: CfnResource): TemplateResolver { return known(this.resolvers, stack, () => new TemplateResolver()); }

  private walk(at: IConstruct): void {
    this.constructs.push(at);
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
