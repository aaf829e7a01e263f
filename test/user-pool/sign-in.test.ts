import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { only, poolProperties } from './pool';
import { AuthenticatedUserPool, FirstFactor, SignIn, SignInDomain, SignUp } from '../../src';
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
])('$name: what is typed, verified, kept until a new one is, and how people get back in', ({ signIn, usernames, aliases, verified, recovery, summary }) => {
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

test('without keepOriginal a new address counts at once, and it is verified all the same', () => {
  const pool = poolProperties({ signIn: SignIn.email({ keepOriginal: false }) });
  expect(pool.UserAttributeUpdateSettings).toEqual({ AttributesRequireVerificationBeforeUpdate: [] });
  expect(pool.AutoVerifiedAttributes).toEqual(['email']);
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

test('the name that people can change is theirs to write where it is an alias', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.username({ preferredUsernameAlias: true }) }).addSpaClient('App');
  expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient').WriteAttributes).toEqual(['email', 'preferred_username']);
});

describe('first factors', () => {
  test('are always emitted: left out, an update would keep those of before', () => {
    const pool = poolProperties({});
    expect(pool.Policies.SignInPolicy).toEqual({ AllowedFirstAuthFactors: ['PASSWORD'] });
    expect(pool.UserPoolTier).toBe('LITE');
  });

  test('hold the password once, and need the plan ESSENTIALS', () => {
    const pool = poolProperties({ signIn: SignIn.email({ firstFactors: [FirstFactor.emailOtp(), FirstFactor.password(), FirstFactor.emailOtp()] }) });
    expect(pool.Policies.SignInPolicy).toEqual({ AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] });
    expect(pool.UserPoolTier).toBe('ESSENTIALS');
  });

  test('a password alone is no choice', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.email({ firstFactors: [FirstFactor.password()] }) }).addWebClient('Web');
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'LITE' });
  });

  test('every client offers the choice between them', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.email({ firstFactors: [FirstFactor.emailOtp()] }) });
    auth.addSpaClient('App');
    auth.addWebClient('Web');
    const template = Template.fromStack(stack);
    template.allResourcesProperties('AWS::Cognito::UserPoolClient', { ExplicitAuthFlows: Match.arrayWith(['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH']) });
    template.resourceCountIs('AWS::Cognito::UserPoolClient', 2);
  });

  test('the phone number is verified where a code to it signs in', () => {
    const pool = poolProperties({ signIn: SignIn.email({ firstFactors: [FirstFactor.smsOtp()] }) });
    expect(pool.AutoVerifiedAttributes).toEqual(['email', 'phone_number']);
    expect(pool.UserAttributeUpdateSettings).toEqual({ AttributesRequireVerificationBeforeUpdate: ['email', 'phone_number'] });
    expect(pool.SmsConfiguration).toBeDefined();
  });
});

describe('passkeys', () => {
  test('belong to the host of the domain', () => {
    const stack = testStack({ env: { region: 'eu-central-1' } });
    const auth = new AuthenticatedUserPool(stack, 'Auth', {
      domain: SignInDomain.prefix('acme-login'), signIn: SignIn.email({ firstFactors: [FirstFactor.passkey()] }),
    });
    const host = 'acme-login.auth.eu-central-1.amazoncognito.com';
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { WebAuthnRelyingPartyID: host, WebAuthnUserVerification: 'required' });
    expect(auth.summary.immutableChoices).toContainEqual({ name: 'relying party of passkeys', value: host });
  });

  test('belong to the host of the domain in a Region that only CloudFormation knows', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', {
      domain: SignInDomain.prefix('acme-login'), signIn: SignIn.email({ firstFactors: [FirstFactor.passkey()] }),
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', {
      WebAuthnRelyingPartyID: { 'Fn::Join': ['', ['acme-login.auth.', { Ref: 'AWS::Region' }, '.amazoncognito.com']] },
    });
    expect(auth.summary.immutableChoices).toContainEqual({ name: 'relying party of passkeys', value: 'acme-login.auth.<region>.amazoncognito.com' });
  });

  test('belong to the relying party that was given, domain or not', () => {
    const signIn = SignIn.email({ firstFactors: [FirstFactor.passkey({ relyingPartyId: 'example.com' })] });
    expect(poolProperties({ signIn }).WebAuthnRelyingPartyID).toBe('example.com');
    expect(poolProperties({ signIn, domain: SignInDomain.prefix('acme-login') }).WebAuthnRelyingPartyID).toBe('example.com');
  });

  test('are absent where nobody asked', () => {
    const pool = poolProperties({ domain: SignInDomain.prefix('acme-login') });
    expect([pool.WebAuthnRelyingPartyID, pool.WebAuthnUserVerification, pool.WebAuthnFactorConfiguration]).toEqual([undefined, undefined, undefined]);
  });

  test('fails when there is neither a domain nor a relying party', () => {
    expect(() => poolProperties({ signIn: SignIn.email({ firstFactors: [FirstFactor.passkey()] }) })).toThrow(
      '[Stack/Auth] "signIn" has a passkey and the pool has no "domain": give domain: SignInDomain.prefix(\'…\'), or FirstFactor.passkey({ relyingPartyId: \'…\' })');
  });

  test('fails when there are two of them', () => {
    const firstFactors = [FirstFactor.passkey({ relyingPartyId: 'a.example.com' }), FirstFactor.passkey({ relyingPartyId: 'b.example.com' })];
    expect(() => SignIn.email({ firstFactors })).toThrow('"firstFactors" holds FirstFactor.passkey() more than once');
  });
});
