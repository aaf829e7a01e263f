import { CfnResource, Stack, type CfnOutput } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { circlesFrom } from './circles';
import { linkOf, said, wayOut, type Link } from './link';
import { once } from '../../private/once';
import { topLevel } from '../../private/whereabouts';
import { referents, type Resource } from '../../template/resource';
import { gather, known, type Scan } from '../../template/scan';
import type { View } from '../../template/view';

/** What the model knows and what it can't, for the page of the rules. */
export const CIRCLES_KNOW = 'Circles: what waits for what, by references and DependsOn, within a template and between stacks, as far as a resource of Cognito '
  + 'waits for it; circles of others are CDK\'s and CloudFormation\'s to tell.';

const NESTED = 'AWS::CloudFormation::Stack';

/** A circle within a template, and who tells of it. */
interface Circle {
  readonly nodes: readonly CfnResource[];
  teller?: CfnResource;
}

/**
 * What waits for itself by way of this resource, or of what it waits for: link by link, with a way out. Nothing where another resource tells of it.
 *
 * CloudFormation looks at each template by itself, in which a nested stack is one resource.
 */
export function circleAt({ cfn, view }: Resource): string | undefined {
  const circle = circlesIn(view).get(cfn);
  if (circle === undefined || (circle.teller ??= cfn) !== cfn) {
    return undefined;
  }
  const links = pairs(circle.nodes).map(([from, to]) => linkWithin(view, from, to));
  return `${links.map(said).join(', ')}${wayOut(links, movable(links, view))}`;
}

/**
 * Which stacks wait for each other, as far as one that holds resources of Cognito waits for them: link by link, with a way out, and whom it is about.
 *
 * To be asked before CDK links the stacks: it throws at the link that closes the circle.
 */
export function stackCircle(scan: Scan): { readonly text: string; readonly at: IConstruct } | undefined {
  if (scan.stacks.length < 2) {
    return undefined;
  }
  const elements = new Map<Stack, (CfnResource | CfnOutput)[]>();
  [...scan.resources, ...scan.outputs].forEach((element) => gather(elements, topLevel(element), element));
  const orders = ordersOf(scan);
  const waits = new Map<Stack, ReadonlyMap<Stack, Link | undefined>>();
  const next = (stack: Stack) => known(waits, stack, () => linksOf(stack, elements.get(stack) ?? [], orders.get(stack) ?? [], scan));
  const holders = new Set(scan.resources.filter(isOfCognito).map(topLevel));
  const circle = circlesFrom(holders, (stack) => next(stack).keys())[0]?.nodes;
  if (circle === undefined) {
    return undefined;
  }
  const reasons = pairs(circle).map(([from, to]) => ({ from, to, link: next(from).get(to) }));
  const links = reasons.flatMap(({ link }) => link ?? []);
  const text = reasons.map(({ from, to, link }) => `stack "${from.node.path}" waits for "${to.node.path}"${link === undefined ? ' (addDependency)' : `, as ${said(link)}`}`).join('; ');
  return { text: `${text}${wayOut(links)}`, at: links.flatMap(({ from, to }) => [from, to]).find(isOfCognito) ?? circle[0]! };
}

/** The circles in the templates of a view that are reached from resources of Cognito, by those that may tell of them. Those that meet are told one by one. */
const circlesIn = once((view: View): ReadonlyMap<CfnResource, Circle> => {
  const waits = new Map<CfnResource, readonly CfnResource[]>();
  const next = (cfn: CfnResource) => known(waits, cfn, () => waitsFor(cfn, view));
  const tellers = new Map<CfnResource, CfnResource[]>();
  for (const { cfn } of view.judged) {
    if (isOfCognito(cfn)) {
      for (let at: CfnResource | undefined = cfn; at !== undefined; at = nestedIn(at)) {
        gather(tellers, at, cfn);
      }
    }
  }
  const circles = new Map<CfnResource, Circle>();
  for (const { nodes, root } of circlesFrom(tellers.keys(), next)) {
    const circle = { nodes };
    const met = nodes.flatMap((node) => tellers.get(node) ?? []);
    (met.length > 0 ? met : tellers.get(root)!).forEach((teller) => circles.set(teller, circle));
  }
  return circles;
});

