import { Template } from 'aws-cdk-lib/assertions';
import { AccountRecovery, type CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Stack } from 'aws-cdk-lib/core';
import { findings, ruleIds } from './rule-case';
import {
  AuthenticatedUserPool, CustomAuthProtection, EmailSender, FirstFactor, MfaFactor, MfaPolicy, ProfileAttribute, SignIn, SignInDomain, SignUp,
  SocialProviders, ThreatProtection, UserAttribute, UserPoolTrigger, UserSchema, VerificationMessage, type AppClient, type AuthenticatedUserPoolProps,
} from '../../src';
import { google, testStack } from '../support';
import { handler } from '../user-pool/pool';

/** Each attack on the constructs themselves: what they do by default, and which rule speaks when an app opens the way. */

type Props = (stack: Stack) => AuthenticatedUserPoolProps;

type More = (auth: AuthenticatedUserPool, client: AppClient) => void;

/** A pool with a client and sign-in pages, as an app has it. */
function app(props: AuthenticatedUserPoolProps | Props = {}, more: More = () => undefined): Stack {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme'), ...typeof props === 'function' ? props(stack) : props });
  const client = auth.addSpaClient('App', { callbackUrls: ['https://app.example.org'], selfService: true });
  more(auth, client);
  return stack;
}

/** What the rules find. */
function found(...args: Parameters<typeof app>): string[] {
  return ruleIds(findings(app(...args)));
}

/** The properties of the one resource of a type. */
function properties(type: string, ...args: Parameters<typeof app>): Record<string, unknown> {
  const [resource] = Object.values(Template.fromStack(app(...args)).findResources(type));
  return resource!.Properties as Record<string, unknown>;
}

const pool = (...args: Parameters<typeof app>): Record<string, unknown> => properties('AWS::Cognito::UserPool', ...args);
const writable = (...args: Parameters<typeof app>): unknown => properties('AWS::Cognito::UserPoolClient', ...args).WriteAttributes;

