import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AuthenticatedUserPool, SignInDomain, UserPoolRetention } from 'cdk-cognito-auth';

/*
 * A job that calls an API with tokens of its own: the scope, the client, and the secret that the job alone reads.
 */
const app = new App();
const stack = new Stack(app, 'MachineToMachine');

const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix(), retention: UserPoolRetention.destroy() });
const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' });
const orders = auth.addResourceServer('Orders', { identifier: 'https://api.example.com/orders', scopes: [read] });
const job = auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(orders, read)] });
job.storeClientSecret().grantRead(new iam.Role(stack, 'JobRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }));

new IntegTest(app, 'MachineToMachineTest', { testCases: [stack] });
