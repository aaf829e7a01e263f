import { CfnCondition, CfnParameter, CfnResource, Token, type Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { meaning, resolve, targetOf } from './resolver';
import { idOf, type Scan } from './scan';
import { isIntrinsic, isObject, isUnknown, type Properties } from './value';
import type { World } from './world';

/**
 * Reads what a template says in one world: conditions are decided, parameters have a value where one is known, texts are put together, and
 * every reference knows what it means, in whatever form it was written.
 */
export class Reader {
  constructor(private readonly scan: Scan, private readonly world: World) {}

  /** A resolved value of a stack, without what is taken back. */
  read(value: unknown, stack: Stack): unknown {
    if (value === null || typeof value !== 'object') {
      return value ?? undefined;
    }
    if (Array.isArray(value)) {
      return value.map((item) => this.read(item, stack)).filter((item) => item !== undefined);
    }
    if (isIntrinsic(value)) {
      return this.intrinsic(value as Properties, stack);
    }
    const read: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(value)) {
      const known = this.read(inner, stack);
      if (known !== undefined) {
        read[name] = known;
      }
    }
    return read;
  }

  /** Whether a resource is defined in this world. */
  isDefined({ cfnOptions, stack }: CfnResource): boolean {
    return cfnOptions.condition === undefined || this.holds(resolve(cfnOptions.condition, cfnOptions.condition.expression), stack);
  }

  private intrinsic(value: Properties, stack: Stack): unknown {
    const [[name, argument]] = Object.entries(value);
    switch (name) {
      case 'Ref':
        return this.ref(value, String(argument), stack);
      case 'Fn::GetAtt': {
        const [id, ...attribute] = Array.isArray(argument) ? argument as unknown[] : String(argument).split('.');
        const path = attribute.map((part) => this.read(part, stack));
        return meaning({ 'Fn::GetAtt': [id, ...path.every((part) => typeof part === 'string') ? [path.join('.')] : path] }, this.target(value, id, stack));
      }
      case 'Fn::If': {
        const [condition, one, other] = argument as unknown[];
        return this.read(this.holds({ Condition: condition }, stack) ? one : other, stack);
      }
      case 'Fn::Join': {
        const [delimiter, parts] = this.read(argument, stack) as [string, unknown];
        return Array.isArray(parts) ? joined(parts.flatMap((part, index): unknown[] => index === 0 ? [part] : [delimiter, part])) : { 'Fn::Join': [delimiter, parts] };
      }
      case 'Fn::Sub':
        return this.substituted(argument, stack);
      case 'Fn::Split': {
        const [delimiter, text] = this.read(argument, stack) as [string, unknown];
        return typeof text === 'string' && !isUnknown(text) ? text.split(delimiter) : { 'Fn::Split': [delimiter, text] };
      }
      case 'Fn::Select': {
        const [index, items] = this.read(argument, stack) as [unknown, unknown];
        return Array.isArray(items) && !isUnknown(index) && !items.some(mayBeMore) ? items[Number(index)] : { 'Fn::Select': [index, items] };
      }
      case 'Fn::ImportValue': {
        const exportName = this.read(argument, stack);
        const output = typeof exportName === 'string' ? this.scan.exported(exportName) : undefined;
        return meaning({ 'Fn::ImportValue': exportName }, targetOf(value) ?? (output && targetOf(resolve(output, output.value))));
      }
      default:
        return { [name]: this.read(argument, stack) };
    }
  }

  private ref(value: Properties, id: string, stack: Stack): unknown {
    if (id.startsWith('AWS::')) {
      return id === 'AWS::NoValue' ? undefined : pseudoParameter(id, stack) ?? { Ref: id };
    }
    const target = this.target(value, id, stack);
    return (target instanceof CfnParameter ? this.parameter(target) : undefined) ?? meaning({ Ref: id }, target);
  }

  /** What a reference means: itself, or else the element of its stack with that logical id. What a nested stack is given means what its parent gives. */
  private target(value: Properties, id: unknown, stack: Stack): IConstruct | undefined {
    const target = targetOf(value) ?? this.scan.element(stack, String(id));
    const given = target instanceof CfnParameter ? this.given(target) : undefined;
    return isObject(given) && 'Ref' in given ? this.target(given, given.Ref, stack.nestedStackParent!)
      : isObject(given) && 'Fn::GetAtt' in given ? targetOf(this.read(given, stack.nestedStackParent!)) : target;
  }

  /** What the parent of a nested stack gives for one of its parameters. */
  private given(parameter: CfnParameter): unknown {
    const nested = parameter.stack.nestedStackResource;
    const given = CfnResource.isCfnResource(nested) ? this.scan.definition(nested)?.Properties?.Parameters : undefined;
    return isObject(given) ? given[idOf(parameter)] : undefined;
  }

  /** Parts of a text with `${Name}`, `${Name.Attribute}`, and `${!Name}`, which is none. */
  private substituted(argument: unknown, stack: Stack): unknown {
    const [text, given = {}] = [argument].flat() as [unknown, Properties?];
    return joined(String(text).split(/(\${[^}]*})/).map((part) => {
      const [, name] = /^\${([^}]*)}$/.exec(part) ?? [];
      if (name === undefined) {
        return part;
      }
      if (name.startsWith('!')) {
        return `\${${name.slice(1)}}`;
      }
      return this.read(name in given ? given[name] : name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, stack);
    }));
  }

  private holds(expression: unknown, stack: Stack): boolean {
    const [[name, argument]] = Object.entries(isObject(expression) ? expression : { Condition: expression });
    const all = (Array.isArray(argument) ? argument : [argument]) as unknown[];
    switch (name) {
      case 'Condition': {
        const condition = this.scan.element(stack, String(argument));
        return condition instanceof CfnCondition ? this.holds(resolve(condition, condition.expression), stack) : this.either(`${stack.node.path} ${String(argument)}`);
      }
      case 'Fn::Not':
        return !this.holds(all[0], stack);
      case 'Fn::And':
        return all.every((one) => this.holds(one, stack));
      case 'Fn::Or':
        return all.some((one) => this.holds(one, stack));
      case 'Fn::Equals':
        return this.equal(all[0], all[1], stack);
      default:
        return this.either(JSON.stringify(expression));
    }
  }

  private equal(one: unknown, other: unknown, stack: Stack): boolean {
    const parameters = [one, other].map((side) => isObject(side) && 'Ref' in side ? this.target(side, side.Ref, stack) : undefined);
    // what a parameter is compared with is one of the values that it may have.
    const [left, right] = [one, other].map((side, index) => {
      const parameter = parameters[index];
      const opposite = this.read([one, other][1 - index], stack);
      return parameter instanceof CfnParameter && !isUnknown(opposite) ? this.parameter(parameter, String(opposite)) : this.read(side, stack);
    });
    return isUnknown(left) || isUnknown(right) ? this.either(JSON.stringify([left, right])) : left === right;
  }

  private either(key: string): boolean {
    return this.world.choose(key, [true, false]) as boolean;
  }

  /** The value of a parameter, where one is known. */
  private parameter(parameter: CfnParameter, compared?: string): unknown {
    const given = this.given(parameter);
    if (given !== undefined) {
      return this.read(given, parameter.stack.nestedStackParent!);
    }
    const { allowedValues, type, noEcho } = parameter;
    const byDefault: unknown = parameter.default;
    const isKnown = byDefault !== undefined && !noEcho && !type.startsWith('AWS::SSM::');
    const options = allowedValues ?? [...isKnown ? [byDefault] : [undefined], ...compared === undefined ? [] : [compared, undefined]];
    // one parameter has one name, in whatever stack: that is how a deployment gives values.
    const value = this.world.choose(`Parameter ${idOf(parameter)}`, options);
    return typeof value === 'string' && /^(CommaDelimited)?List/.test(type) ? value.split(',') : value;
  }
}

