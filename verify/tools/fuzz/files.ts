import * as fs from 'fs';
import * as path from 'path';

/** A certificate that is good for ever, and one that was good until 2020. */
const GOOD = 'MIIBIjCByAIBAjAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFsb2dpbi5leGFtcGxlLm9yZzAgFw0yMDAxMDEwMDAwMDBaGA85OTk5MTIzMTIzNTk1OVowHDEaMBgGA1UEAwwRbG9naW4u'
  + 'ZXhhbXBsZS5vcmcwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASPfwbMvUDZ+PxKia48I1Vt5pTIPJWXULBXTjaVsykXWC1xoTedTqVHrYhoIR5pDndtYx7hwnIoAEJjmDVJKV/dMAoG'
  + 'CCqGSM49BAMCA0kAMEYCIQDgAkShsL3xkhyU7H6FeUAavWuCLFuE7EgaIAQmCWfm5QIhAIy8J0mSztqYf7V4JP8uYuEHf1Fo2/7GXYiqmEwmRwov';
const EXPIRED = 'MIIBIDCBxgIBATAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFsb2dpbi5leGFtcGxlLm9yZzAeFw0wMDAxMDEwMDAwMDBaFw0yMDAxMzEyMzU5NTlaMBwxGjAYBgNVBAMMEWxvZ2luLmV4'
  + 'YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEz7MauVDr0rESsPSNT96gtyTk3RAU2h5ZkMIWdaXPyew5f522fbJuM9ziMmfqmPOaKSnMtyhqjY+imE+O3cF0WjAKBggq'
  + 'hkjOPQQDAgNJADBGAiEAil7uzLij2Rz8lQRjNMMKGlkLe6suaQSMBrJ4iQn8uiYCIQCPOu0Lo419TGZF+BJaT6Y5V/GgGGHWH/EBqWB7XbA0IQ==';

function metadata(certificate: string): string {
  return '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://login.example.org"><IDPSSODescriptor '
    + 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>'
    + `<X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService `
    + 'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.example.org/sso"/></IDPSSODescriptor></EntityDescriptor>';
}

/** Writes the files that programs name, and answers their folder. */
export function filesFor(folder: string): string {
  const files = path.join(folder, 'files');
  fs.mkdirSync(files, { recursive: true });
  const write = (name: string, content: string) => fs.writeFileSync(path.join(files, name), content);
  write('logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  write('login.css', '.banner-customizable { background-color: #ffffff; }');
  write('settings.json', '{"components":{}}');
  write('large.svg', `<svg xmlns="http://www.w3.org/2000/svg"><!--${'x'.repeat(650_000)}--></svg>`);
  write('metadata.xml', metadata(GOOD));
  write('expired.xml', metadata(EXPIRED));
  return files;
}
