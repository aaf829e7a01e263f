import { Template } from 'aws-cdk-lib/assertions';
import { AccountRecovery, CfnUserPool, FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Aspects, Duration, Fn, Lazy, type CfnResource } from 'aws-cdk-lib/core';
import { only, poolProperties } from './pool';
import {
  AuthenticatedUserPool, CredentialEvent, CustomAuthProtection, MfaFactor, MfaPolicy, PasswordRules, RiskAction, SecurityProfile, SignIn,
  SignInFirewall, SignUp, ThreatProtection, UserPoolRetention, type AuthenticatedUserPoolProps,
} from '../../src';
import { findings } from '../rules/rule-case';
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
  [STRICT, { mfa: MfaPolicy.off() }, '"mfa" (MfaConfiguration) is off (MfaPolicy.optional() or MfaPolicy.required())'],
  [STRICT, { mfa: MfaPolicy.optional() }, '"mfa" (MfaConfiguration) is optional (MfaPolicy.required())'],
  [STRICT, { passwordPolicy: PasswordRules.standard({ minLength: 13 }) }, '"minLength" (MinimumLength) takes 13 characters (minLength: 14 or more)'],
  [STRICT, { passwordPolicy: PasswordRules.passphrase() }, '"requireLowercase" (RequireLowercase), "requireUppercase" (RequireUppercase), "requireDigits" (RequireNumbers), "requireSymbols" (RequireSymbols) doesn\'t ask for every class (PasswordRules.standard())'],
  [STRICT, { passwordPolicy: PasswordRules.standard({ requireSymbols: false }) }, '"requireSymbols" (RequireSymbols) doesn\'t ask for every class (PasswordRules.standard())'],
  [STRICT, { passwordPolicy: PasswordRules.standard({ tempPasswordValidity: Duration.days(8) }) },
    '"tempPasswordValidity" (TemporaryPasswordValidityDays) lets temporary passwords live 8 days (tempPasswordValidity: up to 7)'],
  [STRICT, { threatProtection: ThreatProtection.audit() }, '"threatProtection" (AdvancedSecurityMode) isn\'t enforced (ThreatProtection.enforce())'],
  [STRICT, { threatProtection: ThreatProtection.enforce({ lowRisk: RiskAction.ALLOW }) },
    '"threatProtection" (AccountTakeoverRiskConfiguration) doesn\'t block every risk (RiskAction.BLOCK at each level)'],
  [STRICT, { threatProtection: ThreatProtection.enforce({ compromisedCredentials: [CredentialEvent.SIGN_UP] }) },
    '"compromisedCredentials" (EventFilter) takes leaked passwords at sign-in (CredentialEvent.SIGN_IN)'],
  [STRICT, { threatProtection: ThreatProtection.enforce({ customAuth: CustomAuthProtection.OFF }) },
    '"customAuth" (CustomAuthMode) leaves custom authentication open (CustomAuthProtection.ENFORCED)'],
  [STRICT, { retention: UserPoolRetention.destroy() }, '"retention" (DeletionProtection) turns deletion protection off (UserPoolRetention.retain())'],
  [STRICT, { featurePlan: FeaturePlan.LITE }, '"featurePlan" (UserPoolTier) is LITE (leave it out, or FeaturePlan.PLUS)'],
  [STRICT, { featurePlan: FeaturePlan.ESSENTIALS }, '"featurePlan" (UserPoolTier) is ESSENTIALS (leave it out, or FeaturePlan.PLUS)'],
  [BASELINE, { mfa: MfaPolicy.off() }, '"mfa" (MfaConfiguration) is off (MfaPolicy.optional() or MfaPolicy.required())'],
  [BASELINE, { passwordPolicy: PasswordRules.standard({ minLength: 7 }) }, '"minLength" (MinimumLength) takes 7 characters (minLength: 8 or more)'],
  [BASELINE, { passwordPolicy: PasswordRules.passphrase() }, '"requireLowercase" (RequireLowercase), "requireUppercase" (RequireUppercase), "requireDigits" (RequireNumbers), "requireSymbols" (RequireSymbols) doesn\'t ask for every class (PasswordRules.standard())'],
  [BASELINE, { passwordPolicy: PasswordRules.standard({ tempPasswordValidity: Duration.days(8) }) },
    '"tempPasswordValidity" (TemporaryPasswordValidityDays) lets temporary passwords live 8 days (tempPasswordValidity: up to 7)'],
  [BASELINE, { retention: UserPoolRetention.destroy() }, '"retention" (DeletionProtection) turns deletion protection off (UserPoolRetention.retain())'],
];

test.each(CONTRADICTIONS)('fails when a choice contradicts the profile (%#)', (securityProfile, props, gap) => {
  const name = securityProfile === STRICT ? 'STRICT' : 'BASELINE';
  expect(weakened({ ...props, securityProfile })).toBe(`"securityProfile" is SecurityProfile.${name}, and ${gap}`);
});

test('fails with all contradictions at once', () => {
  expect(weakened({ securityProfile: STRICT, mfa: MfaPolicy.optional(), retention: UserPoolRetention.destroy() })).toMatch(/, and "retention" .*; "mfa" /);
});

