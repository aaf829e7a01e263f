import * as fc from 'fast-check';
import { type Api, COGNITO, membersOf, type Method, OURS, type Parameter, type Property, type Type, type TypeReference } from './api';
import { CONSTRUCTS, MAKERS } from './makers';
import { NEIGHBORS } from './neighbors';
import { type Expression, isSpecial, type Program, type StackChoice, type Statement, TOKENS } from './program';
import { ANY_NUMBER, ANY_TEXT, ANYTHING, HATCHES, KEYS, NUMBERS, TEXTS, type Words } from './vocabulary';

type Arbitrary<T = Expression> = fc.Arbitrary<T>;

/** How often a value is one that an app shouldn't have, among a hundred. A fault hides those behind it, so most apps have few. */
const SLIPS = [0, 1, 12] as const;

/** Constructs of ours that an app defines, and how often. */
const OWN_CONSTRUCTS: Readonly<Record<string, number>> = {
  AuthenticatedUserPool: 5,
  AppClient: 4,
  MachineClient: 2,
  SocialProviders: 4,
  FederatedIdentityPool: 4,
  UserPoolLock: 1,
  DirectoryReplica: 1,
  DirectoryReplicaKey: 1,
  DirectoryReplicaSettings: 1,
};

/** Objects of ours that have methods and are had from a construct. */
const OBJECTS = ['DirectoryGrants', 'DirectoryUser', 'IdentityAccess', 'IdentityPoolRole', 'UserPoolSummary'];

/** The methods that are lines of an app by themselves. */
const STATIC_LINES = ['CognitoRules.check', 'UserPoolAdoption.keepLogicalId', 'CallbackUrls.localhost', 'PrincipalTags.tag'];

/** As many members as a value has that is at times given all of them. */
const SAID_AT_ONCE = 12;

/** Enough for a pool with some props. */
const MOST_PROPS = 6;

/** Programs over a whole API, by what jsii says of it: what is added to the API is generated without a line here. */
export class Generator {
  private readonly known = new Map<string, Arbitrary>();
  private slips: number = SLIPS[0];

  constructor(private readonly api: Api, private readonly ruleIds: readonly string[]) {}

  programs(): Arbitrary<Program> {
    return fc.oneof(...SLIPS.map(slips => {
      this.slips = slips;
      this.known.clear();
      return this.programsWithSlips();
    }));
  }

  private programsWithSlips(): Arbitrary<Program> {
    // stacks of several environments can't refer to each other, so most apps have one.
    const environment = fc.oneof(
      { arbitrary: fc.constant('eu-central-1' as const), weight: 12 },
      { arbitrary: fc.constantFrom('account', 'none', 'us-east-1', 'cn-north-1', 'us-gov-west-1', 'us-gov-east-1'), weight: 3 },
    );
    const alone = environment.map((one): StackChoice => ({ environment: one }));
    const stack: Arbitrary<StackChoice> = fc.record({
      environment,
      inside: fc.oneof({ arbitrary: fc.constant(undefined), weight: 5 }, { arbitrary: fc.constantFrom('stage', 'nested'), weight: 1 }),
    });
    const together = fc.tuple(alone, fc.array(stack, { minLength: 1, maxLength: 2 }))
      .map(([one, others]) => [one, ...others.map(({ inside }) => ({ ...one, inside }))]);
    const more = fc.array(this.statements(), { minLength: 0, maxLength: 9, size: 'max' });
    const pool = this.newStatement('AuthenticatedUserPool');
    return fc.record({
      checked: fc.boolean(),
      updateLock: fc.boolean(),
      stacks: fc.oneof(
        { arbitrary: alone.map(one => [one]), weight: 4 },
        { arbitrary: together, weight: 3 },
        { arbitrary: fc.array(stack, { minLength: 2, maxLength: 3 }), weight: 1 },
      ),
      statements: fc.oneof({ arbitrary: fc.tuple(pool, more).map(([first, rest]) => [first, ...rest]), weight: 3 }, { arbitrary: more, weight: 1 }),
    });
  }

  // -------------------------------------------------------------------------------------------------------- statements

