import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { App, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib/core';
import { CLIENT_CASES } from './client.cases';
import { hostedClient } from './resources';
import { findings, found, testRules } from './rule-case';
import { CognitoRules } from '../../src';
import { CLIENT_RULES, SERVER_RULES } from '../../src/rules/client';

testRules([...CLIENT_RULES, ...SERVER_RULES], CLIENT_CASES);

test('the secret that the L2 asks for is its client\'s', () => {
  expect(found((stack) => {
    const userPool = UserPool.fromUserPoolId(stack, 'Pool', 'us-east-1_abc');
    const options = { generateSecret: true, disableOAuth: true, preventUserExistenceErrors: true };
    const client = userPool.addClient('Client', options);
    userPool.addClient('Other', options);
    new CfnOutput(stack, 'Output', { value: client.userPoolClientSecret.unsafeUnwrap() });
  })).toEqual(['clientSecretReadable']);
});

test('another stack has the secret from an output that CDK makes', () => {
  const app = new App();
  const clients = new Stack(app, 'Clients');
  const { attrClientSecret } = hostedClient(clients, { generateSecret: true });
  new CfnResource(new Stack(app, 'Secrets'), 'Secret', { type: 'AWS::SecretsManager::Secret', properties: { SecretString: attrClientSecret } });
  CognitoRules.check(clients);
  expect(findings(clients)).toEqual([expect.stringContaining('(ClientSecret) is in Clients/Exports/Output{"Fn::GetAtt":["Client","ClientSecret"]}')]);
});
