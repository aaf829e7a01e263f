import { ArnFormat, type Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ses from 'aws-cdk-lib/aws-ses';
import {
  AuthenticatedUserPool, EmailSender, FirstFactor, type MessageTemplate, MfaFactor, MfaPolicy, PasswordRules, RefreshTokenRotation, SignIn,
  SignInDomain, SignUp, SmsSender, ThreatProtection, TokenCustomization, UserPoolTrigger, VerificationMessage,
} from 'cdk-cognito-auth';

type Dimensions = Readonly<Record<string, readonly unknown[]>>;
type Choice<D extends Dimensions> = { readonly [K in keyof D]: D[K][number] };
type Definition<C> = (stack: Stack, id: string, choice: C) => AuthenticatedUserPool;

/** Every combination of some choices, and the user pool that stands for each. */
export class Product {
  readonly size: number;
  readonly lengths: readonly number[];
  private readonly stride: number;

  constructor(readonly name: string, private readonly dimensions: Dimensions, private readonly pool: Definition<never>) {
    this.lengths = Object.values(dimensions).map(({ length }) => length);
    this.size = this.lengths.reduce((size, length) => size * length, 1);
    const shorter = [...this.lengths].sort((one, other) => other - one).slice(3);
    this.stride = shorter.reduce((sum, length) => sum + length - 1, 1);
  }

  define(stack: Stack, id: string, index: number): AuthenticatedUserPool {
    return this.pool(stack, id, this.choice(index) as never);
  }

  choice(index: number): Readonly<Record<string, unknown>> {
    const places = this.places(index);
    return Object.fromEntries(Object.entries(this.dimensions).map(([name, values], at) => [name, values[places[at]]]));
  }

  /**
   * Whether a combination is one of the sample, in which any three choices still meet: the places of all its choices add up to a multiple of what the
   * choices beside the three longest lists can always bring about.
   */
  isSample(index: number): boolean {
    return this.places(index).reduce((sum, place) => sum + place, 0) % this.stride === 0;
  }

  /** The place of each choice in its list. */
  places(index: number): number[] {
    let rest = index;
    return this.lengths.map(length => {
      const place = rest % length;
      rest = Math.floor(rest / length);
      return place;
    });
  }

  /** Where a combination stands. What isn't named is the first of its dimension. */
  index(choice: Readonly<Record<string, unknown>>): number {
    return Object.entries(this.dimensions).reduceRight((index, [name, values]) => {
      const wanted = JSON.stringify(choice[name]);
      const at = name in choice ? values.findIndex(value => JSON.stringify(value) === wanted) : 0;
      if (at < 0) {
        throw new Error(`${this.name} has no ${name} ${wanted}`);
      }
      return index * values.length + at;
    }, 0);
  }

  text(index: number): string {
    const short = (_: string, value: unknown) => typeof value === 'string' && value.length > 60 ? `${value.length} characters` : value;
    return `${this.name} ${JSON.stringify(this.choice(index), short)}`;
  }
}

function product<D extends Dimensions>(name: string, dimensions: D, pool: Definition<Choice<D>>): Product {
  return new Product(name, dimensions, pool);
}

/** The plan that nobody chose. */
const DERIVED = 'derived';
const PLANS = [DERIVED, 'LITE', 'ESSENTIALS', 'PLUS'] as const;
const FIRST_FACTORS = subsets(['EMAIL_OTP', 'SMS_OTP', 'PASSKEY'] as const);
const SECOND_FACTORS = subsets(['totp', 'sms', 'email', 'passkey'] as const);
/** An empty list is refused at once. */
const CHOICES_OF_FACTORS = SECOND_FACTORS.filter(factors => factors.length > 0);
const RECOVERIES = ['EMAIL_ONLY', 'PHONE_ONLY_WITHOUT_MFA', 'PHONE_WITHOUT_MFA_AND_EMAIL', 'NONE'] as const;
const IDENTIFIERS = ['email', 'phone', 'email or phone', 'user name', 'user name or alias'] as const;
const EMAIL_SENDERS = ['Cognito', 'SES'] as const;
const SMS_SENDERS = ['not given', 'SNS'] as const;

/** Who signs in how: all of it. */
export const signIn = product('sign-in', {
  recovery: RECOVERIES,
  sms: SMS_SENDERS,
  email: EMAIL_SENDERS,
  plan: PLANS,
  mfa: ['OFF', ...CHOICES_OF_FACTORS.flatMap(factors => [{ mode: 'OPTIONAL', factors }, { mode: 'REQUIRED', factors }])] as const,
  firstFactors: FIRST_FACTORS,
  identifier: IDENTIFIERS,
}, (stack, id, choice) => new AuthenticatedUserPool(stack, id, {
  signIn: signInWith(choice.identifier),
  firstFactors: firstFactors(choice.firstFactors),
  mfa: mfaPolicy(choice.mfa),
  featurePlan: featurePlan(choice.plan),
  emailSender: emailSender(stack, choice.email),
  smsSender: choice.sms === 'SNS' ? SmsSender.sns() : undefined,
  accountRecovery: cognito.AccountRecovery[choice.recovery],
}));

/** MFA is off and configured all the same: the props can't say it, an escape hatch can. */
const contradiction = product('MFA off, and configured', {
  sms: SMS_SENDERS,
  email: EMAIL_SENDERS,
  plan: PLANS.filter(name => name !== DERIVED),
  factors: SECOND_FACTORS,
  text: [undefined, 'Your code is {####}'] as const,
  firstFactors: FIRST_FACTORS,
}, (stack, id, choice) => {
  const auth = new AuthenticatedUserPool(stack, id, {
    firstFactors: firstFactors(choice.firstFactors),
    mfa: MfaPolicy.off(),
    featurePlan: featurePlan(choice.plan),
    emailSender: emailSender(stack, choice.email),
    smsSender: choice.sms === 'SNS' ? SmsSender.sns() : undefined,
    accountRecovery: cognito.AccountRecovery.PHONE_WITHOUT_MFA_AND_EMAIL,
  });
  const names = { totp: 'SOFTWARE_TOKEN_MFA', sms: 'SMS_MFA', email: 'EMAIL_OTP' };
  override(auth, {
    EnabledMfas: (['sms', 'totp', 'email'] as const).filter(factor => choice.factors.includes(factor)).map(factor => names[factor]),
    WebAuthnFactorConfiguration: choice.factors.includes('passkey') ? 'MULTI_FACTOR_WITH_USER_VERIFICATION' : undefined,
    EmailAuthenticationMessage: choice.text,
  });
  return auth;
});

/** What the feature plans pay for, beside the factors. */
const plan = product('feature plan', {
  plan: PLANS,
  pages: ['none', 'classic', 'managed login'] as const,
  client: ['none', 'single-page', 'server with rotation'] as const,
  threats: ['off', 'audit', 'enforce'] as const,
  history: [0, 5],
  preToken: [undefined, TokenCustomization.ID_TOKEN, TokenCustomization.ACCESS_TOKEN, TokenCustomization.MACHINE_TOKEN] as const,
  firstFactors: [[], ['PASSKEY']] as const,
}, (stack, id, choice) => {
  const auth = new AuthenticatedUserPool(stack, id, {
    firstFactors: firstFactors(choice.firstFactors),
    mfa: choice.firstFactors.length > 0 ? MfaPolicy.off() : undefined,
    featurePlan: featurePlan(choice.plan),
    passwordPolicy: PasswordRules.standard({ history: choice.history }),
    threatProtection: { off: undefined, audit: ThreatProtection.audit(), enforce: ThreatProtection.enforce() }[choice.threats],
    domain: choice.pages === 'none' ? undefined : SignInDomain.prefix(`acme-${id.toLowerCase()}`, {
      managedLoginVersion: choice.pages === 'classic' ? cognito.ManagedLoginVersion.CLASSIC_HOSTED_UI : cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    }),
  });
  const callbackUrls = choice.pages === 'none' ? undefined : ['https://app.example.com/callback'];
  if (choice.client === 'single-page') {
    auth.addSpaClient('App', { callbackUrls });
  } else if (choice.client !== 'none') {
    auth.addWebClient('App', { callbackUrls, refreshTokenRotation: RefreshTokenRotation.enabled() });
  }
  if (choice.preToken !== undefined) {
    const functionArn = stack.formatArn({ service: 'lambda', resource: 'function', resourceName: 'pre-token', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    const handler = lambda.Function.fromFunctionAttributes(auth, 'Handler', { functionArn, sameEnvironment: true });
    auth.addTrigger(UserPoolTrigger.preTokenGeneration(handler, choice.preToken));
  }
  return auth;
});

/** Words that verify an address: left out, right, without their placeholder, one character too short, and one too long. */
const verification = product('verification', {
  signUp: ['open', 'invite only'] as const,
  email: EMAIL_SENDERS,
  style: ['code', 'link'] as const,
  emailMessage: [undefined, ...wordings('{####}', 20_000), 'Click {##here##}', '{##here##}'.padEnd(20_000, '.'), '{##here##}'.padEnd(20_001, '.')] as const,
  emailSubject: [undefined, 's'.repeat(140), 's'.repeat(141)] as const,
  smsMessage: [undefined, ...wordings('{####}', 140)] as const,
}, (stack, id, { style, emailMessage, emailSubject, smsMessage, ...choice }) => {
  return new AuthenticatedUserPool(stack, id, {
    signIn: signInWith('email or phone'),
    signUp: choice.signUp === 'open' ? SignUp.open() : SignUp.inviteOnly(),
    verification: VerificationMessage[style](template({ emailMessage, emailSubject, smsMessage })),
    emailSender: emailSender(stack, choice.email),
  });
});

/** Words that invite. Whoever may do without a password needn't get one. */
const invitation = product('invitation', {
  firstFactors: [[], ['PASSKEY']] as const,
  mfa: ['OFF', { mode: 'OPTIONAL', factors: ['totp'] }] as const,
  emailMessage: [undefined, ...wordings('{username} {####}', 20_000), '{username}, welcome', 'Your password is {####}'] as const,
  emailSubject: [undefined, 's'.repeat(140), 's'.repeat(141)] as const,
  smsMessage: [undefined, ...wordings('{username} {####}', 140), '{username}, welcome', 'Your password is {####}'] as const,
}, (stack, id, { firstFactors: first, mfa, ...words }) => new AuthenticatedUserPool(stack, id, {
  firstFactors: firstFactors(first),
  invitation: template(words),
  mfa: mfaPolicy(mfa),
}));

/** Words of second factors. A factor that isn't there has none. */
const mfaWords = product('MFA message', {
  mode: ['OPTIONAL', 'REQUIRED'] as const,
  factors: [['totp'], ['sms'], ['email'], ['totp', 'sms', 'email']] as const,
  emailMessage: [undefined, ...wordings('{####}', 20_000)] as const,
  emailSubject: [undefined, 's'.repeat(140), 's'.repeat(141)] as const,
  smsMessage: [undefined, ...wordings('{####}', 140)] as const,
}, (stack, id, { mode, factors, ...words }) => new AuthenticatedUserPool(stack, id, {
  signIn: signInWith('email or phone'),
  mfa: mfaPolicy({ mode, factors }, words),
  emailSender: emailSender(stack, 'SES'),
}));

export const PRODUCTS: readonly Product[] = [signIn, contradiction, plan, verification, invitation, mfaWords];

function subsets<T>(all: readonly T[]): T[][] {
  return all.reduce<T[][]>((sets, one) => [...sets, ...sets.map(set => [...set, one])], [[]]);
}

/** As long as it may be, one longer, one shorter than allowed, and long enough but without a placeholder. */
function wordings(placeholder: string, max: number): string[] {
  return [placeholder, placeholder.padEnd(max, '.'), placeholder.padEnd(max + 1, '.'), 'short', 'no placeholder'];
}

function firstFactors(names: readonly string[]): FirstFactor[] {
  return names.map(name => ({
    EMAIL_OTP: () => FirstFactor.emailOtp(),
    SMS_OTP: () => FirstFactor.smsOtp(),
    PASSKEY: () => FirstFactor.passkey({ relyingPartyId: 'login.example.com' }),
  })[name]!());
}

function signInWith(identifier: typeof IDENTIFIERS[number]): SignIn {
  switch (identifier) {
    case 'email': return SignIn.email();
    case 'phone': return SignIn.phone();
    case 'email or phone': return SignIn.emailOrPhone();
    case 'user name': return SignIn.username();
    case 'user name or alias': return SignIn.username({ emailAlias: true, phoneAlias: true, preferredUsernameAlias: true });
  }
}

interface Words {
  readonly emailMessage?: string;
  readonly emailSubject?: string;
  readonly smsMessage?: string;
}

function template({ emailMessage, emailSubject, smsMessage }: Words): MessageTemplate {
  return { email: { subject: emailSubject, message: emailMessage }, sms: { message: smsMessage } };
}

type Mfa = 'OFF' | { readonly mode: 'OPTIONAL' | 'REQUIRED' | string; readonly factors: readonly string[] };

/** The factors are named: what the library does where they are left out isn't asked here. */
function mfaPolicy(mfa: Mfa, words: Words = {}): MfaPolicy {
  if (mfa === 'OFF') {
    return MfaPolicy.off();
  }
  const { email, sms } = template(words);
  const factors = mfa.factors.map(factor => ({
    totp: () => MfaFactor.totp(),
    sms: () => MfaFactor.sms(sms),
    email: () => MfaFactor.email(email),
    passkey: () => MfaFactor.passkey(),
  })[factor]!());
  return mfa.mode === 'REQUIRED' ? MfaPolicy.required({ factors }) : MfaPolicy.optional({ factors });
}

function featurePlan(name: typeof PLANS[number]): cognito.FeaturePlan | undefined {
  return name === DERIVED ? undefined : cognito.FeaturePlan[name];
}

/** Whether the library chose the plan. */
export function isDerived(choice: object): boolean {
  return (choice as { plan?: string }).plan === undefined || (choice as { plan?: string }).plan === DERIVED;
}

function emailSender(stack: Stack, sender: typeof EMAIL_SENDERS[number]): EmailSender | undefined {
  if (sender === 'Cognito') {
    return undefined;
  }
  const identity = stack.node.tryFindChild('Mail') as ses.EmailIdentity | undefined;
  return EmailSender.ses(identity ?? ses.EmailIdentity.fromEmailIdentityName(stack, 'Mail', 'hello@example.com'));
}

function override(auth: AuthenticatedUserPool, properties: Record<string, unknown>): void {
  const cfn = auth.userPool.node.defaultChild as cognito.CfnUserPool;
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined) {
      cfn.addPropertyOverride(name, value);
    }
  }
}
