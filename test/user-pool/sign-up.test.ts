import { Template } from 'aws-cdk-lib/assertions';
import { Lazy } from 'aws-cdk-lib/core';
import { only, poolProperties } from './pool';
import { AuthenticatedUserPool, SignInDomain, SignUp, UserAttribute, UserSchema, VerificationMessage } from '../../src';
import { testStack } from '../support';

test.each([
  { signUp: SignUp.open(), adminOnly: false },
  { signUp: SignUp.inviteOnly(), adminOnly: true },
  { signUp: undefined, adminOnly: true },
])('sign-up is always emitted: $adminOnly', ({ signUp, adminOnly }) => {
  const pool = poolProperties({ signUp });
  expect(pool.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: adminOnly });
  // a link could be clicked by the person whose address an attacker signed up. Texts are Cognito's, which knows them in every language of its own.
  expect(pool.VerificationMessageTemplate).toEqual({ DefaultEmailOption: 'CONFIRM_WITH_CODE' });
});

test('every option of an invitation', () => {
  const pool = poolProperties({
    domain: SignInDomain.prefix('acme-login'),
    signUp: SignUp.inviteOnly({
      emailSubject: 'Welcome', emailMessage: 'Hello {username}, {####}', smsMessage: '{username} {####}', verification: VerificationMessage.link(),
    }),
  });
  expect(pool.AdminCreateUserConfig).toEqual({
    AllowAdminCreateUserOnly: true,
    InviteMessageTemplate: { EmailSubject: 'Welcome', EmailMessage: 'Hello {username}, {####}', SMSMessage: '{username} {####}' },
  });
  expect(pool.VerificationMessageTemplate).toEqual({ DefaultEmailOption: 'CONFIRM_WITH_LINK' });
});

test.each([
  { emailSubject: 'Welcome' },
  { emailMessage: 'Hello {username}, {####}' },
  { smsMessage: '{username} {####}' },
])('one text of an invitation leaves the others to Cognito: %j', (options) => {
  expect(Object.keys(poolProperties({ signUp: SignUp.inviteOnly(options) }).AdminCreateUserConfig.InviteMessageTemplate as object)).toHaveLength(1);
});

test('a text for invitations sends no text message by itself: nothing is defined for it', () => {
  expect(poolProperties({ signUp: SignUp.inviteOnly({ smsMessage: '{username} {####}' }) }).SmsConfiguration).toBeUndefined();
});

test('open sign-up with its own verification', () => {
  const signUp = SignUp.open({ verification: VerificationMessage.code({ emailSubject: 'Your code' }) });
  expect(poolProperties({ signUp }).VerificationMessageTemplate).toEqual({ DefaultEmailOption: 'CONFIRM_WITH_CODE', EmailSubject: 'Your code' });
});

describe('what people may say about themselves', () => {
  function written(attributes: string[]): unknown {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', {
      signUp: SignUp.open({ attributes }),
      attributes: UserSchema.of({ custom: { plan: UserAttribute.text(), role: UserAttribute.text() } }),
    });
    auth.addSpaClient('App');
    auth.addWebClient('Web');
    const clients = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPoolClient'));
    const [first, second] = clients.map((client) => client.Properties.WriteAttributes as unknown);
    expect(second).toEqual(first);
    return first;
  }

  test('is writable through every client, and nothing else is', () => {
    expect(written(['given_name', 'custom:plan'])).toEqual(['custom:plan', 'email', 'given_name']);
  });

  test('is the e-mail address only where nothing is named', () => {
    expect(written([])).toEqual(['email']);
  });

  test('the caller\'s list isn\'t ours to change, nor the caller\'s to change later', () => {
    const attributes = ['given_name'];
    const signUp = SignUp.open({ attributes });
    attributes.push('name');
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { signUp }).addSpaClient('App');
    expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient').WriteAttributes).toEqual(['email', 'given_name']);
  });

  test('a name that only CloudFormation knows passes', () => {
    expect(written([Lazy.string({ produce: () => 'family_name' })])).toEqual(expect.arrayContaining(['email', 'family_name']));
  });

  test.each(['plan', 'email_verified', 'sub', ''])('fails when it holds %j', (name) => {
    expect(() => SignUp.open({ attributes: [name] })).toThrow(
      `"attributes" holds "${name}", which is no standard attribute that people may write: one of your own is "custom:${name}"`);
  });
});