/** What a resource waits for in its template. */
function waitsFor(cfn: CfnResource, view: View): CfnResource[] {
  const resource = view.resource(cfn);
  const targets = resource === undefined ? [] : [...referents(resource.properties.raw), ...view.scan.dependencies(cfn)];
  return targets.flatMap((target) => within(cfn.stack, target) ?? []);
}

/** The resource of a stack that a construct is, or is nested in. */
function within(stack: Stack, target: IConstruct): CfnResource | undefined {
  let at = Stack.isStack(target) ? target.nestedStackResource : target;
  while (CfnResource.isCfnResource(at) && at.stack !== stack) {
    at = nestedIn(at);
  }
  return CfnResource.isCfnResource(at) ? at : undefined;
}

/** The resource as which the stack of another stands in its parent. */
function nestedIn({ stack }: CfnResource): CfnResource | undefined {
  return stack.nestedStackResource as CfnResource | undefined;
}

/** Why a resource waits for another of its template: where nested stacks do, the resources in them say it. */
function linkWithin(view: View, from: CfnResource, to: CfnResource): Link {
  const { scan } = view;
  const sources = from.cfnResourceType === NESTED
    ? scan.resources.filter((one) => one.stack !== from.stack && within(from.stack, one) === from) : [from];
  const links = sources.map((source) => ({ source, target: scan.strangers(source).find((one) => within(from.stack, one) === to) }));
  const { source = from, target = to } = links.find(({ target: found }) => found !== undefined) ?? {};
  return linkOf(scan, source, target, to, view.resource(source)?.properties.raw);
}

/** What is waited for in nested stacks and doesn't itself wait for what makes them wait. */
function movable(links: readonly Link[], view: View): CfnResource[] {
  return pairs(links).flatMap(([{ to }, { from }]) => {
    const waits = new Set(CfnResource.isCfnResource(to) && to !== from ? [to] : []);
    waits.forEach((one) => waitsFor(one, view).forEach((next) => waits.add(next)));
    return waits.size > 0 && !waits.has(from as CfnResource) ? [...waits].slice(0, 1) : [];
  });
}

/** The stacks for which a stack waits, each with one reason: one that is about Cognito, if there is any. */
function linksOf(
  stack: Stack, elements: readonly (CfnResource | CfnOutput)[], orders: readonly Stack[], scan: Scan,
): ReadonlyMap<Stack, Link | undefined> {
  const ends = new Map<Stack, readonly [from: CfnResource | CfnOutput, to: IConstruct]>();
  for (const from of elements) {
    for (const to of scan.strangers(from)) {
      const other = topLevel(to);
      // stacks of two accounts don't wait for each other.
      const counts = other !== stack && other.account === stack.account;
      if (counts && (!ends.has(other) || (!ends.get(other)!.some(isOfCognito) && [from, to].some(isOfCognito)))) {
        ends.set(other, [from, to]);
      }
    }
  }
  const links = new Map<Stack, Link | undefined>([...stack.dependencies, ...orders].map((other) => [other, undefined]));
  ends.forEach(([from, to], other) => links.set(other, linkOf(scan, from, to)));
  return links;
}

/** The stacks for which others wait because constructs in them do. */
function ordersOf({ constructs, stage, stacks }: Scan): ReadonlyMap<Stack, Stack[]> {
  const orders = new Map<Stack, Stack[]>();
  // what holds stacks waits with all of them.
  const stacksOf = (construct: IConstruct) => construct.node.scopes.some(Stack.isStack)
    ? [topLevel(construct)] : stacks.filter(({ node }) => node.scopes.includes(construct));
  for (const construct of constructs) {
    const roots = construct === stage ? [] : construct.node.dependencies;
    for (const from of roots.length === 0 ? [] : stacksOf(construct)) {
      roots.flatMap(stacksOf).filter((to) => to !== from).forEach((to) => gather(orders, from, to));
    }
  }
  return orders;
}

function isOfCognito(construct: IConstruct): boolean {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType.startsWith('AWS::Cognito::');
}

/** Each node with the one that it waits for. */
function pairs<T>(circle: readonly T[]): (readonly [from: T, to: T])[] {
  return circle.map((from, index) => [from, circle[(index + 1) % circle.length]!]);
}
