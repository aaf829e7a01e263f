import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IIdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { attachCustomSynthesis, CfnResource, Stack, Token, type IResource } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { absolute, readLock, UPDATE_CONTEXT, writeLock, type LockedResource, type LockedResources } from './lock-file';
import { compare, lockedResource, toLock, type FoundResource, type FoundResources } from './locked-choices';
import { lockedType, STACK } from './locked-types';
import { keyOf } from './stated';
import { failure } from '../../private/errors';
import { warn } from '../../rules/acknowledgements';
import type { Resource } from '../../template/resource';
import { Synthesis } from '../../template/synthesis';

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
   * The user pools to lock, ours or plain L2s, in whatever stack: name them to leave others out, or to lock those of other stacks.
   *
   * @default - every user pool of the stack that the lock is in, whoever defined it; outside a stack, every one in the scope of the lock
   */
  readonly userPools?: IUserPool[];

  /**
   * Further identity pools to lock, such as those of other stacks.
   *
   * @default - those in the stacks of the locked user pools, and those that give their users credentials
   */
  readonly identityPools?: IIdentityPool[];
}

/**
 * Keeps what users depend on in a file that you commit, and refuses at synthesis the change that would lose users, or what they have.
 *
 * Locked are the user pools of a stack and its identity pools, with app clients, domains, identity providers, groups, resource servers and users in the
 * template. Refused are the removal of any of them, another logical id, stack, Region or account, a condition, weaker retention; of a user pool other sign-in
 * identifiers, case sensitivity, existing attributes, encryption key, relying party of passkeys; of a client its secret; of a provider its name, its
 * issuer and what becomes the user name; of an identity pool its developer provider, whose users get credentials, and guests; of a user in the template
 * anything. What is added, a client or a custom attribute, is a warning until it is written down; so is what can't be judged from here. Values are compared as
 * the template has them, escape hatches included, before conditions and parameters are decided.
 *
 * The file is written, and changed, by `cdk synth -c cdk-cognito-auth:updateLock=true` and by nothing else. Review its difference like code,
 * and keep that context key out of `cdk.json`.
 */
export class UserPoolLock extends Construct {
  private readonly file: string;
  private readonly userPools?: readonly CfnResource[];
  private readonly identityPools: readonly CfnResource[];

  /**
   * Defines the lock. It adds nothing to a template.
   *
   * Throws when `file` is empty or another lock's, when `userPools` is empty and there is no identity pool, or when a pool isn't defined in this app. The
   * synthesis fails when there is nothing to lock.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope
   * @param props the file and the pools
   */
  constructor(scope: Construct, id: string, props: UserPoolLockProps) {
    super(scope, id);
    this.file = props.file;
    this.userPools = props.userPools?.map((pool) => this.resource(pool, USER_POOL, 'userPools'));
    this.identityPools = (props.identityPools ?? []).map((pool) => this.resource(pool, IDENTITY_POOL, 'identityPools'));
    if (this.userPools?.length === 0 && this.identityPools.length === 0) {
      throw failure(this, '"userPools" is empty: leave it out for all of the stack, or name at least one, such as auth.userPool');
    }
    this.claimFile();
    [this, ...this.userPools ?? [], ...this.identityPools].forEach((one) => Synthesis.of(one)); // its validation comes before ours.
    this.node.addValidation({ validate: () => this.check() });
    // only what passed every validation is written down.
    attachCustomSynthesis(this, { onSynthesize: () => this.write() });
  }

  private get updating(): boolean {
    const asked: unknown = this.node.tryGetContext(UPDATE_CONTEXT);
    return asked === true || asked === 'true';
  }

  /** Whose pools it locks, where none is named. */
  private get place(): IConstruct {
    return isInStack(this) ? topOf(Stack.of(this)) : this.node.scope!;
  }

  private check(): string[] {
    try {
      return this.compare(readLock(this.file), this.look());
    } catch (error) {
      return [(error as Error).message];
    }
  }

