import * as fs from 'fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'http';
import type { AddressInfo } from 'net';
import * as path from 'path';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import * as samlify from 'samlify';
import type { Registration } from './said';

const { namespace } = samlify.Constants;
const ORIGIN = 'https://idp.example.test';

// the schemas are another package's; what doesn't fit them fails later on.
samlify.setSchemaValidator({ validate: async () => 'not looked at' });

/** A key and its certificate. */
export interface KeyPair {
  readonly privateKey: string;
  readonly certificate: string;
}

export function keyPair(whose: 'provider' | 'pool'): KeyPair {
  const text = fs.readFileSync(path.join(__dirname, `saml-${whose}-for-tests-only.pem`), 'utf8');
  const [privateKey, certificate] = text.match(/-----BEGIN [^]+?-----END [^-]+-----/g)!;
  return { privateKey, certificate };
}

/** What an administrator tells the provider about a pool. */
export type SamlRegistration = Pick<Registration, 'acsUrl' | 'entityId'>;

export interface SamlProviderOptions {
  readonly registered: SamlRegistration;
  /** what it sends of a user */
  readonly attributes: Record<string, string>;
  readonly keys?: KeyPair;
  /** the key that it signs with, if it isn't the one of its metadata */
  readonly signsWith?: string;
  /** takes requests only that are signed with this certificate */
  readonly requestsSignedWith?: string;
  /** encrypts for this certificate */
  readonly encryptsFor?: string;
  /** whom the assertion is for, and where the browser takes it, whoever asks */
  readonly answers?: { readonly audience?: string; readonly recipient?: string; readonly action?: string };
  /** what becomes of the answer on its way */
  readonly alter?: (xml: string) => string;
}

/** A real SAML provider behind a loopback port: it serves its metadata, and signs everybody in who comes with a request of a pool that it knows. */
export class SamlProvider {
  static readonly metadataUrl = `${ORIGIN}/metadata`;

