import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { deflateRawSync, gzipSync } from 'zlib';
import { App, CfnMapping, CfnOutput, CfnParameter, Fn, Lazy, SecretValue, Stack, Tags, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { AuthenticatedUserPool, type ISocialProvider, SignInDomain, SocialProvider, SocialProviders } from 'cdk-cognito-auth';
import { EXAMPLES, type Traced, traced } from './tools/example';
import { findText } from './tools/find-text';
import { plainApp } from './tools/quick-start';

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'secrets-'));
afterAll(() => fs.rmSync(temporary, { recursive: true }));

/** Where secrets belong: what CloudFormation resolves there nobody reads in the stack. */
const BELONGS = /\/(ProviderDetails\/(client_secret|private_key)|SecretString)(\/.*)?$/i;

/** Where a text stands, but for the places where secrets belong. */
function leaks(folder: string, text: string): string[] {
  return findText(folder, text).filter(place => !BELONGS.test(place));
}

/** Whether what stands there is the attribute of a resource. */
function isReference(place: string): boolean {
  return /\/Fn::(GetAtt\/1|Sub(\/0)?)$/.test(place);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the checks below look into templates.
type Json = any;

/** What the templates say of providers' secrets, with an ellipsis where CloudFormation fills something in. */
function providerSecrets(folder: string): string[] {
  const text = (value: Json) => typeof value === 'string' ? value
    : value['Fn::Join'] === undefined ? '…' : value['Fn::Join'][1].map((part: Json) => typeof part === 'string' ? part : '…').join('');
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.template.json'))
    .flatMap(file => Object.values<Json>(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')).Resources ?? {}))
    .flatMap(({ Properties: { ProviderDetails: details = {} } = {} }) => [details.client_secret, details.private_key])
    .filter(value => value !== undefined).map(text);
}

describe.each(EXAMPLES.map(folder => [path.basename(folder), folder]))('the example %s', (name, folder) => {
  const out = path.join(temporary, name);
  const written = (run: string) => path.join(out, run);
  let result: Traced;

  beforeAll(async () => {
    result = await traced(folder, out);
  });

  test('takes secrets out of Secrets Manager, and says where they are in no other place', () => {
    expect(providerSecrets(written('plain')).filter(value => !/^{{resolve:secretsmanager:[^{}]+}}$/.test(value))).toEqual([]);
    expect(leaks(written('plain'), '{{resolve:')).toEqual([]);
    expect(leaks(written('plain'), 'ClientSecret').filter(isReference)).toEqual([]);
  });

  test('writes each secret where it belongs, and nowhere else', () => {
    for (const marker of Object.values(result.markers)) {
      expect(findText(written('traced'), marker)).toContainEqual(expect.stringMatching(BELONGS));
      expect(leaks(written('traced'), marker)).toEqual([]);
    }
  });

  test('is refused with literal secrets, of which nothing is written or told', () => {
    const rule = expect.stringContaining('rule providerSecretLiteral');
    expect(result.refused).toEqual(providerSecrets(written('plain')).length === 0 ? undefined : rule);
    for (const marker of Object.values(result.markers)) {
      expect(findText(written('literal'), marker)).toEqual([]);
      expect(result.refused).not.toContain(marker);
    }
  });
});

test('there is an example with secrets', () => {
  expect(EXAMPLES.flatMap(folder => providerSecrets(path.join(temporary, path.basename(folder), 'plain')))).not.toEqual([]);
});

test('an example that hands its secrets out is found', async () => {
  const out = path.join(temporary, 'leaking');
  const { markers, refused } = await traced(path.join(__dirname, 'tools', 'leaking-example'), out);
  const outputs = ['Leaking.template.json/Outputs/Client/Value', 'Leaking.template.json/Outputs/Google/Value'];
  const places = (run: string, text: string) => leaks(path.join(out, run), text).map(place => place.replace(/(Value)\/.*/, '$1'));

  expect([...new Set(places('plain', '{{resolve:'))]).toEqual(outputs);
  expect(Object.values(markers).flatMap(marker => places('traced', marker))).toEqual(expect.arrayContaining(outputs));
  expect(refused).toBeUndefined();
});

const MARKER = 'a-literal-secret-of-the-test';

/** An app that knows the secret, as a deployment pipeline might. */
function knowingApp(): App {
  return plainApp({ context: { secret: MARKER }, outdir: fs.mkdtempSync(path.join(temporary, 'app-')) });
}

type Define = (stack: Stack, literal: string) => ISocialProvider;

/** Defines a provider in an app, and answers with why its synthesis was refused. */
function refusal(app: App, define: Define, change = (_: cognito.CfnUserPoolIdentityProvider) => {}): string {
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1' } });
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const { identityProviders: [provider] } = new SocialProviders(stack, 'Social', {
    userPool, providers: [define(stack, app.node.getContext('secret'))], registrationOutputs: true,
  });
  change(provider.node.defaultChild as cognito.CfnUserPoolIdentityProvider);
  try {
    app.synth();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

const KINDS: Record<string, (clientSecret: SecretValue) => ISocialProvider> = {
  Google: clientSecret => SocialProvider.google({ clientId: 'id', clientSecret }),
  Facebook: clientSecret => SocialProvider.facebook({ clientId: 'id', clientSecret }),
  Amazon: clientSecret => SocialProvider.amazon({ clientId: 'id', clientSecret }),
  Apple: privateKey => SocialProvider.apple({ servicesId: 'id', teamId: 'TEAM000000', keyId: 'KEY0000000', privateKey }),
  Microsoft: clientSecret => SocialProvider.microsoft({ tenantId: '11111111-2222-3333-4444-555555555555', clientId: 'id', clientSecret }),
  LinkedIn: clientSecret => SocialProvider.linkedin({ clientId: 'id', clientSecret }),
  GitLab: clientSecret => SocialProvider.gitlab({ clientId: 'id', clientSecret }),
  Slack: clientSecret => SocialProvider.slack({ clientId: 'id', clientSecret }),
  LINE: clientSecret => SocialProvider.line({ clientId: 'id', clientSecret }),
  OpenID: clientSecret => SocialProvider.oidc({ name: 'Okta', issuerUrl: 'https://acme.okta.com', clientId: 'id', clientSecret }),
};

describe.each(Object.entries(KINDS))('%s', (_, provider) => {
  test('is refused with a literal secret, of which nothing is written or told', () => {
    const app = knowingApp();
    const told = refusal(app, (__, literal) => provider(SecretValue.unsafePlainText(literal)));
    expect(told).toContain('rule providerSecretLiteral');
    expect(told).not.toContain(MARKER);
    expect(findText(app.outdir, MARKER)).toEqual([]);
    // without the rule it would be.
    app.synth({ skipValidation: true, force: true });
    expect(findText(app.outdir, MARKER)).toContainEqual(expect.stringContaining('Stack.template.json/Resources/'));
    expect(leaks(app.outdir, MARKER)).toEqual([]);
  });

  test('is taken with a secret of Secrets Manager, by an app that knows it', () => {
    const app = knowingApp();
    expect(refusal(app, () => provider(SecretValue.secretsManager('sign-in', { jsonField: 'field' })))).toBe('');
    expect(providerSecrets(app.outdir)).toEqual(['{{resolve:secretsmanager:sign-in:SecretString:field::}}']);
    expect(findText(app.outdir, MARKER)).toEqual([]);
    expect(leaks(app.outdir, 'resolve:')).toEqual([]);
  });
});

/** Texts that are none at first sight. */
const DISGUISES: Record<string, (stack: Stack, literal: string) => string> = {
  'a lazy text': (_, literal) => Lazy.string({ produce: () => literal }),
  'a join': (stack, literal) => Fn.join('', [literal, stack.partition]),
  'a substitution': (_, literal) => Fn.sub('${AWS::Partition}' + literal),
  'a substitution\'s variable': (_, literal) => Fn.sub('${Secret}', { Secret: literal }),
  'a choice': (_, literal) => Fn.select(0, [literal]),
  'base 64': (_, literal) => Fn.base64(literal),
  'a mapping': (stack, literal) => new CfnMapping(stack, 'Mapping', { mapping: { secrets: { google: literal } } }).findInMap('secrets', 'google'),
  'the default of a parameter': (stack, literal) => new CfnParameter(stack, 'Parameter', { noEcho: true, default: literal }).valueAsString,
  'a parameter of Systems Manager': (stack, literal) => new StringParameter(stack, 'Parameter', { stringValue: literal }).stringValue,
  'the text of a secret': (stack, literal) => `{{resolve:secretsmanager:${new CfnSecret(stack, 'Secret', { secretString: literal }).ref}}}`,
  'a field beside what is generated': (stack, literal) => new Secret(stack, 'Secret', {
    generateSecretString: { secretStringTemplate: JSON.stringify({ google: literal }), generateStringKey: 'key' },
  }).secretValueFromJson('google').unsafeUnwrap(),
  'the text of a secret, by its name': (stack, literal) =>
    `{{resolve:secretsmanager:${new CfnSecret(stack, 'Secret', { name: 'google', secretString: literal }).name}}}`,
  'the text of a secret that is the default of a parameter': (stack, literal) => new Secret(stack, 'Secret', {
    secretStringValue: SecretValue.unsafePlainText(new CfnParameter(stack, 'Parameter', { noEcho: true, default: literal }).valueAsString),
  }).secretValue.unsafeUnwrap(),
  'the tail of a reference': (_, literal) => `{{resolve:secretsmanager:google}}${literal}`,
  'two references': (_, literal) => `{{resolve:secretsmanager:google}}${literal}{{resolve:secretsmanager:google}}`,
};

describe('a literal secret is refused', () => {
  const told = (app: App, define: (stack: Stack, literal: string) => string) =>
    refusal(app, (stack, literal) => KINDS.Google(SecretValue.unsafePlainText(define(stack, literal))));

  test.each(Object.entries(DISGUISES))('as %s', (_, disguise) => {
    const app = knowingApp();
    expect(told(app, disguise)).toContain('rule providerSecretLiteral');
    expect(findText(app.outdir, MARKER)).toEqual([]);
  });

  test.each<[string, (cfn: cognito.CfnUserPoolIdentityProvider) => void]>([
    ['by an override', cfn => cfn.addPropertyOverride('ProviderDetails.client_secret', MARKER)],
    ['though somebody acknowledged it', cfn => {
      cfn.addPropertyOverride('ProviderDetails.client_secret', MARKER);
      Validations.of(cfn).acknowledge({ id: 'cdk-cognito-auth:providerSecretLiteral', reason: 'in a hurry' });
    }],
  ])('%s', (_, change) => {
    const app = knowingApp();
    let message = '';
    try {
      message = refusal(app, () => KINDS.Google(SecretValue.secretsManager('google')), change);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain('providerSecretLiteral');
    expect(findText(app.outdir, MARKER)).toEqual([]);
  });
});

/** An archive of one file. */
function zip(name: string, content: string): Buffer {
  const data = deflateRawSync(content);
  const header = Buffer.alloc(42);
  header.writeUInt16LE(8, 6);
  header.writeUInt32LE(data.length, 16);
  header.writeUInt16LE(name.length, 24);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), header.subarray(2, 28), Buffer.from(name), data]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02'), header, Buffer.from(name)]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

function asset(stack: Stack, name: string, content: string | Buffer): Asset {
  const file = path.join(fs.mkdtempSync(path.join(temporary, 'asset-')), name);
  fs.writeFileSync(file, content);
  return new Asset(stack, 'Asset', { path: file });
}

describe('the search finds', () => {
  const found = (define: (stack: Stack) => unknown, text = MARKER) => {
    const app = knowingApp();
    define(new Stack(app, 'Stack'));
    app.synth();
    return leaks(app.outdir, text).map(place => place.replace(/[\da-f]{64}/, '…'));
  };

  test.each<[string, (stack: Stack) => unknown, string]>([
    ['an output', stack => new CfnOutput(stack, 'Out', { value: SecretValue.unsafePlainText(MARKER).unsafeUnwrap() }), 'Stack.template.json/Outputs/Out/Value'],
    ['a parameter of Systems Manager', stack => new StringParameter(stack, 'P', { stringValue: MARKER }), 'Stack.template.json/Resources/P4E0919BE/Properties/Value'],
    ['a tag', stack => Tags.of(stack).add('secret', MARKER), 'manifest.json/artifacts/Stack/properties/tags/secret'],
    ['a name', stack => new CfnOutput(stack, MARKER, { value: '' }), 'Stack.metadata.json/<key>'],
    ['what the tree shows', stack => new StringParameter(stack, MARKER, { stringValue: 'x' }), `tree.json/tree/children/Stack/children/${MARKER}/id`],
    ['a script', stack => asset(stack, 'handler.js', `const secret = '${MARKER}';`), 'asset.….js'],
    ['an archive', stack => asset(stack, 'code.zip', zip('handler.js', `const secret = '${MARKER}';`)), 'asset.….zip!handler.js'],
    ['a compressed file', stack => asset(stack, 'code.gz', gzipSync(MARKER)), 'asset.….gz!'],
  ])('a secret in %s', (_, define, place) => {
    expect(found(define)).toContainEqual(expect.stringContaining(place));
  });

  test('a reference to a secret where CloudFormation doesn\'t resolve it', () => {
    const define = (stack: Stack) => new CfnOutput(stack, 'Out', { value: SecretValue.secretsManager('google').unsafeUnwrap() });
    expect(found(define, '{{resolve:')).toEqual(['Stack.template.json/Outputs/Out/Value']);
  });

  test('the secret of an app client that is handed out', () => {
    const places = found(stack => {
      const client = new cognito.UserPool(stack, 'Pool').addClient('Client', { generateSecret: true }).node.defaultChild as cognito.CfnUserPoolClient;
      new CfnOutput(stack, 'Out', { value: client.attrClientSecret });
    }, 'ClientSecret');
    expect(places.filter(isReference)).toEqual(['Stack.template.json/Outputs/Out/Value/Fn::GetAtt/1']);
  });

  test('the client secret of a client of ours in its store only', () => {
    const app = knowingApp();
    const stack = new Stack(app, 'Stack');
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
    const secret = auth.addWebClient('Website', { callbackUrls: ['https://www.example.com/'] }).storeClientSecret();
    new CfnOutput(stack, 'Secret', { value: secret.secretArn });
    app.synth();
    expect(findText(app.outdir, 'ClientSecret').filter(isReference)).toContainEqual(expect.stringMatching(BELONGS));
    expect(leaks(app.outdir, 'ClientSecret').filter(isReference)).toEqual([]);
  });
});
