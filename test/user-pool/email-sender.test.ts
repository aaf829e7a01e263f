import { Template } from 'aws-cdk-lib/assertions';
import * as ses from 'aws-cdk-lib/aws-ses';
import { handler, only, poolProperties } from './pool';
import { AuthenticatedUserPool, EmailSender } from '../../src';
import { testStack } from '../support';

const ARN = 'arn:aws:ses:eu-west-1:111111111111:identity/example.com';

test.each([undefined, EmailSender.cognito()])('Cognito sends where nothing is said (%#)', (emailSender) => {
  const pool = poolProperties({ emailSender });
  expect(pool.EmailConfiguration).toEqual({ EmailSendingAccount: 'COGNITO_DEFAULT' });
  expect(pool.LambdaConfig).toBeUndefined();
});

test('Cognito sends, and answers go elsewhere', () => {
  expect(poolProperties({ emailSender: EmailSender.cognito({ replyTo: 'help@example.com' }) }).EmailConfiguration).toEqual({
    EmailSendingAccount: 'COGNITO_DEFAULT', ReplyToEmailAddress: 'help@example.com',
  });
});

test('SES sends from the identity, imported from another Region', () => {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  new AuthenticatedUserPool(stack, 'Auth', { emailSender: EmailSender.ses(ses.EmailIdentity.fromEmailIdentityArn(stack, 'Identity', ARN)) });
  expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPool').EmailConfiguration).toEqual({
    EmailSendingAccount: 'DEVELOPER', SourceArn: ARN, From: 'no-reply@example.com',
  });
});

test('SES sends, every option overridden', () => {
  const stack = testStack();
  const configurationSet = new ses.ConfigurationSet(stack, 'Set');
  new AuthenticatedUserPool(stack, 'Auth', {
    emailSender: EmailSender.ses(ses.EmailIdentity.fromEmailIdentityArn(stack, 'Identity', ARN), {
      fromAddress: 'login@example.com', fromName: 'Acme', replyTo: 'help@example.com', configurationSet,
    }),
  });
  expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPool').EmailConfiguration).toEqual({
    EmailSendingAccount: 'DEVELOPER',
    SourceArn: ARN,
    From: 'Acme <login@example.com>',
    ReplyToEmailAddress: 'help@example.com',
    ConfigurationSet: stack.resolve(configurationSet.configurationSetName) as unknown,
  });
});

test('the pool waits for an identity that is defined beside it', () => {
  const stack = testStack({ env: { region: 'eu-central-1', account: '111111111111' } });
  const identity = new ses.EmailIdentity(stack, 'Identity', { identity: ses.Identity.domain('example.com') });
  new AuthenticatedUserPool(stack, 'Auth', { emailSender: EmailSender.ses(identity) });
  const { EmailConfiguration: email } = only(Template.fromStack(stack), 'AWS::Cognito::UserPool');
  expect(email.From).toBe('no-reply@example.com');
  expect(email.SourceArn).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-central-1:111111111111:identity/', stack.resolve(identity.emailIdentityName)]],
  });
});

test('a function sends: the pool hands it encrypted codes, and sends nothing itself', () => {
  const stack = testStack();
  const sender = handler(stack, 'Sender');
  new AuthenticatedUserPool(stack, 'Auth', { emailSender: EmailSender.custom(sender) });
  const template = Template.fromStack(stack);
  const pool = only(template, 'AWS::Cognito::UserPool');
  const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
  expect(pool.EmailConfiguration).toBeUndefined();
  expect(pool.LambdaConfig).toEqual({
    CustomEmailSender: { LambdaArn: stack.resolve(sender.functionArn) as unknown, LambdaVersion: 'V1_0' },
    KMSKeyID: { 'Fn::GetAtt': [key, 'Arn'] },
  });
  // what isn't asked for isn't there: no text messages because of e-mail.
  expect(pool.SmsConfiguration).toBeUndefined();
});
