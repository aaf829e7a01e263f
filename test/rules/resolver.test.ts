import { CfnIdentityPool, CfnUserPool, CfnUserPoolClient, type CfnIdentityPoolProps } from 'aws-cdk-lib/aws-cognito';
import { App, CfnOutput, CfnResource, Fn, Lazy, Stack } from 'aws-cdk-lib/core';
import { definitionOf } from '../../src/rules/definition';
import { referents } from '../../src/rules/resolver';

const TYPE = 'Test::Of::Resolver';

describe('referents', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const other = new Stack(app, 'Other');
  const target = new CfnResource(stack, 'Target', { type: TYPE });
  const remote = new CfnResource(other, 'Remote', { type: TYPE });
  const cfn = new CfnResource(stack, 'Resource', {
    type: TYPE,
    properties: {
      Ref: { Value: target.ref },
      GetAtt: { Value: target.getAtt('Arn') },
      Remote: { Value: remote.getAtt('Arn') },
      Lazy: { Value: Lazy.any({ produce: () => ({ Deep: [target.ref] }) }) },
      Select: { Value: Fn.select(1, Fn.split('/', target.ref)) },
      Several: [remote.ref, target.ref],
      Literal: { Value: { Ref: 'Target' } },
      LiteralGetAtt: { Value: { 'Fn::GetAtt': ['Target', 'Arn'] } },
      OtherStack: { Value: { Ref: 'Remote' } },
      Pseudo: { Value: { Ref: 'AWS::Region' } },
      Sub: { Value: Fn.sub('${Target}') },
      Text: 'Target',
    },
  });
  new CfnOutput(stack, 'Output', { value: 'something else with a logical id' });
  app.synth();
  const { Properties } = definitionOf(cfn);

  test.each<[string, CfnResource[]]>([
    ['Ref', [target]],
    ['GetAtt', [target]],
    ['Remote', [remote]],
    ['Lazy', [target]],
    ['Select', [target]],
    ['Several', [remote, target]],
    ['Literal', [target]],
    ['LiteralGetAtt', [target]],
    ['OtherStack', []],
    ['Pseudo', []],
    ['Sub', []],
    ['Text', []],
  ])('of %s', (name, expected) => {
    expect(referents(Properties[name], stack)).toEqual(expected);
  });
});

/** L1s take objects of any class. */
class Provider {
  constructor(readonly clientId: string, readonly providerName: string) {}
}

test.each<[string, (client: string, provider: string) => CfnIdentityPoolProps['cognitoIdentityProviders']]>([
  ['an object', (clientId, providerName) => [{ clientId, providerName }]],
  ['an object of a class', (clientId, providerName) => [new Provider(clientId, providerName)]],
  ['a lazy object of a class', (clientId, providerName) => Lazy.any({ produce: () => [Object.assign(Object.create(null) as object, { clientId, providerName })] })],
  ['an object with a token for a name', (clientId, providerName) => [{ clientId, providerName, [Lazy.string({ produce: () => 'other' })]: 'x' }]],
])('a reference to another stack keeps its target in %s', (_, providers) => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const pool = new CfnUserPool(stack, 'Pool');
  const client = new CfnUserPoolClient(stack, 'Client', { userPoolId: pool.ref });
  const cfn = new CfnIdentityPool(new Stack(app, 'Other'), 'Identities', {
    allowUnauthenticatedIdentities: false,
    cognitoIdentityProviders: providers(client.ref, pool.attrProviderName),
  });
  app.synth();
  expect(referents(definitionOf(cfn).Properties.CognitoIdentityProviders, cfn.stack)).toEqual([client, pool]);
});
