import { Template } from 'aws-cdk-lib/assertions';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import { only, poolProperties } from './pool';
import {
  AuthenticatedUserPool, CredentialEvent, CustomAuthProtection, MfaFactor, MfaPolicy, PasswordRules, RiskAction, SecurityProfile, SignIn, SignUp,
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
  { mfa: MfaPolicy.required({ factors: [MfaFactor.totp(), MfaFactor.sms()] }) },
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
  [STRICT, { retention: UserPoolRetention.destroy() }, '"retention" turns deletion protection off (UserPoolRetention.retain())'],
  [STRICT, { featurePlan: FeaturePlan.LITE }, '"featurePlan" is LITE (leave it out, or FeaturePlan.PLUS)'],
  [STRICT, { featurePlan: FeaturePlan.ESSENTIALS }, '"featurePlan" is ESSENTIALS (leave it out, or FeaturePlan.PLUS)'],
  [BASELINE, { mfa: MfaPolicy.off() }, '"mfa" is off (MfaPolicy.optional() or MfaPolicy.required())'],
  [BASELINE, { passwordPolicy: PasswordRules.standard({ minLength: 7 }) }, '"passwordPolicy" takes 7 characters (minLength: 8 or more)'],
  [BASELINE, { passwordPolicy: PasswordRules.passphrase() }, '"passwordPolicy" doesn\'t ask for every class (PasswordRules.standard())'],
  [BASELINE, { passwordPolicy: PasswordRules.standard({ tempPasswordValidity: Duration.days(8) }) },
    '"passwordPolicy" lets temporary passwords live 8 days (tempPasswordValidity: up to 7)'],
  [BASELINE, { retention: UserPoolRetention.destroy() }, '"retention" turns deletion protection off (UserPoolRetention.retain())'],
];

test.each(CONTRADICTIONS)('fails when a choice contradicts the profile (%#)', (securityProfile, props, contradiction) => {
  const [name, otherwise] = securityProfile === STRICT ? ['STRICT', 'SecurityProfile.BASELINE'] : ['BASELINE', 'no profile'];
  expect(() => new AuthenticatedUserPool(testStack(), 'Auth', { ...props, securityProfile })).toThrow(
    `[Stack/Auth] "securityProfile" is SecurityProfile.${name} and contradicts what else was given: ${contradiction}; or use ${otherwise}`);
});

test('fails with all contradictions at once', () => {
  expect(() => new AuthenticatedUserPool(testStack(), 'Auth', { securityProfile: STRICT, mfa: MfaPolicy.optional(), retention: UserPoolRetention.destroy() })).toThrow(
    /contradicts what else was given: "retention" .*; "mfa" .*; or use SecurityProfile.BASELINE/);
});

test('BASELINE takes a length of 8', () => {
  const passwordPolicy = PasswordRules.standard({ minLength: 8 });
  expect(poolProperties({ securityProfile: BASELINE, passwordPolicy }).Policies.PasswordPolicy.MinimumLength).toBe(8);
});

test('without a profile nothing is refused on its behalf', () => {
  const choices = { mfa: MfaPolicy.off(), passwordPolicy: PasswordRules.passphrase(), retention: UserPoolRetention.destroy() };
  expect(poolProperties(choices)).toMatchObject({
    MfaConfiguration: 'OFF', DeletionProtection: 'INACTIVE',
  });
});

describe('a profile of one\'s own', () => {
  const OWN = SecurityProfile.of({ minPasswordLength: 16, mfaRequired: true, firewall: true });

  test('fills in what it asks for, and nothing else', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { securityProfile: OWN });
    const template = Template.fromStack(stack);
    const pool = only(template, 'AWS::Cognito::UserPool');
    expect(pool).toMatchObject({ MfaConfiguration: 'ON', Policies: { PasswordPolicy: { MinimumLength: 16 } }, DeletionProtection: 'ACTIVE', UserPoolTier: 'LITE' });
    expect(pool.UserPoolAddOns).toBeUndefined();
    template.resourceCountIs('AWS::WAFv2::WebACL', 1);
  });

  test('that asks for nothing is BASELINE', () => {
    expect(poolProperties({ securityProfile: SecurityProfile.of({}) })).toEqual(poolProperties({ securityProfile: BASELINE }));
  });

  test('may let the pool be deleted', () => {
    const securityProfile = SecurityProfile.of({ deletionProtection: false });
    expect(poolProperties({ securityProfile, retention: UserPoolRetention.destroy() }).DeletionProtection).toBe('INACTIVE');
    expect(poolProperties({ securityProfile }).DeletionProtection).toBe('ACTIVE');
  });

  test('that asks for threat protection blocks every risk', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { securityProfile: SecurityProfile.of({ threatProtection: true }) });
    const { LowAction: low } = only(Template.fromStack(stack), 'AWS::Cognito::UserPoolRiskConfigurationAttachment').AccountTakeoverRiskConfiguration.Actions;
    expect(low).toMatchObject({ EventAction: 'BLOCK' });
  });

  test.each<[AuthenticatedUserPoolProps, string]>([
    [{ mfa: MfaPolicy.optional() }, '"mfa" doesn\'t require a second factor (MfaPolicy.required())'],
    [{ passwordPolicy: PasswordRules.standard({ minLength: 15 }) }, '"passwordPolicy" takes 15 characters (minLength: 16 or more)'],
    [{ retention: UserPoolRetention.destroy() }, '"retention" turns deletion protection off (UserPoolRetention.retain())'],
  ])('fails when a choice contradicts it (%#)', (props, contradiction) => {
    expect(() => poolProperties({ ...props, securityProfile: OWN })).toThrow(
      `[Stack/Auth] "securityProfile" is SecurityProfile.of() and contradicts what else was given: ${contradiction}; or use SecurityProfile.BASELINE`);
  });

  test.each<AuthenticatedUserPoolProps>([
    { passwordPolicy: PasswordRules.standard({ minLength: 16 }) }, { featurePlan: FeaturePlan.LITE }, { threatProtection: ThreatProtection.audit() },
  ])('takes what it doesn\'t ask about (%#)', (props) => {
    expect(poolProperties({ ...props, securityProfile: OWN }).MfaConfiguration).toBe('ON');
  });
});

test('what a profile asks for can be read', () => {
  expect(BASELINE).toMatchObject({ minPasswordLength: 8, mfaRequired: false, threatProtection: false, firewall: false, deletionProtection: true });
  expect(STRICT).toMatchObject({ minPasswordLength: 14, mfaRequired: true, threatProtection: true, firewall: true, deletionProtection: true });
});
