import { targetOf } from '../template/resolver';
import { isObject } from '../template/value';

/**
 * A value of the view in words: a reference becomes the path of its construct, `<Stack/Files>`, a pseudo parameter `<region>`.
 */
export function shown(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(shown).join(', ');
  }
  if (!isObject(value)) {
    return String(value);
  }
  const target = targetOf(value);
  if (target !== undefined) {
    return `<${calledPath(target.node.path)}>`;
  }
  const [name, argument] = Object.entries(value)[0] ?? ['', ''];
  switch (name) {
    case 'Ref':
      return `<${String(argument).replace(/^AWS::/, '').replace(/^(Region|Partition|AccountId|URLSuffix)$/, (word) => word.toLowerCase())}>`;
    case 'Fn::GetAtt':
      return `<${[argument].flat().join('.')}>`;
    case 'Fn::Join':
      return (argument as [string, unknown[]])[1].map(shown).join((argument as [string, unknown[]])[0]);
    default:
      return `<${name.replace(/^Fn::/, '')}>`;
  }
}

/** The path of the construct that users hold: of an L1 in an L2 the L2's. */
export function calledPath(path: string): string {
  return path.replace(/\/Resource$/, '');
}
