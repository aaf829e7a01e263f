import type { CfnUserPoolClient, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Secret, type ISecret, type SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import { Lazy, SecretValue, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { scopesOf } from './client-pages';
import { tokenIssuerUrl } from './token-issuer-url';
import { defineWithDefaults } from '../private/defaults';
import { failure } from '../private/errors';

/**
 * Options for `AppClient.storeClientSecret()` and `MachineClient.storeClientSecret()`.
 */
export interface StoreClientSecretOptions {
  /**
   * The name of the secret in Secrets Manager. A change replaces the secret.
   *
   * Give one where two stacks would wait for each other: whoever only needs the name reads the secret by it, with `Secret.fromSecretNameV2`, and makes no
   * reference to the client's stack. A name is unique in its account and Region.
   *
   * @default - CloudFormation makes one
   */
  readonly secretName?: string;
}

/**
 * The secret in which a confidential client's own secret is kept. It is defined once, in the client's stack.
 *
 * The client secret reaches it as an attribute of the client, without a custom resource. In another stack CDK would export it in plain text.
 */
export class ClientSecretStore {
  private stored?: { readonly secret: ISecret; readonly secretName?: string };

  constructor(private readonly scope: Construct, private readonly userPool: IUserPool, private readonly host: string | undefined) {}

  /** Throws when it is stored by another name already. */
  public store(client: CfnUserPoolClient, secretName: string | undefined): ISecret {
    this.stored ??= { secret: this.define(client, secretName), secretName };
    if (secretName !== undefined && secretName !== this.stored.secretName) {
      throw failure(this.scope, `"secretName" is ${JSON.stringify(secretName)}, and the client secret is stored already, `
        + `${this.stored.secretName === undefined ? 'without a name' : `as ${JSON.stringify(this.stored.secretName)}`}: name it in the first call`);
    }
    return this.stored.secret;
  }

  private define(client: CfnUserPoolClient, secretName: string | undefined): ISecret {
    const secret = defineWithDefaults<SecretProps, Secret>(this.scope, 'ClientSecret', Secret, {
      secretName,
      secretObjectValue: {
        clientId: SecretValue.unsafePlainText(client.ref),
        clientSecret: SecretValue.resourceAttribute(client.attrClientSecret),
        issuer: SecretValue.unsafePlainText(tokenIssuerUrl(this.userPool)),
        scopes: SecretValue.unsafePlainText(Lazy.uncachedString({ produce: (context) => scopesOf(client, context) ?? '' })),
        ...this.host === undefined ? {} : { tokenEndpoint: SecretValue.unsafePlainText(`https://${this.host}/oauth2/token`) },
      },
    }, {
      description: `Client id and secret of the app client ${client.node.path.replace(/\/Resource$/, '')}`,
    }, { secretName: 'secretName' });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Cognito makes the client secret, so Secrets Manager can\'t rotate it: rotate by a second client secret, which Cognito keeps beside the first',
    });
    return secret;
  }
}