  private compare(locked: LockedResources | undefined, resources: FoundResources): string[] {
    if (resources.size === 0 && (locked === undefined || this.updating)) {
      return [`there is no user pool in ${JSON.stringify(this.place.node.path)}: name the pools to lock in "userPools", or take the lock away`];
    }
    const { refused, doubtful, added } = compare(locked ?? {}, resources);
    if (this.updating) {
      this.announce([...refused, ...doubtful, ...added.map((path) => `${path} is written down`)]);
      return [];
    }
    if (locked === undefined) {
      return [`"${this.file}" isn't there, so nothing is locked: run cdk synth -c ${UPDATE_CONTEXT}=true and commit the file`];
    }
    if (refused.length > 0) {
      return [
        ...refused.map((text) => `${text} (locked in ${this.file})`),
        `to accept all of this, knowing what is lost, run cdk synth -c ${UPDATE_CONTEXT}=true and commit ${this.file}`,
      ];
    }
    if (doubtful.length > 0) {
      warn(this, 'lockDoubtful', `${doubtful.join('; ')} (locked in ${this.file}); if no user loses anything, run cdk synth -c ${UPDATE_CONTEXT}=true and commit it`);
    }
    if (added.length > 0) {
      warn(this, 'lockIncomplete',
        `${this.file} doesn't hold all of ${added.join(', ')}: run cdk synth -c ${UPDATE_CONTEXT}=true and commit it, so that it is locked too`);
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

  /** What there is to lock, by its key. */
  private look(): FoundResources {
    const userPools = new Set(this.userPools ?? resourcesIn(this.place, USER_POOL));
    const found = new Map<string, FoundResource>();
    const add = (key: string, path: string, locked: LockedResource) => {
      const { path: other = path } = found.get(key) ?? {};
      if (other !== path) {
        throw new Error(`"${key}" is ${other} and ${path}: two stacks of one name need a lock each, with a file each; name its pools in "userPools"`);
      }
      found.set(key, { path, locked });
    };
    const lock = (resource: Resource, parent?: Resource) => {
      const stack = topOf(resource.stack);
      add(stack.stackName, stack.node.path, { Type: STACK, Properties: whereabouts(stack) });
      add(keyOf(resource.cfn), resource.path, lockedResource(resource, parent && keyOf(parent.cfn)));
    };
    for (const synthesis of new Set([...userPools, ...this.identityPools].map((pool) => Synthesis.of(pool)))) {
      const view = synthesis.undecided;
      const locked = view.userPools.filter(({ cfn }) => userPools.has(cfn));
      const stacks = new Set(locked.map(({ stack }) => topOf(stack)));
      for (const pool of locked) {
        lock(pool);
        pool.attachments.filter(({ type }) => lockedType(type) !== undefined).forEach((one) => lock(one, pool));
      }
      for (const pool of view.identityPools) {
        if (this.identityPools.includes(pool.cfn) || stacks.has(topOf(pool.stack)) || pool.userPools.some(({ cfn }) => userPools.has(cfn))) {
          lock(pool);
          [...pool.roleAttachments, ...pool.principalTags].forEach((one) => lock(one, pool));
        }
      }
    }
    return found;
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

const USER_POOL = 'AWS::Cognito::UserPool';
const IDENTITY_POOL = 'AWS::Cognito::IdentityPool';

function resourcesIn(scope: IConstruct, type: string): CfnResource[] {
  return scope.node.findAll().filter((one): one is CfnResource => CfnResource.isCfnResource(one) && one.cfnResourceType === type);
}

function isInStack({ node }: IConstruct): boolean {
  return node.scopes.some((scope) => Stack.isStack(scope));
}

function topOf(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : topOf(stack.nestedStackParent);
}

/** Where a stack is deployed, as far as that is known. */
function whereabouts({ region, account }: Stack): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries({ Region: region, Account: account }).filter(([, value]) => !Token.isUnresolved(value)));
}
