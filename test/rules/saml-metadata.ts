/** Certificates of a provider that isn't there, by when they are good. Their keys were thrown away. */
export const CERTIFICATES = {
  /** from 2000-01-01 to 2020-01-31 */
  past: 'MIIBIDCBxgIBATAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFsb2dpbi5leGFtcGxlLm9yZzAeFw0wMDAxMDEwMDAwMDBaFw0yMDAxMzEyMzU5NTlaMBwxGjAYBgNVBAMMEWxvZ2luLmV4'
    + 'YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEz7MauVDr0rESsPSNT96gtyTk3RAU2h5ZkMIWdaXPyew5f522fbJuM9ziMmfqmPOaKSnMtyhqjY+imE+O3cF0WjAKBggqhkjO'
    + 'PQQDAgNJADBGAiEAil7uzLij2Rz8lQRjNMMKGlkLe6suaQSMBrJ4iQn8uiYCIQCPOu0Lo419TGZF+BJaT6Y5V/GgGGHWH/EBqWB7XbA0IQ==',
  /** from 2020-01-01 to 9999-12-31 */
  present: 'MIIBIjCByAIBAjAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFsb2dpbi5leGFtcGxlLm9yZzAgFw0yMDAxMDEwMDAwMDBaGA85OTk5MTIzMTIzNTk1OVowHDEaMBgGA1UEAwwRbG9naW4u'
    + 'ZXhhbXBsZS5vcmcwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASPfwbMvUDZ+PxKia48I1Vt5pTIPJWXULBXTjaVsykXWC1xoTedTqVHrYhoIR5pDndtYx7hwnIoAEJjmDVJKV/dMAoGCCqG'
    + 'SM49BAMCA0kAMEYCIQDgAkShsL3xkhyU7H6FeUAavWuCLFuE7EgaIAQmCWfm5QIhAIy8J0mSztqYf7V4JP8uYuEHf1Fo2/7GXYiqmEwmRwov',
  /** from 2099-01-01 to 9999-12-31 */
  future: 'MIIBIjCBygIBAzAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFsb2dpbi5leGFtcGxlLm9yZzAiGA8yMDk5MDEwMTAwMDAwMFoYDzk5OTkxMjMxMjM1OTU5WjAcMRowGAYDVQQDDBFsb2dp'
    + 'bi5leGFtcGxlLm9yZzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDVdMG7mOLePQpEcoJVAK3Dr/Pwz+DJDP1r739TT0UHaviRy7ETAdhW6pWdZ9OF94N244Be4LY00D9iamWD3l1YwCgYI'
    + 'KoZIzj0EAwIDRwAwRAIgKVLGa2UjIThKxNogRFXEqCtMll0gqckOZ/rHT9VIOqcCIFW/BOqrOkjLxUzL/ORqCisaY9W+Dae0FCHrakJN/dhE',
} as const;

/** A key in metadata, with its certificate. */
export function key(certificate: string, use = ' use="signing"'): string {
  return `<KeyDescriptor${use}><KeyInfo><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;
}

/** What a SAML provider exports, without what nobody here looks at. */
export function metadata(...keys: string[]): string {
  return `<EntityDescriptor entityID="https://login.acme.org/saml"><IDPSSODescriptor>
  ${keys.join('\n  ')}
  <SingleSignOnService Location="https://login.acme.org/sso"/>
</IDPSSODescriptor></EntityDescriptor>`;
}
