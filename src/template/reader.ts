import { CfnCondition, CfnMapping, CfnParameter, CfnResource, Token, type CfnOutput, type Stack } from 'aws-cdk-lib/core';
import { joined, meaning, meaningOf, resolve, targetOf, type Definition, type Meaning } from './resolver';
import { gather, idOf, mayBe, type Scan } from './scan';
import { isIntrinsic, isLiteral, isObject, isUnknown, own, withParts, type Properties } from './value';
import type { World } from './world';

/**
 * Reads what a template says in one world: conditions are decided, parameters have a value where one is known, texts are put together, and
 * every reference knows what it means, in whatever form it was written.
 *
 * Without a world nothing is decided: every resource is there, conditions stand as what they compare, mappings as what they hold, parameters as their
 * names.
 */
export class Reader {
  private exports?: ReadonlyMap<unknown, CfnOutput[]>;
  private readonly reading = new Set<unknown>();

  constructor(private readonly scan: Scan, private readonly world?: World) {}

  /** A resolved value of a stack, without what is taken back: itself, where it doesn't turn out otherwise. */
  read(value: unknown, stack: Stack): unknown {
    if (!isObject(value)) {
      return value ?? undefined;
    }
    if (isIntrinsic(value)) {
      const known = this.intrinsic(value as Properties, stack);
      // an ARN with a literal name, which is how CDK writes a reference to another account or Region, still means what has that name.
      return isObject(known) && isIntrinsic(known) && targetOf(known) === undefined ? meaning(known, meaningOf(value)) : known;
    }
    let isSame = true;
    const read = withParts(value, (part) => {
      const known = this.read(part, stack);
      isSame &&= known === part && known !== undefined;
      return known;
    });
    return isSame ? value : read;
  }

  /** Whether a resource is defined in this world. */
  isDefined({ stack }: CfnResource, { Condition }: Definition): boolean {
    return Condition === undefined || this.world === undefined || this.holds({ Condition }, stack);
  }

  /** What a condition compares, without the names of conditions. */
  expression(value: unknown, stack: Stack): unknown {
    if (!isObject(value) || 'Fn::Equals' in value) {
      return this.read(value, stack);
    }
    const condition = 'Condition' in value ? this.scan.element(stack, String(value.Condition)) : undefined;
    return condition instanceof CfnCondition ? this.once(condition, () => this.expression(resolve(condition, condition.expression), stack), value)
      : withParts(value, (part) => this.expression(part, stack));
  }

  private intrinsic(value: Properties, stack: Stack): unknown {
    const [[name, argument]] = Object.entries(value);
    switch (name) {
      case 'Ref':
        return this.ref(value, String(argument), stack);
      case 'Fn::GetAtt':
        return this.attribute(value, argument, stack);
      case 'Fn::Sub':
        return this.substituted(argument, stack);
      case 'Fn::ImportValue': {
        const exportName = this.read(argument, stack);
        const output = targetOf(value) === undefined ? this.exported(exportName, stack) : undefined;
        return output === undefined ? { [name]: exportName } : this.output(output);
      }
    }
    if (!Array.isArray(argument)) {
      return { [name]: this.read(argument, stack) };
    }
    if (name === 'Fn::If') {
      const [condition, one, other] = argument as unknown[];
      if (this.world === undefined) {
        return { [name]: [this.expression({ Condition: condition }, stack), ...[one, other].map((branch) => this.read(branch, stack) ?? { Ref: 'AWS::NoValue' })] };
      }
      return this.read(this.holds({ Condition: condition }, stack) ? one : other, stack);
    }
    const [first, second] = this.read(argument, stack) as unknown[];
    switch (name) {
      case 'Fn::Join':
        return Array.isArray(second) ? joined(second.flatMap((part: unknown, at) => at === 0 ? [part] : [first, part])) : { [name]: [first, second] };
      case 'Fn::Split':
        return isLiteral(second) ? second.split(String(first)) : { [name]: [first, second] };
      case 'Fn::Select':
        return Array.isArray(second) && !isUnknown(first) && !second.some(mayBeMore) ? second[Number(first)] : { [name]: [first, second] };
      case 'Fn::FindInMap':
        return this.mapped(argument, stack);
      default:
        return { [name]: this.read(argument, stack) };
    }
  }

