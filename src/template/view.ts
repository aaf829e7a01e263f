import { CfnResource, Stage, type CfnElement } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Attachment, attachmentClass, isAttachment } from './attachment';
import { IDENTITY_CLASSES, PrincipalTag, RoleAttachment, type IdentityPool } from './identity-pool';
import { POLICIES, type Policy } from './policy';
import { Reader } from './reader';
import { resolve, type Definition } from './resolver';
import { Resource, referents } from './resource';
import { Role, statementsOf } from './role';
import { gather, known, mayBe, Scan } from './scan';
import { UserPool } from './user-pool';
import { Client } from './user-pool-client';
import { isIntrinsic, isObject, Text, Value, type Properties } from './value';
import type { World } from './world';

/** The property that names a resource, by type, and what its ARN looks like, if it has one: Region, account, name. */
const NAMES: Readonly<Record<string, { readonly property: string; readonly arn?: RegExp }>> = {
  'AWS::Cognito::UserPoolDomain': { property: 'Domain' },
  'AWS::IAM::Role': { property: 'RoleName', arn: /^arn:[^:]*:iam:():([^:]*):role\/(?:.*\/)?([^/]+)$/ },
  'AWS::IAM::ManagedPolicy': { property: 'ManagedPolicyName', arn: /^arn:[^:]*:iam:():(?!aws:)([^:]*):policy\/(?:.*\/)?([^/]+)$/ },
  'AWS::SecretsManager::Secret': { property: 'Name' },
  'AWS::Lambda::Function': { property: 'FunctionName', arn: /^arn:[^:]*:lambda:([^:]*):([^:]*):function:([^:]+)/ },
};

/**
 * The templates of a stage in one world, or as they are before anything is decided: its user pools and identity pools with what belongs to them, typed, and whatever else they refer to.
 */
export class View {
  readonly userPools: UserPool[];
  readonly identityPools: IdentityPool[];

  /** What the rules look at, in order of definition. */
  readonly judged: Resource[];
  private readonly reader: Reader;
  private readonly resources = new Map<IConstruct, Resource | undefined>();
  private policies?: ReadonlyMap<IConstruct, Policy[]>;
  private readonly names = new Map<string, ReadonlyMap<string, Resource[]>>();

  constructor(readonly scan: Scan, world?: World) {
    this.reader = new Reader(scan, world);
    this.judged = scan.resources.filter(({ cfnResourceType }) => isAttachment(cfnResourceType)).flatMap((cfn) => this.resource(cfn) ?? []);
    this.userPools = this.ofType('AWS::Cognito::UserPool');
    this.identityPools = this.ofType('AWS::Cognito::IdentityPool');
    this.link();
  }

  /** What a resource says in this world. */
  definition(cfn: CfnResource): Definition {
    const definition = this.scan.definition(cfn);
    return { ...definition, Properties: this.reader.read(definition?.Properties ?? {}, cfn.stack) as Properties };
  }

  /** What else an element holds, in this world. */
  read(element: CfnElement, value: unknown): unknown { return this.reader.read(resolve(element, value), element.stack); }

  /** What decides whether a resource is there: its condition, and those of the nested stacks around it. */
  conditions(cfn: CfnResource): unknown[] {
    const { Condition } = this.scan.definition(cfn) ?? {};
    const { nestedStackResource: nested } = cfn.stack;
    const outer = CfnResource.isCfnResource(nested) ? this.conditions(nested) : [];
    return Condition === undefined ? outer : [this.reader.expression({ Condition }, cfn.stack), ...outer];
  }

  /** A resource, where it is defined in this world. */
  resource(construct: IConstruct): Resource | undefined {
    return known(this.resources, construct, () => {
      const definition = CfnResource.isCfnResource(construct) ? this.scan.definition(construct) : undefined;
      const cfn = construct as CfnResource;
      return definition !== undefined && this.reader.isDefined(cfn, definition) ? new (classOf(cfn.cfnResourceType))(cfn, this) : undefined;
    });
  }

  /** In order of definition. */
  ofType<T extends Resource>(type: string): T[] {
    return this.scan.ofType(type).flatMap((cfn) => (this.resource(cfn) as T | undefined) ?? []);
  }

  /** The resources that a value means, each once: by reference, or by the ARN of one that has a name. */
  named(value: unknown): Resource[] {
    const referred = referents(value).flatMap((construct) => this.resource(construct) ?? []);
    return [...new Set([...referred, ...texts(value).flatMap((text) => this.byArn(text))])];
  }

  /** The statements in policies of this stage that are attached to a role: where that is possible, those that are asked for alone are read. */
  statementsOf(role: Role, isAsked: (statement: Properties) => boolean): Properties[] {
    const managed = this.managedOf(role);
    const attached = this.attachedTo(role).filter(({ cfn }) => !managed.some((policy) => policy.cfn === cfn));
    return [
      ...managed.flatMap((policy) => statementsOf(policy.at('PolicyDocument').raw)),
      ...attached.flatMap((policy) => {
        const statements = policy.statements(isAsked);
        return statements === undefined ? statementsOf(this.resource(policy.cfn)?.at('PolicyDocument').raw)
          : statements.length === 0 ? [] : this.reader.read(statements, policy.cfn.stack) as Properties[];
      }),
    ];
  }