/** Without the limit of Cognito's own mails, and with a name that may be known. */
const open = (more: AuthenticatedUserPoolProps = {}): Props => (stack) => ({
  signUp: SignUp.open(),
  signIn: SignIn.username({ emailAlias: true }),
  emailSender: EmailSender.ses(EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.org')),
  ...more,
});

test('nothing is found in what comes by default, nor where anybody may sign up as it is meant', () => {
  expect(found()).toEqual([]);
  expect(found(open())).toEqual([]);
});

test('pre-hijack through the confirmation link: a code by default, and a link is warned of', () => {
  expect(pool(open())).toMatchObject({ VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' } });
  expect(found(open({ verification: VerificationMessage.link() }))).toEqual(['verificationByLink']);
});

test('SMS pumping by a writable phone number: no client writes it by default, and one that does is warned of', () => {
  const both = { signIn: SignIn.emailOrPhone() };
  expect(writable(both)).not.toContain('phone_number');
  expect(found(both)).toEqual([]);
  expect(found({ ...both, attributes: UserSchema.of({ userWritable: [ProfileAttribute.PHONE_NUMBER] }) })).toEqual(['smsByWritableNumber']);
});

test('one mailbox as every factor: TOTP by default, e-mail alone is refused, e-mail for everything is warned of', () => {
  const mailbox = (accountRecovery: AccountRecovery): Props => open({
    signUp: SignUp.inviteOnly(),
    firstFactors: [FirstFactor.emailOtp()],
    mfa: MfaPolicy.optional({ factors: [MfaFactor.email(), MfaFactor.sms()] }),
    accountRecovery,
  });
  expect(pool()).toMatchObject({ MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
  expect(found(mailbox(AccountRecovery.EMAIL_ONLY))).toContain('mfaEmailRecovery');
  expect(found(mailbox(AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA))).toEqual(['oneMailbox']);
});

test('custom authentication passing MFA by: no client allows it by default, and its triggers are warned of', () => {
  const challenge = (auth: AuthenticatedUserPool): void => auth.addTrigger(UserPoolTrigger.defineAuthChallenge(handler(auth, 'Challenge')));
  expect(properties('AWS::Cognito::UserPoolClient').ExplicitAuthFlows).not.toContain('ALLOW_CUSTOM_AUTH');
  expect(found({}, challenge)).toEqual(['customAuthPassesMfa']);
  expect(found({ mfa: MfaPolicy.off() }, challenge)).toEqual([]);
});

test('custom authentication passing threat protection by: it is looked at by default, and not to look is warned of', () => {
  const challenge = (auth: AuthenticatedUserPool): void => auth.addTrigger(UserPoolTrigger.defineAuthChallenge(handler(auth, 'Challenge')));
  const mfa = MfaPolicy.off();
  expect(found({ mfa, threatProtection: ThreatProtection.enforce() }, challenge)).toEqual([]);
  expect(found({ mfa, threatProtection: ThreatProtection.enforce({ customAuth: CustomAuthProtection.OFF }) }, challenge)).toEqual(['customAuthUnprotected']);
});

test('remembered devices suppressing MFA: none by default, and they are warned of', () => {
  const remembered = (challengeRequiredOnNewDevice: boolean): AuthenticatedUserPoolProps => ({
    mfa: MfaPolicy.required({ deviceTracking: { challengeRequiredOnNewDevice, deviceOnlyRememberedOnUserPrompt: true } }),
  });
  expect(pool()).not.toHaveProperty('DeviceConfiguration');
  expect(found(remembered(true))).toEqual(['deviceSuppressesMfa']);
  expect(found(remembered(false))).toEqual([]);
});

test('enumeration: closed at sign-in and, by invitation, at sign-up; an open form that tells is warned of', () => {
  expect(properties('AWS::Cognito::UserPoolClient')).toMatchObject({ PreventUserExistenceErrors: 'ENABLED' });
  expect(pool()).toMatchObject({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
  expect(found(open({ signIn: SignIn.email() }))).toEqual(['signUpRevealsUsers']);
});

test('look-alike names: case counts for nothing by default, and where it does is warned of', () => {
  expect(pool()).toMatchObject({ UsernameConfiguration: { CaseSensitive: false } });
  expect(found({ signIn: SignIn.email({ caseSensitive: true }) })).toEqual(['poolCaseSensitive']);
});

test('role escalation through writable attributes: custom ones only where they are said to be, and "all" is refused', () => {
  const attributes = UserSchema.of({ custom: { role: UserAttribute.text(), motto: UserAttribute.text({ userWritable: true }) } });
  expect(writable({ attributes })).toEqual(expect.arrayContaining(['custom:motto']));
  expect(writable({ attributes })).not.toContain('custom:role');
  const unlisted = (_: AuthenticatedUserPool, { userPoolClient }: AppClient): void => {
    (userPoolClient.node.defaultChild as CfnUserPoolClient).addPropertyDeletionOverride('WriteAttributes');
  };
  expect(found({ attributes }, unlisted)).toEqual(['clientAdminScopeWritesAll']);
});

test('takeover by changing the e-mail address: the old one counts until the new one is verified, and the opposite is warned of', () => {
  expect(pool()).toMatchObject({
    AutoVerifiedAttributes: ['email'],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  });
  expect(found({ keepOriginal: false })).toEqual(['updateKeepsNothing']);
});

test('strangers behind an invitation: a provider lets everybody in, which is warned of until a trigger looks at them', () => {
  const social = (auth: AuthenticatedUserPool): void => void new SocialProviders(auth, 'Social', { userPool: auth.userPool, providers: [google()] });
  const guarded = (auth: AuthenticatedUserPool): void => {
    social(auth);
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(auth, 'Guard')));
  };
  expect(found({}, social)).toEqual(['inviteOnlyWithProviders']);
  expect(found({}, guarded)).toEqual([]);
});
