import type { Configuration } from './configuration';
import type { TriggerEvent } from './event';
import { log, nameOf } from './log';
import { Refusal, UnknownUser, type Cognito, type Step, type StepContext } from './step';

/** What Lambda gives a handler, as far as it is needed. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** Left to answer when a call has used up the time. */
const MARGIN = 300;

/** Shown to users whatever went wrong: the log says what. */
const SORRY = 'This is not possible at the moment. Please try again later.';

/** The error of a function of the caller's, which users see as it is. Whether it refused or failed, its own metric tells. */
export class OwnError extends Refusal {
  constructor(message: string) {
    super('ownFunction', message);
  }
}

/**
 * Runs the steps of one trigger, in their order.
 *
 * @param steps all that there are, in the order in which they run
 * @param read what is asked for: read at the first call, so that an error of it is one of the trigger's
 */
export function triggerFunction(steps: Readonly<Record<string, Step>>, read: () => Configuration) {
  let asked: ReturnType<typeof plan> | undefined;
  return async (event: TriggerEvent, lambda: LambdaContext): Promise<TriggerEvent> => {
    let running = 'configuration';
    try {
      asked ??= plan(steps, read());
      for (const [name, step, entries] of asked) {
        running = name;
        await step.run(event, entries, new Context(event, lambda, name));
      }
      return event;
    } catch (error) {
      const refused = error instanceof Refusal;
      log(refused ? 'Refusals' : 'Failures', event, running, refused ? error.code : nameOf(error));
      if (error instanceof UnknownUser) {
        return event;
      }
      throw refused ? error : new Error(SORRY);
    }
  };
}

function plan(steps: Readonly<Record<string, Step>>, configuration: Configuration): [name: string, step: Step, entries: readonly never[]][] {
  for (const [name, entries] of Object.entries(configuration)) {
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
    const flaw = step === undefined ? 'is no step' : entries.map((entry) => step.flaw(entry)).find((one) => one !== undefined);
    if (flaw !== undefined) {
      // it was checked at synthesis: whoever wrote it by hand reads it in the log.
      console.error(JSON.stringify({ level: 'ERROR', step: name, flaw }));
      throw new RangeError(flaw);
    }
  }
  return Object.entries(steps).filter(([name]) => Object.hasOwn(configuration, name))
    .map(([name, step]) => [name, step, configuration[name] as readonly never[]]);
}

let cognito: Cognito | undefined;

class Context implements StepContext {
  constructor(private readonly event: TriggerEvent, private readonly lambda: LambdaContext, private readonly step: string) {}

  public remaining(): number {
    return Math.max(0, this.lambda.getRemainingTimeInMillis() - MARGIN);
  }

  public cognito(): Cognito {
    const { sdk, send } = (cognito ??= load(this.event.region));
    const timed = (command: never, options = {}) => send(command, { abortSignal: AbortSignal.timeout(this.remaining()), ...options });
    return { sdk, send: timed as Cognito['send'] };
  }

  public failed(code: string, error?: unknown): void {
    log('Failures', this.event, this.step, error === undefined ? code : `${code}: ${nameOf(error)}`);
  }
}

/** The SDK is there when it is needed, and not before: it takes longer to load than all of ours. */
function load(region: string): Cognito {
  const sdk = require('@aws-sdk/client-cognito-identity-provider') as Cognito['sdk'];
  // a third attempt would come too late.
  const client = new sdk.CognitoIdentityProviderClient({ region, maxAttempts: 2 });
  return { sdk, send: client.send.bind(client) as Cognito['send'] };
}