  static async start(options: SamlProviderOptions): Promise<SamlProvider> {
    const provider = new SamlProvider(options);
    await new Promise<void>(resolve => provider.server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  private readonly server: Server = createServer((request, response) => void this.serve(request, response));
  private readonly idp: ReturnType<typeof samlify.IdentityProvider>;
  private readonly sp: ReturnType<typeof samlify.ServiceProvider>;

  private constructor(private readonly options: SamlProviderOptions) {
    const { keys = keyPair('provider'), registered } = options;
    this.idp = samlify.IdentityProvider({
      entityID: ORIGIN,
      signingCert: keys.certificate,
      privateKey: options.signsWith ?? keys.privateKey,
      requestSignatureAlgorithm: samlify.Constants.algorithms.signature.RSA_SHA256,
      wantAuthnRequestsSigned: options.requestsSignedWith !== undefined,
      isAssertionEncrypted: options.encryptsFor !== undefined,
      nameIDFormat: [namespace.format.persistent],
      singleSignOnService: [{ Binding: namespace.binding.redirect, Location: `${ORIGIN}/sso` }],
      singleLogoutService: [{ Binding: namespace.binding.redirect, Location: `${ORIGIN}/slo` }],
      loginResponseTemplate: {
        ...samlify.SamlLib.defaultLoginResponseTemplate,
        attributes: Object.keys(options.attributes).map((name, at) => ({
          name, valueTag: `value${at}`, nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified', valueXsiType: 'xs:string',
        })),
      },
    });
    this.sp = samlify.ServiceProvider({
      entityID: registered.entityId,
      assertionConsumerService: [{ Binding: namespace.binding.post, Location: registered.acsUrl }],
      wantAssertionsSigned: true,
      authnRequestsSigned: options.requestsSignedWith !== undefined,
      signingCert: options.requestsSignedWith,
      encryptCert: options.encryptsFor,
    });
  }

  /** What is served at one of its https addresses. */
  async fetch(url: string): Promise<string> {
    const { port } = this.server.address() as AddressInfo;
    const response = await fetch(url.replace(ORIGIN, `http://127.0.0.1:${port}`));
    const text = await response.text();
    if (response.status !== 200) {
      throw new Error(`${response.status}: ${text}`);
    }
    return text;
  }

  end(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise(resolve => this.server.close(() => resolve()));
  }

  private async serve({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      response.end(url === '/metadata' ? this.idp.getMetadata() : await this.signIn(new URL(url, ORIGIN)));
    } catch (error) {
      response.writeHead(403).end((error as Error).message);
    }
  }

  /** The form with which the browser goes on, as JSON. */
  private async signIn({ searchParams, search }: URL): Promise<string> {
    const { registered, attributes, answers = {}, alter = xml => xml } = this.options;
    const octetString = search.slice(1).replace(/&Signature=.*$/, '');
    const request = await this.idp.parseLoginRequest(this.sp, 'redirect', { query: Object.fromEntries(searchParams), octetString });
    const { issuer, request: asked } = request.extract as { issuer: string; request: { id: string; assertionConsumerServiceUrl: string } };
    if (issuer !== registered.entityId || asked.assertionConsumerServiceUrl !== registered.acsUrl) {
      throw new Error(`not registered: ${issuer} at ${asked.assertionConsumerServiceUrl}`);
    }
    const { entityEndpoint, context } = await this.idp.createLoginResponse(this.sp, request as never, 'post', {}, template => {
      const id = this.idp.entitySetting.generateID!();
      const now = new Date();
      const soon = new Date(now.getTime() + 300_000).toISOString();
      return {
        id,
        context: samlify.SamlLib.replaceTagsByValue(template, {
          ID: id,
          AssertionID: this.idp.entitySetting.generateID!(),
          Destination: registered.acsUrl,
          SubjectRecipient: answers.recipient ?? registered.acsUrl,
          Audience: answers.audience ?? registered.entityId,
          Issuer: this.idp.entityMeta.getEntityID(),
          IssueInstant: now.toISOString(),
          ConditionsNotBefore: now.toISOString(),
          ConditionsNotOnOrAfter: soon,
          SubjectConfirmationDataNotOnOrAfter: soon,
          StatusCode: samlify.Constants.StatusCode.Success,
          NameIDFormat: namespace.format.persistent,
          NameID: 'ada',
          InResponseTo: asked.id,
          AuthnStatement: '',
          ...Object.fromEntries(Object.values(attributes).map((value, at) => [`attrValue${at}`, value])),
        }),
      };
    }) as { entityEndpoint: string; context: string };
    const answer = Buffer.from(alter(Buffer.from(context, 'base64').toString())).toString('base64');
    return JSON.stringify({ action: answers.action ?? entityEndpoint, SAMLResponse: answer });
  }
}

/** Plays Cognito: signs somebody in with what a template says of the provider, and answers with the attributes that arrived. */
export async function signIn(
  provider: SamlProvider, details: Record<string, string>, { acsUrl, entityId }: SamlRegistration,
): Promise<Record<string, unknown>> {
  const { entityMeta } = samlify.IdentityProvider({ metadata: details.MetadataFile ?? await provider.fetch(details.MetadataURL) });
  const { privateKey } = keyPair('pool');
  const signs = details.RequestSigningAlgorithm !== undefined;
  const decrypts = String(details.EncryptedResponses) === 'true';
  const cognito = new SAML({
    callbackUrl: acsUrl,
    issuer: entityId,
    audience: entityId,
    entryPoint: entityMeta.getSingleSignOnService('redirect') as string,
    idpCert: [entityMeta.getX509Certificate('signing')].flat() as string[],
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    validateInResponseTo: ValidateInResponseTo.always,
    ...signs && { privateKey, signatureAlgorithm: details.RequestSigningAlgorithm.replace('rsa-', '') as 'sha256' },
    ...decrypts && { decryptionPvk: privateKey },
  });
  const { action, SAMLResponse } = JSON.parse(await provider.fetch(await cognito.getAuthorizeUrlAsync('', undefined, {})));
  if (action !== acsUrl) {
    throw new Error(`the assertion goes to ${action}`);
  }
  if (decrypts && !Buffer.from(SAMLResponse, 'base64').includes('EncryptedAssertion')) {
    throw new Error('the assertion isn\'t encrypted');
  }
  const { profile } = await cognito.validatePostResponseAsync({ SAMLResponse });
  // node-saml doesn't look at it.
  const [, recipient] = / Recipient="([^"]*)"/.exec(profile!.getAssertionXml!())!;
  if (recipient !== acsUrl) {
    throw new Error(`the assertion is for ${recipient}`);
  }
  return profile!.attributes as Record<string, unknown>;
}
