import * as path from 'path';
import {
  loadAssemblyFromPath, type Assembly, type Callable, type ClassType, type InterfaceType, type Method, type Property, type Type, type TypeReference,
} from '@jsii/spec';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..');

/** The names that stand beside ours in an app's imports. */
const BESIDE = [undefined, 'aws_cognito', 'aws_cognito_identitypool', 'aws_iam', 'aws_lambda'];

/** What the CDK's generator, and its authors, make of the name of a resource. */
const MADE = ['', 'Attributes', 'Base', 'Events', 'Facade', 'Grants', 'Metrics', 'Options', 'Props', 'Ref', 'Reference', 'Reflection', 'Reflections'];

/*
 * What compiles and then breaks another language. The assembly shows what jsii made of the sources; what it silently dropped
 * or widened is visible in the type declarations only.
 */

describe('the assembly', () => {
  const assembly = loadAssemblyFromPath(ROOT);

  test('has no member that reads badly in another language', () => {
    expect(problemsOf(assembly)).toEqual([]);
  });

  test('names the package in every language', () => {
    expect(assembly.targets).toMatchObject({
      js: { npm: 'cdk-cognito-auth' },
      python: { distName: 'cdk-cognito-auth', module: 'cdk_cognito_auth' },
      java: { package: 'io.github.cdkcognitoauth', maven: { groupId: 'io.github.cdk-cognito-auth', artifactId: 'cdk-cognito-auth' } },
      dotnet: { packageId: 'CdkCognitoAuth', namespace: 'CdkCognitoAuth' },
      go: { moduleName: 'github.com/cdk-cognito-auth/cdk-cognito-auth-go' },
    });
  });

  test('has parameters that every language can write, and no class to extend or construct in vain', () => {
    expect(typesOf(assembly).flatMap((type) => [...parameterProblems(type), ...extensionProblems(type, assembly)])).toEqual([]);
  });

  const scope = { name: 'scope', type: { fqn: 'constructs.Construct' } };

  test.each<[string, Partial<ClassType>, string[]]>([
    ['a constructor with a pattern', { base: 'constructs.Construct', initializer: { parameters: [scope, { ...scope, name: '__2' }] } }, ['A has a parameter "__2"']],
    ['a method with a capital', { methods: [{ name: 'm', parameters: [{ ...scope, name: 'Scope' }] }] }, ['A.m has a parameter "Scope"']],
    ['a public constructor', { initializer: {} }, ['A can be constructed: a closed set has a private constructor']],
    ['a protected one', { initializer: { protected: true } }, ['A can be constructed: a closed set has a private constructor']],
    ['an abstract class without anything to implement', { base: 'constructs.Construct', abstract: true, initializer: {} }, ['A is abstract, and nothing says what to implement']],
  ])('the control: %s is found', (_, defect, problems) => {
    const type = { ...defect, kind: 'class', name: 'A', fqn: 'lib.A' } as ClassType;
    expect([...parameterProblems(type), ...extensionProblems(type, { types: { 'lib.A': type } } as unknown as Assembly)]).toEqual(problems);
  });

  test.each<[string, Partial<ClassType>]>([
    ['a closed set', {}],
    ['a construct', { base: 'constructs.Construct', initializer: { parameters: [scope] } }],
    ['a construct of a construct', { base: 'lib.B', initializer: { parameters: [scope] } }],
    ['an abstract class that says what to implement', { base: 'constructs.Construct', abstract: true, initializer: {}, methods: [{ name: 'm', abstract: true }] }],
  ])('the control: %s passes', (_, good) => {
    const type = { ...good, kind: 'class', name: 'A', fqn: 'lib.A' } as ClassType;
    const types = { 'lib.A': type, 'lib.B': { kind: 'class', name: 'B', fqn: 'lib.B', base: 'constructs.Construct' } as ClassType };
    expect([...parameterProblems(type), ...extensionProblems(type, { types } as unknown as Assembly)]).toEqual([]);
  });

  test('depends on peers only', () => {
    expect(Object.keys(assembly.dependencies ?? {}).sort()).toEqual(['aws-cdk-lib', 'constructs']);
    expect(assembly.bundled).toBeUndefined();
  });

  test('keeps its props few: twenty-one for the pool (its L2 has forty), seven elsewhere, options of clients apart', () => {
    const most = (type: Type) => (type.name === 'AuthenticatedUserPoolProps' ? 21 : 7);
    const many = typesOf(assembly).filter((type) => /Props$/.test(type.name) && ownProperties(type).length > most(type));
    expect(many.map((type) => type.name)).toEqual([]);
  });

  test.each<[string, Partial<Property>, string]>([
    ['a union', { type: { union: { types: [{ primitive: 'string' as never }, { primitive: 'number' as never }] } } }, 'is a union'],
    ['any', { type: { primitive: 'any' as never } }, 'is any'],
    ['an L1 type', { type: { fqn: 'aws-cdk-lib.aws_cognito.CfnUserPool' } }, 'is an L1 type'],
    ['an ARN', { name: 'roleArn' }, 'is an ARN'],
    ['a secret as a string', { name: 'clientSecret' }, 'is a secret in a string'],
    ['an optional prop without default', { optional: true, docs: { summary: 'Text.' } }, 'has no @default'],
    ['a default of none', { optional: true, docs: { summary: 'Text.', default: '- none' } }, 'has the @default "- none"'],
    ['no summary', { docs: {} }, 'has no summary'],
  ])('the control: %s is found', (_, defect, problem) => {
    const property = { name: 'prop', immutable: true, abstract: true, type: { primitive: 'string' as never }, docs: { summary: 'Text.' }, ...defect } as Property;
    const props = { kind: 'interface', name: 'FooProps', fqn: 'lib.FooProps', datatype: true, docs: { summary: 'Text.' }, properties: [property] } as unknown as Type;
    expect(problemsOf({ types: { 'lib.FooProps': props } } as unknown as Assembly)).toEqual([`FooProps.${property.name} ${problem}`]);
  });
});