  private statements(): Arbitrary<Statement> {
    const own = Object.entries(OWN_CONSTRUCTS).map(([name, weight]) => ({ arbitrary: this.newStatement(name), weight }));
    const foreign = Object.keys(this.api).filter(name => name.startsWith(COGNITO) && name.endsWith('Props') && name !== `${COGNITO}UserPoolIdentityProviderProps`)
      .map(name => this.plainStatement(name));
    const callers = [...Object.keys(OWN_CONSTRUCTS), ...OBJECTS].map(name => this.api[OURS + name]);
    const calls = callers.flatMap(type => (type.methods ?? [])
      .filter(method => !method.static && this.canCall(method))
      .map(method => ({ arbitrary: this.callStatement(type, method), weight: this.ways(method) })));
    const statics = STATIC_LINES.map(name => this.staticStatement(name));
    const reads = callers.filter(({ name }) => CONSTRUCTS[name] !== undefined)
      .flatMap(type => (type.properties ?? []).filter(property => !property.static).map(property => this.readStatement(type, property)));
    return fc.oneof(
      { arbitrary: fc.oneof(...own), weight: 8 },
      { arbitrary: fc.oneof(...calls), weight: 10 },
      { arbitrary: fc.oneof(...foreign), weight: 3 },
      { arbitrary: fc.oneof(...reads), weight: 2 },
      { arbitrary: this.overrides(), weight: 5 },
      { arbitrary: fc.record({ kind: fc.constant('neighbor' as const), way: fc.constantFrom(...Object.keys(NEIGHBORS)), at: number(), stack: number() }), weight: 2 },
      { arbitrary: fc.oneof(...statics), weight: 1 },
      { arbitrary: this.companies(), weight: 1 },
      { arbitrary: this.conditions(), weight: 1 },
      { arbitrary: fc.record({ kind: fc.constant('acknowledge' as const), rule: fc.constantFrom(...this.ruleIds), stack: number() }), weight: 1 },
    );
  }

  /** What nothing answers yet can't be handed in: the member is reported as never used. */
  private canCall({ parameters = [] }: Method): boolean {
    const classes = parameters.map(({ type }) => this.api[type.fqn ?? '']).filter(type => type?.kind === 'class' && type.fqn.startsWith(OURS));
    return classes.every(({ fqn, name }) => CONSTRUCTS[name] !== undefined || this.factories(fqn).length > 0);
  }

  /** How often a method is called beside others: what takes one of many kinds, more often. */
  private ways({ parameters = [] }: Method): number {
    return 1 + Math.ceil(parameters.reduce((sum, { type }) => sum + this.factories(type.fqn ?? '').length, 0) / 2);
  }

  private newStatement(name: string): Arbitrary<Statement> {
    const [, , props] = this.api[OURS + name].initializer!.parameters!;
    return fc.record({ kind: fc.constant('new' as const), type: fc.constant(OURS + name), stack: number(), props: this.value(props.type, name, props.name) });
  }

  private plainStatement(props: string): Arbitrary<Statement> {
    return fc.record({
      kind: fc.constant('new' as const), type: fc.constant(props.replace(/Props$/, '')), stack: number(), props: this.struct(props, 5),
    });
  }

  private callStatement(type: Type, method: Method): Arbitrary<Statement> {
    return fc.record({
      kind: fc.constant('call' as const),
      type: fc.constant(type.fqn),
      at: number(),
      method: fc.constant(method.name),
      stack: number(),
      args: this.args(type, method.parameters),
    });
  }

  private staticStatement(name: string): Arbitrary<Statement> {
    const [className, methodName] = name.split('.');
    const type = this.api[OURS + className];
    const { parameters } = type.methods!.find(method => method.name === methodName)!;
    return fc.record({ kind: fc.constant('static' as const), type: fc.constant(type.fqn), method: fc.constant(methodName), stack: number(), args: this.args(type, parameters) });
  }

  private readStatement(type: Type, property: Property): Arbitrary<Statement> {
    return fc.record({ kind: fc.constant('read' as const), type: fc.constant(type.fqn), at: number(), property: fc.constant(property.name), stack: number() });
  }

