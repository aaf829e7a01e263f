import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { FeaturePlan, ManagedLoginVersion } from 'aws-cdk-lib/aws-cognito';
import { AuthenticatedUserPool, SignInDomain } from '../../src';
import { testStack } from '../support';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'css-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const CLASSIC = SignInDomain.prefix('acme-login', { managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI });

function styled(css: string | undefined, domain: SignInDomain | undefined = CLASSIC, hostedPages?: boolean) {
  const classicStyleSheet = path.join(folder, 'login.css');
  fs.rmSync(classicStyleSheet, { force: true });
  if (css !== undefined) {
    fs.writeFileSync(classicStyleSheet, css);
  }
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain, featurePlan: domain === CLASSIC ? FeaturePlan.LITE : undefined });
  const callbackUrls = hostedPages === false ? undefined : ['https://www.example.com/'];
  const client = auth.addWebClient('Web', { callbackUrls, hostedPages, classicStyleSheet });
  return { stack, client };
}

test('a style sheet of Cognito\'s own classes is on the client, and waits for the domain', () => {
  const css = '/* , } */\n.submitButton-customizable, .submitButton-customizable:hover { background-color: #005db2; }\n.logo-customizable { max-width: 60%; }\n';
  const { stack, client } = styled(css);
  Template.fromStack(stack).hasResource('AWS::Cognito::UserPoolUICustomizationAttachment', {
    Properties: { ClientId: stack.resolve(client.userPoolClient.userPoolClientId) as object, CSS: css },
    DependsOn: [Match.stringLikeRegexp('^AuthDomain')],
  });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'LITE' });
});

test.each(['body { color: red }', '.submitButton-customizable a { color: red }', '.logo-customizable { } .other { }', '@import url(//example.com) { }'])('fails when a selector is not Cognito\'s: %s', (css) => {
  expect(() => styled(css)).toThrow('"classicStyleSheet" has the selector');
});

test('131,072 characters pass, and one more is a finding', () => {
  const rule = '.logo-customizable { }';
  Template.fromStack(styled(rule.padEnd(131_072)).stack).resourceCountIs('AWS::Cognito::UserPoolUICustomizationAttachment', 1);
  expect(() => Template.fromStack(styled(rule.padEnd(131_073)).stack)).toThrow('"classicStyleSheet" (CSS) has 131073 characters, and Cognito takes up to 131072');
});

test('fails when the file can\'t be read', () => {
  expect(() => styled(undefined)).toThrow('login.css", which can\'t be read');
});

test.each<[string, SignInDomain | undefined, boolean?]>([
  ['managed login', SignInDomain.prefix('acme-login')],
  ['no hosted page', CLASSIC, false],
])('fails where the client has %s', (...[, domain, hostedPages]) => {
  expect(() => styled('.logo-customizable { }', domain, hostedPages)).toThrow('"classicStyleSheet" is given, and the client has no classic page');
});
