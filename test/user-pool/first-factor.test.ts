import { Match, Template } from 'aws-cdk-lib/assertions';
import { poolProperties } from './pool';
import { AuthenticatedUserPool, FirstFactor, SignInDomain } from '../../src';
import { testStack } from '../support';

test.each([
  { name: 'password', factor: FirstFactor.password(), factors: ['PASSWORD'] },
  { name: 'emailOtp', factor: FirstFactor.emailOtp(), factors: ['PASSWORD', 'EMAIL_OTP'] },
  { name: 'smsOtp', factor: FirstFactor.smsOtp(), factors: ['PASSWORD', 'SMS_OTP'] },
  { name: 'passkey', factor: FirstFactor.passkey({ relyingPartyId: 'example.com' }), factors: ['PASSWORD', 'WEB_AUTHN'] },
  { name: 'a factor that AWS adds', factor: FirstFactor.of('SOFTWARE_TOKEN'), factors: ['PASSWORD', 'SOFTWARE_TOKEN'] },
])('$name stands beside the password, without which there is no pool', ({ factor, factors }) => {
  expect(poolProperties({ firstFactors: [factor] }).Policies.SignInPolicy.AllowedFirstAuthFactors).toEqual(factors);
  expect(factor.name).toBe(factors.at(-1));
});

test.each([
  { userVerification: undefined, emitted: 'required' },
  { userVerification: true, emitted: 'required' },
  { userVerification: false, emitted: 'preferred' },
])('a passkey with userVerification $userVerification: $emitted', ({ userVerification, emitted }) => {
  const passkey = FirstFactor.passkey({ relyingPartyId: 'example.com', userVerification });
  expect(poolProperties({ firstFactors: [passkey] }).WebAuthnUserVerification).toBe(emitted);
  expect(passkey).toMatchObject({ relyingPartyId: 'example.com', userVerification: emitted === 'required' });
});

test('a passkey by its name is FirstFactor.passkey()', () => {
  const domain = SignInDomain.prefix('acme-login');
  expect(poolProperties({ domain, firstFactors: [FirstFactor.of('WEB_AUTHN')] })).toEqual(poolProperties({ domain, firstFactors: [FirstFactor.passkey()] }));
});

describe('first factors', () => {
  test('are always emitted: left out, an update would keep those of before', () => {
    const pool = poolProperties({});
    expect(pool.Policies.SignInPolicy).toEqual({ AllowedFirstAuthFactors: ['PASSWORD'] });
    expect(pool.UserPoolTier).toBe('LITE');
  });

  test('hold the password once, wherever it is named, and need the plan ESSENTIALS', () => {
    const pool = poolProperties({ firstFactors: [FirstFactor.emailOtp(), FirstFactor.password()] });
    expect(pool.Policies.SignInPolicy).toEqual({ AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] });
    expect(pool.UserPoolTier).toBe('ESSENTIALS');
  });

  test.each([{ firstFactors: [] }, { firstFactors: [FirstFactor.password()] }])('a password alone needs no plan (%j)', ({ firstFactors }) => {
    expect(poolProperties({ firstFactors })).toMatchObject({ UserPoolTier: 'LITE', Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } } });
  });

  test('fails when one is named twice', () => {
    const firstFactors = [FirstFactor.emailOtp(), FirstFactor.of('EMAIL_OTP')];
    expect(() => poolProperties({ firstFactors })).toThrow('[Stack/Auth] "firstFactors" holds "EMAIL_OTP" twice: leave one out');
  });

  test('a password alone is no choice', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { firstFactors: [FirstFactor.password()] }).addWebClient('Web');
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'LITE' });
  });

  test('every client offers the choice between them', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { firstFactors: [FirstFactor.emailOtp()] });
    auth.addSpaClient('App');
    auth.addWebClient('Web');
    const template = Template.fromStack(stack);
    template.allResourcesProperties('AWS::Cognito::UserPoolClient', { ExplicitAuthFlows: Match.arrayWith(['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH']) });
    template.resourceCountIs('AWS::Cognito::UserPoolClient', 2);
  });

  test('the phone number is verified where a code to it signs in', () => {
    const pool = poolProperties({ firstFactors: [FirstFactor.smsOtp()] });
    expect(pool.AutoVerifiedAttributes).toEqual(['email', 'phone_number']);
    expect(pool.UserAttributeUpdateSettings).toEqual({ AttributesRequireVerificationBeforeUpdate: ['email', 'phone_number'] });
    expect(pool.SmsConfiguration).toBeDefined();
  });
});

describe('passkeys', () => {
  test('belong to the host of the domain', () => {
    const stack = testStack({ env: { region: 'eu-central-1' } });
    const auth = new AuthenticatedUserPool(stack, 'Auth', {
      domain: SignInDomain.prefix('acme-login'), firstFactors: [FirstFactor.passkey()],
    });
    const host = 'acme-login.auth.eu-central-1.amazoncognito.com';
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { WebAuthnRelyingPartyID: host, WebAuthnUserVerification: 'required' });
    expect(auth.summary.immutableChoices).toContainEqual({ name: 'relying party of passkeys', value: host });
  });

  test('belong to the host of the domain in a Region that only CloudFormation knows', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', {
      domain: SignInDomain.prefix('acme-login'), firstFactors: [FirstFactor.passkey()],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', {
      WebAuthnRelyingPartyID: { 'Fn::Join': ['', ['acme-login.auth.', { Ref: 'AWS::Region' }, '.amazoncognito.com']] },
    });
    expect(auth.summary.immutableChoices).toContainEqual({ name: 'relying party of passkeys', value: 'acme-login.auth.<region>.amazoncognito.com' });
  });

  test('belong to the relying party that was given, domain or not', () => {
    const firstFactors = [FirstFactor.passkey({ relyingPartyId: 'example.com' })];
    expect(poolProperties({ firstFactors }).WebAuthnRelyingPartyID).toBe('example.com');
    expect(poolProperties({ firstFactors, domain: SignInDomain.prefix('acme-login') }).WebAuthnRelyingPartyID).toBe('example.com');
  });

  test('are absent where nobody asked', () => {
    const pool = poolProperties({ domain: SignInDomain.prefix('acme-login') });
    expect([pool.WebAuthnRelyingPartyID, pool.WebAuthnUserVerification, pool.WebAuthnFactorConfiguration]).toEqual([undefined, undefined, undefined]);
  });

  test('fails when there is neither a domain nor a relying party', () => {
    expect(() => poolProperties({ firstFactors: [FirstFactor.passkey()] })).toThrow(
      '[Stack/Auth] "firstFactors" has a passkey and the pool has no "domain": give domain: SignInDomain.prefix(\'…\'), or FirstFactor.passkey({ relyingPartyId: \'…\' })');
  });

  test('fails when there are two of them', () => {
    const firstFactors = [FirstFactor.passkey({ relyingPartyId: 'a.example.com' }), FirstFactor.passkey({ relyingPartyId: 'b.example.com' })];
    expect(() => poolProperties({ firstFactors })).toThrow('[Stack/Auth] "firstFactors" holds "WEB_AUTHN" twice: leave one out, a pool has one relying party');
  });
});

test('fails when a factory was not called', () => {
  expect(() => poolProperties({ firstFactors: [FirstFactor.passkey as unknown as FirstFactor] })).toThrow(
    '[Stack/Auth] "firstFactors" holds a factory that wasn\'t called: write FirstFactor.passkey(), with its parentheses');
});
