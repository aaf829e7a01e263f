import type * as lambda from '@aws-sdk/client-lambda';
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

let client: lambda.LambdaClient | undefined;

async function called(functionArn: string, event: TriggerEvent, context: StepContext): Promise<TriggerEvent> {
  const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda') as typeof lambda;
  // whether it runs again is for Cognito to decide: it may not be idempotent.
  client ??= new LambdaClient({ maxAttempts: 1 });
  const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(event) }), {
    abortSignal: AbortSignal.timeout(context.remaining()),
  });
  const answer = JSON.parse(Payload?.transformToString() || 'null') as (TriggerEvent & { readonly errorMessage?: string }) | null;
  // what Lambda says of a function that ran out of time or memory is for operators.
  if (FunctionError !== undefined && answer?.errorMessage?.startsWith('RequestId: ') !== true) {
    throw new OwnError(answer?.errorMessage ?? FunctionError);
  }
  if (FunctionError !== undefined || typeof answer?.response !== 'object' || answer.response === null || Array.isArray(answer.response)) {
    throw new TypeError('the function answered no event');
  }
  return answer;
}
