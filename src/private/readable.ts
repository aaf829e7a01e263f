import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * Text for people from a value that may hold tokens: a reference becomes `<LogicalId>`, a pseudo parameter `<region>`.
 */
export function readable(scope: IConstruct, value: unknown): string {
  return render(Stack.of(scope).resolve(value));
}

function render(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(render).join(', ');
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const [name, argument] = Object.entries(value)[0] ?? ['', ''];
  switch (name) {
    case 'Ref':
      return `<${String(argument).replace(/^AWS::/, '').replace(/^(Region|Partition|AccountId|URLSuffix)$/, (word) => word.toLowerCase())}>`;
    case 'Fn::GetAtt':
      return `<${Array.isArray(argument) ? argument.join('.') : String(argument)}>`;
    case 'Fn::Join':
      return (argument as [string, unknown[]])[1].map(render).join((argument as [string, unknown[]])[0]);
    default:
      return `<${name.replace(/^Fn::/, '')}>`;
  }
}
