import { createHash } from 'crypto';
import type { App, Stack } from 'aws-cdk-lib';
import type { PolicyDocument } from './iam-policy';

/** The account in which everything is deployed. */
export const ACCOUNT = '111111111111';

/** A template, and where it is deployed. */
export interface Deployable {
  readonly name: string;
  readonly region: string;
  readonly template: Template;
}

/** What we read of a template. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>>;
}

/** What we read of a resource. */
export interface Resource {
  readonly Type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever a template may hold.
  readonly Properties?: Readonly<Record<string, any>>;
  readonly Metadata?: Readonly<Record<string, string>>;
}

/** A role with all that was attached to it. */
export interface DeployedRole {
  /** its construct's path, or its logical id */
  readonly path: string;
  readonly trust: PolicyDocument;
  readonly managedPolicies: readonly unknown[];
  permissions(): PolicyDocument;
}

/** The Region of stacks that leave it to whoever deploys. */
const HOME = 'eu-central-1';

/** What each type answers to `Ref` and to `Fn::GetAtt`. */
const PHYSICAL: Readonly<Record<string, (id: string, at: Place) => Readonly<Record<string, string>>>> = {
  'AWS::Cognito::IdentityPool': (id, { region }) => ({ Ref: `${region}:${uuid(id)}` }),
  'AWS::Cognito::UserPool': (id, at) => ({
    Ref: `${at.region}_${id}`,
    Arn: arn(at, 'cognito-idp', `userpool/${at.region}_${id}`),
    ProviderName: `cognito-idp.${at.region}.${at.urlSuffix}/${at.region}_${id}`,
  }),
  'AWS::Cognito::UserPoolClient': id => ({ Ref: id.toLowerCase() }),
  'AWS::DynamoDB::Table': (id, at) => ({ Ref: id, Arn: arn(at, 'dynamodb', `table/${id}`) }),
  'AWS::IAM::Role': (id, { partition }) => ({ Ref: id, Arn: `arn:${partition}:iam::${ACCOUNT}:role/${id}` }),
  'AWS::KMS::Key': (id, at) => ({ Ref: uuid(id), Arn: arn(at, 'kms', `key/${uuid(id)}`) }),
  'AWS::Lambda::Function': (id, at) => ({ Ref: id, Arn: arn(at, 'lambda', `function:${id}`) }),
  'AWS::Logs::LogGroup': (id, at) => ({ Ref: id, Arn: arn(at, 'logs', `log-group:${id}:*`) }),
  'AWS::S3::Bucket': (id, { partition }) => ({ Ref: id.toLowerCase(), Arn: `arn:${partition}:s3:::${id.toLowerCase()}` }),
};

interface Place {
  readonly region: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

/** What CloudFormation makes of templates: each reference has a value in its place, and each role its policies, from whatever stack. */
export class Deployment {
  /** The templates of an app, its rules checked. */
  static of(app: App): Deployment {
    const { stacks } = app.synth();
    return new Deployment(stacks.map(({ stackName, environment, template }) => ({ name: stackName, region: environment.region, template })));
  }

  readonly roles: readonly DeployedRole[];
  private readonly exports = new Map<string, string>();

  constructor(private readonly deployables: readonly Deployable[]) {
    for (const deployable of this.deployables) {
      for (const { Value, Export } of Object.values(deployable.template.Outputs ?? {})) {
        if (Export !== undefined) {
          this.exports.set(this.text(deployable, Export.Name), this.text(deployable, Value));
        }
      }
    }
    this.roles = this.deployables.flatMap(at => ofType(at, 'AWS::IAM::Role').map(([id, { Properties, Metadata }]) => ({
      path: Metadata?.['aws:cdk:path']?.replace(/\/Resource$/, '') ?? `${at.name}/${id}`,
      trust: this.render(at, Properties!.AssumeRolePolicyDocument) as PolicyDocument,
      permissions: () => this.permissions(at, id),
      managedPolicies: Properties!.ManagedPolicyArns ?? [],
    })));
  }

