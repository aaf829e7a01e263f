import { Template } from 'aws-cdk-lib/assertions';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import { only, poolProperties } from './pool';
import {
  AuthenticatedUserPool, CredentialEvent, CustomAuthProtection, MfaPolicy, PasswordRules, RiskAction, SecurityProfile, SignIn, SignUp,
  ThreatProtection, UserPoolRetention, type AuthenticatedUserPoolProps,
} from '../../src';
import { testStack } from '../support';

const { BASELINE, STRICT } = SecurityProfile;

test('BASELINE is what comes without a profile', () => {
  expect(poolProperties({ securityProfile: BASELINE })).toEqual(poolProperties({}));
});

test('STRICT fills in what was left out', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { securityProfile: STRICT });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPool')).toMatchObject({
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    Policies: {
      PasswordPolicy: {
        MinimumLength: 14,
        RequireLowercase: true,
        RequireUppercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        TemporaryPasswordValidityDays: 3,
      },
    },
    UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED', AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'ENFORCED' } },
    DeletionProtection: 'ACTIVE',
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    UserPoolTier: 'PLUS',
  });
  // Prowler passes a pool that blocks at every level, and leaked passwords at sign-in.
  expect(only(template, 'AWS::Cognito::UserPoolRiskConfigurationAttachment')).toMatchObject({
    AccountTakeoverRiskConfiguration: { Actions: { LowAction: { EventAction: 'BLOCK' }, MediumAction: { EventAction: 'BLOCK' }, HighAction: { EventAction: 'BLOCK' } } },
    CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' }, EventFilter: ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP'] },
  });
});

test('STRICT fills in what a value object left out', () => {
  const pool = poolProperties({ securityProfile: STRICT, passwordPolicy: PasswordRules.standard({ history: 5 }), threatProtection: ThreatProtection.enforce({ allowedRanges: ['203.0.113.0/24'] }) });
  expect(pool.Policies.PasswordPolicy).toMatchObject({ MinimumLength: 14, PasswordHistorySize: 5 });
});

test.each<AuthenticatedUserPoolProps>([
  { signUp: SignUp.open() },
  { signIn: SignIn.phone() },
  { mfa: MfaPolicy.required({ sms: true }) },
  { passwordPolicy: PasswordRules.standard({ minLength: 14, tempPasswordValidity: Duration.days(7) }) },
  { passwordPolicy: PasswordRules.standard({ minLength: Lazy.number({ produce: () => 20 }) }) },
  { passwordPolicy: PasswordRules.standard({ tempPasswordValidity: Duration.days(Lazy.number({ produce: () => 2 })) }) },
  { featurePlan: FeaturePlan.PLUS },
  { threatProtection: ThreatProtection.enforce({ compromisedCredentials: [CredentialEvent.SIGN_IN] }) },
])('STRICT takes what fails no check (%#)', (props) => {
  expect(poolProperties({ ...props, securityProfile: STRICT })).toMatchObject({ MfaConfiguration: 'ON', UserPoolTier: 'PLUS' });
});

