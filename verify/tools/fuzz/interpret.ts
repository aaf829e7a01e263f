import { Aspects, CfnElement, CfnParameter, CfnResource, Fn, type IPropertyInjector, Lazy, PropertyInjectors, Token, Validations } from 'aws-cdk-lib';
import * as core from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ours from 'cdk-cognito-auth';
import { Construct, type IConstruct } from 'constructs';
import { OURS } from './api';
import { CONSTRUCTS, MAKERS, parameter } from './makers';
import { NEIGHBORS } from './neighbors';
import { type Expression, isSpecial, type Program, type Special, type Statement } from './program';
import { World } from './world';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- names come from the assembly.
type Anything = any;

const MODULES: Readonly<Record<string, Anything>> = { 'cdk-cognito-auth.': ours, 'aws-cdk-lib.aws_cognito.': cognito, 'aws-cdk-lib.': core };

/** What a line of plain CDK code threw: none of our business. */
export class ForeignError extends Error {}

/** A line that threw, and what. */
export class StatementError extends Error {
  constructor(readonly statement: number, readonly thrown: unknown) {
    super(`statement ${statement}`);
  }
}

/** Where programs write. */
export interface Folders {
  /** the cloud assembly */
  readonly outdir: string;
  /** the files that programs name */
  readonly files: string;
}

/** Defines what a program says, without the lines to skip. */
export function define(program: Program, folders: Folders, skip: ReadonlySet<number>): World {
  const world = new World(program.stacks, folders.outdir, folders.files, program.updateLock);
  if (program.checked) {
    ours.CognitoRules.check(world.app);
  }
  program.statements.forEach((statement, at) => {
    if (skip.has(at)) {
      return;
    }
    world.stack = world.stacks[statement.stack % world.stacks.length];
    try {
      execute(world, statement);
    } catch (error) {
      throw new StatementError(at, error);
    }
  });
  return world;
}

function execute(world: World, statement: Statement): void {
  switch (statement.kind) {
    case 'new': {
      const props = evaluate(world, statement.props);
      const type = named(statement.type);
      const construct = guarded(statement.type, () => new type(world.stack, world.id(type.name), props));
      world.register(type.name, construct);
      return;
    }
    case 'call': {
      const target = receiver(world, statement.type, statement.at);
      const args = statement.args.map(arg => evaluate(world, arg));
      keep(world, target[statement.method](...args));
      return;
    }
    case 'static': {
      const args = statement.args.map(arg => evaluate(world, arg));
      keep(world, named(statement.type)[statement.method](...args));
      return;
    }
    case 'read': {
      keep(world, receiver(world, statement.type, statement.at)[statement.property]);
      return;
    }
    case 'override': {
      const { type, at, path, value } = statement;
      const [target] = resources(world, type, at);
      const property = path.startsWith('/') ? path.slice(1) : `Properties.${path}`;
      const override = (cfn: CfnResource) => {
        // what is overridden refers to nothing beyond its Stage, also when an Aspect comes to it in the end.
        world.stack = core.Stage.of(cfn) === core.Stage.of(world.stack) ? world.stack : core.Stack.of(cfn);
        cfn.addOverride(property, value === undefined ? undefined : evaluate(world, value));
      };
      if (target !== undefined && !statement.late) {
        override(target);
      } else if (target !== undefined) {
        Aspects.of(target).add({ visit: node => node === target && override(target) });
      }
      return;
    }
    case 'condition': {
      const [target] = resources(world, statement.type, statement.at);
      if (target !== undefined) {
        world.stack = core.Stack.of(target);
        target.cfnOptions.condition = world.condition();
      }
      return;
    }
    case 'neighbor':
      guarded('', () => NEIGHBORS[statement.way](world, statement.at));
      return;
    case 'acknowledge':
      Validations.of(world.stack).acknowledge({ id: `cdk-cognito-auth:${statement.rule}`, reason: 'we know better' });
      return;
    case 'company': {
      const type = named(statement.type);
      const defaults = evaluate(world, statement.defaults);
      const injector: IPropertyInjector = { constructUniqueId: type.PROPERTY_INJECTION_ID, inject: (props: object) => ({ ...defaults, ...props }) };
      PropertyInjectors.of(world.stack).add(injector);
      return;
    }
  }
}

