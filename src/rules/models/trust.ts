import { matches } from './powers';
import { identityPrincipal } from '../../private/region';
import type { HandedOutRole } from '../../template/identity-pool';
import type { Role } from '../../template/role';
import { isIntrinsic, isLiteral, isObject, isUnknown, Text, type Properties } from '../../template/value';

/** Without wildcards, each of these compares exactly. */
const AUDIENCE_OPERATORS = ['StringEquals', 'StringLike', 'ForAnyValue:StringEquals', 'ForAnyValue:StringLike'];

/** `amr` has several values; without `ForAnyValue` the result is undefined, and `ForAllValues` accepts none at all. */
const METHOD_OPERATORS = ['ForAnyValue:StringLike', 'ForAnyValue:StringEquals'];

/** A statement that lets users of an identity pool take a role. */
export interface Trust extends Pick<HandedOutRole, 'to' | 'role'> {
  readonly statement: Properties;
  /** the prefix of its condition keys */
  readonly principal: string;
}

/** Statements that name the principal of identity pools, whatever its Region, or everybody. */
export function trusts(to: HandedOutRole['to'], role: Role): Trust[] {
  return role.trustStatements.filter((statement) => statement.Effect === 'Allow' && opensSession(statement)).flatMap((statement) => {
    const everybody = statement.Principal === '*' || ['AWS', 'Federated'].some((kind) => principals(statement, kind).includes('*'));
    const named = principals(statement, 'Federated').filter((principal) => /^cognito-identity[.-].*amazonaws\.com(\.cn)?$/.test(principal));
    // `cognito-identity.${AWS::URLSuffix}` is the one of the role's Region.
    const hidden = named.length === 0 && joins(isObject(statement.Principal) ? statement.Principal.Federated : undefined)
      .some((principal) => principal.startsWith('cognito-identity'));
    const own = hidden || everybody ? [identityPrincipal(role.stack.region)] : [];
    return [...named, ...own].map((principal) => ({ to, role, statement, principal }));
  });
}

/** The identity pools that a trust names. */
export function audienceOf({ statement, principal }: Trust): unknown {
  return condition(statement, AUDIENCE_OPERATORS, `${principal}:aud`);
}

/** How users must have come to the identity pool. */
export function methodsOf({ statement, principal }: Trust): unknown {
  return condition(statement, METHOD_OPERATORS, `${principal}:amr`);
}

/** Whether users of any identity pool may take the role. */
export function isOpen(trust: Trust): boolean {
  const audience = audienceOf(trust);
  return audience === undefined || texts(audience).some((id) => /[*?]/.test(id));
}

/** Whether a trust asks for nothing but this pool and a sign-in, or not even for that. */
export function takesEverybody(trust: Trust): boolean {
  const { statement, principal } = trust;
  const [audience, method] = [`${principal}:aud`, `${principal}:amr`];
  const keys = Object.values(isObject(statement.Condition) ? statement.Condition : {}).filter(isObject).flatMap((test) => Object.keys(test));
  const methods = methodsOf(trust);
  return (methods === undefined || literals(methods).some((pattern) => matches(pattern, 'authenticated')))
    && keys.every((key) => [audience, method].includes(key.toLowerCase()));
}

/** Whether all of a trust is known: who is trusted, and for what. */
export function isReadable(role: Role): boolean {
  const { Statement } = role.trust.object;
  const statements = [Statement].flat();
  return statements.length > 0 && statements.every((one) => isObject(one) && !isIntrinsic(one) && one.NotPrincipal === undefined
    && [one.Effect, one.Action, one.Principal].every((part) => !isUnknown(part)) && principalsAreKnown(one.Principal));
}

function principalsAreKnown(principal: unknown): boolean {
  const { Federated } = (isObject(principal) ? principal : {}) as Properties;
  return [Federated].flat().every((one) => one === undefined || isLiteral(one) || joins(one).some((text) => text.startsWith('cognito-identity')));
}

/** Tags and source identities are added to a session that another statement opens. */
function opensSession(statement: Properties): boolean {
  return ![statement.Action].flat().every((action) => isLiteral(action) && /^sts:(TagSession|SetSourceIdentity)$/i.test(action));
}

function principals(statement: Properties, kind: string): string[] {
  return isObject(statement.Principal) ? literals(statement.Principal[kind]) : [];
}

/** The values that a key is compared with. IAM takes keys in any case; a condition that is still a token stands for all. */
function condition(statement: Properties, operators: readonly string[], key: string): unknown {
  const conditions = statement.Condition;
  if (!isObject(conditions) || isIntrinsic(conditions)) {
    return conditions;
  }
  const tests = operators.map((operator) => conditions[operator]).filter(isObject);
  const token = tests.find(isIntrinsic);
  return token ?? tests.flatMap((test) => Object.entries(test)).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

/** The literals of one value or of a list, and what is literal of its joins. */
function texts(value: unknown): string[] {
  return [...literals(value), ...joins(value)];
}

function joins(value: unknown): string[] {
  return [value].flat().filter((item) => isObject(item) && 'Fn::Join' in item).map((item) => String(Text.of(item)));
}

/** The literals of one value or of a list. */
export function literals(value: unknown): string[] {
  return [value].flat().filter(isLiteral);
}
