import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { AuthenticatedUserPool, ParentRecord, SignInDomain, UserPoolRetention } from 'cdk-cognito-auth';

/*
 * Sign-in pages under a host of one's own: certificate, both alias records, and the record that Cognito looks for above the domain.
 */
const app = new App();
const stack = new Stack(app, 'CustomDomain', { env: { region: 'us-east-1' } });

const auth = new AuthenticatedUserPool(stack, 'Auth', {
  domain: SignInDomain.custom('login.example.com', {
    hostedZone: new PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' }),
    parentRecord: ParentRecord.placeholder(),
  }),
  retention: UserPoolRetention.destroy(),
});
auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/callback'], logoutUrls: ['https://app.example.com/'] });

new IntegTest(app, 'CustomDomainTest', { testCases: [stack] });
