import * as fs from 'fs';
import * as path from 'path';
import { App } from 'aws-cdk-lib';
import { FAMILIES, type Family, objections } from './tools/cognito-checker';
import { canonical, combinationStack, compare, judge, type Judged } from './tools/cross-product/judge';
import { type Product, PRODUCTS, signIn } from './tools/cross-product/products';
import { crossProduct, type CrossProductResult, validate } from './tools/cross-product/run';
import { table } from './tools/cross-product/table';
import { NAME } from './tools/cross-product/tally';

const refused = ({ findings }: Judged) => findings.some(({ severity }) => severity === 'error');

/** Some combinations of a product, from all over it and the same each time. */
function sample(product: Product, size: number): number[] {
  return [...new Set(Array.from({ length: size }, (_, at) => Math.floor((at + 0.5) * 0.414_213_562_4 * product.size) % product.size))];
}

/** `npm run cross-product` judges every combination, `npm test` a sample. */
const everything = process.env.CROSS_PRODUCT === 'everything';

/** The combinations of the sample. */
const sampled = (product: Product) => Array.from({ length: product.size }, (_, index) => index).filter(index => product.isSample(index));

describe(everything ? 'every combination' : 'a sample of the combinations', () => {
  let result: CrossProductResult;

  beforeAll(async () => {
    result = await crossProduct(everything);
    process.stdout.write(table(result));
  }, 900_000);

  test('was judged', () => {
    const sizes = PRODUCTS.map(product => everything ? product.size : sampled(product).length);
    expect(result.products.map(({ combinations }) => combinations)).toEqual(sizes);
    expect(signIn.size).toBe(5 * 8 * (1 + 2 * 15) * 4 * 2 * 2 * 4);
  });

  test.each(PRODUCTS.map(({ name }, at) => ({ name, at })))('$name: what a rule refuses is bad, and what is bad a rule refuses', ({ at }) => {
    expect(result.products[at].disagreements).toEqual({});
  });

  test('AWS\'s validator, strict, finds nothing in what is accepted', () => {
    expect(result.validator.findings).toEqual({});
    expect(result.validator.templates).toBeGreaterThan(1000);
  });

  test('no product is all good or all bad', () => {
    for (const { accepted, combinations } of result.products) {
      expect(accepted).toBeGreaterThan(0);
      expect(accepted).toBeLessThan(combinations);
    }
  });

  test('provokes whatever props can provoke', () => {
    // the library neither leaves these out nor has a prop that would.
    const unreachable = [
      'no-password', 'sms-no-sender', 'sms-role', 'ses-no-source', 'recovery-admin-not-alone', 'identifiers-beside-aliases', 'keep-original-unverified',
      'link-beside-code',
    ];
    const provoked = new Set(result.products.flatMap(({ families }) => Object.keys(families)));
    expect(Object.keys(FAMILIES).filter(family => !provoked.has(family)).sort()).toEqual(unreachable.sort());
  });
});

test.each(PRODUCTS.map(product => ({ name: product.name, product })))('$name: any three choices meet in the sample', ({ product }) => {
  const places = sampled(product).map(index => product.places(index));
  const { lengths } = product;
  lengths.forEach((one, a) => lengths.slice(0, a).forEach((other, b) => lengths.slice(0, b).forEach((third, c) => {
    const met = new Set(places.map(place => (place[a] * other + place[b]) * third + place[c]));
    expect({ a, b, c, met: met.size }).toEqual({ a, b, c, met: one * other * third });
  })));
  expect(places.length).toBeLessThan(product.size / 2);
});