describe('names', () => {
  const ours = namesOf(loadAssemblyFromPath(ROOT));
  const [oldest, newest] = [cdkNames('.'), cdkNames('verify')];

  test('are none of the CDK\'s that stand beside ours: apps import both', () => {
    expect(ours.filter((name) => oldest.besides.has(name))).toEqual([]);
  });

  test('and of the newest CDK\'s? This one only tells', () => {
    expect(newest.version).not.toBe(oldest.version);
    expect(newest.besides.size).toBeGreaterThan(oldest.besides.size);
    const taken = ours.filter((name) => newest.besides.has(name));
    if (taken.length > 0) {
      console.log(`aws-cdk-lib ${newest.version} has the names ${taken.join(', ')} too`);
    }
  });

  test('are none that the CDK is going to make of a resource', () => {
    expect(ours.filter((name) => newest.made.has(name))).toEqual([]);
  });

  test.each(['Duration', 'CustomDomainOptions', 'RoleMappingRule', 'PolicyStatement', 'FunctionUrl'])('the control: %s is the CDK\'s', (name) => {
    expect(oldest.besides).toContain(name);
  });

  test.each(['UserPoolGrants', 'UserPoolReplica', 'UserPoolReplicaProps', 'IUserPoolUser', 'TermsReference'])('the control: %s will be the CDK\'s', (name) => {
    expect(newest.made).toContain(name);
    // what begins with a resource's name may be ours.
    expect(newest.made).not.toContain(`${name}Lock`);
  });
});

