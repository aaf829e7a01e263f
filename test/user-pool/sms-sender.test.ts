import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { handler, only, poolProperties } from './pool';
import { AuthenticatedUserPool, MfaPolicy, SignIn, SmsSender, UserPoolRetention, type IndiaSmsRegistration } from '../../src';
import { testStack } from '../support';

function synthesized(smsSender: SmsSender): Template {
  const stack = testStack({ env: { region: 'eu-central-1', account: '111111111111' } });
  new AuthenticatedUserPool(stack, 'Auth', { smsSender });
  return Template.fromStack(stack);
}

const ROLE_ARN = { 'Fn::GetAtt': ['AuthSmsRole86713128', 'Arn'] };

test('SNS sends, through a role that trusts nobody but pools of this account and Region', () => {
  const template = synthesized(SmsSender.sns());
  const { SmsConfiguration: sms } = only(template, 'AWS::Cognito::UserPool');
  expect(sms).toEqual({ SnsCallerArn: ROLE_ARN, ExternalId: 'Stack-Auth-0CADE007' });
  expect(only(template, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement).toEqual([{
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: 'cognito-idp.amazonaws.com' },
    Condition: {
      StringEquals: { 'sts:ExternalId': sms.ExternalId as string, 'aws:SourceAccount': '111111111111' },
      ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:eu-central-1:111111111111:userpool/*']] } },
    },
  }]);
});

test('SNS sends text messages only: no topic of the account is within reach', () => {
  const { Policies: policies } = only(synthesized(SmsSender.sns()), 'AWS::IAM::Role');
  expect(policies).toHaveLength(1);
  expect(policies[0].PolicyDocument.Statement).toEqual([{ Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:*:sns:*:*:*' }]);
});

test('SNS of another Region sends', () => {
  expect(only(synthesized(SmsSender.sns({ region: 'eu-west-1' })), 'AWS::Cognito::UserPool').SmsConfiguration.SnsRegion).toBe('eu-west-1');
});

test.each([
  { retention: UserPoolRetention.retain(), policy: 'Retain' },
  { retention: UserPoolRetention.destroy(), policy: 'Delete' },
])('the role stays as long as its pool: $policy', ({ retention, policy }) => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.phone(), retention });
  const template = Template.fromStack(stack);
  template.hasResource('AWS::IAM::Role', { DeletionPolicy: policy, UpdateReplacePolicy: policy });
  template.hasResource('AWS::Cognito::UserPool', { DeletionPolicy: policy });
});

describe('End User Messaging', () => {
  test('sends, through a role of its own', () => {
    const template = synthesized(SmsSender.endUserMessaging());
    expect(only(template, 'AWS::Cognito::UserPool').SmsConfiguration).toEqual({ EumsSms: { CallerArn: ROLE_ARN, ExternalId: 'Stack-Auth-0CADE007' } });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Condition: Match.objectLike({ StringEquals: Match.objectLike({ 'sts:ExternalId': 'Stack-Auth-0CADE007' }) }) })] },
      Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sms-voice:SendTextMessage', Resource: '*' }] } }],
    });
  });

  test('sends, every option overridden', () => {
    const template = synthesized(SmsSender.endUserMessaging({ originationIdentity: '+15550100', configurationSetName: 'logs', region: 'us-west-2' }));
    expect(only(template, 'AWS::Cognito::UserPool').SmsConfiguration.EumsSms).toMatchObject({
      OriginationIdentity: '+15550100', ConfigurationSetName: 'logs', Region: 'us-west-2',
    });
  });
});

describe('a role that is there already', () => {
  const role = iam.Role.fromRoleArn(testStack(), 'Sms', 'arn:aws:iam::111111111111:role/sms');
  const existingRole = { role, externalId: 'acme' };

  test.each<[string, SmsSender, object]>([
    ['SNS', SmsSender.sns({ existingRole, region: 'eu-west-1' }), { SnsCallerArn: role.roleArn, ExternalId: 'acme', SnsRegion: 'eu-west-1' }],
    ['SNS, without an external id', SmsSender.sns({ existingRole: { role } }), { SnsCallerArn: role.roleArn }],
    ['End User Messaging', SmsSender.endUserMessaging({ existingRole }), { EumsSms: { CallerArn: role.roleArn, ExternalId: 'acme' } }],
  ])('is the one of %s, and none is defined', (_, sender, sms) => {
    const template = synthesized(sender);
    expect(only(template, 'AWS::Cognito::UserPool').SmsConfiguration).toEqual(sms);
    template.resourceCountIs('AWS::IAM::Role', 0);
  });

  test('is the one of a function that sends', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { smsSender: SmsSender.custom(handler(stack, 'Sender'), { existingRole }) });
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Cognito::UserPool').SmsConfiguration).toEqual({ SnsCallerArn: role.roleArn, ExternalId: 'acme' });
    template.resourceCountIs('AWS::IAM::Role', 1); // the function's.
  });
});

test.each<[IndiaSmsRegistration, object]>([
  [{ entityId: '1101', templateId: '1107' }, { InEntityId: '1101', InTemplateId: '1107' }],
  [{ entityId: '1101' }, { InEntityId: '1101', InTemplateId: undefined }],
])('the registration in India is %j', (india, ids) => {
  const { EumsSms: sms } = only(synthesized(SmsSender.endUserMessaging({ india, originationIdentity: 'ACMEIN' })), 'AWS::Cognito::UserPool').SmsConfiguration;
  expect(sms).toEqual({ CallerArn: ROLE_ARN, ExternalId: 'Stack-Auth-0CADE007', OriginationIdentity: 'ACMEIN', ...ids });
});

test('a function sends, and the role is there because Cognito asks for one', () => {
  const stack = testStack();
  const sender = handler(stack, 'Sender');
  new AuthenticatedUserPool(stack, 'Auth', { smsSender: SmsSender.custom(sender) });
  const template = Template.fromStack(stack);
  const pool = only(template, 'AWS::Cognito::UserPool');
  expect(pool.LambdaConfig.CustomSMSSender).toEqual({ LambdaArn: stack.resolve(sender.functionArn) as unknown, LambdaVersion: 'V1_0' });
  expect(pool.LambdaConfig.KMSKeyID).toBeDefined();
  expect(pool.SmsConfiguration).toEqual({ SnsCallerArn: ROLE_ARN, ExternalId: 'Stack-Auth-0CADE007' });
});

describe('who asked for text messages', () => {
  const { EMAIL_ONLY, NONE, ...byPhone } = cognito.AccountRecovery;

  test.each(Object.values(byPhone).filter((recovery) => typeof recovery === 'number'))('recovery by phone does: %s', (accountRecovery) => {
    expect(poolProperties({ accountRecovery }).SmsConfiguration).toBeDefined();
  });

  test.each([EMAIL_ONLY, NONE])('recovery without a phone doesn\'t: %s', (accountRecovery) => {
    expect(poolProperties({ accountRecovery }).SmsConfiguration).toBeUndefined();
  });

  test('nobody: no role, no SMS configuration and no Lambda function', () => {
    for (const signIn of [SignIn.email(), SignIn.username(), SignIn.username({ emailAlias: true, preferredUsernameAlias: true })]) {
      for (const mfa of [undefined, MfaPolicy.off(), MfaPolicy.optional(), MfaPolicy.required()]) {
        const stack = testStack();
        new AuthenticatedUserPool(stack, 'Auth', { signIn, mfa });
        const template = Template.fromStack(stack);
        expect(only(template, 'AWS::Cognito::UserPool').SmsConfiguration).toBeUndefined();
        template.resourceCountIs('AWS::IAM::Role', 0);
        template.resourceCountIs('AWS::Lambda::Function', 0);
      }
    }
  });
});