  /** Properties of plain resources, as an escape hatch names them. */
  private overrides(): Arbitrary<Statement> {
    const targets = Object.keys(this.api).filter(name => /^aws-cdk-lib\.aws_cognito\.Cfn\w+Props$/.test(name)).flatMap(name => {
      const type = `AWS::Cognito::${name.slice(COGNITO.length + 'Cfn'.length, -'Props'.length)}`;
      return this.leaves(name).map(({ path, value }) => ({ type, path, value }));
    });
    targets.push(...HATCHES.map(([type, path, values]) => ({ type: `AWS::Cognito::${type}`, path, value: fc.constantFrom(...values) })));
    const byType = new Map<string, Arbitrary<Statement>[]>();
    for (const { type, path, value } of targets) {
      const statement = fc.record({
        kind: fc.constant('override' as const),
        type: fc.constant(type),
        at: number(),
        path: fc.constant(path),
        stack: number(),
        value: fc.oneof({ arbitrary: value, weight: 5 }, { arbitrary: fc.constant(undefined), weight: 1 }),
        late: fc.boolean(),
      });
      byType.set(type, [...byType.get(type) ?? [], statement]);
    }
    const weights: Record<string, number> = { 'AWS::Cognito::UserPool': 12, 'AWS::Cognito::UserPoolClient': 8, 'AWS::Cognito::UserPoolIdentityProvider': 4, 'AWS::Cognito::IdentityPool': 3 };
    return fc.oneof(...[...byType].map(([type, all]) => ({ arbitrary: fc.oneof(...all), weight: weights[type] ?? 1 })));
  }

  /** All that can be overridden in a struct, with CloudFormation's names. */
  private leaves(struct: string, above = ''): { readonly path: string; readonly value: Arbitrary }[] {
    return membersOf(this.api, struct).flatMap(({ owner, property }) => {
      const path = `${above}${cloudFormationName(property.name)}`.replace(/InviteMessageTemplate\.Sms|Custom(?=Sms)Sms/, found => found.replace('Sms', 'SMS'));
      const type = plain(property.type);
      const inner = type.fqn ?? (type.collection?.kind === 'array' ? plain(type.collection.elementtype).fqn : undefined);
      if (inner !== undefined && this.api[inner]?.datatype) {
        // a number in a path makes an object where there is no list.
        // of what needs all of its members none is set alone.
        const isWhole = membersOf(this.api, inner).some(({ property: member }) => !member.optional);
        return type.collection === undefined && !isWhole ? this.leaves(inner, `${path}.`)
          : property.name === 'cognitoIdentityProviders' ? this.leaves(inner, `${path}.0.`) : [{ path, value: this.value(type, owner.name, property.name).map(asTemplate) }];
      }
      const value = this.value(type, owner.name, property.name);
      const isMap = type.collection?.kind === 'map' && this.api[plain(type.collection.elementtype).fqn ?? '']?.datatype === true;
      const inTemplate = (one: Expression) => (
        Object.fromEntries(Object.entries(one as object).map(([key, each]) => [key, asTemplate(each as Expression)])));
      return [{ path, value: isMap ? value.map(inTemplate) : value }];
    });
  }

  private conditions(): Arbitrary<Statement> {
    const types = ['UserPool', 'UserPoolClient', 'UserPoolDomain', 'IdentityPool', 'UserPoolIdentityProvider', 'IdentityPoolRoleAttachment'];
    return fc.record({ kind: fc.constant('condition' as const), type: fc.constantFrom(...types.map(type => `AWS::Cognito::${type}`)), at: number(), stack: number() });
  }

  /** What a company's property injectors give. */
  private companies(): Arbitrary<Statement> {
    const own = Object.keys(OWN_CONSTRUCTS).map(name => this.api[OURS + name]).filter(({ properties }) => properties?.some(({ name }) => name === 'PROPERTY_INJECTION_ID'));
    const types = [...own.map(({ fqn }) => fqn), ...['UserPool', 'UserPoolClient', 'UserPoolDomain'].map(name => COGNITO + name)];
    return fc.oneof(...types.map(type => {
      const required = membersOf(this.api, `${type}Props`).filter(({ property }) => !property.optional).map(({ property }) => property.name);
      return fc.record({ kind: fc.constant('company' as const), type: fc.constant(type), defaults: this.struct(`${type}Props`, 2, required), stack: number() });
    }));
  }

  // ------------------------------------------------------------------------------------------------------------ values

  private args(type: Type, parameters: readonly Parameter[] = []): Arbitrary<readonly Expression[]> {
    const required = parameters.filter(({ optional }) => !optional);
    const value = ({ type: reference, name }: Parameter) => name === 'id' ? fc.constant('$id') : this.value(reference, type.name, name);
    const all = fc.tuple(...parameters.map(value));
    const few = fc.tuple(...required.map(value));
    return required.length === parameters.length ? all : fc.oneof({ arbitrary: all, weight: 3 }, { arbitrary: few, weight: 1 });
  }

