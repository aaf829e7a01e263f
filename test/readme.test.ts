import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as core from 'aws-cdk-lib/core';
import { App, Stack, type StackProps } from 'aws-cdk-lib/core';
import * as ts from 'typescript';
import { synthError } from './support';
import * as library from '../src';
import { AuthenticatedUserPool, CognitoRules, FederatedIdentityPool, IdentityPoolProvider, SignInDomain, UserAttribute, UserSchema } from '../src';
import { typeErrors } from './type-errors';
import { handler } from './user-pool/pool';
import { RULE_AREAS } from '../src/rules/table';

const README = read('README.md');

/** The pages that are read with the README. */
const PAGES = [
  'README.md', 'docs/user-pool.md', 'docs/outside-accounts.md', 'docs/aws-credentials.md', 'docs/plain-l2s-and-stacks.md', 'docs/first-deployment.md',
  'docs/faq.md', 'docs/workflows.md', 'examples/cookbook/README.md', 'docs/more-than-one-region.md',
];

/** What snippets find around them. */
const NAMES = { ...library, ...core, acm, cloudfront, cognito, dynamodb, iam, kms, lambda, route53, s3, secretsmanager, ses };

/** What they only declare; clients are those of one pool. */
const AROUND: Record<string, (stack: Stack) => unknown> = {
  auth: (stack) => pool(stack, 'Auth0'),
  app: (stack) => pool(stack, 'Auth0').addSpaClient('App0', { callbackUrls: ['https://app.example.com/callback'] }),
  website: (stack) => pool(stack, 'Auth0').addWebClient('Website0', { callbackUrls: ['https://www.example.com/callback'] }),
  identities: (stack) => {
    const auth = pool(stack, 'Auth3');
    const client = auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/callback'] });
    return new FederatedIdentityPool(stack, 'Identities0', { providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)] });
  },
  uploads: (stack) => new s3.Bucket(stack, 'Uploads0'),
  reports: (stack) => new s3.Bucket(stack, 'Reports0'),
  catalog: (stack) => new dynamodb.Table(stack, 'Catalogue', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }),
  secrets: (stack) => new secretsmanager.Secret(stack, 'Secrets'),
  identity: (stack) => ses.EmailIdentity.fromEmailIdentityName(stack, 'Mail0', 'example.com'),
  support: (stack) => new iam.Role(stack, 'Support', { assumedBy: new iam.AccountRootPrincipal() }),
  sendMail: (stack) => handler(stack, 'SendMail'),
  welcome: (stack) => handler(stack, 'Welcome0'),
  claims: (stack) => handler(stack, 'Claims'),
  ...Object.fromEntries(['define', 'create', 'verify', 'tell'].map((name) => [name, (stack: Stack) => handler(stack, `${name}0`)])),
  migrate: (stack) => handler(stack, 'Migrate'),
  job: (stack) => handler(stack, 'Job0'),
  server: (stack) => handler(stack, 'Server'),
  hostedZone: (stack) => route53.PublicHostedZone.fromPublicHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
  distribution: (stack) => new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin: new HttpOrigin('origin.example.com') } }),
  encryptionKey: (stack) => new kms.Key(stack, 'Key0', { multiRegion: true }),
  healthCheck: (stack) => route53.HealthCheck.fromHealthCheckId(stack, 'Check', 'abcdef11-2222-3333-4444-555555fedcba'),
  cdkApp: (stack) => stack.node.root,
  certificate: (stack) => acm.Certificate.fromCertificateArn(stack, 'Certificate0', 'arn:aws:acm:us-east-1:111111111111:certificate/1'),
};

test('the summary in the README is what its quick start prints', () => {
  const [, printed] = [...blocks('text')].find(([, text]) => text.startsWith('Feature plan:'))!;
  const LoginStack = quickStart();
  const stack = new LoginStack(new App(), 'Login', { env: { region: 'eu-central-1' } });
  const auth = stack.node.findChild('Auth') as AuthenticatedUserPool;
  expect(auth.summary.toString()).toBe(printed.trimEnd());
});

test('the findings on the page are what its first example brings, but for what "…" stands for', () => {
  const [, printed] = [...blocks('text', read('docs/plain-l2s-and-stacks.md'))].find(([, text]) => text.startsWith('Validation failed'))!;
  const [, before] = [...blocks('ts')].find(([, text]) => text.startsWith('// before: the L2'))!;
  const stack = new Stack(new App(), 'Stack');
  run(before, { cognito }, stack);
  CognitoRules.check(stack);
  const lines = synthError(stack).split('\n');
  const expected = printed.trimEnd().split('\n');
  expect(lines).toHaveLength(expected.length);
  expected.forEach((line, index) => expect(lines[index]).toMatch(new RegExp(`^${line.split('…').map(literally).join('.+')}$`)));
});