describe('the declarations', () => {
  test('export nothing that jsii drops or widens', () => {
    const index = path.join(ROOT, 'lib', 'index.d.ts');
    expect(droppedBy(ts.createProgram([index], { skipLibCheck: true }), index)).toEqual([]);
  });

  test.each([
    ['a function', 'export declare function make(): void;', 'make vanishes'],
    ['a const', 'export declare const LIMIT: number;', 'LIMIT vanishes'],
    ['an overload', 'export declare class A { m(a: string): void; m(a: number): void; }', 'A.m is overloaded'],
    ['this', 'export declare class A { m(): this; }', 'A.m returns this'],
    ['a literal union', 'export interface A { readonly mode: "on" | "off"; }', 'A.mode is a union of literals'],
    ['a callable interface', 'export interface A { (): void; }', 'A is callable'],
  ])('the control: %s is found', (_, source, problem) => {
    const file = path.join(__dirname, 'control.d.ts');
    const host = ts.createCompilerHost({});
    const { getSourceFile } = host;
    const control = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
    host.getSourceFile = (name, ...rest) => (name === file ? control : getSourceFile(name, ...rest));
    expect(droppedBy(ts.createProgram([file], {}, host), file)).toEqual([problem]);
  });
});

function namesOf(assembly: Assembly, ...namespaces: (string | undefined)[]): string[] {
  const types = Object.values(assembly.types ?? {});
  return types.filter(({ namespace }) => namespaces.length === 0 || namespaces.includes(namespace)).map(({ name }) => name);
}

function cdkNames(folder: string): { readonly version: string; readonly besides: Set<string>; readonly made: Set<string> } {
  const cdk = loadAssemblyFromPath(path.join(ROOT, folder, 'node_modules', 'aws-cdk-lib'), false, ['intersection-types']);
  const resources = Object.values(cdk.types ?? {})
    .filter((type) => type.namespace === 'aws_cognito' && type.kind === 'class' && type.base === 'aws-cdk-lib.CfnResource')
    .map(({ name }) => name.replace(/^Cfn/, ''));
  return {
    version: cdk.version,
    besides: new Set(namesOf(cdk, ...BESIDE)),
    made: new Set(resources.flatMap((name) => MADE.flatMap((suffix) => [`${name}${suffix}`, `I${name}${suffix}`]))),
  };
}

/** Java makes a field of each: a pattern would be called "2". */
function parameterProblems(type: ClassType | InterfaceType): string[] {
  const callables: [string, Callable | undefined][] = [
    [type.name, type.kind === 'class' ? type.initializer : undefined],
    ...(type.methods ?? []).map((method): [string, Callable] => [`${type.name}.${method.name}`, method]),
  ];
  return callables.flatMap(([name, callable]) => (callable?.parameters ?? []).filter((parameter) => !/^[a-z]\w*$/.test(parameter.name))
    .map((parameter) => `${name} has a parameter ${JSON.stringify(parameter.name)}`));
}

/** jsii shows no initializer where the constructor is private. Members that are @internal don't show either. */
function extensionProblems(type: ClassType | InterfaceType, assembly: Assembly): string[] {
  if (type.kind !== 'class') {
    return [];
  }
  const members = [...type.properties ?? [], ...type.methods ?? []];
  return [
    ...type.initializer !== undefined && !isConstruct(type, assembly) ? [`${type.name} can be constructed: a closed set has a private constructor`] : [],
    ...type.abstract === true && !members.some((member) => member.abstract) ? [`${type.name} is abstract, and nothing says what to implement`] : [],
  ];
}

function isConstruct({ base }: ClassType, assembly: Assembly): boolean {
  const parent = base === undefined ? undefined : assembly.types?.[base];
  return base === 'constructs.Construct' || (parent?.kind === 'class' && isConstruct(parent, assembly));
}

function typesOf(assembly: Assembly): (ClassType | InterfaceType)[] {
  return Object.values(assembly.types ?? {}).filter((type): type is ClassType | InterfaceType => type.kind !== 'enum');
}

function ownProperties(type: ClassType | InterfaceType): Property[] {
  return type.properties ?? [];
}