  private value(reference: TypeReference, owner: string, name: string): Arbitrary {
    const type = plain(reference);
    if (type.collection !== undefined) {
      const item = this.value(type.collection.elementtype, owner, name);
      // plain providers join their scopes, which no token survives.
      const isText = type.collection.elementtype.primitive === 'string' && name !== 'scopes';
      return type.collection.kind === 'array' ? this.list(item, isText) : map(item, owner, name);
    }
    switch (type.primitive) {
      case 'string': return this.text(owner, name);
      case 'number': return this.words(NUMBERS[name] ?? ANY_NUMBER);
      case 'boolean': return fc.boolean();
      case 'any': case 'json': return fc.constantFrom(...ANYTHING[name] ?? [{}]);
      default: return this.named(type.fqn!);
    }
  }

  private list(item: Arbitrary, isText: boolean): Arbitrary {
    const literal = fc.oneof(
      { arbitrary: fc.array(item, { minLength: 1, maxLength: 2, size: 'max' }), weight: 20 },
      { arbitrary: fc.array(item, { minLength: 0, maxLength: 4, size: 'max' }), weight: 5 },
    );
    const known: Arbitrary = fc.record({ $token: fc.constantFrom('list parameter' as const, 'list' as const), of: fc.array(item, { minLength: 1, maxLength: 2 }) });
    return isText ? fc.oneof({ arbitrary: literal, weight: 30 }, { arbitrary: known, weight: 1 }) : literal;
  }

  private text(owner: string, name: string): Arbitrary {
    const words = TEXTS[`${owner}.${name}`] ?? TEXTS[name] ?? ANY_TEXT;
    const token: Arbitrary = fc.record({ $token: fc.constantFrom(...TOKENS), of: fc.tuple(this.words(words), this.words(words)) });
    return fc.oneof({ arbitrary: this.words(words), weight: 24 }, { arbitrary: token, weight: 1 });
  }

  private words<T extends Expression>({ good, bad = [] }: Words<T>): Arbitrary<T> {
    const usual = fc.constantFrom(...good);
    return bad.length === 0 || this.slips === 0 ? usual
      : fc.oneof({ arbitrary: usual, weight: 100 - this.slips }, { arbitrary: fc.constantFrom(...bad), weight: this.slips });
  }

  private named(fqn: string): Arbitrary {
    const known = this.known.get(fqn);
    if (known !== undefined) {
      return known;
    }
    const made = this.madeOf(fqn);
    this.known.set(fqn, made);
    return made;
  }

  private madeOf(fqn: string): Arbitrary {
    const type = this.api[fqn] as Type | undefined;
    if (type?.kind === 'enum') {
      return fc.constantFrom(...type.members!.map(({ name }) => ({ $get: `${fqn}.${name}` })));
    }
    if (type?.datatype) {
      return this.struct(fqn, MOST_PROPS);
    }
    const ways = Object.keys(MAKERS[fqn] ?? {});
    const made: Arbitrary[] = ways.map((way, at) =>
      fc.record({ $make: fc.constant(fqn), way: fc.constant(way), at: at === 0 ? number() : fc.constant(0) }));
    const factories = this.factories(fqn);
    if (CONSTRUCTS[type?.name ?? ''] !== undefined) {
      made.push(fc.record({ $make: fc.constant('construct'), way: fc.constant(type!.name), at: number() }));
    }
    if (made.length + factories.length === 0) {
      throw new Error(`the generator can't make a ${fqn}: name its ways in makers.ts`);
    }
    // the first way is the usual one.
    const [usual, ...others] = made;
    const weighted = factories.length > 0 ? made.map(arbitrary => ({ arbitrary, weight: 1 }))
      : [{ arbitrary: usual, weight: 2 + 2 * others.length }, ...others.map(arbitrary => ({ arbitrary, weight: this.slips > 6 ? 3 : 1 }))];
    return fc.oneof(...factories.map(arbitrary => ({ arbitrary, weight: 4 })), ...weighted);
  }

  /** Plain constructs needn't be given everything. */
  private canMake(reference: TypeReference): boolean {
    const type = plain(reference);
    const fqn = type.collection === undefined ? type.fqn : plain(type.collection.elementtype).fqn;
    const known = this.api[fqn ?? ''] as Type | undefined;
    return fqn === undefined || MAKERS[fqn] !== undefined || (known?.datatype ?? known?.kind === 'enum');
  }

