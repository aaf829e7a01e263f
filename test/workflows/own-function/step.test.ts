import { ownFunction } from '../../../src/workflows/own-function/step';
import { AwsServer, eventOf, ran, type Answer } from '../runtime/support';

const ARN = 'arn:aws:lambda:eu-central-1:111111111111:function:own';
let server: AwsServer;
let answer: () => Answer | Promise<Answer>;

beforeAll(async () => {
  server = await new AwsServer(() => answer()).start();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.calls.length = 0;
  jest.spyOn(console, 'log').mockImplementation();
});

test('it gets the event, and its answer is the answer', async () => {
  const event = eventOf('PreSignUp_SignUp');
  answer = () => ({ body: { ...event, request: { forged: true }, response: { autoConfirmUser: true } } });
  expect(await ran(ownFunction, [{ functionArn: ARN }], event)).toMatchObject({ request: {}, response: { autoConfirmUser: true } });
  expect(server.calls).toEqual([[`/2015-03-31/functions/${encodeURIComponent(ARN)}/invocations`, expect.objectContaining({ triggerSource: 'PreSignUp_SignUp' })]]);
});

test('its error is the error, with its words', async () => {
  answer = () => ({ body: { errorType: 'Error', errorMessage: 'Only on weekdays.' }, functionError: 'Unhandled' });
  await expect(ran(ownFunction, [{ functionArn: ARN }], eventOf('PreSignUp_SignUp'))).rejects.toThrow(/^Only on weekdays\.$/);
  answer = () => ({ body: null, functionError: 'Unhandled' });
  await expect(ran(ownFunction, [{ functionArn: ARN }], eventOf('PreSignUp_SignUp'))).rejects.toThrow(/^Unhandled$/);
});

test('what Lambda says of one that ran out of time isn’t shown', async () => {
  answer = () => ({ body: { errorMessage: 'RequestId: 0 Error: Task timed out after 3.00 seconds' }, functionError: 'Unhandled' });
  await expect(ran(ownFunction, [{ functionArn: ARN }], eventOf('PreSignUp_SignUp'))).rejects.toThrow('not possible');
});

test.each([[{}], [null], [{ response: null }], [{ response: [] }]])('without an answer the user isn’t let through: %p', async (body) => {
  answer = () => ({ body });
  await expect(ran(ownFunction, [{ functionArn: ARN }], eventOf('PreSignUp_SignUp'))).rejects.toThrow('not possible');
});

test('it isn’t called again by us, and not waited for longer than the pool waits', async () => {
  answer = () => new Promise((resolve) => setTimeout(resolve, 2000, { body: {} }));
  const began = Date.now();
  await expect(ran(ownFunction, [{ functionArn: ARN }], eventOf('PreSignUp_SignUp'), 500)).rejects.toThrow('not possible');
  expect(Date.now() - began).toBeLessThan(1500);
  answer = () => ({ status: 429, error: 'TooManyRequestsException' });
  server.calls.length = 0;
  await expect(ran(ownFunction, [{ functionArn: ARN }], eventOf('PreSignUp_SignUp'))).rejects.toThrow('not possible');
  expect(server.calls).toHaveLength(1);
});

test('an entry names a function', () => {
  expect(ownFunction.flaw({ functionArn: ARN })).toBeUndefined();
  expect(ownFunction.flaw({})).toBe('functionArn is no text');
  expect(ownFunction.flaw(null)).toBe('functionArn is no text');
});
