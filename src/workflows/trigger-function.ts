import * as fs from 'fs';
import * as path from 'path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import { Duration, FileSystem, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { FILE, VARIABLE } from './runtime/configuration';
import type { WorkflowStep, WorkflowTrigger } from './workflow-step';
import { defineWithDefaults } from '../private/defaults';
import { lateDependable } from '../private/late-dependable';
import { packageFile } from '../private/package-file';
import { BESIDE } from '../template/workflow';

/** What Lambda takes of all variables of a function, in bytes. */
const MOST = 4096;

/** What ours may take, where the company may have variables too. */
const ROOM = 3500;

type Configuration = Readonly<Record<string, readonly object[]>>;

/**
 * The one function of a trigger: it runs the steps that anything asks for, with the permissions of these and no others.
 */
export class TriggerFunction extends Construct {
  public readonly handler: lambda.Function;

  private readonly steps: WorkflowStep[] = [];
  private readonly role: iam.Role;
  /** what didn't fit into the environment */
  private beside: Configuration = {};
  /** the same as it was written */
  private settled?: string;

  constructor(scope: Construct, public readonly trigger: WorkflowTrigger) {
    super(scope, trigger);
    const logGroup = defineWithDefaults<logs.LogGroupProps, logs.LogGroup>(this, 'Logs', logs.LogGroup, {}, {
      // codes and no names: long enough to find out what happened at the last sign-ins.
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    // a company may choose where and how it runs, and not what it does: without its configuration it would let everybody pass.
    this.handler = defineWithDefaults<lambda.FunctionProps, lambda.Function>(this, 'Function', lambda.Function, {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(packageFile('assets', 'workflows')),
      role: this.role,
      environment: { [VARIABLE]: Lazy.uncachedString({ produce: () => this.inEnvironment() }) },
    }, {
      description: `${trigger} of the user pool ${scope.node.path.slice(0, scope.node.path.lastIndexOf('/'))}`.slice(0, 256),
      architecture: lambda.Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(5), // Cognito waits no longer.
      logGroup,
    });
    if (this.handler.isBoundToVpc) {
      // the L2 adds it to roles of its own only.
      this.role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole'));
    }
    this.node.addValidation({ validate: () => this.problems() });
    this.handler.node.addDependency(lateDependable(() => {
      this.settle();
      return [];
    }));
  }

  /** What wants the function, in the order of asking. */
  public get askedBy(): string {
    return [...new Set(this.steps.map(({ by }) => by))].join(' and ');
  }

  public has(name: string): boolean {
    return this.steps.some((step) => step.name === name);
  }

  public add(step: WorkflowStep): void {
    this.steps.push(step);
    step.statements?.forEach((statement) => this.role.addToPrincipalPolicy(statement));
  }

  /** The version of the event that all steps can do with: undefined where the trigger has none. */
  public get version(): string | undefined {
    return this.steps.flatMap(({ version }) => version ?? []).sort().at(-1);
  }

  /** The entries of every step, by its name. */
  private get configuration(): Configuration {
    const names = [...new Set(this.steps.map(({ name }) => name))];
    return Object.fromEntries(names.map((name) => [name, this.steps.filter((step) => step.name === name).map(({ entry }) => entry)]));
  }

  private inEnvironment(): string {
    const beside = new Set(Object.values(this.beside).flat());
    return Stack.of(this).toJsonString(partOf(this.configuration, (entry) => !beside.has(entry)));
  }

  /** What would have the function do less than it was asked for. */
  private problems(): string[] {
    const stack = Stack.of(this);
    const cfn = this.handler.node.defaultChild as lambda.CfnFunction;
    const { variables = {} } = (stack.resolve(cfn.environment) ?? {}) as { readonly variables?: Readonly<Record<string, unknown>> };
    const size = Object.entries(variables).reduce((sum, [name, value]) => sum + sizeOf(name) + sizeOf(value), 0);
    const whose = `the function of ${this.trigger}, which ${this.askedBy} asked for,`;
    return [
      ...variables[VARIABLE] === undefined ? [`${whose} has no environment variable ${VARIABLE}, and would let everybody pass: leave it where it is`] : [],
      ...size > MOST ? [`${whose} has environment variables of ${size} bytes, and Lambda takes ${MOST}: have fewer groups with roles whose ARNs only CloudFormation `
        + 'knows, or fewer variables of your own'] : [],
      ...this.settled !== undefined && this.settled !== JSON.stringify(stack.resolve(this.beside))
        ? [`${whose} was asked for more after its dependencies were read: define groups and workflows before anything reads the dependencies of the tree`] : [],
    ];
  }

  /** Whatever is literal goes beside the code where the environment is too small for all, once nothing more can come. */
  private settle(): void {
    const stack = Stack.of(this);
    // a text, or what CloudFormation makes a text of.
    const written = (json: object): unknown => stack.resolve(stack.toJsonString(json));
    if (this.settled !== undefined || sizeOf(written(this.configuration)) <= ROOM) {
      return;
    }
    this.beside = partOf(this.configuration, (entry) => typeof written(entry) === 'string');
    const directory = FileSystem.mkdtemp('workflow');
    fs.cpSync(packageFile('assets', 'workflows'), directory, { recursive: true });
    this.settled = JSON.stringify(stack.resolve(this.beside));
    fs.writeFileSync(path.join(directory, FILE), this.settled);
    const code = new assets.Asset(this, 'Code', { path: directory });
    const cfn = this.handler.node.defaultChild as lambda.CfnFunction;
    Object.defineProperty(cfn, BESIDE, { value: this.beside });
    cfn.code = { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey };
    code.addResourceMetadata(cfn, 'Code');
  }
}

/** In bytes; of what only the deployment knows as much as stands in the template. */
function sizeOf(value: unknown): number {
  return Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
}

function partOf(configuration: Configuration, isPart: (entry: object) => boolean): Configuration {
  const parts = Object.entries(configuration).map(([name, entries]) => [name, entries.filter(isPart)] as const);
  return Object.fromEntries(parts.filter(([, entries]) => entries.length > 0));
}
