/**
 * An app that hands its secrets out, as no example may: `secrets.test.ts` has to find it. With our constructs it would be refused.
 */
import { App, CfnOutput, SecretValue, Stack } from 'aws-cdk-lib';
import { type CfnUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';

const stack = new Stack(new App(), 'Leaking');
const client = new UserPool(stack, 'Pool').addClient('Website', { generateSecret: true }).node.defaultChild as CfnUserPoolClient;
const secret = new Secret(stack, 'Secret', { secretObjectValue: { clientSecret: SecretValue.resourceAttribute(client.attrClientSecret) } });

new CfnOutput(stack, 'Google', { value: SecretValue.secretsManager('google').unsafeUnwrap() });
new CfnOutput(stack, 'Client', { value: secret.secretValueFromJson('clientSecret').unsafeUnwrap() });
