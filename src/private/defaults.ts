import { isDeepStrictEqual } from 'util';
import { Duration, PropertyInjectors, type InjectionContext, type IPropertyInjector } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { assertSound, failure, located } from './errors';

/** A class whose constructor asks property injectors, as all L2s of Cognito do. */
export interface Injectable<P, T> {
  readonly PROPERTY_INJECTION_ID: string;
  new (scope: Construct, id: string, props: P): T;
}

/** Our name of what the caller said, by the L2's. What isn't in it follows from what was asked for, and nobody can leave it out. */
export type Words = Readonly<Record<string, string>>;

/** The words for props whose names are the L2's own. */
export function sameWords(props: object): Words {
  return Object.fromEntries(Object.keys(props).map((name) => [name, name]));
}

/**
 * Defines an L2 of which the caller said something, the company's property injector may say more, and we say the rest.
 *
 * Throws where the injector replaces what the caller said.
 */
export function defineWithDefaults<P extends object, T>(
  scope: Construct, id: string, l2: Injectable<P, T>, said: NoInfer<P>, ours: Partial<NoInfer<P>>, words: Words = {},
): T {
  return define(scope, id, l2, { ...ours, ...injected(scope, id, l2, stated(said), words) });
}

/**
 * What the caller said, and what the company's property injector adds to it: it is asked once, here. What nobody said isn't in it.
 * What was said to be `undefined` stays so.
 *
 * Throws where the injector replaces what the caller said. A struct may grow, a list may not.
 */
export function injected<P extends object, S extends Partial<P>>(
  scope: Construct, id: string, l2: Injectable<P, unknown>, said: S, words: Words = {},
): S & Partial<P> {
  const answer = injectorFor(scope, l2.PROPERTY_INJECTION_ID)?.inject(said, { scope, id }) ?? said;
  assertKept(scope, l2, said, answer, words);
  return stated(answer);
}

/** Throws where an injector's answer isn't what must be. */
export function assertKept<P extends object>(
  scope: Construct, l2: Injectable<P, unknown>, said: Partial<P>, answer: Partial<P>, words: Words = {},
): void {
  for (const key of Object.keys(said)) {
    const found = difference(key, Reflect.get(said, key), Reflect.get(answer, key));
    if (found !== undefined) {
      throw contradiction(scope, l2.PROPERTY_INJECTION_ID, words[found.path] ?? words[key], found);
    }
  }
}

/** Defines an L2 whose property injector was asked already: nothing is injected again. */
export function define<P extends object, T>(scope: Construct, id: string, l2: Injectable<P, T>, props: P): T {
  const injector = injectorFor(scope, l2.PROPERTY_INJECTION_ID);
  if (injector !== undefined) {
    Settled.on(scope, injector).ids.add(id);
  }
  return located(scope, () => new l2(scope, id, props));
}

/** Whether the company has a property injector for an L2 here. */
export function isInjected<P extends object>(scope: Construct, l2: Injectable<P, unknown>): boolean {
  return injectorFor(scope, l2.PROPERTY_INJECTION_ID) !== undefined;
}

/** What the property injector for a construct of ours adds to its props. Throws where it replaces what the caller said, or a value object isn't sound. */
export function ownProps<P extends object>(scope: Construct, id: string, injectionId: string, props: P): P {
  const said = injected(scope, id, { PROPERTY_INJECTION_ID: injectionId } as Injectable<P, unknown>, props, sameWords(props));
  assertSound(scope.node.findChild(id), ...Object.values(said));
  return said;
}

/** The props that aren't undefined: left out and undefined are the same. */
export function stated<P extends object>(props: P): P {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as P;
}

/** The nearest, as CDK looks for it. */
function injectorFor(scope: Construct, injectionId: string): IPropertyInjector | undefined {
  for (let at: IConstruct | undefined = scope; at !== undefined; at = at.node.scope) {
    // PropertyInjectors.of would make one.
    const injector = PropertyInjectors.hasPropertyInjectors(at) ? PropertyInjectors.of(at).for(injectionId) : undefined;
    if (injector !== undefined) {
      return injector;
    }
  }
  return undefined;
}

/** Ours on the scope of an L2: what it is given was asked for already. For everything else it is the company's. */
class Settled implements IPropertyInjector {
  static on(scope: Construct, injector: IPropertyInjector): Settled {
    if (injector instanceof Settled && injector.scope === scope) {
      return injector;
    }
    const settled = new Settled(scope, injector);
    PropertyInjectors.of(scope).add(settled);
    return settled;
  }

  readonly constructUniqueId: string;
  readonly ids = new Set<string>();

  private constructor(private readonly scope: Construct, private readonly company: IPropertyInjector) {
    this.constructUniqueId = company.constructUniqueId;
  }

  inject(originalProps: unknown, context: InjectionContext): unknown {
    return context.scope === this.scope && this.ids.has(context.id) ? originalProps : this.company.inject(originalProps, context);
  }
}

interface Difference {
  /** the L2's name of the prop, and the way into it */
  readonly path: string;
  readonly said: unknown;
  readonly answer: unknown;
}

/** Where the answer isn't what was said. More than was said is no difference. */
function difference(path: string, said: unknown, answer: unknown): Difference | undefined {
  if (said === answer || isDeepStrictEqual(said, answer)) {
    return undefined;
  }
  if (!isStruct(said) || !isStruct(answer)) {
    return { path, said, answer };
  }
  return Object.entries(said).filter(([, value]) => value !== undefined)
    .map(([key, value]) => difference(`${path}.${key}`, value, answer[key]))
    .find((found) => found !== undefined);
}

function isStruct(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
}

function contradiction(scope: Construct, injectionId: string, word: string | undefined, { path, said, answer }: Difference): Error {
  const [is, out] = word === undefined ? ['must be', 'leave it out'] : [`follows "${word}" and is`, `leave "${word}" out`];
  return failure(scope, `"${path}" of ${injectionId} ${is} ${shown(path, said)}, and a property injector makes it ${shown(path, answer)}: let the injector keep what it is given, `
    + `{ ...defaults, ...props }, or ${out}`);
}

function shown(path: string, value: unknown): string {
  if (value !== undefined && typeof value !== 'boolean' && /secret(?!Name)|privateKey/i.test(path)) {
    return 'a secret that isn\'t shown';
  }
  return JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Duration) {
      return part.toString();
    }
    return Construct.isConstruct(part) ? part.node.path : part;
  }) ?? 'undefined';
}
