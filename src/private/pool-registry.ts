import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Reference, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct, IDependable } from 'constructs';

/** The domain of a pool's sign-in pages, as its clients and providers need to know it. */
export interface PoolDomain {
  /** without a slash at its end */
  readonly baseUrl: string;
  /** managed login shows nothing without a branding, the classic pages take none */
  readonly managedLogin: boolean;
  /** what must be there before pages are */
  readonly construct: IDependable;
}

/** A feature that a plan above LITE pays for. */
export interface PlanNeed {
  readonly feature: string;
  readonly plan: 'ESSENTIALS' | 'PLUS';
}

/** Where people must register a redirect URI, by the provider's own name. */
export interface PoolProvider {
  readonly name: string;
  readonly console: string;
  /** where on the domain the provider sends people back to, unless it is the redirect URI of OAuth */
  readonly path?: string;
  /** what a SAML provider knows the pool by */
  readonly entityId?: string;
}

/** The sign-in page of a client, computed late: callbacks may still come. */
export interface PoolPage {
  readonly client: IConstruct;
  readonly url: () => string;
  /** whether people set a second factor up with the app's tokens */
  readonly selfService: boolean;
}

/** A role that people of the pool get. */
export interface PoolRole {
  readonly who: string;
  readonly role: iam.Role;
}

/** A function that a construct beside the pool puts into its workflow. */
export interface PoolHook {
  readonly handler: IFunction;
  /** of the user pools' API, on this pool only */
  readonly actions: readonly string[];
  /** whoever needs it, for the message that the place is taken */
  readonly by: string;
}

/** What becomes of a second account with the same e-mail address, in words, and who says so. */
export interface PoolDuplicates {
  readonly by: IConstruct;
  readonly text: string;
}

const registries = new WeakMap<IConstruct, PoolRegistry>();

/**
 * What the constructs of this library tell each other about a user pool, whichever construct holds it.
 *
 * It is filled in any order and read at synthesis.
 */
export class PoolRegistry {
  static of(pool: cognito.IUserPool): PoolRegistry {
    // a pool that is imported by the reference to another is that other.
    const reference = Tokenization.reverseString(pool.userPoolId).firstToken;
    const key = Reference.isReference(reference) ? reference.target : pool;
    let registry = registries.get(key);
    if (registry === undefined) {
      registry = new PoolRegistry();
      registries.set(key, registry);
    }
    return registry;
  }

  domain?: PoolDomain;
  /** The plan that the caller set, if any. */
  chosenPlan?: string;
  readonly needs: PlanNeed[] = [];
  /** whether tokens carry the updated issuer */
  updatedIssuer = false;
  readonly providers: PoolProvider[] = [];
  readonly roles: PoolRole[] = [];
  /** the constructs of this library that belong to the pool, wherever they stand */
  readonly members: IConstruct[] = [];
  readonly pages: PoolPage[] = [];
  /** what people should know about what was defined */
  readonly notes: string[] = [];
  /** puts a function before each sign-up; not there where the pool isn't defined in this app */
  preSignUp?: (hook: PoolHook) => void;
  duplicates?: PoolDuplicates;

  /** whether clients must offer the choice of a first factor */
  choiceBased = false;
  /** whether a schema of this library says what users may write: a client may only narrow it */
  ownsSchema = false;
  /** what every client reads beside the profile, and writes beside the e-mail address */
  readonly readable: string[] = [];
  readonly writable: string[] = [];
  private readonly clients: IConstruct[] = [];
  private readonly policies: IDependable[] = [];

  private constructor() {}

  /** People could sign in through a client before its triggers may do their work: clients wait for that. */
  awaited(policy: IDependable): void {
    this.policies.push(policy);
    this.clients.forEach((client) => client.node.addDependency(policy));
  }

  client(client: IConstruct): void {
    this.clients.push(client);
    client.node.addDependency(...this.policies);
  }

  /** The cheapest plan that holds every feature in use, unless the caller chose one. */
  get plan(): string {
    return this.chosenPlan ?? (['PLUS', 'ESSENTIALS'].find((plan) => this.needs.some((need) => need.plan === plan)) ?? 'LITE');
  }
}
