import * as fs from 'fs';
import * as path from 'path';

/** Writes the files that programs name, and answers their folder. */
export function filesFor(folder: string): string {
  const files = path.join(folder, 'files');
  fs.mkdirSync(files, { recursive: true });
  const write = (name: string, content: string) => fs.writeFileSync(path.join(files, name), content);
  write('logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  write('login.css', '.banner-customizable { background-color: #ffffff; }');
  write('settings.json', '{"components":{}}');
  write('metadata.xml', '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://login.example.org"><IDPSSODescriptor '
    + 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><SingleSignOnService '
    + 'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.example.org/sso"/></IDPSSODescriptor></EntityDescriptor>');
  return files;
}
