/**
 * An app as plain data: what is generated, shrunk, printed and run.
 */
export interface Program {
  readonly stacks: readonly StackChoice[];
  readonly statements: readonly Statement[];
  /** whether the whole app is under the rules */
  readonly checked: boolean;
  /** whether lock files are rewritten */
  readonly updateLock: boolean;
}

/** Where a stack stands and is deployed to. */
export interface StackChoice {
  readonly environment: 'eu-central-1' | 'us-east-1' | 'cn-north-1' | 'us-gov-west-1' | 'us-gov-east-1' | 'account' | 'none';
  /** in a Stage, or in the first stack */
  readonly inside?: 'stage' | 'nested';
}

/** One line of an app. `at` chooses among what is there, and what isn't is defined first. */
export type Statement =
  | { readonly kind: 'new'; readonly type: string; readonly stack: number; readonly props: Expression }
  | { readonly kind: 'call'; readonly type: string; readonly at: number; readonly method: string; readonly stack: number; readonly args: readonly Expression[] }
  | { readonly kind: 'static'; readonly type: string; readonly method: string; readonly stack: number; readonly args: readonly Expression[] }
  | { readonly kind: 'read'; readonly type: string; readonly at: number; readonly property: string; readonly stack: number }
  | {
    readonly kind: 'override';
    readonly type: string;
    readonly at: number;
    readonly path: string;
    readonly stack: number;
    /** nothing deletes the property */
    readonly value?: Expression;
    /** by an Aspect */
    readonly late: boolean;
  }
  | { readonly kind: 'condition'; readonly type: string; readonly at: number; readonly stack: number }
  /** a construct of others that knows a pool */
  | { readonly kind: 'neighbor'; readonly way: string; readonly at: number; readonly stack: number }
  | { readonly kind: 'acknowledge'; readonly rule: string; readonly stack: number }
  | { readonly kind: 'company'; readonly type: string; readonly defaults: Expression; readonly stack: number };

/** A value of an app. */
export type Expression =
  | string | number | boolean | null
  | readonly Expression[]
  | Special
  | { readonly [name: string]: Expression };

/** What is done with what a factory made. */
export interface MethodCall {
  readonly method: string;
  readonly args: readonly Expression[];
}

export type Special =
  /** a factory of ours */
  | { readonly $call: string; readonly args: readonly Expression[]; readonly then?: MethodCall }
  /** a member of an enum or a static constant, by full name */
  | { readonly $get: string }
  /** something of AWS CDK, or of the app, by one of the ways to make it */
  | { readonly $make: string; readonly way: string; readonly at: number }
  /** a value that only CloudFormation knows */
  | { readonly $token: TokenKind; readonly of: readonly Expression[] };

export const TOKENS = ['parameter', 'choice', 'if', 'lazy', 'import', 'sub', 'other stack'] as const;
export type TokenKind = typeof TOKENS[number] | 'list' | 'list parameter';

export function isSpecial(value: Expression): value is Special {
  return typeof value === 'object' && value !== null && ['$call', '$get', '$make', '$token'].some(name => name in value);
}

/** The program as somebody would write it, more or less. */
export function print({ stacks, statements, checked }: Program): string {
  return [
    ...checked ? ['CognitoRules.check(app)'] : [],
    ...stacks.map(({ environment, inside }, at) => `stack ${at}: ${environment}${inside === undefined ? '' : `, ${inside}`}`),
    ...statements.map((statement, at) => `${at}  ${printStatement(statement)}`),
  ].join('\n');
}

function printStatement(statement: Statement): string {
  const at = 'at' in statement ? `[${statement.at}]` : '';
  const where = `  // stack ${statement.stack}`;
  switch (statement.kind) {
    case 'new': return `new ${short(statement.type)}(${printed(statement.props)})${where}`;
    case 'call': return `${short(statement.type)}${at}.${statement.method}(${statement.args.map(printed).join(', ')})${where}`;
    case 'static': return `${short(statement.type)}.${statement.method}(${statement.args.map(printed).join(', ')})${where}`;
    case 'read': return `output ${short(statement.type)}${at}.${statement.property}${where}`;
    case 'override': return `${statement.late ? 'by an Aspect: ' : ''}${statement.type}${at}.${statement.value === undefined
      ? `addPropertyDeletionOverride('${statement.path}')` : `addPropertyOverride('${statement.path}', ${printed(statement.value)})`}`;
    case 'condition': return `${statement.type}${at}.cfnOptions.condition = …`;
    case 'neighbor': return `${statement.way}${at}${where}`;
    case 'acknowledge': return `acknowledge ${statement.rule}${where}`;
    case 'company': return `the company's defaults of ${short(statement.type)}: ${printed(statement.defaults)}${where}`;
  }
}

function printed(value: Expression): string {
  if (Array.isArray(value)) {
    return `[${value.map(printed).join(', ')}]`;
  }
  if (typeof value === 'string') {
    return value.length > 80 ? `'${value.slice(0, 10)}…' /* ${value.length} characters */` : `'${value}'`;
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if (isSpecial(value)) {
    return '$call' in value ? `${short(value.$call)}(${value.args.map(printed).join(', ')})${value.then === undefined ? '' : `.${value.then.method}(${value.then.args.map(printed).join(', ')})`}`
      : '$get' in value ? short(value.$get)
        : '$make' in value ? `<${short(value.$make)}: ${value.way}, ${value.at}>`
          : `<${value.$token} of ${value.of.map(printed).join(', ')}>`;
  }
  return `{ ${Object.entries(value).map(([name, one]) => `${name}: ${printed(one)}`).join(', ')} }`;
}

function short(name: string): string {
  return name.replace(/^cdk-cognito-auth\.|^aws-cdk-lib\.(aws_)?/, '');
}
