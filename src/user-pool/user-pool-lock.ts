import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IIdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { attachCustomSynthesis, CfnResource, Stack, Token, type IResource } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { absolute, readLock, UPDATE_CONTEXT, writeLock, type LockedResources } from './lock-file';
import { additions, ATTACHED_TYPES, lockedResource, toLock, violations, type FoundResource, type FoundResources } from './locked-choices';
import { failure } from '../private/errors';
import { warn } from '../rules/acknowledgements';
import type { Resource } from '../template/resource';
import { idOf } from '../template/scan';
import { Synthesis } from '../template/synthesis';
import { UserPool } from '../template/user-pool';

/**
 * Props for `UserPoolLock`.
 */
export interface UserPoolLockProps {
  /**
   * The file, such as `user-pool.lock.json`: relative to the directory in which the app runs, where `cdk.json` is.
   *
   * Each lock has a file of its own. An app that defines its pool once for each stage names the file after the stage.
   */
  readonly file: string;

  /**
   * The user pools to lock, with their app clients, domains and identity providers: ours or plain L2s, in whatever stack.
   */
  readonly userPools: IUserPool[];

  /**
   * The identity pools to lock.
   *
   * @default - no identity pool is locked
   */
  readonly identityPools?: IIdentityPool[];
}

/**
 * Keeps what can never change about user pools in a file that you commit, and refuses at synthesis the change that would lose users.
 *
 * Refused are a changed logical id or stack, sign-in identifiers, case sensitivity, existing attributes, domain, relying party of passkeys,
 * client secret, encryption key, identity provider or developer provider name, and the removal of anything that is locked. App clients,
 * custom attributes and providers may be added. Values are compared as the template has them, escape hatches included.
 *
 * The file is written, and changed, by `cdk synth -c cdk-cognito-auth:updateLock=true` and by nothing else. Review its difference like code,
 * and keep that context key out of `cdk.json`.
 */
export class UserPoolLock extends Construct {
  private readonly file: string;
  private readonly pools: readonly CfnResource[];

  /**
   * Defines the lock. It adds nothing to a template.
   *
   * Throws when `file` is empty or another lock's, when no pool is named, or when a pool isn't defined in this app.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope
   * @param props the file and the pools
   */
  constructor(scope: Construct, id: string, props: UserPoolLockProps) {
    super(scope, id);
    this.file = props.file;
    const userPools = props.userPools.map((pool) => this.resource(pool, 'AWS::Cognito::UserPool', 'userPools'));
    const identityPools = (props.identityPools ?? []).map((pool) => this.resource(pool, 'AWS::Cognito::IdentityPool', 'identityPools'));
    this.pools = [...new Set([...userPools, ...identityPools])];
    if (this.pools.length === 0) {
      throw failure(this, '"userPools" is empty: name at least one, such as auth.userPool, or leave the construct out');
    }
    this.claimFile();
    this.pools.forEach((pool) => Synthesis.of(pool)); // its validation comes before ours.
    this.node.addValidation({ validate: () => this.check() });
    // only what passed every validation is written down.
    attachCustomSynthesis(this, { onSynthesize: () => this.write() });
  }

  private get updating(): boolean {
    const asked: unknown = this.node.tryGetContext(UPDATE_CONTEXT);
    return asked === true || asked === 'true';
  }

  private check(): string[] {
    let locked: LockedResources | undefined;
    try {
      locked = readLock(this.file);
    } catch (error) {
      return [(error as Error).message];
    }
    const resources = this.look();
    if (this.updating) {
      this.announce([
        ...locked === undefined ? [] : violations(locked, resources),
        ...additions(locked ?? {}, resources).map((path) => `${path} is written down`),
      ]);
      return [];
    }
    if (locked === undefined) {
      return [`"${this.file}" isn't there, so nothing is locked: run cdk synth -c ${UPDATE_CONTEXT}=true and commit the file`];
    }
    const refused = violations(locked, resources);
    if (refused.length > 0) {
      return [
        ...refused.map((text) => `${text} (locked in ${this.file})`),
        `to accept all of this, knowing what is lost, run cdk synth -c ${UPDATE_CONTEXT}=true and commit ${this.file}`,
      ];
    }
    const open = additions(locked, resources);
    if (open.length > 0) {
      warn(this, 'lockIncomplete',
        `${this.file} doesn't hold all of ${open.join(', ')}: run cdk synth -c ${UPDATE_CONTEXT}=true and commit it, so that it is locked too`);
    }
    return [];
  }

  private announce(changes: string[]): void {
    if (changes.length > 0) {
      warn(this, 'lockUpdated',
        `${this.file} is rewritten because ${UPDATE_CONTEXT} is set: ${changes.join('; ')}; commit the file, and don't set the key by default`);
    }
  }

  private write(): void {
    if (this.updating) {
      writeLock(this.file, toLock(readLock(this.file) ?? {}, this.look()));
    }
  }

  private look(): FoundResources {
    return new Map(this.pools.flatMap((pool) => {
      const resource = Synthesis.of(pool).view.resource(pool);
      const attached = resource instanceof UserPool ? resource.attachments.filter(({ type }) => ATTACHED_TYPES.includes(type)) : [];
      return resource === undefined ? [] : [found(resource), ...attached.map((one) => found(one, pool))];
    }));
  }

  private resource(pool: IResource, type: string, prop: string): CfnResource {
    const child = pool.node.defaultChild;
    if (child === undefined || !CfnResource.isCfnResource(child) || child.cfnResourceType !== type) {
      throw failure(this, `"${prop}" holds "${pool.node.path}", which isn't defined in this app: lock it in the app that defines it`);
    }
    return child;
  }

  private claimFile(): void {
    if (Token.isUnresolved(this.file) || this.file.trim() === '') {
      throw failure(this, `"file" must be a path, received ${JSON.stringify(this.file)}: give file: 'user-pool.lock.json'`);
    }
    const root: IConstruct & { readonly [KEY]?: Map<string, string> } = this.node.root;
    const owners = root[KEY] ?? new Map<string, string>();
    const owner = owners.get(absolute(this.file));
    if (owner !== undefined) {
      throw failure(this, `"file" is ${JSON.stringify(this.file)}, which is the file of the lock "${owner}": give each lock its own, named after its stage or stack`);
    }
    owners.set(absolute(this.file), this.node.path);
    Object.defineProperty(root, KEY, { value: owners, configurable: true });
  }
}

/** Where an app keeps its locks by their files, whichever copy of this package made them. */
const KEY = Symbol.for('cdk-cognito-auth.locks.v1');

function found(resource: Resource, pool?: CfnResource): [string, FoundResource] {
  return [keyOf(resource.cfn), { path: resource.path, locked: lockedResource(resource, pool && keyOf(pool)) }];
}

/** Stack and logical id, which together are what CloudFormation knows a resource by. */
function keyOf(cfn: CfnResource): string {
  const stack = Stack.of(cfn);
  return `${stack.nestedStackResource === undefined ? stack.stackName : keyOf(stack.nestedStackResource as CfnResource)}/${idOf(cfn)}`;
}
