import { AwsServer, eventOf } from './support';
import { triggerFunction } from '../../../src/workflows/runtime/function';
import { Refusal, type Step, type StepContext } from '../../../src/workflows/runtime/step';

const lambda = (milliseconds = 5000) => ({ getRemainingTimeInMillis: () => milliseconds });
const step = (run: Step['run']): Step => ({ flaw: (entry) => entry === 'flawed' ? 'is flawed' : undefined, run });
let lines: Record<string, unknown>[];

beforeEach(() => {
  lines = [];
  for (const method of ['log', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...said: unknown[]) => {
      lines.push(JSON.parse(String(said[0])) as Record<string, unknown>);
    });
  }
});

test('steps run in their own order, each once, with all that is asked of it', async () => {
  const seen: unknown[] = [];
  const note = (name: string) => step((_, entries) => void seen.push([name, entries]));
  const run = triggerFunction({ first: note('first'), idle: note('idle'), last: note('last') }, () => ({ last: [3], first: [1, 2] }));
  const event = eventOf('PreSignUp_SignUp');
  expect(await run(event, lambda())).toBe(event);
  expect(seen).toEqual([['first', [1, 2]], ['last', [3]]]);
  expect(lines).toEqual([]);
});

test('a step that refuses stops the rest, and the user reads why', async () => {
  const later = jest.fn();
  const refuse = step(() => {
    throw new Refusal('domain', 'This address can\'t be used here.');
  });
  const run = triggerFunction({ refuse, later: step(later) }, () => ({ refuse: [{}], later: [{}] }));
  await expect(run(eventOf('PreSignUp_SignUp'), lambda())).rejects.toThrow('This address can\'t be used here.');
  expect(later).not.toHaveBeenCalled();
  expect(lines).toEqual([expect.objectContaining({ level: 'INFO', Refusals: 1, step: 'refuse', code: 'domain', UserPoolId: 'eu-central-1_example', clientId: 'client' })]);
});

test('of any other error the user reads nothing, and operators its name only', async () => {
  const run = triggerFunction({ broken: step(() => Promise.reject(new TypeError('ada@acme.example is no number'))) }, () => ({ broken: [{}] }));
  await expect(run(eventOf('PreSignUp_SignUp', {}, { callerContext: undefined }), lambda())).rejects.toThrow(/^This is not possible at the moment\. Please try again later\.$/);
  expect(lines).toEqual([expect.objectContaining({ level: 'ERROR', Failures: 1, step: 'broken', code: 'TypeError' })]);
  expect(JSON.stringify(lines)).not.toContain('ada');
});

test('what is thrown may be no error', async () => {
  const thrown: unknown = 'ada@acme.example';
  const run = triggerFunction({ broken: step(() => Promise.reject(thrown)) }, () => ({ broken: [{}] })); // eslint-disable-line @typescript-eslint/prefer-promise-reject-errors
  await expect(run(eventOf('PreSignUp_SignUp'), lambda())).rejects.toThrow('not possible');
  expect(lines).toEqual([expect.objectContaining({ code: 'string' })]);
});

test.each([
  ['a step that there isn’t', { constructor: [{}] }, 'is no step'],
  ['an entry that its step can’t take', { known: ['flawed'] }, 'is flawed'],
])('%s fails every call, and operators read why', async (_, configuration, flaw) => {
  const known = jest.fn();
  const run = triggerFunction({ known: step(known) }, () => configuration);
  await expect(run(eventOf('PreSignUp_SignUp'), lambda())).rejects.toThrow('not possible');
  await expect(run(eventOf('PreSignUp_SignUp'), lambda())).rejects.toThrow('not possible');
  expect(known).not.toHaveBeenCalled();
  expect(lines.filter((line) => 'flaw' in line)).toEqual([expect.objectContaining({ flaw }), expect.objectContaining({ flaw })]);
});

test('a configuration that can’t be read fails as every error does', async () => {
  const run = triggerFunction({}, () => JSON.parse('{'));
  await expect(run(eventOf('PreSignUp_SignUp'), lambda())).rejects.toThrow('not possible');
  expect(lines).toEqual([expect.objectContaining({ step: 'configuration', code: 'SyntaxError' })]);
});

test('a failure that users don’t see counts', async () => {
  const run = triggerFunction({
    lax: step((_, __, context) => {
      context.failed('group is gone', new RangeError('staff'));
      context.failed('no groups');
    }),
  }, () => ({ lax: [{}] }));
  await run(eventOf('PostConfirmation_ConfirmSignUp'), lambda());
  expect(lines.map(({ code, Failures }) => [code, Failures])).toEqual([['group is gone: RangeError', 1], ['no groups', 1]]);
});

describe('calls', () => {
  let server: AwsServer;
  const answers: Record<string, () => Promise<{ body: unknown }>> = {
    AdminGetUser: () => Promise.resolve({ body: { Username: 'ada' } }),
    ListUsers: () => new Promise((resolve) => setTimeout(resolve, 2000, { body: {} })),
  };
  beforeAll(async () => {
    server = await new AwsServer((operation) => answers[operation]!()).start();
  });
  afterAll(() => server.stop());

  const calling = (call: (context: StepContext) => Promise<unknown>) => triggerFunction({
    calls: step(async (_, __, context) => {
      await call(context);
    }),
  }, () => ({ calls: [{}] }));

  test('go to the pool’s Region with the SDK', async () => {
    let name: string | undefined;
    await calling(async (context) => {
      const { sdk, send } = context.cognito();
      ({ Username: name } = await send(new sdk.AdminGetUserCommand({ UserPoolId: 'eu-central-1_example', Username: 'ada' })));
    })(eventOf('PreSignUp_SignUp'), lambda());
    expect(name).toBe('ada');
    expect(server.calls).toEqual([['AdminGetUser', { UserPoolId: 'eu-central-1_example', Username: 'ada' }]]);
  });

  test('end before the time does', async () => {
    const began = Date.now();
    const run = calling(async (context) => {
      const { sdk, send } = context.cognito();
      await send(new sdk.ListUsersCommand({ UserPoolId: 'eu-central-1_example' }));
    });
    await expect(run(eventOf('PreSignUp_SignUp'), lambda(500))).rejects.toThrow('not possible');
    expect(Date.now() - began).toBeLessThan(1500);
    expect(lines).toEqual([expect.objectContaining({ code: expect.stringMatching(/Abort|Timeout/) as string })]);
  });
});