  role(path: string): DeployedRole {
    const found = this.roles.filter(role => role.path === path);
    if (found.length !== 1) {
      throw new Error(`there are ${found.length} roles ${path} among ${this.roles.map(role => role.path).join(', ')}`);
    }
    return found[0];
  }

  /** The properties of all resources of a type. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever a template may hold.
  properties(type: string): any[] {
    return this.deployables.flatMap(at => ofType(at, type).map(([, { Properties }]) => this.render(at, Properties)));
  }

  /** What a construct's property is once it is deployed. */
  value(stack: Stack, token: string): string {
    return this.text(this.deployables.find(({ name }) => name === stack.stackName)!, stack.resolve(token));
  }

  /** Inline policies, and those of any stack that name the role: CDK moves what is too long for one into managed policies. */
  private permissions(at: Deployable, role: string): PolicyDocument {
    const inline = this.render(at, at.template.Resources![role].Properties!.Policies ?? []) as { PolicyDocument: PolicyDocument }[];
    const name = physical(at, role).Ref;
    const attached = this.deployables.flatMap(from => [...ofType(from, 'AWS::IAM::Policy'), ...ofType(from, 'AWS::IAM::ManagedPolicy')]
      .filter(([, { Properties }]) => (Properties!.Roles as unknown[] ?? []).some(holder => this.text(from, holder) === name))
      .map(([, { Properties }]) => this.render(from, Properties!.PolicyDocument) as PolicyDocument));
    const statements = [...inline.map(({ PolicyDocument }) => PolicyDocument), ...attached].flatMap(({ Statement }) => Statement);
    return { Version: '2012-10-17', Statement: statements };
  }

  private text(at: Deployable, value: unknown): string {
    const text = this.render(at, value);
    if (typeof text !== 'string') {
      throw new Error(`${JSON.stringify(value)} of ${at.name} is no text`);
    }
    return text;
  }

  private render(at: Deployable, value: unknown): unknown {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      return value.map(item => this.render(at, item));
    }
    const [name, argument] = Object.entries(value)[0] ?? [];
    switch (name) {
      case 'Ref': return pseudo(at)[argument] ?? attribute(at, argument, 'Ref');
      case 'Fn::GetAtt': return attribute(at, argument[0], argument[1]);
      case 'Fn::ImportValue': return this.exports.get(this.text(at, argument));
      case 'Fn::Join': return argument[1].map((item: unknown) => this.text(at, item)).join(argument[0]);
      default: return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.render(at, part)]));
    }
  }
}

function ofType({ template }: Deployable, type: string): [string, Resource][] {
  return Object.entries(template.Resources ?? {}).filter(([, { Type }]) => Type === type);
}

function attribute(at: Deployable, id: string, name: string): string {
  const value = physical(at, id)[name];
  if (value === undefined) {
    throw new Error(`there is no value for ${id}.${name} of ${at.name}`);
  }
  return value;
}

function physical(at: Deployable, id: string): Readonly<Record<string, string>> {
  return PHYSICAL[at.template.Resources?.[id]?.Type ?? '']?.(`${at.name}${id}`, place(at)) ?? {};
}

function place({ region }: Deployable): Place {
  const home = region === 'unknown-region' ? HOME : region;
  const [partition, urlSuffix] = home.startsWith('cn-') ? ['aws-cn', 'amazonaws.com.cn'] : [home.startsWith('us-gov-') ? 'aws-us-gov' : 'aws', 'amazonaws.com'];
  return { region: home, partition, urlSuffix };
}

function pseudo(at: Deployable): Readonly<Record<string, string>> {
  const { region, partition, urlSuffix } = place(at);
  return { 'AWS::AccountId': ACCOUNT, 'AWS::Region': region, 'AWS::Partition': partition, 'AWS::URLSuffix': urlSuffix };
}

function arn({ partition, region }: Place, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${ACCOUNT}:${resource}`;
}

/** The same for the same text. */
function uuid(text: string): string {
  return createHash('sha256').update(text).digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
}
