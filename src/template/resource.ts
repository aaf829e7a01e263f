import { Token, type CfnResource, type Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { meaningOf, targetOf } from './resolver';
import { isObject, Value, type Properties } from './value';
import type { View } from './view';

/**
 * A resource as CloudFormation will see it: names of the template, overrides on top, what refers to what.
 */
export class Resource {
  readonly deletionPolicy: string | undefined;
  readonly properties: Value;

  constructor(readonly cfn: CfnResource, readonly view: View) {
    const { Properties, DeletionPolicy } = view.definition(cfn);
    this.properties = new Value(Properties);
    this.deletionPolicy = DeletionPolicy;
  }

  get type(): string { return this.cfn.cfnResourceType; }

  get path(): string { return this.cfn.node.path; }

  get stack(): Stack { return this.cfn.stack; }

  /** The Region of its stack, where that is known. */
  get region(): string | undefined { return Token.isUnresolved(this.stack.region) ? undefined : this.stack.region; }

  /** The account of its stack, where that is known. */
  get account(): string | undefined { return Token.isUnresolved(this.stack.account) ? undefined : this.stack.account; }

  /** Whether it goes with the stack, which is what CloudFormation does where nothing is said. */
  get isDeleted(): boolean { return this.deletionPolicy === undefined || this.deletionPolicy === 'Delete'; }

  /** A property by its path. */
  at(path: string): Value { return this.properties.at(path); }

  /** The constructs that a value of this resource means, in order. */
  referents(value: unknown): IConstruct[] { return referents(value); }

  /** The resources that a value of this resource means, each once: by reference, by name or by ARN. */
  named(value: Value): Resource[] { return this.view.named(value.raw); }

  /** The Region of the resource of a service that a value means, or the one that its ARN names. */
  regionOf(value: Value, service: string): string | undefined {
    const defined = this.named(value).find(({ type }) => type.startsWith(`AWS::${service}::`));
    return defined === undefined ? value.text?.split(':')[3] : defined.region;
  }
}

/** The constructs that a value means, in order, wherever in it they stand. */
export function referents(value: unknown): IConstruct[] {
  const found: IConstruct[] = [];
  const visit = (part: unknown): void => {
    const target = targetOf(part);
    if (target !== undefined) {
      found.push(target);
    } else if (isObject(part)) {
      Object.values(part).forEach(visit);
    }
  };
  visit(value);
  return found;
}

/** The attribute that a reference asks for. */
export function attributeOf(reference: unknown): unknown {
  const means = meaningOf(reference);
  return means !== undefined ? means.attribute : isObject(reference) ? [reference['Fn::GetAtt']].flat()[1] : undefined;
}

export type { Properties };
