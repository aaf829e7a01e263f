/**
 * An app that hands its secrets out, as no example may: `secrets.test.ts` has to find it.
 */
import { App, CfnOutput, SecretValue, Stack } from 'aws-cdk-lib';
import { AuthenticatedUserPool, SignInDomain } from 'cdk-cognito-auth';

const stack = new Stack(new App(), 'Leaking');
const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
const client = auth.addWebClient('Website', { callbackUrls: ['https://www.example.com/'] });

new CfnOutput(stack, 'Google', { value: SecretValue.secretsManager('google').unsafeUnwrap() });
new CfnOutput(stack, 'Client', { value: client.storeClientSecret().secretValueFromJson('clientSecret').unsafeUnwrap() });
