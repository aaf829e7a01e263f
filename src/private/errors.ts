import type { IConstruct } from 'constructs';

/** Where a value object keeps what is wrong with it. Two copies of this package share it. */
const FLAW = Symbol.for('cdk-cognito-auth.flaw.v1');

/** A token as it stands in a text, with what is around it in quotes. */
const TOKEN = /"[^"\s]*[$#]\{Token\[[^"]*"|[$#]\{Token\[[^\]]*\]\}|-1\.888\d+e\+289/g;

/**
 * An error that a constructor or method throws: the construct's path first, then what is wrong and the way out.
 */
export function failure(scope: IConstruct, message: string): Error {
  return new Error(`[${scope.node.path}] ${inWords(message)}`);
}

/** A message without tokens. */
export function inWords(message: string): string {
  return message.replace(TOKEN, 'a value that only CloudFormation knows');
}

/** Remembers what is wrong with a value object, which stands nowhere: the construct that it is given to says so, with its path. */
export function flawed<T extends object>(value: T, problem: string | undefined): T {
  return problem === undefined ? value : Object.defineProperty(value, FLAW, { value: problem, configurable: true });
}

/** What is wrong with a value object. */
export function flawOf(value: unknown): string | undefined {
  return (value as { readonly [FLAW]?: string } | null | undefined)?.[FLAW];
}

/** Throws what is wrong with one of the value objects that a construct is given. */
export function assertSound(scope: IConstruct, ...values: readonly unknown[]): void {
  const flaw = values.map(flawOf).find((one) => one !== undefined);
  if (flaw !== undefined) {
    throw failure(scope, flaw);
  }
}

/** Runs what throws errors of CDK, which have no path. Ours have one. */
export function located<T>(scope: IConstruct, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { constructor, message } = error as Error;
    throw constructor.name.endsWith('ValidationError') ? failure(scope, message) : error;
  }
}
