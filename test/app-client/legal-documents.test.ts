import { Match, Template } from 'aws-cdk-lib/assertions';
import { ManagedLoginVersion } from 'aws-cdk-lib/aws-cognito';
import { Lazy } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, PageLanguage, SignInDomain, type LegalDocuments } from '../../src';
import { testStack } from '../support';

const DOCUMENTS: LegalDocuments = { termsOfUse: 'https://example.com/terms', privacyPolicy: 'https://example.com/privacy' };

function documented(legalDocuments: LegalDocuments, domain: SignInDomain | undefined = SignInDomain.prefix('acme-login')) {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
  const client = auth.addWebClient('Web', { callbackUrls: domain && ['https://www.example.com/'], legalDocuments });
  return { stack, auth, client };
}

test('both documents belong to the client and enforce nothing', () => {
  const { stack, auth, client } = documented(DOCUMENTS);
  const template = Template.fromStack(stack);
  for (const [name, url] of [['terms-of-use', DOCUMENTS.termsOfUse], ['privacy-policy', DOCUMENTS.privacyPolicy]]) {
    template.hasResourceProperties('AWS::Cognito::Terms', {
      UserPoolId: stack.resolve(auth.userPool.userPoolId),
      ClientId: stack.resolve(client.userPoolClient.userPoolClientId),
      TermsName: name,
      TermsSource: 'LINK',
      Enforcement: 'NONE',
      Links: { 'cognito:default': url },
    });
  }
  expect(auth.summary.featurePlanReasons).toContainEqual(expect.stringContaining('terms'));
});

test('each language has its own', () => {
  const { stack } = documented({
    ...DOCUMENTS,
    translations: [
      { language: PageLanguage.GERMAN, termsOfUse: 'https://example.com/agb', privacyPolicy: 'https://example.com/datenschutz' },
      { language: PageLanguage.PORTUGUESE_BRAZIL, termsOfUse: 'https://example.com/termos', privacyPolicy: 'https://example.com/privacidade' },
    ],
  });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::Terms', {
    TermsName: 'terms-of-use',
    Links: {
      'cognito:default': 'https://example.com/terms',
      'cognito:german': 'https://example.com/agb',
      'cognito:portuguese-brazil': 'https://example.com/termos',
    },
  });
});

test('an address that only CloudFormation knows passes', () => {
  const { stack } = documented({ ...DOCUMENTS, termsOfUse: Lazy.string({ produce: () => 'https://example.com/late' }) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::Terms', { Links: Match.objectLike({ 'cognito:default': 'https://example.com/late' }) });
});

test.each([
  ['"termsOfUse" must be an https address', { ...DOCUMENTS, termsOfUse: 'http://example.com/terms' }],
  ['"termsOfUse" must be an https address', { ...DOCUMENTS, termsOfUse: 'terms' }],
  ['"privacyPolicy" must be an https address', { ...DOCUMENTS, privacyPolicy: `https://example.com/${'a'.repeat(1005)}` }],
  ['"legalDocuments" has "german" twice', { ...DOCUMENTS, translations: [1, 2].map(() => ({ ...DOCUMENTS, language: PageLanguage.GERMAN })) }],
])('fails when %s (%#)', (message, documents) => {
  expect(() => documented(documents)).toThrow(message);
});

test('an address of 1,024 characters passes', () => {
  const privacyPolicy = `https://example.com/${'a'.repeat(1004)}`;
  expect(privacyPolicy).toHaveLength(1024);
  Template.fromStack(documented({ ...DOCUMENTS, privacyPolicy }).stack).hasResourceProperties('AWS::Cognito::Terms', { Links: { 'cognito:default': privacyPolicy } });
});

test.each([
  ['no domain', undefined],
  ['the classic pages', SignInDomain.prefix('acme-login', { managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI })],
])('fails when there is no page of managed login: %s', (_, domain) => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
  expect(() => auth.addWebClient('Web', { callbackUrls: domain && ['https://www.example.com/'], legalDocuments: DOCUMENTS }))
    .toThrow('"legalDocuments" is given, and the client has no page of managed login');
});