describe('the comparison', () => {
  test('judges what synth() judges, and the template that it would write', () => {
    const indexes = sample(signIn, 60);
    const judged = judge(signIn, indexes);
    const stack = combinationStack();
    indexes.forEach(index => signIn.define(stack, `${NAME}${index}`, index));
    const app = stack.node.root as App;

    const errors = (index: number) => judged.find(one => one.index === index)!.findings.filter(({ severity }) => severity === 'error').map(({ id }) => id).sort();
    let thrown = '';
    expect(() => {
      try {
        app.synth();
      } catch (error) {
        thrown = (error as Error).message;
        throw error;
      }
    }).toThrow();
    for (const index of indexes) {
      const ids = [...thrown.matchAll(new RegExp(`/${NAME}${index}/.*\\(rule (\\w+), `, 'g'))].map(([, id]) => id);
      expect([...new Set(ids)].sort()).toEqual([...new Set(errors(index))]);
    }
    const { Resources: resources } = app.synth({ skipValidation: true, force: true }).getStackByName(stack.stackName).template;
    expect(resources).toEqual(Object.assign({}, ...judged.map(one => one.resources)));
  });

  test('takes for twins what differs in nothing', () => {
    const indexes = sample(signIn, 12).flatMap(index => Array.from({ length: 64 }, (_, at) => index - index % 64 + at));
    const each = new Map(judge(signIn, indexes).map(judged => [judged.index, judged]));
    const once = judge(signIn, indexes, { once: true });
    for (const { index, twins } of once) {
      for (const twin of twins) {
        expect(canonical(each.get(twin)!.resources, twin)).toBe(canonical(each.get(index)!.resources, index));
        const { findings, objections: against } = each.get(index)!;
        expect(each.get(twin)).toMatchObject({ findings, objections: against.map(({ family }) => ({ family })) });
      }
    }
    expect(once.length + once.reduce((sum, { twins }) => sum + twins.length, 0)).toBe(each.size);
    expect(once.length).toBeLessThan(each.size / 2);
  });

  test('sees the warnings that the CLI shows', () => {
    const accepted = judge(signIn, sample(signIn, 200)).filter(one => !refused(one) && one.findings.length > 0);
    const stack = combinationStack();
    accepted.forEach(({ index }) => signIn.define(stack, `${NAME}${index}`, index));
    const { messages } = (stack.node.root as App).synth().getStackByName(stack.stackName);
    for (const { index, findings } of accepted) {
      const shown = messages.filter(({ id, level }) => level === 'warning' && id.includes(`/${NAME}${index}/`))
        .map(({ entry }) => /\(rule (\w+), /.exec(String(entry.data))?.[1]);
      expect([...new Set(shown)].sort()).toEqual(findings.map(({ id }) => id).sort());
    }
    expect(accepted.length).toBeGreaterThan(3);
  });

  test('fails for each rule that is taken out', () => {
    const alone = new Map<string, { product: Product; judged: Judged }>();
    for (const product of PRODUCTS) {
      for (const judged of judge(product, sample(product, 200))) {
        const [id, ...others] = judged.findings.filter(({ severity }) => severity === 'error').map(finding => finding.id);
        if (id !== undefined && others.length === 0) {
          alone.set(id, { product, judged });
        }
      }
    }
    for (const [id, { product, judged }] of alone) {
      const [without] = judge(product, [judged.index], { without: [id] });
      const more = without.disagreements.filter(disagreement => !judged.disagreements.includes(disagreement));
      expect({ id, refused: refused(without), more }).toEqual({ id, refused: false, more: more.map(() => expect.stringMatching(/^rejected .*: no error says so$/)) });
      expect(more).not.toEqual([]);
    }
    expect([...alone.keys()]).toEqual(expect.arrayContaining([
      'mfaRequiredWithOtpFirstFactor', 'mfaPasskeyNeedsVerification', 'mfaOffWithFactor', 'mfaEmailWithoutSes', 'mfaEmailRecovery', 'mfaLeavesOutSms', 'planTooLow',
      'outOfBounds',
    ]));
  });

  test('fails for a rule that refuses what is good', () => {
    expect(compare([{ id: 'mfaWithoutFactor', severity: 'error' }], [])).toEqual(['error mfaWithoutFactor: the checker sees nothing of it']);
    expect(compare([{ id: 'unheardOf', severity: 'error' }], [])).toEqual(['error unheardOf: the checker sees nothing of it']);
  });

  test('fails for a warning about what is refused, and for an error about what isn\'t', () => {
    const against = (family: Family) => [{ family, pool: 'Pool', reason: 'because' }];
    expect(compare([{ id: 'planTooLow', severity: 'warning' }], against('plan-too-low'))).toHaveLength(2);
    expect(compare([{ id: 'oneMailbox', severity: 'error' }], against('one-mailbox'))).toHaveLength(2);
  });
});

describe('the checker', () => {
  /** Both are accepted without so much as a warning. */
  const plain = { mfa: { mode: 'OPTIONAL', factors: ['totp'] }, plan: 'LITE' };
  const rich = {
    identifier: 'email or phone',
    firstFactors: ['PASSKEY'],
    mfa: { mode: 'OPTIONAL', factors: ['totp', 'sms', 'email', 'passkey'] },
    email: 'SES',
    recovery: 'PHONE_WITHOUT_MFA_AND_EMAIL',
    plan: 'ESSENTIALS',
  };

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- mutations reach anywhere.
  type Parts = { pool: any; role: any; retained: any };
  type Mutation = readonly [base: object, mutate: (parts: Parts) => void];

  function families(base: object, mutate: (parts: Parts) => void): Family[] {
    const [{ resources }] = judge(signIn, [signIn.index({ ...base })]);
    const copy = JSON.parse(JSON.stringify(resources));
    const part = (type: string) => Object.values<{ Type: string; Properties: object }>(copy).find(({ Type }) => Type === type);
    mutate({ pool: part('AWS::Cognito::UserPool')!.Properties, role: part('AWS::IAM::Role')?.Properties, retained: part('AWS::IAM::Role') });
    return [...new Set(objections(copy).map(({ family }) => family))];
  }

  const first = (...factors: string[]) => ({ pool }: Parts) => pool.Policies.SignInPolicy.AllowedFirstAuthFactors = factors;
  const recovery = (...ways: string[]) => ({ pool }: Parts) => {
    pool.AccountRecoverySetting.RecoveryMechanisms = ways.map((way, at) => ({ Name: way, Priority: at + 1 }));
  };
  const words = (text: object) => ({ pool }: Parts) => Object.assign(pool.VerificationMessageTemplate, text);

  const mutations: Record<Family, Mutation> = {
    'mfa-no-factor': [plain, ({ pool }) => delete pool.EnabledMfas],
    'mfa-off-factor': [plain, ({ pool }) => pool.MfaConfiguration = 'OFF'],
    'otp-beside-required-mfa': [rich, (parts) => {
      parts.pool.MfaConfiguration = 'ON';
      first('PASSWORD', 'WEB_AUTHN', 'SMS_OTP')(parts);
    }],
    'passkey-beside-required-mfa': [rich, ({ pool }) => {
      pool.MfaConfiguration = 'ON';
      pool.WebAuthnFactorConfiguration = 'SINGLE_FACTOR';
    }],
    'passkey-not-offered': [rich, first('PASSWORD')],
    'no-password': [rich, first('WEB_AUTHN')],
    'sms-no-sender': [rich, ({ pool }) => delete pool.SmsConfiguration],
    'sms-sender-without-sms-mfa': [rich, ({ pool }) => pool.EnabledMfas = ['SOFTWARE_TOKEN_MFA']],
    'sms-role': [rich, ({ role }) => role.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals['sts:ExternalId'] = 'somebody else'],
    'email-mfa-no-ses': [rich, ({ pool }) => pool.EmailConfiguration = { EmailSendingAccount: 'COGNITO_DEFAULT' }],
    'email-mfa-one-recovery': [rich, recovery('verified_email')],
    'ses-no-source': [rich, ({ pool }) => delete pool.EmailConfiguration.SourceArn],
    'recovery-admin-not-alone': [plain, recovery('verified_email', 'admin_only')],
    'identifiers-beside-aliases': [plain, ({ pool }) => pool.AliasAttributes = ['preferred_username']],
    'keep-original-unverified': [plain, ({ pool }) => delete pool.AutoVerifiedAttributes],
    'plan-too-low': [rich, ({ pool }) => pool.UserPoolTier = 'LITE'],
    'code-placeholder': [plain, words({ EmailMessage: 'Welcome!' })],
    'link-placeholder': [plain, words({ DefaultEmailOption: 'CONFIRM_WITH_LINK', EmailMessageByLink: 'Click here' })],
    'link-beside-code': [plain, words({ DefaultEmailOption: 'CONFIRM_WITH_LINK', EmailMessage: 'Your code is {####}' })],
    'invitation-placeholder': [plain, ({ pool }) => pool.AdminCreateUserConfig.InviteMessageTemplate = { EmailMessage: 'Your password is {####}' }],
    'message-length': [plain, ({ pool }) => pool.SmsAuthenticationMessage = '{####}'.padEnd(141)],
    'passkey-lost': [rich, ({ pool }) => delete pool.WebAuthnFactorConfiguration],
    'email-otp-no-ses': [plain, first('PASSWORD', 'EMAIL_OTP')],
    'one-mailbox': [rich, first('PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP')],
    'one-phone': [rich, recovery('verified_phone_number')],
    'verified-by-link': [plain, words({ DefaultEmailOption: 'CONFIRM_WITH_LINK' })],
    'cognito-mail': [plain, ({ pool }) => delete pool.AdminCreateUserConfig.AllowAdminCreateUserOnly],
    'sms-sender-unused': [plain, ({ pool }) => {
      pool.MfaConfiguration = 'OFF';
      delete pool.EnabledMfas;
      pool.SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::111111111111:role/Sms', ExternalId: 'id' };
    }],
  };

  test('knows nothing of the library', () => {
    expect(fs.readFileSync(path.join(__dirname, 'tools', 'cognito-checker.ts'), 'utf8')).not.toMatch(/^import |\brequire\(|\bimport\(/m);
  });

  test.each([{ name: 'plain', base: plain }, { name: 'rich', base: rich }])('has nothing against the $name pool, and no rule has', ({ base }) => {
    const [judged] = judge(signIn, [signIn.index({ ...base })]);
    expect(judged.findings).toEqual([]);
    expect(families(base, () => undefined)).toEqual([]);
  });

  test.each(Object.entries(mutations))('objects to %s when one thing is changed', (family, [base, mutate]) => {
    expect(families(base, mutate)).toContain(family);
  });

  test.each<[string, (parts: Parts) => void]>([
    ['lets anybody in', ({ role }) => role.AssumeRolePolicyDocument.Statement[0].Principal = { AWS: '*' }],
    ['serves other accounts', ({ role }) => delete role.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals['aws:SourceAccount']],
    ['serves other services', ({ role }) => delete role.AssumeRolePolicyDocument.Statement[0].Condition.ArnLike],
    ['may publish to topics', ({ role }) => {
      delete role.Policies[0].PolicyDocument.Statement[0].NotResource;
      role.Policies[0].PolicyDocument.Statement[0].Resource = '*';
    }],
    ['may do more', ({ role }) => role.Policies[0].PolicyDocument.Statement[0].Action = ['sns:Publish', 'sns:Subscribe']],
    ['goes before its pool', ({ retained }) => retained.DeletionPolicy = 'Delete'],
    ['has a rival', ({ pool }) => pool.SmsConfiguration.EumsSms = { CallerArn: 'arn' }],
  ])('objects to a role for text messages that %s', (_, mutate) => {
    expect(families(rich, mutate)).toContain('sms-role');
  });
});

describe('AWS\'s validator', () => {
  test('sees a fault in one of many templates', async () => {
    const templates = judge(signIn, sample(signIn, 200)).filter(one => !refused(one)).map(({ resources }) => JSON.stringify(resources));
    const broken = templates[20].replace('"DeletionProtection":"ACTIVE"', '"DeletionProtection":"MAYBE"');
    const { findings } = await validate([...templates, broken]);
    expect(Object.entries(findings)).toEqual([[expect.stringContaining('MAYBE'), { count: 1, example: expect.stringContaining(NAME) }]]);
  }, 240_000);
});
