import * as fs from 'fs';
import * as path from 'path';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AppClient, ApplicationType, AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, SignInDomain, UserPoolTrigger } from '../../../src';
import { CIRCLE_RULES } from '../../../src/rules/circle';
import * as graph from '../../../src/rules/models/graph';
import { handler } from '../../user-pool/pool';

/** The generator of Park and Miller, with a seed. */
function random(seed: number): (below: number) => number {
  let state = seed * 7919;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}

/** One to four stacks, some nested, with a pool, clients, functions and tables that know each other at random. */
function define(seed: number): App {
  const pick = random(seed);
  const app = new App({ context: { 'aws:cdk:enable-asset-metadata': true } });
  const scope = pick(4) === 0 ? new Stage(app, 'Stage') : app;
  const stacks: Stack[] = [];
  for (let index = 0; index <= pick(4); index++) {
    const parent = stacks[pick(3)];
    stacks.push(parent !== undefined && pick(3) === 0 ? new NestedStack(parent, `Nested${index}`) : new Stack(scope, `Stack${index}`));
  }
  const anywhere = (): Stack => stacks[pick(stacks.length)]!;
  const auth = new AuthenticatedUserPool(anywhere(), 'Auth', { domain: SignInDomain.prefix('acme') });
  const table = new dynamodb.Table(anywhere(), 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const [trigger, api] = [handler(anywhere(), 'Trigger'), handler(anywhere(), 'Api')] as [lambda.Function, lambda.Function];
  const web = new AppClient(pick(2) === 0 ? anywhere() : Stack.of(auth), 'Web', {
    userPool: auth.userPool, applicationType: ApplicationType.TRADITIONAL_WEB, callbackUrls: ['https://app.example.com/callback'],
  });
  const steps: (() => unknown)[] = [
    () => auth.addTrigger(UserPoolTrigger.preSignUp(trigger)),
    () => table.grantReadData(trigger),
    () => auth.grants.readUsers(pick(2) === 0 ? trigger : api),
    () => auth.userPool.grant(api, 'cognito-idp:AdminGetUser'),
    () => auth.userPool.grant(trigger, 'cognito-idp:AdminGetUser'),
    () => api.addEnvironment('POOL', auth.userPool.userPoolId),
    () => api.addEnvironment('CLIENT', web.userPoolClient.userPoolClientId),
    () => api.addEnvironment('TABLE', table.tableName),
    () => trigger.addEnvironment('API', api.functionName),
    () => trigger.addEnvironment('CLIENT', web.userPoolClient.userPoolClientId),
    () => web.storeClientSecret().grantRead(pick(3) === 0 ? trigger : api),
    () => web.addCallbackUrls([`${api.addFunctionUrl().url}callback`]),
    () => new FederatedIdentityPool(anywhere(), 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, web.userPoolClient)] }),
    () => (trigger.node.defaultChild as lambda.CfnFunction).addPropertyOverride('Environment.Variables.POOL', auth.userPool.userPoolId),
    () => (api.node.defaultChild as lambda.CfnFunction).addPropertyOverride('Environment.Variables.DOMAIN', auth.signInHost),
    () => table.node.addDependency(pick(2) === 0 ? api : auth),
  ];
  steps.filter(() => pick(3) === 0).forEach((step) => step());
  return app;
}

interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
}

interface Resource {
  readonly Type: string;
  readonly DependsOn?: string | string[];
  readonly Metadata?: Readonly<Record<string, string>>;
}

/** The resources of their template that a value names. */
function named(value: unknown): string[] {
  return typeof value !== 'object' || value === null ? [] : Object.entries(value).flatMap(([key, part]: [string, unknown]) => (
    key === 'Ref' ? [String(part)] : key === 'Fn::GetAtt' ? [String([part].flat()[0]).split('.')[0]!] : named(part)));
}

/** Whether a resource of Cognito, or a nested stack that holds one, waits for what waits for itself. */
function isCircular({ Resources: resources = {} }: Template, isOfCognito: (id: string) => boolean): boolean {
  const waits = new Map(Object.entries(resources).map(([id, resource]) => (
    [id, [...named(resource), ...[resource.DependsOn ?? []].flat()].filter((one) => one in resources)])));
  const reached = new Set(Object.keys(resources).filter(isOfCognito));
  reached.forEach((id) => waits.get(id)!.forEach((one) => reached.add(one)));
  const left = new Set(reached);
  // whatever waits for nobody that is left is defined.
  for (let before = -1; before !== left.size;) {
    before = left.size;
    [...left].filter((id) => waits.get(id)!.every((one) => !left.has(one))).forEach((id) => left.delete(id));
  }
  return left.size > 0;
}

/** Whether CloudFormation would refuse a template of an assembly, as far as Cognito is concerned. */
function isRefused(assembly: CloudAssembly): boolean {
  const files = fs.readdirSync(assembly.directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.template.json'));
  const templates = new Map(files.map((file) => [path.basename(file), JSON.parse(fs.readFileSync(path.join(assembly.directory, file), 'utf8')) as Template]));
  const isOfCognito = ({ Resources: resources = {} }: Template, id: string): boolean => {
    const { Type: type, Metadata: metadata } = resources[id]!;
    const nested = templates.get(metadata?.['aws:asset:path'] ?? '');
    return type.startsWith('AWS::Cognito::') || (nested !== undefined && Object.keys(nested.Resources ?? {}).some((inner) => isOfCognito(nested, inner)));
  };
  return [...templates.values()].some((template) => isCircular(template, (id) => isOfCognito(template, id)));
}

/** What CDK and CloudFormation make of an app without us. */
function truth(seed: number): 'fine' | 'stacks' | 'template' {
  const [stackCircle, check] = [jest.spyOn(graph, 'stackCircle').mockReturnValue(undefined), jest.spyOn(CIRCLE_RULES[0]!, 'check').mockReturnValue(undefined)];
  try {
    return isRefused(define(seed).synth()) ? 'template' : 'fine';
  } catch (error) {
    expect((error as Error).message).toMatch(/cyclic reference/);
    return 'stacks';
  } finally {
    stackCircle.mockRestore();
    check.mockRestore();
  }
}

/** What an app gets from us. */
function told(seed: number): string {
  try {
    define(seed).synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1);

test('of 200 random apps, those with a circle are told the way round, and no other', () => {
  const tally = { fine: 0, stacks: 0, template: 0 };
  for (const seed of SEEDS) {
    const kind = truth(seed);
    tally[kind]++;
    const message = told(seed);
    expect({ seed, message }).toEqual({ seed, message: kind === 'fine' ? '' : expect.stringContaining('(rule circularDependency, ') });
    expect({ seed, isRaw: /cyclic reference/.test(message) }).toEqual({ seed, isRaw: false });
    expect({ seed, isOfStacks: message.includes('stack "') }).toEqual({ seed, isOfStacks: kind === 'stacks' });
  }
  // by which kinds of apps it was tried.
  expect(tally).toEqual({ fine: 90, stacks: 72, template: 38 });
});
