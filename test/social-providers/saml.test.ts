import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Lazy, type Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SamlMetadata, SignInDomain, SocialProvider, SocialProviders, type SamlProviderOptions } from '../../src';
import { CERTIFICATES, key, metadata } from '../rules/saml-metadata';
import { synthError, testStack } from '../support';

const EMAIL = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
const URL = 'https://login.acme.org/saml/metadata';
const METADATA = metadata(key(CERTIFICATES.present)).replace(/<(\/?)/g, '<$1md:');

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'saml-'));
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

function withSaml(options: Partial<SamlProviderOptions> = {}): { stack: Stack; auth: AuthenticatedUserPool } {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const provider = SocialProvider.saml({
    name: 'Acme',
    metadata: SamlMetadata.url(URL),
    attributeMapping: { email: cognito.ProviderAttribute.other(EMAIL) },
    ...options,
  });
  new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [provider] });
  return { stack, auth };
}

function file(text: string): string {
  const name = path.join(folder, 'metadata.xml');
  fs.writeFileSync(name, text);
  return name;
}

test('defaults: nothing is signed, encrypted or begun by the provider', () => {
  Template.fromStack(withSaml().stack).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderName: 'Acme',
    ProviderType: 'SAML',
    AttributeMapping: { email: EMAIL },
    ProviderDetails: {
      MetadataURL: URL,
      MetadataFile: Match.absent(),
      IDPSignout: false,
      IDPInit: Match.absent(),
      EncryptedResponses: Match.absent(),
      RequestSigningAlgorithm: Match.absent(),
    },
    IdpIdentifiers: Match.absent(),
  });
});

test('every option overridden', () => {
  const { stack, auth } = withSaml({
    metadata: SamlMetadata.file(file(METADATA)),
    signRequests: true,
    encryptedResponses: true,
    signOut: true,
    idpInitiated: true,
    identifiers: ['acme.org'],
    registerAt: 'https://login.acme.org/admin',
  });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderDetails: {
      MetadataURL: Match.absent(), MetadataFile: METADATA, IDPSignout: true, IDPInit: true, EncryptedResponses: true, RequestSigningAlgorithm: 'rsa-sha256',
    },
    IdpIdentifiers: ['acme.org'],
  });
  expect(auth.summary.redirectUris[0]!.registerAt).toBe('https://login.acme.org/admin');
});

test('warns when the provider begins sign-ins', () => {
  const { stack } = withSaml({ idpInitiated: true });
  Annotations.fromStack(stack).hasWarning('/Stack/Social/Providers/Acme/Resource', Match.stringLikeRegexp('IDPInit\\) is true; .*rule samlIdpInitiated'));
});

test('fails when a client offers it beside the pool, and passes when it has a client of its own', () => {
  const offering = (supportedIdentityProviders?: cognito.UserPoolClientIdentityProvider[]) => {
    const { stack, auth } = withSaml({ idpInitiated: true });
    auth.addWebClient('Portal', { callbackUrls: ['https://app.acme.org/callback'], supportedIdentityProviders });
    return stack;
  };
  expect(synthError(offering())).toMatch(/Stack\/Auth\/Clients\/Portal\/UserPoolClient\/Resource offers COGNITO too; .*rule samlIdpInitiatedBeside/);
  Template.fromStack(offering([cognito.UserPoolClientIdentityProvider.custom('Acme')])).resourceCountIs('AWS::Cognito::UserPoolClient', 1);
});

test('a URL that only CloudFormation knows', () => {
  const { stack } = withSaml({ metadata: SamlMetadata.url(Lazy.string({ produce: () => URL })) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', { ProviderDetails: { MetadataURL: URL } });
});

test('the largest file', () => {
  const { stack } = withSaml({ metadata: SamlMetadata.file(file(METADATA.padEnd(131_072))) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', { ProviderDetails: { MetadataFile: METADATA.padEnd(131_072) } });
});

test.each([
  ['no metadata', '{}', 'has no <EntityDescriptor>'],
  ['that of an app', METADATA.replace(/IDPSSO/g, 'SPSSO'), 'has no <IDPSSODescriptor>'],
  ['without an endpoint', METADATA.replace('SingleSignOnService', 'Other'), 'has no <SingleSignOnService>'],
  ['without a certificate', METADATA.replace(/X509Certificate/g, 'Other'), 'has no <X509Certificate>'],
])('fails when the file is %s', (_, text, problem) => {
  const name = file(text);
  expect(() => withSaml({ metadata: SamlMetadata.file(name) })).toThrow(`[Stack/Social/Providers] "metadata" is ${JSON.stringify(name)}, which ${problem}: give the file`);
});

test('warns when the certificate in the file has expired, and not when it is good', () => {
  const warnings = (certificate: string) => Annotations.fromStack(withSaml({ metadata: SamlMetadata.file(file(metadata(key(certificate)))) }).stack)
    .findWarning('*', Match.stringLikeRegexp('rule samlCertificate')).map(({ entry }) => entry.data as string);
  expect(warnings(CERTIFICATES.past)).toEqual([expect.stringMatching(/^"metadata" \(MetadataFile\) has no signing certificate that is good today: one expired on 2020-01-31; give the metadata by URL/)]);
  expect(warnings(CERTIFICATES.present)).toEqual([]);
});

test('fails when the file isn\'t there', () => {
  expect(() => withSaml({ metadata: SamlMetadata.file('nowhere.xml') })).toThrow('[Stack/Social/Providers] "metadata" is "nowhere.xml", which can\'t be read');
});

test('fails when the URL isn\'t https', () => {
  expect(synthError(withSaml({ metadata: SamlMetadata.url('http://login.acme.org') }).stack)).toMatch(/"metadata" \(MetadataURL\) is "http:\/\/login.acme.org".*rule samlMetadata/);
});

test.each(['ab', 'acme login', 'a'.repeat(33)])('fails when the name is %j', (name) => {
  expect(() => withSaml({ name })).toThrow(`[Stack/Social/Providers] "name" must have 3 to 32 letters, digits or signs, without spaces and underscores, received "${name}"`);
});

test('the summary says what to register', () => {
  const { auth } = withSaml();
  expect(auth.summary.redirectUris).toEqual([{
    provider: 'Acme',
    uri: expect.stringMatching(/^https:\/\/acme-login\..*\/saml2\/idpresponse$/),
    entityId: expect.stringMatching(/^urn:amazon:cognito:sp:</),
    registerAt: 'the provider\'s own administration',
  }]);
  expect(auth.summary.toString()).toMatch(/\/saml2\/idpresponse and urn:amazon:cognito:sp:<.*> at Acme \(the provider's own administration\)/);
});
