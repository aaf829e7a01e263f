import { CERTIFICATES, key, metadata } from './saml-metadata';
import { samlCertificateProblem } from '../../src/rules/saml-certificate';

const NOW = new Date('2026-06-15T12:00:00Z');

test.each([
  ['a second before the end', '2020-01-31T23:59:58Z', undefined],
  ['in the last second', '2020-01-31T23:59:59Z', undefined],
  ['a second after the end', '2020-02-01T00:00:00Z', 'no signing certificate that is good today: one expired on 2020-01-31'],
  ['in the first second', '2000-01-01T00:00:00Z', undefined],
  ['a second before the beginning', '1999-12-31T23:59:59Z', 'no signing certificate that is good today: one begins on 2000-01-01'],
])('a certificate %s', (_, now, problem) => {
  expect(samlCertificateProblem(metadata(key(CERTIFICATES.past)), new Date(now))).toBe(problem);
});

test.each([
  ['prefixes', metadata(key(CERTIFICATES.present)).replace(/<(\/?)/g, '<$1md:')],
  ['line breaks', metadata(key(CERTIFICATES.present.replace(/(.{64})/g, '$1\r\n      ')))],
  ['line breaks as entities', metadata(key(CERTIFICATES.present.replace(/(.{64})/g, '$1&#13;\n')))],
  ['attributes', metadata(key(CERTIFICATES.present)).replace(/<X509Certificate/g, '<X509Certificate Id="a"')],
  ['apostrophes', metadata(key(CERTIFICATES.present, ' use=\'signing\''), key('', ' use = \'encryption\''))],
])('%s are read', (_, text) => {
  expect(samlCertificateProblem(text, NOW)).toBeUndefined();
});

test.each([
  ['the signature of the metadata', (text: string, other: string) => text.replace('<IDPSSODescriptor>', `<Signature><X509Certificate>${other}</X509Certificate></Signature><IDPSSODescriptor>`)],
  ['another role before it', (text: string, other: string) => text.replace('<IDPSSODescriptor>', `<RoleDescriptor>${key(other)}</RoleDescriptor><IDPSSODescriptor>`)],
  ['another role after it', (text: string, other: string) => text.replace('</IDPSSODescriptor>', `</IDPSSODescriptor><SPSSODescriptor>${key(other)}</SPSSODescriptor>`)],
  ['a comment', (text: string, other: string) => text.replace('<IDPSSODescriptor>', `<IDPSSODescriptor><!-- ${key(other)} -->`)],
])('the certificate in %s doesn\'t count', (_, add) => {
  expect(samlCertificateProblem(add(metadata(key(CERTIFICATES.past)), CERTIFICATES.present), NOW)).toContain('one expired on 2020-01-31');
  expect(samlCertificateProblem(add(metadata(key(CERTIFICATES.present)), CERTIFICATES.past), NOW)).toBeUndefined();
});

test('metadata of the largest size that never end take no time', () => {
  const text = ['<IDPSSODescriptor>', '<KeyDescriptor>'.repeat(4_000), '<X509Certificate>'.repeat(3_000), '<!--'.repeat(2_000)].join('');
  expect(text.length).toBeLessThan(131_072);
  const start = Date.now();
  samlCertificateProblem(text, NOW);
  expect(Date.now() - start).toBeLessThan(1_000);
});
