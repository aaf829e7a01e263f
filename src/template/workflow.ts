import type { UserPool } from './user-pool';
import { isObject, parsed, type Properties } from './value';

/** The variable in which the library's own functions find what to do. */
const VARIABLE = 'COGNITO_WORKFLOW';

/** On such a function, what stands beside its code because its environment has no room. Another copy of this package knows it too. */
export const BESIDE = Symbol.for('cdk-cognito-auth.workflow.v1');

/** What a function of the library does: entries by the name of the step. */
export type Workflow = Readonly<Record<string, readonly Properties[] | undefined>>;

/** What the library's own function of a trigger does; `undefined` where it is a function of somebody else, of which nothing is known. */
export function readWorkflow(pool: UserPool, trigger: string): Workflow | undefined {
  const fn = pool.named(pool.triggers.at(trigger)).find(({ type }) => type === 'AWS::Lambda::Function');
  // what only CloudFormation knows stands within texts.
  const text = fn?.at(`Environment.Variables.${VARIABLE}`).partial?.filled(() => '\u2026');
  const { [BESIDE]: beside } = (fn?.cfn ?? {}) as { readonly [BESIDE]?: Workflow };
  const told = text === undefined ? undefined : parsed(text);
  const names = [told ?? {}, beside ?? {}].flatMap((one) => Object.keys(one));
  return told && Object.fromEntries(names.map((name) => [name, [...entries(told[name]), ...entries(beside?.[name])]]));
}

function entries(value: unknown): Properties[] {
  return Array.isArray(value) ? value.filter((entry): entry is Properties => isObject(entry)) : [];
}
