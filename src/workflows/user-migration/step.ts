import { setTimeout } from 'timers/promises';
import { decided } from './decision';
import { flaw, type MigrationEntry } from './entry';
import { oldPoolOf } from './old-pool';
import type { TriggerEvent } from '../runtime/event';
import { nameOf } from '../runtime/log';
import { UnknownUser, type Step, type StepContext } from '../runtime/step';

/** Whoever can't be migrated waits for the next of these, in milliseconds: how long the old pool takes tells whether it knows the user. */
const BEAT = 500;

/** What the old pool says of a user who may not come in. All else that it says is a failure. */
const REFUSALS = ['NotAuthorizedException', 'UserNotFoundException', 'UserNotConfirmedException', 'PasswordResetRequiredException', 'UserLambdaValidationException'];

/** What Cognito takes for a user name, and for a password. */
const NAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;
const PASSWORD = /^[^]{1,256}$/;

/**
 * Users who aren't in the pool yet, and are in an old one. Whoever can't be migrated is answered as somebody whom neither pool knows.
 */
export const userMigration: Step<MigrationEntry> = {
  flaw,

  run: async (event, entries, context) => {
    const started = performance.now();
    const pause = async () => {
      const elapsed = performance.now() - started;
      await setTimeout(Math.min(BEAT - elapsed % BEAT, context.remaining()));
    };
    let code = 'Ended';
    for (const entry of entries) {
      if (Date.now() < Date.parse(entry.until)) {
        const user = await migrated(entry, event, context);
        if (typeof user !== 'string') {
          event.response = { ...event.response, messageAction: 'SUPPRESS', forceAliasCreation: false, ...user };
          return event.triggerSource === 'UserMigration_Authentication' ? undefined : pause();
        }
        code = user;
      }
    }
    await pause();
    throw new UnknownUser(code);
  },
};

/** The user as the new pool makes them, or why it doesn't. */
async function migrated(entry: MigrationEntry, event: TriggerEvent, context: StepContext): Promise<Readonly<Record<string, unknown>> | string> {
  const { triggerSource, userName, region, request: { password } } = event;
  const signsIn = triggerSource === 'UserMigration_Authentication';
  if (!isText(userName, NAME) || !(signsIn ? isText(password, PASSWORD) : triggerSource === 'UserMigration_ForgotPassword')) {
    return 'Malformed';
  }
  try {
    const pool = oldPoolOf(entry, region);
    const time = context.remaining();
    // both at once: one after the other would take longer for users whom the old pool knows.
    const [user, proof] = await settled([pool.user(userName, time), signsIn ? pool.signIn(userName, password as string, time) : undefined]);
    return decided(entry, userName, user, proof);
  } catch (error) {
    const code = nameOf(error);
    if (!REFUSALS.includes(code)) {
      context.failed('OldPool', error);
    }
    return code;
  }
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/** Waits for both, whatever becomes of the first. */
async function settled<T, U>(both: [Promise<T>, Promise<U> | undefined]): Promise<[T, U | undefined]> {
  await Promise.allSettled(both);
  return Promise.all(both);
}