function pseudoParameter(id: string, stack: Stack): string | undefined {
  const value = id === 'AWS::Region' ? stack.region : id === 'AWS::AccountId' ? stack.account : undefined;
  return value === undefined || Token.isUnresolved(value) ? undefined : value;
}

/** Whether an item of a list may turn out to be several. */
function mayBeMore(item: unknown): boolean {
  return isObject(item) && isIntrinsic(item) && !('Ref' in item || 'Fn::GetAtt' in item || 'Fn::Join' in item);
}

/** A text of literals and references: a string where all of it is known. */
function joined(parts: readonly unknown[]): unknown {
  const pieces: unknown[] = [];
  for (const part of parts.flatMap(flattened)) {
    const last = pieces.at(-1);
    if (typeof part !== 'object' && typeof last === 'string') {
      pieces[pieces.length - 1] = last + String(part);
    } else if (part !== '' && part !== undefined) {
      pieces.push(typeof part === 'object' ? part : String(part));
    }
  }
  return pieces.length > 1 || isObject(pieces[0]) ? pieces.length === 1 ? pieces[0] : { 'Fn::Join': ['', pieces] } : pieces[0] ?? '';
}

function flattened(part: unknown): unknown[] {
  const [delimiter, inner] = isObject(part) && Array.isArray(part['Fn::Join']) ? part['Fn::Join'] as unknown[] : [];
  return delimiter === '' && Array.isArray(inner) ? inner : [part];
}