  private mapped(argument: readonly unknown[], stack: Stack): unknown {
    const [map, ...keys] = this.read(argument, stack) as unknown[];
    const element = isLiteral(map) ? this.scan.element(stack, map) : undefined;
    const { Mappings } = (element instanceof CfnMapping ? resolve(element, element._toCloudFormation()) : {}) as { Mappings?: Properties };
    const content = isLiteral(map) ? own(Mappings ?? {}, map) : undefined;
    const found = keys.reduce((within, key) => isObject(within) && isLiteral(key) ? own(within as Properties, key) : undefined, content);
    return found ?? { 'Fn::FindInMap': [this.world === undefined ? content ?? map : map, ...keys] };
  }

  private ref(value: Properties, id: string, stack: Stack): unknown {
    if (id.startsWith('AWS::')) {
      return id === 'AWS::NoValue' ? undefined : pseudoParameter(id, stack) ?? { Ref: id };
    }
    const means = this.meaning(value, id, stack);
    const target = means?.target;
    const known = target instanceof CfnParameter ? this.given(target) ?? this.parameter(target) : undefined;
    const isList = target instanceof CfnParameter && /^(CommaDelimited)?List/.test(target.type);
    return isList && isLiteral(known) ? known.split(',').map((item) => item.trim()) : known ?? meaning(value, means);
  }

  /** In both forms, `Resource.Attribute` and `[Resource, Attribute]`. Of a nested stack it is what the output says. */
  private attribute(value: Properties, argument: unknown, stack: Stack): unknown {
    const [id, ...path] = this.read(typeof argument === 'string' ? argument.split('.') : [argument].flat(), stack) as unknown[];
    const attribute = path.every((part) => typeof part === 'string') ? [path.join('.')] : path;
    const means = this.meaning(value, id, stack, attribute[0]);
    const target = means?.target;
    const output = CfnResource.isCfnResource(target) && target.cfnResourceType === 'AWS::CloudFormation::Stack'
      ? this.scan.outputs.find((one) => one.stack.nestedStackResource === target && `Outputs.${idOf(one)}` === attribute[0]) : undefined;
    return output === undefined ? meaning({ 'Fn::GetAtt': [id, ...attribute] }, means) : this.output(output);
  }

  /** What a reference means: what it remembers, or else the element of its stack with that logical id. */
  private meaning(value: Properties, id: unknown, stack: Stack, attribute?: unknown): Meaning | undefined {
    const element = meaningOf(value) === undefined ? this.scan.element(stack, String(id)) : undefined;
    return element === undefined ? meaningOf(value) : { target: element, attribute };
  }

  private output(output: CfnOutput): unknown {
    return this.once(output, () => this.read(resolve(output, output.value), output.stack), undefined);
  }

  /** What leads back to itself is known to nobody. */
  private once<T>(what: unknown, read: () => T, unknown: T): T {
    if (this.reading.has(what)) {
      return unknown;
    }
    this.reading.add(what);
    const result = read();
    this.reading.delete(what);
    return result;
  }

  /** The output that exports a name to a stack: names are unique in an account and Region only. */
  private exported(name: unknown, { account, region }: Stack): CfnOutput | undefined {
    this.exports ??= this.scan.outputs.filter(({ exportName }) => exportName !== undefined).reduce((index, output) => (
      gather(index, this.read(resolve(output, output.exportName), output.stack), output)), new Map<unknown, CfnOutput[]>());
    return this.exports.get(name)?.find(({ stack }) => mayBe(stack.account, account) && mayBe(stack.region, region));
  }

