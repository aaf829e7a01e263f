import { CfnUserPool, CfnUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import { App, CfnOutput, Lazy, Stack, Stage } from 'aws-cdk-lib/core';
import { Synthesis } from '../../src/template/synthesis';
import { testStack } from '../support';
import { plain, resource } from './worlds';

test('all constructs of a stage have one', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const stage = new Stage(app, 'Stage');
  expect(Synthesis.of(stack)).toBe(Synthesis.of(app));
  expect(Synthesis.of(new Stack(stage, 'Stack'))).toBe(Synthesis.of(stage));
  expect(Synthesis.of(stage)).not.toBe(Synthesis.of(app));
});

test('before a synthesis each question is answered anew', () => {
  const stack = testStack();
  const synthesis = Synthesis.of(stack);
  expect(synthesis.view.userPools).toHaveLength(0);
  const cfn = new CfnUserPool(stack, 'Pool');
  expect(synthesis.view.userPools.map(({ tier }) => tier.text)).toEqual([undefined]);
  cfn.userPoolTier = 'PLUS';
  expect(synthesis.view.userPools.map(({ tier }) => tier.text)).toEqual(['PLUS']);
  expect(synthesis.scan).not.toBe(synthesis.scan);
});

test('in a synthesis all who ask are answered from one view, in the next from another', async () => {
  const stack = testStack();
  const app = stack.node.root as App;
  const synthesis = Synthesis.of(stack);
  const seen: unknown[] = [];
  new CfnOutput(stack, 'Output', {
    value: Lazy.uncachedString({
      produce: ({ preparing }) => {
        seen.push(...preparing ? [] : [synthesis.view]);
        return 'a';
      },
    }),
  });
  new CfnOutput(stack, 'Second', {
    value: Lazy.uncachedString({
      produce: ({ preparing }) => {
        seen.push(...preparing ? [] : [synthesis.view]);
        return 'a';
      },
    }),
  });
  app.synth();
  app.synth({ force: true });
  expect([seen[0] === seen[1], seen[1] === seen[2], seen[2] === seen[3]]).toEqual([true, false, true]);
  await Promise.resolve();
  expect(synthesis.view).not.toBe(synthesis.view);
});

test('the first view of a synthesis is where the other worlds begin', () => {
  const stack = testStack();
  stack.node.addValidation({
    validate: () => {
      const synthesis = Synthesis.of(stack);
      const [first, ...others] = [...synthesis.views()];
      expect([first, others.length]).toEqual([synthesis.view, 0]);
      return [];
    },
  });
  Synthesis.of(stack);
  (stack.node.root as App).synth();
  expect.assertions(1);
});

describe('what is written of a property', () => {
  test('is what the L1 holds, references and all', () => {
    const stack = testStack();
    const pool = new UserPool(stack, 'Pool');
    const cfn = new CfnUserPoolClient(stack, 'Client', { userPoolId: pool.userPoolId, callbackUrLs: [`https://${pool.userPoolId}`] });
    expect(Synthesis.of(stack).written(cfn, { CallbackURLs: cfn.callbackUrLs }).CallbackURLs).toBe(cfn.callbackUrLs);
    expect(plain(Synthesis.of(stack).properties(cfn).CallbackURLs)).toEqual([{ 'Fn::Join': ['', ['https://', stack.resolve(pool.userPoolId)]] }]);
  });

  test('is what an override says', () => {
    const stack = testStack();
    const cfn = new CfnUserPoolClient(stack, 'Client', { userPoolId: 'a', callbackUrLs: ['https://a'], logoutUrLs: ['https://b'] });
    cfn.addPropertyOverride('CallbackURLs', ['https://c']);
    cfn.addPropertyDeletionOverride('LogoutURLs');
    expect(Synthesis.of(stack).written(cfn, { CallbackURLs: cfn.callbackUrLs, LogoutURLs: cfn.logoutUrLs }))
      .toEqual({ CallbackURLs: ['https://c'], LogoutURLs: undefined });
  });

  test('is nothing while the resource asks for itself', () => {
    const stack = testStack();
    const seen: unknown[] = [];
    const cfn = resource(stack, {
      A: 1,
      B: Lazy.uncachedAny({
        produce: () => {
          seen.push(Synthesis.of(stack).properties(cfn));
          return 2;
        },
      }),
    });
    expect(Synthesis.of(stack).properties(cfn)).toEqual({ A: 1, B: 2 });
    expect(seen).toEqual([{}]);
  });

  test('is nothing where CDK can\'t write the resource, until it can', () => {
    const stack = testStack();
    let broken = true;
    const cfn = resource(stack, {
      A: Lazy.uncachedAny({
        produce: () => {
          if (broken) {
            throw new Error('not yet');
          }
          return 1;
        },
      }),
    });
    expect(Synthesis.of(stack).properties(cfn)).toEqual({});
    broken = false;
    expect(Synthesis.of(stack).properties(cfn)).toEqual({ A: 1 });
  });
});
