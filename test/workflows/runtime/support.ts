import { createServer, type Server } from 'http';
import type { AddressInfo } from 'net';
import type { TriggerEvent } from '../../../src/workflows/runtime/event';
import { triggerFunction } from '../../../src/workflows/runtime/function';
import type { Step } from '../../../src/workflows/runtime/step';

/** The event of a trigger. */
export function eventOf(triggerSource: string, request: Record<string, unknown> = {}, more: Partial<TriggerEvent> = {}): TriggerEvent {
  return {
    version: '1',
    triggerSource,
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_example',
    userName: 'ada',
    callerContext: { clientId: 'client' },
    request,
    response: {},
    ...more,
  };
}

/** Runs a step as the function of a trigger does, with some milliseconds left. */
export function ran<Entry>(step: Step<Entry>, entries: readonly unknown[], event: TriggerEvent, milliseconds = 5000): Promise<TriggerEvent> {
  return triggerFunction({ tried: step as Step }, () => ({ tried: entries }))(event, { getRemainingTimeInMillis: () => milliseconds });
}

/** What a call of AWS is answered: a body, with the kind of error where a Lambda function throws, or the status and the name of an error. */
export type Answer = { readonly body: unknown; readonly functionError?: string } | { readonly status: number; readonly error: string };

/** A server of AWS's APIs on loopback, which the SDK is sent to, and which answers what a test says. */
export class AwsServer {
  /** What was asked: the operation or path, and the input. */
  public readonly calls: [operation: string, input: Record<string, unknown>][] = [];
  private readonly server: Server;

  constructor(answer: (operation: string, input: Record<string, unknown>) => Answer | Promise<Answer>) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const target = request.headers['x-amz-target'];
        const operation = typeof target === 'string' ? target.split('.')[1]! : request.url!;
        const input = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
        this.calls.push([operation, input]);
        void Promise.resolve(answer(operation, input)).then((said) => {
          const isError = 'error' in said;
          response.writeHead(isError ? said.status : 200, {
            'content-type': 'application/x-amz-json-1.1',
            ...isError ? { 'x-amzn-errortype': said.error } : said.functionError === undefined ? {} : { 'x-amz-function-error': said.functionError },
          });
          response.end(JSON.stringify(isError ? { __type: said.error, message: said.error } : said.body));
        });
      });
    });
  }

  /** Listens, and has the SDK come here. */
  public async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-central-1' });
    return this;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    delete process.env.AWS_ENDPOINT_URL;
  }
}