const CONTRADICTIONS: readonly [SecurityProfile, AuthenticatedUserPoolProps, string][] = [
  [STRICT, { mfa: MfaPolicy.off() }, '"mfa" is off (MfaPolicy.optional() or MfaPolicy.required())'],
  [STRICT, { mfa: MfaPolicy.optional() }, '"mfa" doesn\'t require a second factor (MfaPolicy.required())'],
  [STRICT, { passwordPolicy: PasswordRules.standard({ minLength: 13 }) }, '"passwordPolicy" takes 13 characters (minLength: 14 or more)'],
  [STRICT, { passwordPolicy: PasswordRules.passphrase() }, '"passwordPolicy" doesn\'t ask for every class (PasswordRules.standard())'],
  [STRICT, { passwordPolicy: PasswordRules.standard({ requireSymbols: false }) }, '"passwordPolicy" doesn\'t ask for every class (PasswordRules.standard())'],
  [STRICT, { passwordPolicy: PasswordRules.standard({ tempPasswordValidity: Duration.days(8) }) },
    '"passwordPolicy" lets temporary passwords live 8 days (tempPasswordValidity: up to 7)'],
  [STRICT, { threatProtection: ThreatProtection.audit() }, '"threatProtection" isn\'t enforced (ThreatProtection.enforce())'],
  [STRICT, { threatProtection: ThreatProtection.enforce({ lowRisk: RiskAction.ALLOW }) },
    '"threatProtection" doesn\'t block every risk (RiskAction.BLOCK at each level)'],
  [STRICT, { threatProtection: ThreatProtection.enforce({ compromisedCredentials: [CredentialEvent.SIGN_UP] }) },
    '"threatProtection" takes leaked passwords at sign-in (CredentialEvent.SIGN_IN)'],
  [STRICT, { threatProtection: ThreatProtection.enforce({ customAuth: CustomAuthProtection.OFF }) },
    '"threatProtection" leaves custom authentication open (CustomAuthProtection.ENFORCED)'],
  [STRICT, { retention: UserPoolRetention.throwAway() }, '"retention" turns deletion protection off (UserPoolRetention.production())'],
  [STRICT, { featurePlan: FeaturePlan.LITE }, '"featurePlan" is LITE (leave it out, or FeaturePlan.PLUS)'],
  [STRICT, { featurePlan: FeaturePlan.ESSENTIALS }, '"featurePlan" is ESSENTIALS (leave it out, or FeaturePlan.PLUS)'],
  [BASELINE, { mfa: MfaPolicy.off() }, '"mfa" is off (MfaPolicy.optional() or MfaPolicy.required())'],
  [BASELINE, { passwordPolicy: PasswordRules.standard({ minLength: 7 }) }, '"passwordPolicy" takes 7 characters (minLength: 8 or more)'],
  [BASELINE, { passwordPolicy: PasswordRules.passphrase() }, '"passwordPolicy" doesn\'t ask for every class (PasswordRules.standard())'],
  [BASELINE, { passwordPolicy: PasswordRules.standard({ tempPasswordValidity: Duration.days(8) }) },
    '"passwordPolicy" lets temporary passwords live 8 days (tempPasswordValidity: up to 7)'],
  [BASELINE, { retention: UserPoolRetention.throwAway() }, '"retention" turns deletion protection off (UserPoolRetention.production())'],
];

test.each(CONTRADICTIONS)('fails when the profile is %s and contradicts %#', (securityProfile, props, contradiction) => {
  const otherwise = securityProfile === STRICT ? 'SecurityProfile.BASELINE' : 'no profile';
  expect(() => new AuthenticatedUserPool(testStack(), 'Auth', { ...props, securityProfile })).toThrow(
    `[Stack/Auth] "securityProfile" is ${securityProfile} and contradicts what else was given: ${contradiction}; or use ${otherwise}`);
});

test('fails with all contradictions at once', () => {
  expect(() => new AuthenticatedUserPool(testStack(), 'Auth', { securityProfile: STRICT, mfa: MfaPolicy.optional(), retention: UserPoolRetention.throwAway() })).toThrow(
    /contradicts what else was given: "retention" .*; "mfa" .*; or use SecurityProfile.BASELINE/);
});

test('BASELINE takes a length of 8', () => {
  const passwordPolicy = PasswordRules.standard({ minLength: 8 });
  expect(poolProperties({ securityProfile: BASELINE, passwordPolicy }).Policies.PasswordPolicy.MinimumLength).toBe(8);
});

test('without a profile nothing is refused on its behalf', () => {
  const choices = { mfa: MfaPolicy.off(), passwordPolicy: PasswordRules.passphrase(), retention: UserPoolRetention.throwAway() };
  expect(poolProperties(choices)).toMatchObject({
    MfaConfiguration: 'OFF', DeletionProtection: 'INACTIVE',
  });
});
