import { isIntrinsic, isObject, Text, type Properties } from '../../template/value';

/** Yes, no, or `undefined`: only the deployment knows. */
export type Answer = boolean | undefined;

/** How a policy compares: with wildcards, in any case, or the parts of an ARN one by one. */
export interface Comparison {
  readonly wildcards: boolean;
  readonly anyCase: boolean;
  readonly inParts?: boolean;
}

/** A value of a request, as far as it is known: whether it is what a policy names. */
export type Fits = (named: Text, how: Comparison) => Answer;

/** A request, as far as it is known. */
export interface Request {
  /** in lower case */
  readonly action: string;
  /** whether it comes from a principal; every policy but a trust does without */
  readonly comesFrom?: (kind: string, name: Text) => Answer;
  /** whether it is about a resource that a policy names, or names as an exception */
  readonly isAbout?: (name: Text, isException: boolean) => Answer;
  /** the values of a condition key, in lower case: none where the request has none, `'any'` where it has what its sender likes, `undefined` where nobody knows */
  readonly values: (key: string) => readonly Fits[] | 'any' | undefined;
}

/** What IAM answers: something allows it, and nothing denies it. What is unknown denies nothing. */
export function permits(statements: readonly unknown[], request: Request): Answer {
  const allowing: Answer[] = [];
  const denying: Answer[] = [];
  for (const statement of statements) {
    const effect = effectOf(statement);
    (effect === 'Deny' ? denying : allowing).push(effect === undefined ? undefined : applies(statement as Properties, request));
  }
  return every([some(allowing), not(some(denying))]);
}

/** Whether a statement is about a request. */
export function applies(statement: Properties, request: Request): Answer {
  const { Action, NotAction, Principal, NotPrincipal, Resource, NotResource, Condition } = statement;
  const action = either(Action, NotAction, (name) => fitsText(request.action)(name, LOOSE));
  if (action === false) {
    return false;
  }
  const { comesFrom, isAbout } = request;
  const principal = comesFrom === undefined ? true
    : Principal === undefined ? not(principals(NotPrincipal, comesFrom)) : principals(Principal, comesFrom);
  const resource = isAbout === undefined ? true : either(Resource, NotResource, isAbout);
  return principal === false || resource === false ? false : every([action, principal, resource, holds(Condition, request)]);
}

export function some(answers: readonly Answer[]): Answer {
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

export function every(answers: readonly Answer[]): Answer {
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

/** Whether a text that is known is what a policy names. Parts that aren't known, and variables of the policy, may be anything. */
export function fitsText(text: string): Fits {
  return (named, { wildcards, anyCase, inParts = false }) => {
    const compared = anyCase ? text.toLowerCase() : text;
    const filled = named.filled(() => UNKNOWN);
    const pattern = filled.includes('${') ? filled.replace(/\$\{[^}]*\}/g, UNKNOWN) : filled;
    const fits = inParts ? fitsArn(pattern, compared) : matches(anyCase ? pattern.toLowerCase() : pattern, compared, wildcards);
    return fits === true && pattern.includes(UNKNOWN) ? undefined : fits;
  };
}

/** What its holder has and nobody knows: it fits only what leaves it open. */
export const OTHERS: Fits = (named, { wildcards }) => wildcards && /^\*+$/.test(named.toString());

/** An ARN of another account: it fits only what leaves the account open. */
export const OTHERS_ARN: Fits = (named, { wildcards }) => {
  const text = named.toString();
  const account = text.split(':')[4];
  return wildcards && (account === undefined ? text.endsWith('*') : /[*?]/.test(account));
};

/** Whether a text fits a pattern of IAM's. */
export function matches(pattern: string, text: string, wildcards = true): boolean {
  if (!/[*?\n]/.test(pattern)) {
    return pattern === text;
  }
  const expression = pattern.split('').map((character) => character === UNKNOWN || (wildcards && character === '*') ? '[^]*'
    : wildcards && character === '?' ? '[^]' : character.replace(/\W/, '\\$&')).join('');
  return new RegExp(`^${expression}$`).test(text);
}

const ARN = /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):([^]*)$/;