/** Lines of plain CDK code may be wrong: that is between their author and CDK. */
function guarded<T>(type: string, run: () => T): T {
  if (type.startsWith(OURS)) {
    return run();
  }
  try {
    return run();
  } catch (error) {
    throw saidByUs(error) ? error : new ForeignError((error as Error).message);
  }
}

function saidByUs(error: unknown): boolean {
  return error instanceof ForeignError || (error instanceof Error && error.constructor === Error && error.message.startsWith('['));
}

function resources(world: World, type: string, at: number): CfnResource[] {
  const all = world.app.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node) && node.cfnResourceType === type);
  return all.length === 0 ? [] : [all[at % all.length]];
}

function receiver(world: World, type: string, at: number): Anything {
  const name = type.slice(OURS.length);
  const make = CONSTRUCTS[name];
  const made = world.all(name);
  return make === undefined ? made[at % made.length] : guarded('', () => make(world, at));
}

/** What a line answers is used: a text is an output, and a construct is there for later lines. */
function keep(world: World, value: Anything): void {
  if (typeof value === 'string') {
    world.output(value);
  } else if (core.Token.isUnresolved(value)) {
    world.output(String(value));
  } else if (value instanceof ours.UserPoolSummary) {
    world.output(value.toString());
  } else if (Array.isArray(value)) {
    world.output(value.map(one => Construct.isConstruct(one) ? one.node.path : JSON.stringify(one)).join());
  } else if (typeof value === 'object' && value !== null) {
    world.register(value.constructor.name, value);
  }
}

function named(name: string): Anything {
  const [prefix] = Object.keys(MODULES).filter(start => name.startsWith(start));
  return name.slice(prefix.length).split('.').reduce((object, part) => object[part], MODULES[prefix]);
}

// ---------------------------------------------------------------------------------------------------------------- values

export function evaluate(world: World, value: Expression): Anything {
  if (Array.isArray(value)) {
    return value.map(one => evaluate(world, one));
  }
  if (typeof value === 'string') {
    return value === '$id' ? world.id('Id') : value.startsWith('$files/') ? value.replace('$files', world.files) : value;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (isSpecial(value)) {
    return special(world, value);
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, evaluate(world, one)]));
}

function special(world: World, value: Special): Anything {
  if ('$call' in value) {
    const args = value.args.map(arg => evaluate(world, arg));
    const [, className, method] = /^(.*)\.(\w+)$/.exec(value.$call)!;
    const type = named(className);
    const made = type[method](...args);
    readAll(made);
    if (value.then !== undefined) {
      made[value.then.method](...value.then.args.map(arg => evaluate(world, arg)));
    }
    return made;
  }
  if ('$get' in value) {
    return named(value.$get);
  }
  if ('$make' in value) {
    const make = value.$make === 'construct' ? CONSTRUCTS[value.way] : MAKERS[value.$make][value.way];
    return guarded('', () => make(world, value.at));
  }
  const of = value.of.map(one => evaluate(world, one));
  return guarded('', () => token(world, value.$token, of));
}

/** A value object can be read, all of it. */
function readAll(object: Anything): void {
  for (const name in object) {
    String(object[name]);
  }
}

function token(world: World, kind: string, [one, other]: Anything[]): Anything {
  const literal = (value: Anything) => typeof value === 'string' && !Token.isUnresolved(value) ? value : undefined;
  switch (kind) {
    case 'parameter': return parameter(world, literal(one)).valueAsString;
    case 'choice': return parameter(world, literal(one), 'String', undefined, [one, other].filter(value => literal(value) !== undefined)).valueAsString;
    case 'if': return Fn.conditionIf(world.condition().logicalId, one, other).toString();
    case 'lazy': return Lazy.string({ produce: () => one });
    case 'import': return Fn.importValue('Exported');
    case 'sub': return Fn.join('', [one, Fn.ref('AWS::StackName')]);
    case 'other stack': return new CfnParameter(world.otherStack, world.id('FarParameter'), { default: literal(one) }).valueAsString;
    case 'list': return Lazy.list({ produce: () => one === undefined ? [] : [one] });
    default: return parameter(world, literal(one), 'CommaDelimitedList').valueAsList;
  }
}

/** The construct that a logical id stands for. */
export function elementOf(world: World, stack: core.Stack, logicalId: string): IConstruct | undefined {
  return world.app.node.findAll().find(node => CfnElement.isCfnElement(node) && node.stack === stack && stack.resolve(node.logicalId) === logicalId);
}