  /** What CloudFormation defines before a resource. */
  dependencies(resource: Resource): Resource[] {
    return this.scan.dependencies(resource.cfn).flatMap((construct) => this.resource(construct) ?? []);
  }

  private link(): void {
    const pools = new Map<IConstruct, UserPool>(this.userPools.map((pool) => [pool.cfn, pool]));
    const identityPools = new Map<IConstruct, IdentityPool>(this.identityPools.map((pool) => [pool.cfn, pool]));
    for (const resource of this.judged) {
      if (resource instanceof Attachment) {
        for (const pool of among(pools, resource.poolName.raw)) {
          resource.pool ??= pool;
          pool.attach(resource);
        }
      } else if (resource instanceof RoleAttachment) {
        among(identityPools, resource.identityPool.raw).forEach((pool) => pool.roleAttachments.push(resource));
      } else if (resource instanceof PrincipalTag) {
        among(identityPools, resource.identityPool.raw).forEach((pool) => pool.principalTags.push(resource));
      }
    }
    const clients = this.judged.filter((one) => one instanceof Client);
    const strangers = new Map<IConstruct, Client>(clients.filter(({ pool }) => pool === undefined).map((client) => [client.cfn, client]));
    for (const pool of this.identityPools) {
      pool.strangers.push(...among(strangers, pool.providers.raw));
      pool.userPools.push(...among(pools, pool.providers.objects.map((provider) => provider.ProviderName)));
      pool.userPools.forEach(({ identityPools: those }) => those.push(pool));
    }
  }

  private byArn(text: Text): Resource[] {
    return Object.entries(NAMES).flatMap(([type, { arn }]) => {
      const [, region, account, name] = arn?.exec(String(text)) ?? [];
      return name === undefined ? [] : this.byName(type, name, account, region);
    });
  }

  /** Those of a type that have the name, in order of definition, wherever they are. */
  called<T extends Resource>(type: string, name: string): T[] {
    const index = known(this.names, type, () => this.ofType(type).reduce((names, resource) => (
      gather(names, resource.at(NAMES[type].property).text ?? '', resource)), new Map<string, Resource[]>()));
    return (index.get(name) ?? []) as T[];
  }

  /** Those of a type that have the name. Stacks of other accounts and Regions may use it too. */
  private byName(type: string, name: string, account: string, region: string = ''): Resource[] {
    return this.called(type, name).filter(({ stack }) => mayBe(stack.account, account) && mayBe(stack.region, region));
  }

  private managedOf(role: Role): Resource[] {
    return role.managedPolicies.isSet ? role.named(role.managedPolicies).filter(({ type }) => POLICIES.includes(type)) : [];
  }

  private attachedTo({ cfn }: Role): readonly Policy[] {
    this.policies ??= this.indexPolicies();
    return this.policies.get(cfn) ?? [];
  }

  private indexPolicies(): ReadonlyMap<IConstruct, Policy[]> {
    const index = new Map<IConstruct, Policy[]>();
    for (const policy of this.scan.policies.filter(({ cfn, definition }) => this.reader.isDefined(cfn, definition))) {
      const { cfn: { stack }, definition: { Properties: { Roles, RoleName } = {} } } = policy;
      const roles = new Value(this.reader.read(Roles ?? [RoleName], stack));
      const named = roles.list.flatMap((name) => this.byName('AWS::IAM::Role', name, stack.account)).map(({ cfn }) => cfn);
      new Set([...referents(roles.raw), ...named]).forEach((role) => gather(index, role, policy));
    }
    return index;
  }
}

/** The stage that a construct is in; a stage is in itself. */
export function stageOf(construct: IConstruct): IConstruct {
  return Stage.isStage(construct) ? construct : Stage.of(construct) ?? construct.node.root;
}

function classOf(type: string): new (cfn: CfnResource, view: View) => Resource {
  return type === 'AWS::Cognito::UserPool' ? UserPool : type === 'AWS::Cognito::UserPoolClient' ? Client : type === 'AWS::IAM::Role' ? Role
    : IDENTITY_CLASSES[type] ?? attachmentClass(type) ?? Resource;
}

/** Those that a value means, each once. */
function among<T>(those: ReadonlyMap<IConstruct, T>, value: unknown): T[] {
  return those.size === 0 ? [] : [...new Set(referents(value).flatMap((construct) => those.get(construct) ?? []))];
}

/** Every text in a value that is known at least in part. */
function texts(value: unknown): Text[] {
  return !isObject(value) || isIntrinsic(value) ? [Text.of(value) ?? []].flat() : Object.values(value).flatMap(texts);
}