  /** The factories of ours that answer a type, and its constants. */
  private factories(fqn: string): Arbitrary[] {
    return Object.values(this.api).filter(type => type.fqn.startsWith(OURS)).flatMap(type => {
      const methods = (type.methods ?? []).filter(method => method.static && method.returns?.type.fqn === fqn);
      const constants = (type.properties ?? []).filter(property => property.static && property.type.fqn === fqn);
      return [
        ...methods.map(method => this.call(type, method)),
        ...constants.map(({ name }) => fc.constant({ $get: `${type.fqn}.${name}` })),
      ];
    });
  }

  private call(type: Type, method: Method): Arbitrary {
    const call = fc.record({ $call: fc.constant(`${type.fqn}.${method.name}`), args: this.args(type, method.parameters) });
    // what grows does so by `addX`; other methods answer something, or write files.
    const growing = (type.methods ?? []).filter(({ static: isStatic, name }) => !isStatic && /^add[A-Z]/.test(name));
    if (growing.length === 0 || type.fqn !== method.returns?.type.fqn) {
      return call;
    }
    const then = fc.oneof(...growing.map(({ name, parameters }) => fc.record({ method: fc.constant(name), args: this.args(type, parameters) })));
    return fc.oneof(call, fc.record({ $call: fc.constant(`${type.fqn}.${method.name}`), args: this.args(type, method.parameters), then }));
  }

  private struct(fqn: string, most: number, without: readonly string[] = []): Arbitrary {
    const members = membersOf(this.api, fqn).filter(({ owner, property }) =>
      !without.includes(property.name) && (owner.fqn.startsWith(OURS) || this.canMake(property.type)));
    const entry = ({ owner, property: { type, name } }: (typeof members)[number]) =>
      this.value(type, owner.name, name).map(value => [name, value] as const);
    const required = fc.tuple(...members.filter(({ property }) => !property.optional).map(entry));
    const optional = members.filter(({ property }) => property.optional).map(entry);
    if (optional.length === 0) {
      return required.map(entries => Object.fromEntries(entries));
    }
    const few = fc.array(fc.oneof(...optional), { minLength: 0, maxLength: Math.min(most, optional.length), size: 'max' });
    // of a value of ours everything is said at times, or what is rare would hardly be met.
    const isValue = fqn.startsWith(OURS) && !fqn.endsWith('Props') && optional.length <= SAID_AT_ONCE;
    const some = isValue ? fc.oneof({ arbitrary: few, weight: 5 }, { arbitrary: fc.tuple(...optional), weight: 1 }) : few;
    return fc.tuple(required, some).map(([must, may]) => Object.fromEntries([...must, ...may]));
  }
}

function map(item: Arbitrary, owner: string, name: string): Arbitrary {
  const key = fc.constantFrom(...KEYS[`${owner}.${name}`] ?? KEYS[name] ?? ['key']);
  return fc.array(fc.tuple(key, item), { minLength: 0, maxLength: 3, size: 'max' }).map(entries => Object.fromEntries(entries));
}

/** Structs of L1s as an override writes them. */
function asTemplate(value: Expression): Expression {
  return Array.isArray(value) ? value.map(asTemplate)
    : typeof value !== 'object' || value === null || isSpecial(value) ? value
      : Object.fromEntries(Object.entries(value).map(([name, one]) => [cloudFormationName(name), asTemplate(one)]));
}

function number(): Arbitrary<number> {
  return fc.nat({ max: 5 });
}

/** Of several types, the plainest. */
function plain(type: TypeReference): TypeReference {
  const types = type.union?.types.filter(({ fqn }) => fqn !== 'aws-cdk-lib.IResolvable');
  return types === undefined ? type : plain(types.find(({ primitive }) => primitive === 'string') ?? types[0]);
}

function cloudFormationName(name: string): string {
  const known: Record<string, string> = { callbackUrLs: 'CallbackURLs', logoutUrLs: 'LogoutURLs', defaultRedirectUri: 'DefaultRedirectURI', css: 'CSS', webAuthnRelyingPartyId: 'WebAuthnRelyingPartyID', kmsKeyId: 'KMSKeyID', inEntityId: 'INEntityId', openIdConnectProviderArns: 'OpenIdConnectProviderARNs', samlProviderArns: 'SamlProviderARNs', inTemplateId: 'INTemplateId' };
  return known[name] ?? name[0].toUpperCase() + name.slice(1);
}
