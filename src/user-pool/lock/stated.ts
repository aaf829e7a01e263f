import { CfnResource, Stack } from 'aws-cdk-lib/core';
import { targetOf } from '../../template/resolver';
import { attributeOf } from '../../template/resource';
import { idOf } from '../../template/scan';
import { isIntrinsic, isObject, Text, withParts, type Properties } from '../../template/value';

/** Stack and logical id, which together are what CloudFormation knows a resource by. */
export function keyOf(cfn: CfnResource): string {
  const { stackName, nestedStackResource: nested } = Stack.of(cfn);
  return `${CfnResource.isCfnResource(nested) ? keyOf(nested) : stackName}/${idOf(cfn)}`;
}

const CHOICES: readonly string[] = ['Fn::If', 'Fn::And', 'Fn::Or', 'Fn::Not', 'Fn::Equals'];

/** A value as a lock writes it: references say what they mean, in whatever form they were written. */
export function stated(value: unknown): unknown {
  if (!isObject(value)) {
    return value;
  }
  if (!isIntrinsic(value) || Object.keys(value).some((name) => CHOICES.includes(name))) {
    return withParts(value, stated);
  }
  return Text.of(value)!.filled((unknown) => typeof unknown === 'string' ? unknown : `\${${nameOf(unknown as Properties)}}`);
}

/** The parts of a list, with those of every alternative. */
export function itemsOf(value: unknown): unknown[] {
  if (!isObject(value)) {
    return value === undefined ? [] : [value];
  }
  const alternatives = value as Properties;
  return Array.isArray(value) ? value.flatMap(itemsOf) : 'Fn::If' in alternatives ? (alternatives['Fn::If'] as unknown[]).slice(1).flatMap(itemsOf)
    : alternatives.Ref === 'AWS::NoValue' ? [] : [value];
}

/** Whether a template writes a number or a text is nobody's business but its own. */
export function asTexts(value: unknown): unknown {
  return isObject(value) ? withParts(value, asTexts) : value === undefined ? value : String(value);
}

function nameOf(reference: Properties): string {
  const target = targetOf(reference);
  if (!CfnResource.isCfnResource(target)) {
    return typeof reference.Ref === 'string' ? reference.Ref : JSON.stringify(withParts(reference, stated));
  }
  const attribute = attributeOf(reference);
  return attribute === undefined ? keyOf(target) : `${keyOf(target)}.${String(attribute)}`;
}
