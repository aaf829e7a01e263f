import * as fs from 'fs';
import { UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { failure } from '../private/errors';
import { samlMetadataProblem } from '../rules/federation';

/**
 * Where the metadata of a SAML provider comes from: its endpoints and certificates.
 */
export abstract class SamlMetadata {
  /**
   * From an address at the provider. Cognito reads it again about every six hours, so that new certificates need no deployment. Choose this one if the
   * provider has it.
   *
   * @param url the address: https (rule `samlMetadata`)
   */
  public static url(url: string): SamlMetadata {
    return new MetadataUrl(url);
  }

  /**
   * From a file, which is read at synthesis. When the provider's certificate changes, so must the file: once it has expired, a warning says so
   * (rule `samlCertificate`).
   *
   * The construct throws when it can't be read, is no metadata of a SAML provider, or has more than 131,072 characters.
   *
   * @param path the path of the file, such as `path.join(__dirname, 'metadata.xml')`
   */
  public static file(path: string): SamlMetadata {
    return new MetadataFile(path);
  }

  /**
   * @internal
   */
  public abstract _bind(scope: Construct): UserPoolIdentityProviderSamlMetadata;
}

class MetadataUrl extends SamlMetadata {
  constructor(private readonly url: string) {
    super();
  }

  public _bind(): UserPoolIdentityProviderSamlMetadata {
    return UserPoolIdentityProviderSamlMetadata.url(this.url);
  }
}

class MetadataFile extends SamlMetadata {
  constructor(private readonly path: string) {
    super();
  }

  public _bind(scope: Construct): UserPoolIdentityProviderSamlMetadata {
    const text = this.read(scope);
    const problem = samlMetadataProblem(text);
    if (problem !== undefined) {
      throw failure(scope, `"metadata" is ${JSON.stringify(this.path)}, which ${problem}: give the file that the provider exports as its own metadata (rule samlMetadata)`);
    }
    return UserPoolIdentityProviderSamlMetadata.file(text);
  }

  private read(scope: Construct): string {
    try {
      return fs.readFileSync(this.path, 'utf8');
    } catch {
      throw failure(scope, `"metadata" is ${JSON.stringify(this.path)}, which can't be read: give the path of a file, such as path.join(__dirname, 'metadata.xml')`);
    }
  }
}
