import { Template } from 'aws-cdk-lib/assertions';
import { Lazy } from 'aws-cdk-lib/core';
import { only, poolProperties } from './pool';
import { AuthenticatedUserPool, MfaFactor, MfaPolicy, ProfileAttribute, SignIn, SignUp, UserAttribute, UserSchema, type AuthenticatedUserPoolProps } from '../../src';
import { testStack } from '../support';

test.each([
  { signUp: SignUp.open(), adminOnly: false },
  { signUp: SignUp.inviteOnly(), adminOnly: true },
  { signUp: undefined, adminOnly: true },
])('sign-up is always emitted: $adminOnly', ({ signUp, adminOnly }) => {
  expect(poolProperties({ signUp }).AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: adminOnly });
});

test('whether it is open, and what it asks for, can be read', () => {
  expect(SignUp.open({ attributes: ['given_name'] })).toMatchObject({ selfSignUpEnabled: true, attributes: ['given_name'] });
  expect(SignUp.inviteOnly()).toMatchObject({ selfSignUpEnabled: false, attributes: [] });
});

describe('an invitation', () => {
  const invitation = { email: { subject: 'Welcome', message: 'Hello {username}, {####}' }, sms: { message: '{username} {####}' } };

  test.each([
    { signUp: SignUp.open(), adminOnly: false },
    { signUp: SignUp.inviteOnly(), adminOnly: true },
  ])('has texts of the caller, whoever may sign up ($adminOnly)', ({ signUp, adminOnly }) => {
    expect(poolProperties({ signUp, invitation }).AdminCreateUserConfig).toEqual({
      AllowAdminCreateUserOnly: adminOnly,
      InviteMessageTemplate: { EmailSubject: 'Welcome', EmailMessage: 'Hello {username}, {####}', SMSMessage: '{username} {####}' },
    });
  });

  test.each([
    [{ email: { subject: 'Welcome' } }, { EmailSubject: 'Welcome' }],
    [{ email: { message: 'Hello {username}, {####}' } }, { EmailMessage: 'Hello {username}, {####}' }],
    [{ sms: { message: '{username} {####}' } }, { SMSMessage: '{username} {####}' }],
    [{ email: {}, sms: {} }, undefined],
    [{}, undefined],
  ])('leaves to Cognito what is left out: %j', (one, emitted) => {
    expect(poolProperties({ invitation: one }).AdminCreateUserConfig.InviteMessageTemplate).toEqual(emitted);
  });

  test('sends no SMS message by itself: nothing is defined for it', () => {
    expect(poolProperties({ invitation }).SmsConfiguration).toBeUndefined();
  });
});

describe('what sign-up asks for', () => {
  const SCHEMA = UserSchema.of({
    custom: { plan: UserAttribute.text(), motto: UserAttribute.text({ userWritable: true }) },
    required: [ProfileAttribute.NAME],
    userWritable: [ProfileAttribute.GIVEN_NAME],
  });

  function pool(attributes: string[], props: AuthenticatedUserPoolProps = {}): () => unknown {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { attributes: SCHEMA, ...props, signUp: SignUp.open({ attributes }) }).addSpaClient('App');
    return () => only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient').WriteAttributes as unknown;
  }

  test.each([
    { asked: [] },
    { asked: ['given_name'] },
    { asked: ['email', 'name', 'given_name', 'custom:motto'] },
    { asked: [Lazy.string({ produce: () => 'family_name' })] },
  ])('opens nothing that the schema doesn\'t (%#)', ({ asked }) => {
    expect(pool(asked)()).toEqual(['custom:motto', 'email', 'given_name', 'name']);
  });

  test.each([
    { name: 'the phone number, where SMS messages are sent', asked: 'phone_number', props: { mfa: MfaPolicy.optional({ factors: [MfaFactor.sms()] }) } },
    { name: 'the name to sign in with', asked: 'preferred_username', props: { signIn: SignIn.username({ preferredUsernameAlias: true }) } },
  ])('may be $name', ({ asked, props }) => {
    expect(pool([asked], props)()).toContain(asked);
    expect(() => pool([asked])).toThrow(`"signUp" asks for "${asked}"`);
  });

  test('isn\'t the caller\'s to change later', () => {
    const attributes = ['given_name'];
    const signUp = SignUp.open({ attributes });
    attributes.push('family_name');
    expect(poolProperties({ signUp, attributes: SCHEMA }).AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: false });
  });

  test('fails when it is a standard attribute that users may not write', () => {
    expect(() => pool(['given_name', 'family_name'])).toThrow('[Stack/Auth] "signUp" asks for "family_name", and "attributes" doesn\'t let users write it: '
      + 'give attributes: UserSchema.of({ userWritable: [ProfileAttribute.FAMILY_NAME] }), or leave it out of SignUp.open()');
  });

  test.each(['plan', 'seats'])('fails when it is the attribute custom:%s, which users may not write', (name) => {
    expect(() => pool([`custom:${name}`])).toThrow(`[Stack/Auth] "signUp" asks for "custom:${name}", and "attributes" doesn't let users write it: `
      + `declare "${name}" in "custom" of UserSchema.of() with userWritable: true, or leave it out of SignUp.open()`);
  });

  test.each(['plan', 'email_verified', 'sub', ''])('fails when it is %j, which nobody may write', (name) => {
    expect(() => pool([name])).toThrow(`"signUp" asks for "${name}", and "attributes" doesn't let users write it: `
      + `it is no standard attribute that users may write, and one of your own is "custom:${name}"`);
  });
});