describe('a profile is held against the finished pool', () => {
  const override = (path: string, value: unknown) => (auth: AuthenticatedUserPool) => (
    (auth.userPool.node.defaultChild as CfnUserPool).addPropertyOverride(path, value));

  test.each<[string, (auth: AuthenticatedUserPool) => void, string]>([
    ['an override of MFA', override('MfaConfiguration', 'OPTIONAL'), '"mfa" (MfaConfiguration) is optional (MfaPolicy.required())'],
    ['MFA taken out', (auth) => (auth.userPool.node.defaultChild as CfnUserPool).addPropertyDeletionOverride('MfaConfiguration'),
      '"mfa" (MfaConfiguration) is off (MfaPolicy.optional() or MfaPolicy.required())'],
    ['an Aspect on the length', (auth) => Aspects.of(auth).add({ visit: (node) => node instanceof CfnUserPool ? override('Policies.PasswordPolicy.MinimumLength', 8)(auth) : undefined }),
      '"minLength" (MinimumLength) takes 8 characters (minLength: 14 or more)'],
    ['protection taken back', override('DeletionProtection', 'INACTIVE'), '"retention" (DeletionProtection) turns deletion protection off (UserPoolRetention.retain())'],
    ['threat protection that watches', override('UserPoolAddOns.AdvancedSecurityMode', 'AUDIT'), '"threatProtection" (AdvancedSecurityMode) isn\'t enforced (ThreatProtection.enforce())'],
    ['actions taken out', (auth) => auth.node.tryRemoveChild('RiskConfiguration'), '"threatProtection" (AccountTakeoverRiskConfiguration) doesn\'t block every risk (RiskAction.BLOCK at each level)'],
    ['everybody exempt', (auth) => (auth.node.findChild('RiskConfiguration') as CfnResource).addPropertyOverride('RiskExceptionConfiguration.SkippedIPRangeList', ['0.0.0.0/0']),
      '"allowedRanges" (SkippedIPRangeList) judges nobody (allowedRanges: your own offices)'],
    ['the firewall taken away', (auth) => auth.node.tryRemoveChild('Firewall'),
      '"firewall" is missing (SignInFirewall.standard(), or external() where another team associates one)'],
    ['a firewall that counts', (auth) => (auth.node.findChild('Firewall').node.findChild('WebAcl') as CfnResource).addPropertyOverride('Rules', []),
      '"firewall" (WebACLAssociation) names Stack/Auth/Firewall/WebAcl, which has no rule that blocks'],
  ])('%s', (_, weaken, gap) => {
    expect(weakened({ securityProfile: STRICT }, weaken)).toBe(`"securityProfile" is SecurityProfile.STRICT, and ${gap}`);
  });

  test('one SIM card for both factors', () => {
    expect(weakened({
      securityProfile: STRICT, accountRecovery: AccountRecovery.PHONE_AND_EMAIL, mfa: MfaPolicy.required({ factors: [MfaFactor.sms()] }),
    })).toContain('"accountRecovery" (AccountRecoverySetting) is PHONE_AND_EMAIL, or not set, beside SMS as second factor');
  });

  test.each<[AuthenticatedUserPoolProps, (auth: AuthenticatedUserPool) => void]>([
    [{ securityProfile: STRICT }, () => {}],
    [{ securityProfile: STRICT, firewall: SignInFirewall.external() }, () => {}],
    // it may be more, and only CloudFormation knows.
    [{ securityProfile: STRICT }, override('Policies.PasswordPolicy.MinimumLength', 20)],
    [{ securityProfile: STRICT }, override('MfaConfiguration', Fn.importValue('mfa'))],
    // what the profile doesn't ask for.
    [{ securityProfile: BASELINE }, (auth) => auth.node.tryRemoveChild('Firewall')],
    // the control: without a profile nothing is held against the pool.
    [{}, override('MfaConfiguration', 'OFF')],
  ])('takes what keeps it (%#)', (props, change) => {
    expect(weakened(props, change)).toBeUndefined();
  });
});

/** What the rule says about a pool, without the remedy. */
function weakened(props: AuthenticatedUserPoolProps, change: (auth: AuthenticatedUserPool) => void = () => {}): string | undefined {
  const stack = testStack();
  change(new AuthenticatedUserPool(stack, 'Auth', props));
  const found = findings(stack).find((text) => text.includes('(rule profileWeakened,'));
  return found?.slice(found.indexOf('"securityProfile"'), found.indexOf('; keep to it in props'));
}

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
    [{ mfa: MfaPolicy.optional() }, '"mfa" (MfaConfiguration) is optional (MfaPolicy.required())'],
    [{ passwordPolicy: PasswordRules.standard({ minLength: 15 }) }, '"minLength" (MinimumLength) takes 15 characters (minLength: 16 or more)'],
    [{ retention: UserPoolRetention.destroy() }, '"retention" (DeletionProtection) turns deletion protection off (UserPoolRetention.retain())'],
  ])('fails when a choice contradicts it (%#)', (props, contradiction) => {
    expect(weakened({ ...props, securityProfile: OWN })).toBe(`"securityProfile" is SecurityProfile.of(), and ${contradiction}`);
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
