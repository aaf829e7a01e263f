import { X509Certificate } from 'crypto';

/**
 * What is wrong with the certificates by which a SAML provider signs, as the end of the sentence "the metadata has …". One that is good is enough:
 * providers announce the next one beside the present one.
 */
export function samlCertificateProblem(metadata: string, now: Date): string | undefined {
  const problems = signingCertificates(metadata).map((certificate) => problemOf(certificate, now));
  return problems.includes(undefined) ? undefined
    : problems.length === 0 ? 'no signing certificate' : `no signing certificate that is good today: ${problems.join(', ')}`;
}

/** Those of the provider's own role. A signature of the metadata has one too, and so has whatever else the provider is. */
function signingCertificates(metadata: string): string[] {
  const text = metadata.replace(/<!--[\s\S]*?-->/g, '');
  return elements(text, 'IDPSSODescriptor').flatMap((role) => elements(role, 'KeyDescriptor'))
    // without a use it is for all.
    .filter((key) => !/^[^>]*\buse\s*=\s*["']encryption["']/.test(key))
    .flatMap((key) => elements(key, 'X509Certificate')).map((certificate) => certificate.slice(certificate.indexOf('>') + 1));
}

/** What stands between the name of each such element and its end, whatever its prefix. */
function elements(text: string, name: string): string[] {
  const [start, end] = ['<', '</'].map((bracket) => new RegExp(`${bracket}(?:[\\w.-]+:)?${name}(?=[\\s>])`));
  return text.split(start).slice(1).map((part) => part.split(end)[0]);
}

function problemOf(base64: string, now: Date): string | undefined {
  const certificate = parsed(base64);
  if (certificate === undefined) {
    return 'one can\'t be read';
  }
  // Node.js 20 has the dates as text only.
  const [from, to] = [certificate.validFrom, certificate.validTo].map((date) => new Date(date));
  return to < now ? `one expired on ${day(to)}` : from > now ? `one begins on ${day(from)}` : undefined;
}

function parsed(base64: string): X509Certificate | undefined {
  try {
    // some providers write their line breaks as entities.
    return new X509Certificate(Buffer.from(base64.replace(/&#\w+;/g, ''), 'base64'));
  } catch {
    return undefined;
  }
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
