import type * as cognitoSdk from '@aws-sdk/client-cognito-identity-provider';
import type { TriggerEvent } from './event';

/**
 * One thing that the function of a trigger does. It changes `event.response`; what it throws stops the steps after it.
 */
export interface Step<Entry = never> {
  /**
   * What is wrong with an entry of the configuration, which was checked at synthesis: nothing, unless somebody wrote it by hand.
   */
  flaw(entry: unknown): string | undefined;

  /**
   * @param entries what was asked for, by whoever asked: one or more
   */
  run(event: TriggerEvent, entries: readonly Entry[], context: StepContext): void | Promise<void>;
}

/** What a step has beside the event. */
export interface StepContext {
  /** milliseconds that are left for calls: Cognito waits five seconds for all steps together */
  remaining(): number;
  /** the user pool's API, in the pool's Region. Each call ends when the time does */
  cognito(): Cognito;
  /** tells operators of a failure that users don't see: counted by the metric, without anything personal */
  failed(code: string, error?: unknown): void;
}

/** The user pool's API: `send(new sdk.ListUsersCommand(…))`. The SDK is the one that Lambda has, loaded when a step first needs it. */
export interface Cognito {
  readonly sdk: typeof cognitoSdk;
  readonly send: cognitoSdk.CognitoIdentityProviderClient['send'];
}

/**
 * The user isn't let through, for a reason that concerns them. The message is shown to the user: it names nobody.
 */
export class Refusal extends Error {
  /**
   * @param code for operators
   * @param message for the user
   */
  constructor(public readonly code: string, message: string) {
    super(message);
  }
}

/**
 * Cognito is to answer as for a user whom nobody knows. The event goes back as it came: an error would say that the user isn't in the pool.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export class UnknownUser extends Refusal {
  constructor(code: string) {
    super(code, 'Incorrect username or password.');
  }
}