/** Of a pattern with fewer parts nobody says what IAM makes of it. */
function fitsArn(pattern: string, arn: string): Answer {
  const [, ...parts] = ARN.exec(pattern) ?? [];
  const [, ...texts] = ARN.exec(arn) ?? [];
  return parts.length === 0 || texts.length === 0 ? matches(pattern, arn) ? undefined : false : parts.every((part, at) => matches(part, texts[at]));
}

/** One value or a list of them. */
export function items(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}

/** Stands for what isn't known: no policy holds it. */
const UNKNOWN = '\n';

const LOOSE: Comparison = { wildcards: true, anyCase: true };

const not = (answer: Answer): Answer => answer === undefined ? undefined : !answer;

function effectOf(statement: unknown): string | undefined {
  const { Effect } = isObject(statement) && !isIntrinsic(statement) ? statement : {} as Properties;
  return Effect === 'Allow' || Effect === 'Deny' ? Effect : undefined;
}

/** What one of two elements says, of which the other means everything else. */
function either(named: unknown, others: unknown, isNamed: (name: Text, isException: boolean) => Answer): Answer {
  const answer = some(items(others ?? named).map((item) => {
    const text = Text.of(item);
    return text === undefined ? undefined : isNamed(text, others !== undefined);
  }));
  return others === undefined ? answer : not(answer);
}

function principals(principal: unknown, comesFrom: (kind: string, name: Text) => Answer): Answer {
  if (principal === '*') {
    return comesFrom('*', Text.of('*')!);
  }
  return !isObject(principal) || isIntrinsic(principal) ? undefined
    : some(Object.entries(principal).flatMap(([kind, names]) => items(names).map((name) => {
      const text = Text.of(name);
      return text === undefined ? undefined : comesFrom(kind, text);
    })));
}

function holds(condition: unknown, { values }: Request): Answer {
  if (condition === undefined) {
    return true;
  }
  return !isObject(condition) || isIntrinsic(condition) ? undefined : every(Object.entries(condition).flatMap(([operator, tests]) => (
    !isObject(tests) || isIntrinsic(tests) ? [undefined]
      : Object.entries(tests).map(([key, named]) => compares(operator, values(key.toLowerCase()), items(named))))));
}

/** Operators that compare texts or addresses: each is one of these, its opposite, or with a set or `IfExists` around it. */
const OPERATOR = /^(?:(ForAnyValue|ForAllValues):)?(?:(Null)|(?:String|Arn|Bool|(?=(?:Not)?Ip))(Not)?(Equals|Like|IpAddress)?(IgnoreCase)?(IfExists)?)$/i;

function compares(operator: string, values: readonly Fits[] | 'any' | undefined, named: readonly unknown[]): Answer {
  const known = OPERATOR.exec(operator);
  if (values === 'any' || values === undefined || known === null) {
    return values === 'any' ? true : undefined;
  }
  const [, set, isNull, isNegative, , anyCase, ifExists] = known.map((part) => part?.toLowerCase());
  if (isNull !== undefined) {
    const wanted = Text.of(named[0])?.literal;
    return wanted === undefined ? undefined : (wanted === 'true') === (values.length === 0);
  }
  if (values.length === 0) {
    return set === 'forallvalues' || ifExists !== undefined || (isNegative !== undefined && set === undefined);
  }
  const isBoolean = /Bool/i.test(operator);
  const how = { wildcards: !isBoolean && !/String(Not)?Equals/i.test(operator), anyCase: anyCase !== undefined || isBoolean, inParts: /Arn/i.test(operator) };
  const answers = values.map((fits) => {
    const answer = some(named.map((name) => {
      const text = Text.of(name);
      return text === undefined ? undefined : fits(text, how);
    }));
    return isNegative === undefined ? answer : not(answer);
  });
  // what IAM makes of several values without a set isn't said.
  return set === 'foranyvalue' ? some(answers) : set === 'forallvalues' ? every(answers) : answers.length === 1 ? answers[0] : undefined;
}
