/**
 * Writes src/rules/shapes.generated.ts: what AWS publishes about the shape of every property of the Cognito types. CloudFormation's schemas come first, and
 * where they are silent the service's own model, which CloudFormation calls. `npm run shapes` downloads both with pip; `npm run shapes -- <folder>` takes a
 * folder in which the two wheels are unpacked. Not run by the checks: they compare with what is committed.
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { gunzipSync } from 'zlib';
import { fail, must, root } from './run';

/** Where the models are from: AWS's own, of Apache-2.0 and MIT-0. */
const SOURCES = { 'botocore': '1.44.8', 'cfn-lint': '1.58.0' } as const;

const MODELS = { idp: 'botocore/data/cognito-idp/2016-04-18/service-2.json.gz', identity: 'botocore/data/cognito-identity/2014-06-30/service-2.json.gz' } as const;

/** The operation that CloudFormation calls for each type, whose input has members of the same names. */
const OPERATIONS: Readonly<Record<string, readonly [keyof typeof MODELS, string]>> = {
  IdentityPool: ['identity', 'CreateIdentityPool'],
  IdentityPoolPrincipalTag: ['identity', 'SetPrincipalTagAttributeMap'],
  IdentityPoolRoleAttachment: ['identity', 'SetIdentityPoolRoles'],
  LogDeliveryConfiguration: ['idp', 'SetLogDeliveryConfiguration'],
  ManagedLoginBranding: ['idp', 'CreateManagedLoginBranding'],
  Terms: ['idp', 'CreateTerms'],
  UserPool: ['idp', 'CreateUserPool'],
  UserPoolClient: ['idp', 'CreateUserPoolClient'],
  UserPoolDomain: ['idp', 'CreateUserPoolDomain'],
  UserPoolGroup: ['idp', 'CreateGroup'],
  UserPoolIdentityProvider: ['idp', 'CreateIdentityProvider'],
  UserPoolRegionalConfigurationAttachment: ['idp', 'UpdateUserPool'],
  UserPoolReplica: ['idp', 'CreateUserPoolReplica'],
  UserPoolResourceServer: ['idp', 'CreateResourceServer'],
  UserPoolRiskConfigurationAttachment: ['idp', 'SetRiskConfiguration'],
  UserPoolUICustomizationAttachment: ['idp', 'SetUICustomization'],
  UserPoolUser: ['idp', 'AdminCreateUser'],
  UserPoolUserToGroupAttachment: ['idp', 'AdminAddUserToGroup'],
};

/** The shape of the service for what has another name there. */
const SHAPES: Readonly<Record<string, string>> = {
  'UserPool.EmailAuthenticationMessage': 'EmailMfaMessageType',
  'UserPool.EmailAuthenticationSubject': 'EmailMfaSubjectType',
  'UserPool.UserPoolName': 'UserPoolNameType',
  'UserPool.WebAuthnUserVerification': 'UserVerificationType',
  'UserPoolRegionalConfigurationAttachment.Status': 'UpdateReplicaStatusType',
  'UserPoolReplica.UserPoolTagsAtCreate': 'UserPoolTagsType',
};

/** What neither model says. */
const ADDED: Readonly<Record<string, Constraint>> = {
  'UserPool.EnabledMfas[]': { values: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] },
};

/** Where a rule of ours judges the form, because the pattern says less or something else: only what is too long is left. */
const OURS: readonly string[] = [
  'UserPool.WebAuthnRelyingPartyID', 'UserPoolClient.CallbackURLs[]', 'UserPoolClient.LogoutURLs[]', 'Terms.Links{}',
];

/** What rules of ours judge as a whole: the service's pattern for a domain forbids dots, and how long a token lives depends on the unit. */
const LEFT_OUT: readonly string[] = [
  'UserPoolDomain.Domain', 'Terms.Links{key}', 'UserPoolClient.AccessTokenValidity', 'UserPoolClient.IdTokenValidity', 'UserPoolClient.RefreshTokenValidity',
];

interface Constraint {
  min?: number;
  max?: number;
  pattern?: string;
  values?: readonly string[];
  isNumber?: boolean;
  isCount?: boolean;
}

interface Schema extends Readonly<Record<'minLength' | 'maxLength' | 'minimum' | 'maximum' | 'minItems' | 'maxItems', number | undefined>> {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly pattern?: string;
  readonly enum?: string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly readOnlyProperties?: readonly string[];
}

interface Shape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly input: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** What is known of a property, in the table: a number for a constraint, a list for a list, `*` for the values of a map and `#` for its keys. */
type Node = number | string | readonly [number, Node] | { readonly [name: string]: Node };

