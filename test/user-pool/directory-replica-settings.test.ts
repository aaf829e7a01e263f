import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ses from 'aws-cdk-lib/aws-ses';
import { App, Stack, Tags } from 'aws-cdk-lib/core';
import { handler, only, TRIGGERS } from './pool';
import {
  AuthenticatedUserPool, DirectoryReplicaSettings, DirectoryReplicaStatus, EmailSender, SignInFirewall, SmsSender, TokenCustomization,
  UserPoolTrigger,
  type DirectoryReplicaSettingsProps,
} from '../../src';
import { synthError, testStack } from '../support';

const TYPE = 'AWS::Cognito::UserPoolRegionalConfigurationAttachment';
const REPLICA_ARN = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:eu-west-1:111111111111:userpool/eu-central-1_abcdefghi']] };

function defined(props: (stack: Stack) => Partial<DirectoryReplicaSettingsProps> = () => ({})) {
  const stack = testStack({ env: { region: 'eu-west-1', account: '111111111111' } });
  const userPool = cognito.UserPool.fromUserPoolId(stack, 'Users', 'eu-central-1_abcdefghi');
  return { stack, settings: new DirectoryReplicaSettings(stack, 'Replica', { userPool, ...props(stack) }) };
}

const emitted = (props?: (stack: Stack) => Partial<DirectoryReplicaSettingsProps>) => only(Template.fromStack(defined(props).stack), TYPE);

test('the replica stays inactive, and keeps what it has', () => {
  expect(emitted()).toEqual({ UserPoolId: 'eu-central-1_abcdefghi', Status: 'INACTIVE' });
});

test('it serves on request', () => {
  expect(emitted(() => ({ status: DirectoryReplicaStatus.ACTIVE })).Status).toBe('ACTIVE');
});

test('mail comes from an identity that this Region reaches', () => {
  expect(emitted((stack) => ({ emailSender: EmailSender.ses(ses.EmailIdentity.fromEmailIdentityName(stack, 'Mail', 'example.com')) })).EmailConfiguration).toEqual({
    EmailSendingAccount: 'DEVELOPER',
    From: 'no-reply@example.com',
    SourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:111111111111:identity/example.com']] },
  });
});

