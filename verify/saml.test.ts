import { generateKeyPairSync } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { type AttributeMapping, ProviderAttribute } from 'aws-cdk-lib/aws-cognito';
import { SamlMetadata, SocialProvider, type SamlProviderOptions as Options } from 'cdk-cognito-auth';
import { type Said, said as saidOf } from './tools/said';
import { keyPair, SamlProvider, type SamlProviderOptions, signIn } from './tools/saml';

const EMAIL = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
const NAME = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name';
const USER = { [EMAIL]: 'ada@example.com', [NAME]: 'Ada', nick: 'the countess' };
const MAPPING: AttributeMapping = {
  email: ProviderAttribute.other(EMAIL),
  fullname: ProviderAttribute.other(NAME),
  nickname: ProviderAttribute.other('nick'),
};

/** What the template says of a provider with these metadata. */
function said(metadata: SamlMetadata, options: Partial<Options> = {}): Said {
  return saidOf(SocialProvider.saml({ name: 'Partner', metadata, attributeMapping: MAPPING, ...options }));
}

const started: SamlProvider[] = [];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'saml-'));

afterAll(async () => {
  fs.rmSync(folder, { recursive: true });
  await Promise.all(started.map(provider => provider.end()));
});

const byUrl = SamlMetadata.url(SamlProvider.metadataUrl);
const { acsUrl, entityId } = said(byUrl).registered;
const registered = { acsUrl: acsUrl!, entityId: entityId! };

/** A provider that was told what our outputs say. */
async function running(options: Partial<SamlProviderOptions> = {}): Promise<SamlProvider> {
  const provider = await SamlProvider.start({ registered, attributes: USER, ...options });
  started.push(provider);
  return provider;
}

/** The metadata as an administrator downloads them. */
async function byFile(provider: SamlProvider): Promise<SamlMetadata> {
  const file = path.join(folder, `${started.indexOf(provider)}.xml`);
  fs.writeFileSync(file, await provider.fetch(SamlProvider.metadataUrl));
  return SamlMetadata.file(file);
}

/** What arrives, by the attribute that it goes into. */
async function arrived(provider: SamlProvider, { details, mapping, cognito }: Said): Promise<Record<string, unknown>> {
  const attributes = await signIn(provider, details, cognito);
  return Object.fromEntries(Object.entries(mapping).map(([name, attribute]) => [name, attributes[attribute]]));
}

const EVERYTHING = { email: 'ada@example.com', name: 'Ada', nickname: 'the countess' };

describe('with what the template says', () => {
  test.each<[string, (provider: SamlProvider) => SamlMetadata | Promise<SamlMetadata>]>([
    ['a URL', () => byUrl],
    ['a file', byFile],
  ])('users sign in, with all that is mapped, by metadata from %s', async (_, metadata) => {
    const provider = await running();
    expect(await arrived(provider, said(await metadata(provider)))).toEqual(EVERYTHING);
  });

  test('what is to be registered is what Cognito calls itself', () => {
    expect(said(byUrl).cognito).toMatchObject(registered);
  });

  test('the metadata are those that the provider serves', async () => {
    const provider = await running();
    const served = await provider.fetch(SamlProvider.metadataUrl);
    const { details } = said(await byFile(provider));
    expect(details.MetadataFile).toBe(served);
    expect(await provider.fetch(said(byUrl).details.MetadataURL)).toBe(served);
    expect(await (await running({ keys: keyPair('pool') })).fetch(SamlProvider.metadataUrl)).not.toBe(details.MetadataFile);
  });

  test('a new certificate of the provider needs no deployment by URL, and one by file', async () => {
    const before = said(await byFile(await running()));
    const provider = await running({ keys: keyPair('pool') });
    expect(await arrived(provider, said(byUrl))).toEqual(EVERYTHING);
    await expect(arrived(provider, before)).rejects.toThrow('Invalid signature');
    expect(await arrived(provider, said(await byFile(provider)))).toEqual(EVERYTHING);
  });

  test('a provider that wants signed requests gets them where they are asked for', async () => {
    const provider = await running({ requestsSignedWith: keyPair('pool').certificate });
    expect(await provider.fetch(SamlProvider.metadataUrl)).toContain('WantAuthnRequestsSigned="true"');
    expect(await arrived(provider, said(byUrl, { signRequests: true }))).toEqual(EVERYTHING);
    await expect(arrived(provider, said(byUrl))).rejects.toThrow('403');
    await expect(arrived(await running({ requestsSignedWith: keyPair('provider').certificate }), said(byUrl, { signRequests: true }))).rejects.toThrow('403');
  });

  test('encrypted assertions are taken where they are asked for, and nothing else is', async () => {
    const provider = await running({ encryptsFor: keyPair('pool').certificate });
    expect(await arrived(provider, said(byUrl, { encryptedResponses: true }))).toEqual(EVERYTHING);
    await expect(arrived(provider, said(byUrl))).rejects.toThrow('No decryption key');
    await expect(arrived(await running(), said(byUrl, { encryptedResponses: true }))).rejects.toThrow('isn\'t encrypted');
  });
});

describe('nobody is signed in', () => {
  const stranger = generateKeyPairSync('rsa', {
    modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const other = { acsUrl: registered.acsUrl.replace('acme', 'other'), entityId: `${registered.entityId}1` };

  test.each<[string, Partial<SamlProviderOptions>, string]>([
    ['another entity id is registered', { registered: { ...registered, entityId: other.entityId } }, 'not registered'],
    ['another ACS URL is registered', { registered: { ...registered, acsUrl: `${registered.acsUrl}/` } }, 'not registered'],
    ['the assertion is for another audience', { answers: { audience: other.entityId } }, 'audience mismatch'],
    ['the assertion is for another recipient', { answers: { recipient: other.acsUrl } }, `is for ${other.acsUrl}`],
    ['the assertion goes to another pool', { answers: { action: other.acsUrl } }, `goes to ${other.acsUrl}`],
    ['the assertion isn\'t signed', { alter: xml => xml.replace(/<ds:Signature[^]*<\/ds:Signature>/, '') }, 'Invalid signature'],
    ['the assertion was changed', { alter: xml => xml.replace('ada@example.com', 'eve@example.com') }, 'Invalid signature'],
    ['a stranger signs', { signsWith: stranger.privateKey }, 'Invalid signature'],
  ])('where %s', async (_, options, message) => {
    await expect(arrived(await running(options), said(byUrl))).rejects.toThrow(message);
  });
});

test.each<[string, Partial<SamlProviderOptions>, AttributeMapping]>([
  ['the provider doesn\'t send', { attributes: { [EMAIL]: USER[EMAIL], [NAME]: USER[NAME] } }, MAPPING],
  ['has another name in the assertion', {}, { ...MAPPING, nickname: ProviderAttribute.other('nickname') }],
])('a mapped attribute that %s is found', async (_, options, attributeMapping) => {
  expect(await arrived(await running(options), said(byUrl, { attributeMapping }))).toEqual({ ...EVERYTHING, nickname: undefined });
});
