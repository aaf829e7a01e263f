import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Reference, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct, IDependable } from 'constructs';
import type { EmailDomainsEntry } from '../workflows/email-domains/entry';
import type { GroupRole } from '../workflows/runtime/token-override';
import type { WorkflowStep } from '../workflows/workflow-step';

/** An identity provider, and where its redirect URI is registered. */
export interface PoolProvider {
  readonly identityProvider: IConstruct;
  readonly displayName: string;
  readonly registerAt: string;
}

/** A function that a construct beside the pool puts into its workflow. */
export interface PoolHook {
  readonly handler: IFunction;
  /** of the user pools' API, on this pool only */
  readonly actions: readonly string[];
  /** whatever needs it, for the message that the place is taken */
  readonly by: string;
}

/** What constructs beside the pool may ask of its triggers. */
export interface PoolWorkflow {
  /** puts a function of the caller's before each sign-up */
  preSignUp(hook: PoolHook): void;
  /** has the library's own function of a trigger do something */
  step(step: WorkflowStep): void;
}

/** What becomes of a second account with the same e-mail address, in words, and which construct says so. */
export interface PoolDuplicates {
  readonly by: IConstruct;
  readonly text: string;
  /** for the summary */
  readonly note?: string;
  /** the names of the providers whose users are linked by their address */
  readonly trusted?: readonly string[];
  /** whether users with a second factor are linked too: of the function of this library, undefined of one of the caller's */
  readonly bypassMfa?: boolean;
}

/** What a pool's security profile asks for. */
export interface PoolProfile {
  /** as the caller wrote it */
  readonly name: string;
  readonly minPasswordLength: number;
  readonly mfaRequired: boolean;
  readonly threatProtection: boolean;
  readonly firewall: boolean;
  readonly deletionProtection: boolean;
}

/**
 * What the constructs of this library tell each other about a user pool and no template can say. Everything else is read from the template.
 *
 * Plain data, which other copies of this package read too.
 */
export interface PoolRegistry {
  /** where the pool's clients have their pages */
  domain?: cognito.IUserPoolDomain;
  /** what its triggers do; not there where the pool isn't defined in this app */
  workflow?: PoolWorkflow;
  duplicates?: PoolDuplicates;
  /** its groups that have roles: without the ARN where only CloudFormation knows the name */
  groupRoles?: GroupRole[];
  /** the steps of workflows that were told of these */
  groupSteps?: string[];
  /** the claims that workflows make, each of one token */
  madeClaims?: string[];
  /** what the finished pool is held against */
  profile?: PoolProfile;
  /** whether another team associates a web ACL */
  firewallElsewhere?: boolean;
  /** what users may write, where a schema of this library says it: a client may only narrow it */
  writable?: readonly string[];
  /** what every client reads beside the profile */
  readable: readonly string[];
  readonly providers: PoolProvider[];
  /** which addresses users may have, where something is said of it */
  readonly emailDomains: EmailDomainsEntry[];
  readonly clients: IConstruct[];
  /** what clients wait for: users could sign in before the triggers may do their work */
  readonly awaited: IDependable[];
}

const KEY = Symbol.for('cdk-cognito-auth.user-pool.v1');

/** That of a user pool, whichever construct holds it. It is filled in any order. */
export function registryOf(pool: cognito.IUserPool): PoolRegistry {
  // a pool that is imported by the reference to another is that other.
  const reference = Tokenization.reverseString(pool.userPoolId).firstToken;
  const holder: IConstruct & { readonly [KEY]?: PoolRegistry } = Reference.isReference(reference) ? reference.target : pool;
  const known = holder[KEY];
  if (known !== undefined) {
    return known;
  }
  const registry: PoolRegistry = { readable: [], providers: [], emailDomains: [], clients: [], awaited: [] };
  Object.defineProperty(holder, KEY, { value: registry });
  return registry;
}

/** What is known of a pool by its L1; nothing where nobody told. */
export function toldOf(pool: IConstruct | undefined): Partial<PoolRegistry> {
  return (pool as { readonly [KEY]?: PoolRegistry } | undefined)?.[KEY] ?? {};
}

/** From now on the clients of the pool wait for something. */
export function letClientsAwait(pool: cognito.IUserPool, awaited: IDependable): void {
  const registry = registryOf(pool);
  registry.awaited.push(awaited);
  registry.clients.forEach((client) => client.node.addDependency(awaited));
}

/** A client of the pool waits for what its clients wait for. */
export function registerClient(pool: cognito.IUserPool, client: IConstruct): void {
  const registry = registryOf(pool);
  registry.clients.push(client);
  client.node.addDependency(...registry.awaited);
}
