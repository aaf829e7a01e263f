import type { TriggerEvent } from '../runtime/event';
import { OwnError } from '../runtime/function';
import type { Step, StepContext } from '../runtime/step';

/** A function of the caller's on the same trigger. */
export interface OwnFunctionEntry {
  readonly functionArn: string;
}

/**
 * Calls it with the event as it is by then, in the time that is left. Its answer and its error pass on. Cognito repeats the trigger when there is no
 * answer in time, and then it is called again.
 */
export const ownFunction: Step<OwnFunctionEntry> = {
  flaw: (entry) => typeof (entry as Partial<OwnFunctionEntry> | null)?.functionArn === 'string' ? undefined : 'functionArn is no text',

  run: async (event, entries, context) => {
    for (const { functionArn } of entries) {
      event.response = (await called(functionArn, event, context)).response;
    }
  },
};

let lambda: Promise<(functionArn: string, event: TriggerEvent, milliseconds: number) => Promise<{ readonly error?: string; readonly payload: string }>> | undefined;

async function called(functionArn: string, event: TriggerEvent, context: StepContext): Promise<TriggerEvent> {
  const { error, payload } = await (await (lambda ??= load()))(functionArn, event, context.remaining());
  const answer = JSON.parse(payload || 'null') as (TriggerEvent & { readonly errorMessage?: string }) | null;
  if (error !== undefined) {
    throw new OwnError(answer?.errorMessage ?? error);
  }
  if (typeof answer?.response !== 'object' || answer.response === null) {
    throw new TypeError('the function answered no event');
  }
  return answer;
}

async function load() {
  const { LambdaClient, InvokeCommand } = await import('@aws-sdk/client-lambda');
  // it isn't idempotent for all we know: whether it runs again is for Cognito to decide.
  const client = new LambdaClient({ maxAttempts: 1 });
  return async (functionArn: string, event: TriggerEvent, milliseconds: number) => {
    const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(event) }), {
      abortSignal: AbortSignal.timeout(milliseconds),
    });
    return { error: FunctionError, payload: Payload?.transformToString() ?? '' };
  };
}
