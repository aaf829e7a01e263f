import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, SignInDomain, UserPoolTrigger } from '../../src';
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
  act();
  spy.mockRestore();
  return counts;
}

/** A pool with so many clients, each with a secret, a page in an output, a function that knows it and a role; and a hundred queues. */
function busy(count: number): { readonly app: App; readonly auth: AuthenticatedUserPool } {
  const app = new App({ treeMetadata: false, stackTraces: false });
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme') });
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

/** The most and the sum over resources whose path holds something. */
function most(counts: ReadonlyMap<string, number>, part: string = ''): number {
  return Math.max(0, ...[...counts].filter(([path]) => path.includes(part)).map(([, count]) => count));
}

/** What CDK alone does with a resource in a synthesis: it looks for references, and writes. */
const BY_CDK = most(written(() => {
  const app = new App({ treeMetadata: false, stackTraces: false });
  new cognito.UserPool(new Stack(app, 'Stack'), 'Pool').addClient('Web');
  app.synth();
}));

describe.each([10, 40])('with %d of everything', (count) => {
  test('a synthesis resolves each resource a few times, and no foreign one more than CDK does', () => {
    const { app } = busy(count);
    const counts = written(() => app.synth());
    console.log(count, BY_CDK, [...counts].filter(([, n]) => n > BY_CDK).sort((a, b) => b[1] - a[1]).slice(0, 30));
    expect(most(counts)).toBeLessThanOrEqual(BY_CDK + 3);
    expect(most(counts, '/Queue')).toBe(BY_CDK);
  });

  test('a summary resolves each resource once, and no foreign one', () => {
    const { auth } = busy(count);
    const counts = written(() => auth.summary.toString());
    console.log(count, [...counts].filter(([, n]) => n > 1).sort((a, b) => b[1] - a[1]).slice(0, 30), counts.size);
    expect(most(counts)).toBe(1);
    expect([most(counts, '/Queue'), most(counts, '/Function')]).toEqual([0, 0]);
  });
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