describe('every snippet synthesises, and breaks no rule', () => {
  const snippets = PAGES.flatMap((page) => [...blocks('ts', read(page))].map(({ index, 1: code }): [string, string] => (
    [`${page} ${read(page).slice(0, index).match(/^#{1,3} .*$/gm)!.at(-1)!}`, code!])))
    .filter(([, code]) => !code.startsWith('// before: the L2') && !code.startsWith('CognitoRules.check'));

  test.each(snippets)('%s', (_, code) => {
    // a lock is written down where nobody looks, for the app says so.
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'readme-'));
    const cwd = jest.spyOn(process, 'cwd').mockReturnValue(folder);
    const log = jest.spyOn(console, 'log').mockReturnValue();
    try {
      const stack = new Stack(new App({ context: { 'cdk-cognito-auth:updateLock': true } }), 'Stack');
      const declared = [...code.matchAll(/declare const (\w+)/g)].map(([, name]) => [name, AROUND[name!]!(stack)]);
      run(code, { ...NAMES, ...Object.fromEntries(declared) }, stack);
      (stack.node.root as App).synth();
    } finally {
      [cwd, log].forEach((spy) => spy.mockRestore());
      fs.rmSync(folder, { recursive: true });
    }
  });
});

test('the snippets of the pages are TypeScript', () => {
  // those of the README are compiled where they are translated.
  const snippets = PAGES.slice(1).flatMap((page) => [...blocks('ts', read(page))].map(([, code]) => code!));
  const [imports] = read('rosetta/default.ts-fixture').split('\nclass ');
  const control = "new AuthenticatedUserPool(this, 'Auth').addSpaClients('App');";
  const bodies = [...snippets, control].map((code) => code.replace(/^declare const (\w+): ([\w.]+);/gm, 'const $1 = null! as $2;'));
  expect(snippets.length).toBeGreaterThan(40);
  expect(typeErrors([imports, ...bodies.map((code, index) => `export function snippet${index}(this: Stack) {\n${code}\n}`)].join('\n'))).toEqual([
    expect.stringMatching(/addSpaClients.*does not exist/),
  ]);
});

test.each(PAGES)('links of %s within the pages lead to a heading', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)#([^)]*)\)/g)].map(([, file, anchor]) => (
    { file: file === '' ? page : path.join(path.dirname(page), file!), anchor: anchor! }));
  const missing = links.filter(({ file, anchor }) => file !== path.join('docs', 'rules.md') && !headings(file).includes(anchor));
  expect(missing).toEqual([]);
  expect(new Set(headings(page)).size).toBe(headings(page).length);
});

test('that a link leads nowhere would be seen', () => {
  expect(headings('README.md')).toContain('quick-start');
  expect(headings('README.md')).not.toContain('more-than-two-regions');
});

test.each([...PAGES.slice(0, -1), 'docs/README.md', 'docs/threat-model.md'])('links of %s lead to files', (page) => {
  const file = path.join(__dirname, '..', page);
  const links = [...fs.readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link]) => link!);
  expect(links).not.toHaveLength(0);
  expect(links.filter((link) => !fs.existsSync(path.join(path.dirname(file), link)))).toEqual([]);
});

test('rules that the threat model names are there', () => {
  const page = fs.readFileSync(path.join(__dirname, '..', 'docs', 'threat-model.md'), 'utf8');
  const links = [...page.matchAll(/\[(\w+)\]\(rules\.md#(\w+)\)/g)].map(([, id, anchor]) => ({ id, anchor }));
  const rules = RULE_AREAS.flatMap((area) => area.rules).map(({ id }) => ({ id, anchor: id.toLowerCase() }));
  expect(links).not.toHaveLength(0);
  expect(rules).toEqual(expect.arrayContaining(links));
});

function pool(stack: Stack, id: string): AuthenticatedUserPool {
  const attributes = UserSchema.of({ custom: { plan: UserAttribute.text(), tenant: UserAttribute.text() } });
  return stack.node.tryFindChild(id) as AuthenticatedUserPool | undefined
    ?? new AuthenticatedUserPool(stack, id, { attributes, domain: SignInDomain.prefix(`acme-${id.toLowerCase()}`) });
}

function read(page: string): string {
  return fs.readFileSync(path.join(__dirname, '..', page), 'utf8');
}

/** As GitHub makes anchors of them: lower case, punctuation gone, hyphens for spaces. */
function headings(page: string): string[] {
  return read(page).replace(/```.*?```/gs, '').match(/^#+ .*$/gm)!
    .map((line) => line.replace(/^#+ /, '').toLowerCase().replace(/[^\w -]/g, '').replace(/ /g, '-'));
}

/** The blocks of a language. */
function blocks(language: string, text: string = README): IterableIterator<RegExpExecArray> {
  return text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'));
}

/** The class that the quick start exports. */
function quickStart(): new (scope: App, id: string, props: StackProps) => Stack {
  const [, code] = [...blocks('ts nofixture')].find(([, text]) => text.includes('class LoginStack'))!;
  const exported: { LoginStack?: new (scope: App, id: string, props: StackProps) => Stack } = {};
  run(ts.transpile(code, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS }), { exports: exported, require });
  return exported.LoginStack!;
}

function run(code: string, names: Record<string, unknown>, self?: Stack): void {
  new Function(...Object.keys(names), ts.transpile(code, { target: ts.ScriptTarget.ES2022 })).apply(self, Object.values(names));
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
