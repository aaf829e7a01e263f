import { domainToASCII } from 'url';

/** A label as the name system has it. */
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * The domain of an address, in ASCII and lower case, for comparison with `===`: subdomains are other domains.
 *
 * `undefined` for what is no plain address: quoted, with two `@`, with a dot at the end, with white space or control characters, with the address of a
 * machine in place of a name.
 */
export function domainOf(address: string | undefined): string | undefined {
  const [local, domain, ...more] = address?.split('@') ?? [];
  return domain === undefined || more.length > 0 || !/^[^\s"(),:;<>\\[\]\p{C}]{1,64}$/u.test(local!) ? undefined : asciiDomain(domain);
}

/**
 * A domain as it is compared. `undefined` where it is none, or where a mail server may read another one than Node.js does: `a.example` in full-width
 * letters, with an invisible character in it, or with `%61`.
 *
 * @see https://www.unicode.org/reports/tr46/
 */
export function asciiDomain(domain: string): string | undefined {
  // in ASCII only: the sign of Kelvin has a "k" for its lower case.
  const written = domain.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).split('.');
  const ascii = domainToASCII(domain);
  const labels = ascii.split('.');
  const isPlain = labels.length === written.length && labels.length > 1 && ascii.length <= 253 && /\D/.test(labels.at(-1)!)
    && labels.every((label, at) => LABEL.test(label) && (label === written[at] || (/[^\0-\x7f]/.test(written[at]!) && label.startsWith('xn--'))));
  return isPlain ? ascii : undefined;
}
