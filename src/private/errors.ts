import type { IConstruct } from 'constructs';

/**
 * An error that a constructor or method throws: the construct's path first, then what is wrong and the way out.
 */
export function failure(scope: IConstruct, message: string): Error {
  return new Error(`[${scope.node.path}] ${message}`);
}
