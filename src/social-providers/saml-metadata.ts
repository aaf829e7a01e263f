import * as fs from 'fs';
import { UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { failure } from '../private/errors';
import { samlMetadataProblem } from '../rules/federation';

/**
 * Where the metadata of a SAML provider comes from: its endpoints and certificates.
 *
 * Choose `SamlMetadata.url()` if the provider publishes its metadata: new certificates then need no deployment. Choose `SamlMetadata.file()` if it
 * only exports a file.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp.html
 */
export class SamlMetadata {
  /**
   * From a URL at the provider, which Cognito reads again about every six hours.
   *
   * @param url the URL: https (rule `samlMetadata`)
   */
  public static url(url: string): SamlMetadata {
    return new SamlMetadata(url, undefined);
  }

  /**
   * From a file, which is read at synthesis. When the provider's certificate changes, the file must change too: a warning says when it has expired
   * (rule `samlCertificate`).
   *
   * The construct throws when the file can't be read, isn't the metadata of a SAML provider, or has more than 131,072 characters.
   *
   * @param path the path of the file, such as `path.join(__dirname, 'metadata.xml')`
   */
  public static file(path: string): SamlMetadata {
    return new SamlMetadata(undefined, path);
  }

  private constructor(
    /**
     * The URL that Cognito reads the metadata from.
     *
     * @default - the metadata comes from a file
     */
    public readonly metadataUrl: string | undefined,
    /**
     * The path of the file with the metadata.
     *
     * @default - the metadata comes from a URL
     */
    public readonly metadataPath: string | undefined,
  ) {}

  /**
   * @internal
   */
  public _bind(scope: Construct): UserPoolIdentityProviderSamlMetadata {
    return this.metadataPath === undefined ? UserPoolIdentityProviderSamlMetadata.url(this.metadataUrl!)
      : UserPoolIdentityProviderSamlMetadata.file(metadataIn(scope, this.metadataPath));
  }
}

function metadataIn(scope: Construct, path: string): string {
  const text = read(scope, path);
  const problem = samlMetadataProblem(text);
  if (problem !== undefined) {
    throw failure(scope, `"metadata" is ${JSON.stringify(path)}, which ${problem}: give the file that the provider exports as its own metadata (rule samlMetadata)`);
  }
  return text;
}

function read(scope: Construct, path: string): string {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    throw failure(scope, `"metadata" is ${JSON.stringify(path)}, which can't be read: give the path of a file, such as path.join(__dirname, 'metadata.xml')`);
  }
}
