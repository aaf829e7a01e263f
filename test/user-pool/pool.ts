import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { AuthenticatedUserPool, UserPoolTrigger, type AuthenticatedUserPoolProps, type IUserPoolTrigger } from '../../src';
import { testStack } from '../support';

type Properties = ReturnType<Template['findResources']>[string]['Properties'];

/** The properties of the only resource of a type. */
export function only(template: Template, type: string): Properties {
  const [resource, ...others] = Object.values(template.findResources(type));
  expect(others).toEqual([]);
  return resource!.Properties as Properties;
}

/** The properties of a pool in the template. */
export function poolProperties(props: AuthenticatedUserPoolProps): Properties {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  new AuthenticatedUserPool(stack, 'Auth', props);
  return only(Template.fromStack(stack), 'AWS::Cognito::UserPool');
}

/** A Lambda function of the caller's. */
export function handler(scope: Construct, id: string, environment?: Record<string, string>): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async (event) => event;'), environment,
  });
}

/** Every trigger, by CloudFormation's name for it. */
export const TRIGGERS: Record<string, (fn: lambda.IFunction) => IUserPoolTrigger> = {
  PreSignUp: (fn) => UserPoolTrigger.preSignUp(fn),
  PostConfirmation: (fn) => UserPoolTrigger.postConfirmation(fn),
  PreAuthentication: (fn) => UserPoolTrigger.preAuthentication(fn),
  PostAuthentication: (fn) => UserPoolTrigger.postAuthentication(fn),
  PreTokenGenerationConfig: (fn) => UserPoolTrigger.preTokenGeneration(fn),
  CustomMessage: (fn) => UserPoolTrigger.customMessage(fn),
  UserMigration: (fn) => UserPoolTrigger.userMigration(fn),
  DefineAuthChallenge: (fn) => UserPoolTrigger.defineAuthChallenge(fn),
  CreateAuthChallenge: (fn) => UserPoolTrigger.createAuthChallenge(fn),
  VerifyAuthChallengeResponse: (fn) => UserPoolTrigger.verifyAuthChallengeResponse(fn),
  InboundFederation: (fn) => UserPoolTrigger.inboundFederation(fn),
};
