import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { only, poolProperties } from './pool';
import { AuthenticatedUserPool, MfaFactor, MfaPolicy, ProfileAttribute, SignIn, SignUp, UserSchema } from '../../src';
import { testStack } from '../support';

test.each([
  { options: {}, sensitive: false },
  { options: { caseSensitive: false }, sensitive: false },
  { options: { caseSensitive: true }, sensitive: true },
])('email($options) is the user name, verified, and emits its case: $sensitive', ({ options, sensitive }) => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.email(options) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', {
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: sensitive },
  });
  expect(auth.summary.immutableChoices).toContainEqual({ name: 'case-sensitive user names', value: sensitive ? 'yes' : 'no' });
});

const EMAIL = { Name: 'verified_email', Priority: 1 };
const PHONE = { Name: 'verified_phone_number', Priority: 2 };

test.each([
  { name: 'email()', signIn: SignIn.email(), usernames: ['email'], aliases: undefined, verified: ['email'], recovery: [EMAIL], summary: 'e-mail address' },
  {
    name: 'phone()',
    signIn: SignIn.phone(),
    usernames: ['phone_number'],
    aliases: undefined,
    verified: ['email', 'phone_number'],
    recovery: [EMAIL, PHONE],
    summary: 'phone number',
  },
  {
    name: 'emailOrPhone()',
    signIn: SignIn.emailOrPhone(),
    usernames: ['email', 'phone_number'],
    aliases: undefined,
    verified: ['email', 'phone_number'],
    recovery: [EMAIL, PHONE],
    summary: 'e-mail address or phone number',
  },
  { name: 'username()', signIn: SignIn.username(), usernames: undefined, aliases: undefined, verified: ['email'], recovery: [EMAIL], summary: 'user name' },
  {
    name: 'username() with every alias',
    signIn: SignIn.username({ emailAlias: true, phoneAlias: true, preferredUsernameAlias: true }),
    usernames: undefined,
    aliases: ['email', 'phone_number', 'preferred_username'],
    verified: ['email', 'phone_number'],
    recovery: [EMAIL],
    summary: 'user name or email or phone number or preferred username',
  },
  {
    name: 'username() with the e-mail alias',
    signIn: SignIn.username({ emailAlias: true }),
    usernames: undefined,
    aliases: ['email'],
    verified: ['email'],
    recovery: [EMAIL],
    summary: 'user name or email',
  },
])('$name: what is typed, verified, kept until a new one is, and how users get back in', ({ signIn, usernames, aliases, verified, recovery, summary }) => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { signIn });
  const pool = only(Template.fromStack(stack), 'AWS::Cognito::UserPool');
  expect(pool.UsernameAttributes).toEqual(usernames);
  expect(pool.AliasAttributes).toEqual(aliases);
  expect(pool.AutoVerifiedAttributes).toEqual(verified);
  expect(pool.UserAttributeUpdateSettings).toEqual({ AttributesRequireVerificationBeforeUpdate: verified });
  expect(pool.UsernameConfiguration).toEqual({ CaseSensitive: false });
  expect(pool.AccountRecoverySetting.RecoveryMechanisms).toEqual(recovery);
  expect(auth.summary.immutableChoices[0]).toEqual({ name: 'sign-in identifier', value: summary });
});

test('recovery that the caller chose is taken', () => {
  const pool = poolProperties({ signIn: SignIn.phone(), accountRecovery: cognito.AccountRecovery.NONE });
  expect(pool.AccountRecoverySetting.RecoveryMechanisms).toEqual([{ Name: 'admin_only', Priority: 1 }]);
});

test('what can never be changed can be read', () => {
  expect(SignIn.username({ emailAlias: true, preferredUsernameAlias: true, caseSensitive: true })).toMatchObject({
    usernameAttributes: [], aliasAttributes: ['email', 'preferred_username'], caseSensitive: true,
  });
  expect(SignIn.emailOrPhone()).toMatchObject({ usernameAttributes: ['email', 'phone_number'], aliasAttributes: [], caseSensitive: false });
});

describe('text messages', () => {
  test.each([
    { name: 'phone()', signIn: SignIn.phone() },
    { name: 'emailOrPhone()', signIn: SignIn.emailOrPhone() },
    { name: 'username() with the phone alias', signIn: SignIn.username({ phoneAlias: true }) },
  ])('$name has a sender, and MFA that Cognito takes beside it', ({ signIn }) => {
    const pool = poolProperties({ signIn });
    expect(pool.SmsConfiguration).toMatchObject({ SnsCallerArn: expect.anything() as object });
    // "Can't turn off SMS_MFA when SMS configuration is set for the user pool".
    expect(pool.EnabledMfas).toEqual(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
  });

  test.each([
    { name: 'open sign-up', signUp: SignUp.open(), written: ['email', 'phone_number'] },
    { name: 'invitations: the administrator gives the number', signUp: SignUp.inviteOnly(), written: ['email'] },
  ])('clients show the number, and write it with $name', ({ signUp, written }) => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.phone(), signUp }).addSpaClient('App');
    const client = only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient');
    expect(client.WriteAttributes).toEqual(written);
    expect(client.ReadAttributes).toEqual(expect.arrayContaining(['phone_number', 'phone_number_verified']));
  });
});

test('the name that users can change is theirs to write where it is an alias', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.username({ preferredUsernameAlias: true }) }).addSpaClient('App');
  expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient').WriteAttributes).toEqual(['email', 'preferred_username']);
});

test('what was chosen once can\'t be changed through what is read', () => {
  const values = [SignIn.email().usernameAttributes, SignIn.username({ phoneAlias: true }).aliasAttributes, SignUp.open({ attributes: ['name'] }).attributes,
    MfaPolicy.required({ factors: [MfaFactor.totp()] }).factors, UserSchema.of({ required: [ProfileAttribute.GIVEN_NAME] }).required,
    UserSchema.of().userWritable];
  values.forEach((list) => expect(() => (list as unknown[]).push('phone_number')).toThrow('object is not extensible'));
});
