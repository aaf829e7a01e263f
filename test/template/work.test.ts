import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, CfnOutput, CfnResource, Stack, Tokenization, Validations } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, SignInDomain, UserPoolTrigger } from '../../src';
import { Reader } from '../../src/template/reader';
import { Synthesis } from '../../src/template/synthesis';
import { handler } from '../user-pool/pool';

/** How often each resource is written while something is done, by path. */
function written(act: () => void): Map<string, number> {
  const counts = new Map<string, number>();
  const original = CfnResource.prototype._toCloudFormation;
  const spy = jest.spyOn(CfnResource.prototype, '_toCloudFormation').mockImplementation(function (this: CfnResource) {
    counts.set(this.node.path, (counts.get(this.node.path) ?? 0) + 1);
    return original.call(this);
  });
  try {
    act();
  } finally {
    spy.mockRestore();
  }
  return counts;
}

/** How often a function is called while something is done. */
function calls<T extends object>(of: T, name: jest.FunctionPropertyNames<T>, act: () => void): number {
  const spy = jest.spyOn(of, name as never);
  try {
    act();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

/** A pool with so many clients, each with a secret, a page in an output, a function that knows it and a role; and fifty queues. */
function busy(count: number): { readonly app: App; readonly auth: AuthenticatedUserPool } {
  const app = new App({ treeMetadata: false, stackTraces: false });
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme') });
  Validations.of(auth.userPool).acknowledge({ id: 'cdk-cognito-auth:pageCount', reason: 'it is never deployed' });
  const trigger = handler(stack, 'Trigger');
  auth.addTrigger(UserPoolTrigger.postConfirmation(trigger));
  const clients = Array.from({ length: count }, (_, index) => {
    const client = auth.addWebClient(`Web${index}`, { callbackUrls: [`https://${index}.example.com/`], logoutUrls: [`https://${index}.example.com/`] });
    const fn = handler(stack, `Function${index}`, { CLIENT: client.userPoolClient.userPoolClientId, PAGE: client.authorizeUrl() });
    client.storeClientSecret().grantRead(fn);
    new CfnOutput(stack, `Output${index}`, { value: client.authorizeUrl() });
    return client;
  });
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: clients.map(({ userPoolClient }) => IdentityPoolProvider.userPool(auth.userPool, userPoolClient)),
  });
  for (let index = 0; index < count; index++) {
    const { role } = identities.addRole(`Role${index}`);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    auth.addGroup(`group${index}`, { role });
  }
  for (let index = 0; index < 50; index++) {
    new sqs.Queue(stack, `Queue${index}`);
  }
  return { app, auth };
}

/** The most that any resource is written whose path matches. */
function most(counts: ReadonlyMap<string, number>, paths: RegExp = /(?:)/): number {
  return Math.max(0, ...[...counts].filter(([path]) => paths.test(path)).map(([, count]) => count));
}

/** What CDK alone does with a resource in a synthesis: it looks for references, and writes. */
const BY_CDK = most(written(() => {
  const app = new App({ treeMetadata: false, stackTraces: false });
  new cognito.UserPool(new Stack(app, 'Stack'), 'Pool').addClient('Web');
  app.synth();
}));

/** What every URL of a client is made of, and so written for each before the synthesis has a memory. */
const SHARED = /^Stack\/Auth\/(Domain|UserPool)\/Resource$/;

test.each([10, 40])('a synthesis with %d of everything writes each resource a few times, and no foreign one more than CDK does', (count) => {
  const { app } = busy(count);
  const counts = written(() => app.synth());
  expect(BY_CDK).toBe(2);
  expect(most(counts, /^(?!Stack\/Auth\/(Domain|UserPool)\/Resource)/)).toBeLessThanOrEqual(BY_CDK + 4);
  expect(most(counts, SHARED)).toBeLessThanOrEqual(3 * count + BY_CDK + 1);
  expect(most(counts, /Role\d+\/.*Resource$/)).toBe(BY_CDK + 1);
  expect(most(counts, /Function\d+\/Resource$/)).toBe(BY_CDK + 1);
  expect(most(counts, /Queue/)).toBe(BY_CDK);
});

test.each([10, 40])('a summary with %d of everything writes each resource once, and no foreign one', (count) => {
  const { auth } = busy(count);
  const counts = written(() => auth.summary.toString());
  expect([most(counts), most(counts, /Queue|Function\d+\/Resource$/)]).toEqual([1, 0]);
});

test.each<[string, (act: () => void) => number]>([
  ['resolves', (act) => calls(Tokenization, 'resolve', act)],
  ['reads', (act) => calls(Reader.prototype, 'read', act)],
])('a synthesis %s four times as much with four times as much of everything', (_, counted) => {
  const [few, many] = [10, 40].map((count) => {
    const { app } = busy(count);
    return counted(() => app.synth());
  }) as [number, number];
  expect(few).toBeGreaterThan(100);
  expect(many / few).toBeLessThan(4);
});

test('nothing is resolved while the tree is built', () => {
  expect([...written(() => busy(3))]).toEqual([]);
});

test('a foreign resource is resolved where something refers to it', () => {
  const { app, auth } = busy(1);
  const queue = app.node.findChild('Stack').node.findChild('Queue7') as sqs.Queue;
  (auth.userPool.node.defaultChild as CfnResource).addPropertyOverride('UserPoolTags.Queue', queue.queueArn);
  const counts = written(() => {
    const { view } = Synthesis.of(app);
    const [pool] = view.userPools;
    expect(pool!.named(pool!.at('UserPoolTags')).map(({ path }) => path)).toEqual(['Stack/Queue7/Resource']);
  });
  expect([...counts].filter(([path]) => path.includes('/Queue'))).toEqual([['Stack/Queue7/Resource', 1]]);
});
