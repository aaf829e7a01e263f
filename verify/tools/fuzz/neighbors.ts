import { CfnOutput, CfnResource, SecretValue, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { UserPoolTrigger } from 'cdk-cognito-auth';
import { anyClient, anyIdentityPool, anyPool, inlineFunction, MAKERS, plainPool } from './makers';
import type { World } from './world';

/** A pool of ours or of the L2. */
function userPool(world: World, at: number): cognito.IUserPool {
  return at % 3 === 2 ? plainPool(world, at) : anyPool(world, at).userPool;
}

/** A function whose policies and environment are its own. */
function neighborFunction(world: World): lambda.Function {
  return inlineFunction(world.stack, world.id('Neighbor'));
}

/** What policies of apps allow, from the least to the most. */
const ACTIONS = ['s3:GetObject', 's3:ListBucket', 'dynamodb:Scan', 'ec2:DescribeInstances', 'cognito-idp:AdminAddUserToGroup', 'sts:AssumeRole'];

function allow(role: iam.Role | undefined, at: number, resource = '*'): void {
  role?.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [ACTIONS[at % ACTIONS.length]], resources: [resource] }));
}

/** What stands around a pool in apps, and knows it: constructs of others, a line each. */
export const NEIGHBORS: Readonly<Record<string, (world: World, at: number) => unknown>> = {
  'authorizer of a REST API': (world, at) => new apigateway.CfnAuthorizer(world.stack, world.id('Authorizer'), {
    name: 'users', restApiId: 'api', type: 'COGNITO_USER_POOLS', identitySource: 'method.request.header.Authorization', providerArns: [userPool(world, at).userPoolArn],
  }),
  'authorizer of an HTTP API': (world, at) => new apigatewayv2.CfnAuthorizer(world.stack, world.id('Authorizer'), {
    name: 'users',
    apiId: 'api',
    authorizerType: 'JWT',
    identitySource: ['$request.header.Authorization'],
    jwtConfiguration: { audience: [anyClient(world, at + 1).userPoolClient.userPoolClientId], issuer: anyPool(world, at).issuerUrl },
  }),
  'listener of a load balancer': (world, at) => new elbv2.CfnListener(world.stack, world.id('Listener'), {
    loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/0123456789abcdef',
    defaultActions: [{
      type: 'authenticate-cognito',
      order: 1,
      authenticateCognitoConfig: { userPoolArn: anyPool(world, at).userPool.userPoolArn, userPoolClientId: anyClient(world, at).userPoolClient.userPoolClientId, userPoolDomain: 'acme-shop' },
    }],
  }),
  'custom resource': (world, at) => new CfnResource(world.stack, world.id('Call'), {
    type: 'Custom::AWS',
    properties: {
      ServiceToken: 'arn:aws:lambda:eu-central-1:123456789012:function:elsewhere',
      Create: Stack.of(world.stack).toJsonString({ service: 'CognitoIdentityServiceProvider', action: ['describeUserPool', 'updateUserPool'][at % 2], parameters: { UserPoolId: userPool(world, at).userPoolId } }),
    },
  }),
  'output of a client\'s secret': (world, at) => new CfnOutput(world.stack, world.id('Output'), {
    value: anyPool(world, at).addWebClient(world.id('Web'), { callbackUrls: ['https://app.example.com/callback'] }).userPoolClient.userPoolClientSecret.unsafeUnwrap(),
  }),
  'environment with a provider\'s secret': world => neighborFunction(world).addEnvironment('SECRET', SecretValue.secretsManager('sign-in', { jsonField: 'secret' }).unsafeUnwrap()),
  'parameter of Systems Manager': (world, at) => new ssm.StringParameter(world.stack, world.id('Id'), { stringValue: userPool(world, at).userPoolId }),
  'permission to call a function': (world, at) => new lambda.CfnPermission(world.stack, world.id('Permission'), {
    action: 'lambda:InvokeFunction',
    principal: 'cognito-idp.amazonaws.com',
    functionName: (MAKERS['aws-cdk-lib.aws_lambda.IFunction'].function(world, at) as lambda.Function).functionArn,
    sourceArn: at % 2 === 0 ? undefined : userPool(world, at).userPoolArn,
  }),
  'policy of signed-in users': (world, at) => allow(anyIdentityPool(world, at).authenticatedRole, at),
  'policy of signed-in users by tag': (world, at) => allow(anyIdentityPool(world, at).authenticatedRole, 0, `arn:aws:s3:::bucket-of-example/\${aws:PrincipalTag/${['team', 'tenant'][at % 2]}}/*`),
  'policy of guests': (world, at) => allow(anyIdentityPool(world, at).guestRole, at),
  'log delivery': (world, at) => new cognito.CfnLogDeliveryConfiguration(world.stack, world.id('Delivery'), {
    userPoolId: userPool(world, at).userPoolId,
    logConfigurations: [{
      eventSource: 'userNotification',
      logLevel: 'ERROR',
      cloudWatchLogsConfiguration: { logGroupArn: new logs.LogGroup(world.stack, world.id('Logs')).logGroupArn },
    }],
  }),
  'function that puts users into groups': (world, at) => {
    const handler = neighborFunction(world);
    anyPool(world, at).addTrigger(UserPoolTrigger.postConfirmation(handler));
    anyPool(world, at).grants.manageGroupMembership(handler);
  },
  'function that writes tokens': (world, at) => anyPool(world, at).addTrigger(UserPoolTrigger.preTokenGeneration(neighborFunction(world))),
};
