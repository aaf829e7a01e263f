/**
 * Sign-ins as events on a bus of EventBridge, for whoever wants to know: a post authentication trigger.
 *
 * It says who (`sub`) and by which client, and nothing more about the user. A bus that can't be reached keeps nobody from signing in, so an event may be missing,
 * and Cognito may call twice, so one may come twice: it is for counting and greeting, not for an audit. That is CloudTrail's, or the export of PLUS.
 */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

/** What is needed of the event. */
export interface AuthenticationEvent {
  readonly userPoolId: string;
  readonly callerContext: { readonly clientId: string };
  readonly request: { readonly userAttributes: Readonly<Record<string, string>>; readonly newDeviceUsed?: boolean };
}

const client = new EventBridgeClient({ maxAttempts: 2 });

export async function handler(event: AuthenticationEvent): Promise<AuthenticationEvent> {
  const { userPoolId, callerContext: { clientId }, request: { userAttributes: { sub }, newDeviceUsed = false } } = event;
  try {
    const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({
      Entries: [{ EventBusName: process.env.BUS, Source: 'acme.sign-in', DetailType: 'User signed in', Detail: JSON.stringify({ userPoolId, clientId, sub, newDeviceUsed }) }],
    }), { abortSignal: AbortSignal.timeout(2000) });
    if (FailedEntryCount > 0) {
      throw new RangeError('an entry failed');
    }
  } catch (error) {
    console.error(JSON.stringify({ level: 'ERROR', code: (error as Error).name }));
  }
  return event;
}
