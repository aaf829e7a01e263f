import * as fs from 'fs';
import * as path from 'path';
import { gunzipSync } from 'zlib';

/** What jsii says of a type. */
export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
  readonly union?: { readonly types: readonly TypeReference[] };
}

export interface Property {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly static?: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
}

export interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly parameters?: readonly Parameter[];
  readonly returns?: { readonly type: TypeReference };
}

export interface Type {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly initializer?: { readonly parameters?: readonly Parameter[] };
  readonly methods?: readonly Method[];
  readonly properties?: readonly Property[];
  readonly members?: readonly { readonly name: string }[];
}

/** Types by their full name: ours, and those of AWS CDK that a generated app needs. */
export type Api = Readonly<Record<string, Type>>;

export const OURS = 'cdk-cognito-auth.';
export const COGNITO = 'aws-cdk-lib.aws_cognito.';

/** Structs of AWS CDK that plain constructs of an app are given. */
const PLAIN_PROPS = /^aws-cdk-lib\.aws_cognito\.(Cfn\w+|UserPool|UserPoolClient|UserPoolDomain|UserPoolGroup|UserPoolResourceServer|UserPoolIdentityProvider\w+)Props$/;

/** Reads the public API of our package and the parts of AWS CDK's that belong to it. */
export function readApi(): Api {
  const ours = read('cdk-cognito-auth');
  const cdk = read('aws-cdk-lib');
  const api: Record<string, Type> = {};
  const add = (type: Type | undefined) => {
    if (type === undefined || api[type.fqn] !== undefined) {
      return;
    }
    api[type.fqn] = type;
    if (type.fqn.startsWith(OURS) || type.datatype) {
      namesIn(type).forEach(name => add(ours[name] ?? cdk[name]));
    }
  };
  Object.values(ours).forEach(add);
  Object.keys(cdk).filter(name => PLAIN_PROPS.test(name)).forEach(name => add(cdk[name]));
  return api;
}

function read(name: string): Record<string, Type> {
  const folder = path.join(__dirname, '..', '..', 'node_modules', name);
  return JSON.parse(gunzipSync(fs.readFileSync(path.join(folder, '.jsii.gz'))).toString()).types;
}

function namesIn({ base, interfaces = [], initializer, methods = [], properties = [] }: Type): string[] {
  const types = [
    ...properties.map(({ type }) => type),
    ...[initializer, ...methods].flatMap(callable => callable?.parameters ?? []).map(({ type }) => type),
  ];
  return [...base === undefined ? [] : [base], ...interfaces, ...types.flatMap(namesOf)];
}

function namesOf({ fqn, collection, union }: TypeReference): string[] {
  return fqn !== undefined ? [fqn] : collection !== undefined ? namesOf(collection.elementtype) : union?.types.flatMap(namesOf) ?? [];
}

/** The members of a struct, inherited ones too, each with the struct that defines it. */
export function membersOf(api: Api, fqn: string): { readonly owner: Type; readonly property: Property }[] {
  const owner = api[fqn];
  return [
    ...(owner.interfaces ?? []).flatMap(name => membersOf(api, name)),
    ...(owner.properties ?? []).map(property => ({ owner, property })),
  ];
}

/** Every public member of our package: what a generator must meet. */
export function publicMembers(api: Api): string[] {
  const ours = Object.values(api).filter(({ fqn }) => fqn.startsWith(OURS));
  return ours.flatMap(({ name, initializer, methods = [], properties = [], members = [] }) => [
    ...initializer === undefined ? [] : [`${name}.new`],
    ...[...methods, ...properties, ...members].map(member => `${name}.${member.name}`),
  ]);
}