function problemsOf(assembly: Assembly): string[] {
  const undocumented = Object.values(assembly.types ?? {}).flatMap((type) => [
    ...summary(type.name, type),
    ...type.kind === 'enum' ? type.members.flatMap((member) => summary(`${type.name}.${member.name}`, member)) : [],
  ]);
  return [...undocumented, ...typesOf(assembly).flatMap((type) => {
    const struct = type.kind === 'interface' && type.datatype === true;
    const methods: Method[] = type.methods ?? [];
    return [
      ...ownProperties(type).flatMap((property) => [
        ...summary(`${type.name}.${property.name}`, property),
        ...typeProblems(property.type),
        ...struct ? structProblems(property) : [],
      ].map((problem) => (problem.startsWith(type.name) ? problem : `${type.name}.${property.name} ${problem}`))),
      ...methods.flatMap((method) => [
        ...summary(`${type.name}.${method.name}`, method),
        ...[...(method.parameters ?? []).map((parameter) => parameter.type), ...method.returns ? [method.returns.type] : []]
          .flatMap(typeProblems).map((problem) => `${type.name}.${method.name} ${problem}`),
      ]),
    ];
  })];
}

function summary(name: string, documented: { docs?: { summary?: string } }): string[] {
  return documented.docs?.summary ? [] : [`${name} has no summary`];
}

function typeProblems(type: TypeReference): string[] {
  if ('union' in type) {
    return ['is a union'];
  }
  if ('collection' in type) {
    return typeProblems(type.collection.elementtype);
  }
  return 'primitive' in type && type.primitive === 'any' ? ['is any'] : [];
}

function structProblems(property: Property): string[] {
  const text = 'primitive' in property.type && property.type.primitive === 'string';
  const value = property.docs?.default;
  return [
    ...'fqn' in property.type && /\.Cfn[A-Z]\w*$/.test(property.type.fqn) ? ['is an L1 type'] : [],
    ...text && /arn$/i.test(property.name) ? ['is an ARN'] : [],
    ...text && /(secret|password|privateKey)$/i.test(property.name) ? ['is a secret in a string'] : [],
    ...property.optional && value === undefined ? ['has no @default'] : [],
    ...value !== undefined && /^(- )?(none|undefined)\.?$/i.test(value) ? [`has the @default ${JSON.stringify(value)}`] : [],
  ];
}

function droppedBy(program: ts.Program, file: string): string[] {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const alias = exported.declarations?.some(ts.isExportSpecifier) ?? false;
    const symbol = alias ? checker.getAliasedSymbol(exported) : exported;
    return (symbol.declarations ?? []).flatMap((declaration) => {
      if (ts.isFunctionDeclaration(declaration) || ts.isVariableDeclaration(declaration)) {
        return [`${symbol.name} vanishes`];
      }
      if (!ts.isClassDeclaration(declaration) && !ts.isInterfaceDeclaration(declaration)) {
        return [];
      }
      const members: readonly (ts.ClassElement | ts.TypeElement)[] = declaration.members;
      const publicMembers = members.filter((member) => !(ts.canHaveModifiers(member) ? ts.getModifiers(member) : [])
        ?.some((modifier) => modifier.kind === ts.SyntaxKind.PrivateKeyword));
      const names = publicMembers.filter((member) => ts.isMethodDeclaration(member) || ts.isMethodSignature(member))
        .map((member) => member.name!.getText());
      return [
        ...publicMembers.some(ts.isCallSignatureDeclaration) ? [`${symbol.name} is callable`] : [],
        ...[...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) => `${symbol.name}.${name} is overloaded`),
        ...publicMembers.flatMap((member) => memberProblems(symbol.name, member)),
      ];
    });
  });
}

function memberProblems(owner: string, member: ts.ClassElement | ts.TypeElement): string[] {
  const type = (member as ts.PropertySignature).type;
  const name = `${owner}.${member.name?.getText() ?? 'constructor'}`;
  if (type === undefined) {
    return [];
  }
  const literals = ts.isUnionTypeNode(type) && type.types.some((part) => ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal));
  return [...type.kind === ts.SyntaxKind.ThisType ? [`${name} returns this`] : [], ...literals ? [`${name} is a union of literals`] : []];
}