/** The constraints by number, each once. */
class Constraints {
  readonly texts: string[] = [];

  add(constraint: Constraint | undefined): number {
    const text = constraint === undefined ? '' : textOf(constraint);
    if (text === '') {
      return -1;
    }
    if (!this.texts.includes(text)) {
      this.texts.push(text);
    }
    return this.texts.indexOf(text);
  }
}

/** `=A|B` values, `#1-5` a number, `*0-50` how many, `1-128` a length, with a pattern behind it. */
function textOf({ min, max, pattern, values, isNumber, isCount }: Constraint): string {
  if (values !== undefined) {
    return `=${values.join('|')}`;
  }
  const range = min === undefined && max === undefined ? '' : `${min ?? 0}-${max ?? ''}`;
  const kind = isNumber ? '#' : isCount && range !== '' ? '*' : '';
  return `${kind}${range}${pattern === undefined ? '' : ` ${pattern}`}`;
}

/** Anchored, as AWS means it, or as a text that only has to be in it; without what makes no difference, and what JavaScript doesn't know. */
function patternOf(pattern: string | undefined, isWhole: boolean): string | undefined {
  if (pattern === undefined || /^\^?\(\?s\)(\.\*)?\$?$/.test(pattern)) {
    return undefined;
  }
  const bare = pattern.replace(/^\^/, '').replace(/\$$/, '');
  return isWhole || bare !== pattern ? bare.replace(/^(\[[^\]]*\])[+*]$/, '$1') : `.*${pattern}.*`;
}

class Reader {
  readonly constraints = new Constraints();

  constructor(private readonly definitions: Readonly<Record<string, Schema>>, private readonly model: Model) {}

  read(at: string, reference: Schema, shapeName: string | undefined): Node | undefined {
    const schema = reference.$ref === undefined ? reference : { ...this.definitions[reference.$ref.split('/').pop()!]!, ...reference };
    const name = SHAPES[at] ?? shapeName;
    const shape = name === undefined ? undefined : this.model.shapes[name];
    const constraint = this.constraint(at, schema, shape);
    if (schema.properties !== undefined || shape?.type === 'structure') {
      const members = Object.entries(schema.properties ?? {}).flatMap(([member, one]) => {
        const node = this.read(`${at}.${member}`, one, shape?.members?.[member]?.shape);
        return node === undefined ? [] : [[member, node] as const];
      });
      return members.length > 0 ? Object.fromEntries(members) : undefined;
    }
    if (schema.items !== undefined) {
      // tags are a list in the schema and a map in the service.
      const item = this.read(`${at}[]`, schema.items, shape?.member?.shape);
      return item === undefined && constraint === -1 ? undefined : [constraint, item ?? -1];
    }
    if (shape?.type === 'map' || schema.patternProperties !== undefined) {
      const [value] = Object.values(schema.patternProperties ?? {});
      const key = this.constraint(`${at}{key}`, {} as Schema, this.model.shapes[shape?.key?.shape ?? '']);
      const found = this.read(`${at}{}`, value ?? {} as Schema, shape?.value?.shape);
      return { ...constraint === -1 ? {} : { '+': constraint }, ...key === -1 ? {} : { '#': key }, '*': found ?? -1 };
    }
    return constraint === -1 ? undefined : constraint;
  }

  private constraint(at: string, schema: Schema, shape: Shape | undefined): number {
    if (LEFT_OUT.includes(at)) {
      return -1;
    }
    const added = ADDED[at];
    if (added !== undefined) {
      return this.constraints.add(added);
    }
    const values = schema.enum ?? shape?.enum;
    if (values !== undefined) {
      return this.constraints.add({ values: [...new Set([...schema.enum ?? [], ...shape?.enum ?? []])].sort() });
    }
    const isNumber = schema.type === 'integer' || shape?.type === 'integer';
    const isCount = schema.type === 'array' || shape?.type === 'list' || shape?.type === 'map';
    const { minimum, maximum, minItems, maxItems, minLength, maxLength } = schema;
    const [low, high] = isNumber ? [minimum, maximum] : isCount ? [minItems, maxItems] : [minLength, maxLength];
    const isOurs = OURS.includes(at);
    const pattern = isOurs ? undefined : schema.pattern !== undefined ? patternOf(schema.pattern, false) : patternOf(shape?.pattern, true);
    const isSilent = low === undefined && high === undefined;
    const [min, max] = isSilent ? [shape?.min, shape?.max] : [low, high];
    return this.constraints.add({ min: isOurs ? undefined : min, max, pattern, isNumber, isCount });
  }
}