test('text messages come through a role that this Region\'s pools take, and that stays', () => {
  const template = Template.fromStack(defined(() => ({ smsSender: SmsSender.sns() })).stack);
  expect(only(template, TYPE).SmsConfiguration).toEqual({ SnsCallerArn: { 'Fn::GetAtt': [expect.stringMatching(/^ReplicaSmsRole/), 'Arn'] }, ExternalId: expect.any(String) });
  template.hasResource('AWS::IAM::Role', {
    DeletionPolicy: 'Retain',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [Match.objectLike({ Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', Match.arrayWith([':cognito-idp:eu-west-1:111111111111:userpool/*'])] } } } })],
      },
    },
  });
});

test('AWS End User Messaging sends too', () => {
  expect(emitted(() => ({ smsSender: SmsSender.endUserMessaging({ originationIdentity: 'ACME' }) })).SmsConfiguration).toEqual({
    EumsSms: { CallerArn: { 'Fn::GetAtt': [expect.any(String), 'Arn'] }, ExternalId: expect.any(String), OriginationIdentity: 'ACME' },
  });
});

test('the stack\'s tags are the replica\'s', () => {
  const { stack } = defined();
  Tags.of(stack).add('team', 'login');
  expect(only(Template.fromStack(stack), TYPE).UserPoolTags).toEqual({ team: 'login' });
});

test.each(Object.entries(TRIGGERS))('%s calls a function of this Region, which this replica alone may call', (name, trigger) => {
  const { stack, settings } = defined();
  settings.addTrigger(trigger(handler(stack, 'Fn')));
  const template = Template.fromStack(stack);
  const arn = { 'Fn::GetAtt': [expect.stringMatching(/^Fn/), 'Arn'] };
  const versioned = ['PreTokenGenerationConfig', 'InboundFederation'].includes(name);
  expect(only(template, TYPE).LambdaConfig).toEqual({ [name]: versioned ? { LambdaArn: arn, LambdaVersion: 'V1_0' } : arn });
  expect(only(template, 'AWS::Lambda::Permission')).toEqual({
    Action: 'lambda:InvokeFunction', FunctionName: arn, Principal: 'cognito-idp.amazonaws.com', SourceAccount: '111111111111', SourceArn: REPLICA_ARN,
  });
});

test('a later version of a trigger', () => {
  const { stack, settings } = defined();
  settings.addTrigger(UserPoolTrigger.preTokenGeneration(handler(stack, 'Fn'), TokenCustomization.ACCESS_TOKEN));
  expect(only(Template.fromStack(stack), TYPE).LambdaConfig.PreTokenGenerationConfig.LambdaVersion).toBe('V2_0');
});

test('custom senders share one key, with which they may decrypt', () => {
  const template = Template.fromStack(defined((stack) => ({
    emailSender: EmailSender.custom(handler(stack, 'Mail')), smsSender: SmsSender.custom(handler(stack, 'Sms')),
  })).stack);
  const key = { 'Fn::GetAtt': [expect.stringMatching(/^ReplicaCustomSenderKey/), 'Arn'] };
  expect(only(template, TYPE).LambdaConfig).toEqual({
    CustomEmailSender: { LambdaArn: expect.anything(), LambdaVersion: 'V1_0' }, CustomSMSSender: { LambdaArn: expect.anything(), LambdaVersion: 'V1_0' }, KMSKeyID: key,
  });
  template.resourcePropertiesCountIs('AWS::IAM::Policy', { PolicyDocument: { Statement: [Match.objectLike({ Action: 'kms:Decrypt' })] } }, 2);
  template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
});

test('custom senders take a key of this Region that is there already', () => {
  const arn = 'arn:aws:kms:eu-west-1:111111111111:key/k';
  const template = Template.fromStack(defined((stack) => ({
    emailSender: EmailSender.custom(handler(stack, 'Mail')),
    smsSender: SmsSender.custom(handler(stack, 'Sms'), { encryptionKey: kms.Key.fromKeyArn(stack, 'Mine', arn) }),
  })).stack);
  expect(only(template, TYPE).LambdaConfig.KMSKeyID).toBe(arn);
  template.resourceCountIs('AWS::KMS::Key', 0);
});

test('a sender that was imported without its role is left to its owner', () => {
  expect(emitted((stack) => ({
    emailSender: EmailSender.custom(lambda.Function.fromFunctionArn(stack, 'Fn', 'arn:aws:lambda:eu-west-1:111111111111:function:mail')),
  })).LambdaConfig).toMatchObject({ CustomEmailSender: { LambdaArn: 'arn:aws:lambda:eu-west-1:111111111111:function:mail' } });
});

test('the pool may be in a stack of another Region of this app', () => {
  const app = new App();
  const account = '111111111111';
  const home = new Stack(app, 'Home', { env: { region: 'eu-central-1', account }, crossRegionReferences: true });
  const away = new Stack(app, 'Away', { env: { region: 'eu-west-1', account }, crossRegionReferences: true });
  const { userPool } = new AuthenticatedUserPool(home, 'Auth');
  const settings = new DirectoryReplicaSettings(away, 'Replica', { userPool });
  settings.addTrigger(UserPoolTrigger.preSignUp(handler(away, 'Fn')));
  const template = Template.fromStack(away);
  const { UserPoolId: id } = only(template, TYPE);
  expect(id).toEqual({ 'Fn::GetAtt': [expect.stringContaining('ExportsReader'), expect.any(String)] });
  expect(only(template, 'AWS::Lambda::Permission').SourceArn).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:eu-west-1:111111111111:userpool/', id]],
  });
});

test('fails when a trigger is set twice', () => {
  const { stack, settings } = defined();
  settings.addTrigger(UserPoolTrigger.preSignUp(handler(stack, 'One')));
  expect(() => settings.addTrigger(UserPoolTrigger.preSignUp(handler(stack, 'Two')))).toThrow('[Stack/Replica] the trigger PreSignUp is set already');
});

test('fails when mail would come from a Region out of reach', () => {
  expect(() => defined((stack) => ({
    emailSender: EmailSender.ses(ses.EmailIdentity.fromEmailIdentityArn(stack, 'Mail', 'arn:aws:ses:eu-north-1:111111111111:identity/example.com')),
  }))).toThrow('the SES identity is in eu-north-1, and a user pool in eu-west-1 sends from');
});

test('fails when the stack is in the pool\'s own Region', () => {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  new DirectoryReplicaSettings(stack, 'Replica', { userPool: cognito.UserPool.fromUserPoolId(stack, 'Users', 'eu-central-1_abcdefghi') });
  expect(synthError(stack)).toMatch(/"env" of the stack has the Region eu-central-1, and so has that of the pool.*rule replicaSettingsAtHome/);
});

describe('the firewall', () => {
  function pools(firewall?: SignInFirewall): Stack {
    const app = new App();
    const env = (region: string) => ({ env: { region, account: '123456789012' }, crossRegionReferences: true });
    const home = new Stack(app, 'Home', env('eu-central-1'));
    const auth = new AuthenticatedUserPool(home, 'Auth', { firewall: SignInFirewall.standard() });
    const away = new Stack(app, 'Away', env('eu-west-1'));
    new DirectoryReplicaSettings(away, 'Settings', { userPool: auth.userPool, status: DirectoryReplicaStatus.ACTIVE, firewall });
    app.synth();
    return away;
  }

  test('of the pool doesn\'t look at the replica: a warning says so', () => {
    expect(Annotations.fromStack(pools()).findWarning('*', Match.stringLikeRegexp('WebACLAssociation\\) of Home/Auth/UserPool/Resource protects the pool, and its replica has none'))).toHaveLength(1);
  });

  test('of the replica is one of its Region, and no second one of the pool', () => {
    const away = pools(SignInFirewall.standard());
    expect(Annotations.fromStack(away).findWarning('*', Match.stringLikeRegexp('replicaUnguarded'))).toEqual([]);
    Template.fromStack(away).hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      ResourceArn: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':cognito-idp:eu-west-1:123456789012:userpool/')])] },
    });
  });
});