  /** What the parent of a nested stack gives one of its parameters. */
  private given(parameter: CfnParameter): unknown {
    const { nestedStackResource: nested, nestedStackParent: parent } = parameter.stack;
    const { Parameters: parameters } = CfnResource.isCfnResource(nested) ? this.scan.definition(nested)?.Properties ?? {} : {};
    return isObject(parameters) && parent !== undefined ? this.read(parameters[idOf(parameter)], parent) : undefined;
  }

  /** Parts of a text with `${Name}`, `${Name.Attribute}`, and `${!Name}`, which is none. */
  private substituted(argument: unknown, stack: Stack): unknown {
    const [text, given] = [argument].flat() as unknown[];
    const values = isObject(given) ? given : {};
    return joined(String(text).split(/(\${[^}]*})/).map((part) => {
      const [, name] = /^\${([^}]*)}$/.exec(part) ?? [];
      if (name === undefined) {
        return part;
      }
      if (name.startsWith('!')) {
        return `\${${name.slice(1)}}`;
      }
      return this.read(Object.hasOwn(values, name) ? values[name] : name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, stack);
    }));
  }

  private holds(expression: unknown, stack: Stack): boolean {
    const [[name, argument] = [undefined, undefined]] = isObject(expression) ? Object.entries(expression) : [];
    const all = (Array.isArray(argument) ? argument : [argument]) as unknown[];
    switch (name) {
      case 'Condition': {
        const condition = this.scan.element(stack, String(argument));
        return condition instanceof CfnCondition ? this.once(condition, () => this.holds(resolve(condition, condition.expression), stack), false)
          : this.either(`${stack.node.path} ${String(argument)}`);
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
        return this.either(JSON.stringify(expression) ?? '');
    }
  }

  private equal(one: unknown, other: unknown, stack: Stack): boolean {
    const left = this.compared(one, other, stack);
    const right = this.compared(other, one, stack);
    return isObject(left) || isObject(right) ? this.either(JSON.stringify([left, right])) : left !== undefined && String(left) === String(right);
  }

  /** A side of a comparison. Where it is unknown it may be what it is compared with, or something else, which is `undefined`. */
  private compared(side: unknown, opposite: unknown, stack: Stack): unknown {
    const target = isObject(side) && 'Ref' in side ? this.meaning(side, side.Ref, stack)?.target : undefined;
    const known = this.read(opposite, stack);
    if (target instanceof CfnParameter && this.given(target) === undefined && !isObject(known)) {
      return this.parameter(target, String(known));
    }
    const value = this.read(side, stack);
    return isUnknown(value) && !isUnknown(known) ? this.world?.choose(JSON.stringify(value), [String(known), undefined]) : value;
  }

  private either(key: string): boolean {
    return this.world?.choose(key, [true, false]) as boolean;
  }

  /**
   * The value of a parameter, where one is known: its default first.
   *
   * @param compared one of the values that it may have
   */
  private parameter(parameter: CfnParameter, compared?: string): unknown {
    const isHidden = parameter.noEcho || parameter.type.startsWith('AWS::SSM::');
    const [byDefault, allowed] = (isHidden ? [[]] : resolve(parameter, [[parameter.default], parameter.allowedValues]) as unknown[][])
      .map((values) => values.map(String));
    // a deployment gives values by name: parameters of one name in several stacks that are declared alike have one value.
    const key = `Parameter ${JSON.stringify([idOf(parameter), byDefault, allowed])}`;
    const others = allowed ?? (compared === undefined ? byDefault.length > 0 ? [] : [undefined] : [compared, undefined]);
    return this.world?.choose(key, [...byDefault, ...others]);
  }
}

function pseudoParameter(id: string, { region, account, stackName, nested }: Stack): string | undefined {
  const value = id === 'AWS::Region' ? region : id === 'AWS::AccountId' ? account : id === 'AWS::StackName' && !nested ? stackName : undefined;
  return value === undefined || Token.isUnresolved(value) ? undefined : value;
}

/** Whether an item of a list may turn out to be several. */
function mayBeMore(item: unknown): boolean {
  return isObject(item) && isIntrinsic(item) && !('Ref' in item || 'Fn::GetAtt' in item || 'Fn::Join' in item);
}