/** Parts that stand in several types stand once, under a name of their own. */
function shared(types: Readonly<Record<string, Node>>): Record<string, Node> {
  const names = new Map<string, string[]>();
  const visit = (node: Node, name: string) => {
    if (typeof node === 'object') {
      names.set(JSON.stringify(node), [...names.get(JSON.stringify(node)) ?? [], name]);
      Object.entries(node).forEach(([part, inner]) => visit(inner as Node, part));
    }
  };
  Object.entries(types).forEach(([name, node]) => visit(node, name));
  const parts: Record<string, Node> = {};
  const replaced = (node: Node, isPart = false): Node => {
    const text = JSON.stringify(node);
    const [name, ...others] = names.get(text) ?? [];
    if (typeof node !== 'object') {
      return node;
    }
    const inner = () => (Array.isArray(node) ? node.map((part) => replaced(part as Node))
      : Object.fromEntries(Object.entries(node).map(([part, one]) => [part, replaced(one as Node)]))) as Node;
    if (isPart || others.length === 0 || text.length < 40) {
      return inner();
    }
    parts[name!] ??= inner();
    return name!;
  };
  const all = Object.fromEntries(Object.entries(types).map(([name, node]) => [name, replaced(node, true)]));
  return { ...all, ...parts };
}

function schemas(folder: string): Record<string, Schema> {
  const data = path.join(folder, 'cfnlint', 'data', 'schemas');
  const index = JSON.parse(fs.readFileSync(path.join(data, 'providers', 'us-east-1.json'), 'utf8')) as Record<string, string>;
  return Object.fromEntries(Object.entries(index).filter(([type]) => type.startsWith('AWS::Cognito::')).map(([type, file]) => (
    [type.split('::')[2]!, JSON.parse(fs.readFileSync(path.join(data, 'resources', `${file}.json`), 'utf8')) as Schema])));
}

/** What the table says, from a folder with the unpacked wheels. */
export function table(folder: string): string {
  const models = Object.fromEntries(Object.entries(MODELS).map(([name, file]) => (
    [name, JSON.parse(gunzipSync(fs.readFileSync(path.join(folder, file))).toString('utf8')) as Model])));
  const found = schemas(folder);
  const unknown = [...Object.keys(found).filter((type) => !(type in OPERATIONS)), ...Object.keys(OPERATIONS).filter((type) => !(type in found))];
  if (unknown.length > 0) {
    throw new Error(`OPERATIONS in projenrc/shapes.ts and the types that CloudFormation knows differ in ${unknown.join(', ')}`);
  }
  const constraints = new Constraints();
  const types = Object.fromEntries(Object.entries(found).sort(([a], [b]) => a.localeCompare(b)).map(([type, schema]) => {
    const { properties = {}, readOnlyProperties = [], definitions = {} } = schema;
    const [service, operation] = OPERATIONS[type]!;
    const model = models[service]!;
    const reader = Object.assign(new Reader(definitions, model), { constraints });
    const writable = Object.fromEntries(Object.entries(properties).filter(([name]) => !readOnlyProperties.includes(`/properties/${name}`)));
    return [type, reader.read(type, { properties: writable } as Schema, model.operations[operation]!.input.shape)!];
  }));
  const lines = Object.entries(shared(types)).map(([name, node]) => `  ${name}: '${JSON.stringify(node)}',`);
  return [
    `// Generated by projenrc/shapes.ts from ${Object.entries(SOURCES).map(([name, version]) => `${name} ${version}`).join(' and ')}: \`npm run shapes\`.`,
    '/* eslint-disable @stylistic/max-len */',
    '',
    '/** What a value must be, each once: `=` one of these, `#` a number, `*` how many, else the length of a text and its pattern. */',
    'export const CONSTRAINTS: readonly string[] = [',
    ...constraints.texts.map((text) => `  '${text.replace(/[\\']/g, '\\$&')}',`),
    '];',
    '',
    '/** The properties of each type as JSON, and of what several types have: numbers are constraints. */',
    'export const SHAPES: Readonly<Record<string, string>> = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

async function shapes([folder]: readonly string[]): Promise<void> {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-cognito-auth-'));
  try {
    if (folder === undefined) {
      const wheels = Object.entries(SOURCES).map(([name, version]) => `${name}==${version}`);
      await must('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', temporary, ...wheels]);
      for (const wheel of fs.readdirSync(temporary)) {
        await must('python3', ['-m', 'zipfile', '-e', path.join(temporary, wheel), temporary]);
      }
    }
    fs.writeFileSync(path.join(root, 'src', 'rules', 'shapes.generated.ts'), table(folder ?? temporary));
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

if (require.main === module) {
  shapes(process.argv.slice(2)).catch(fail);
}
