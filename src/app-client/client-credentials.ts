import type { CfnUserPoolClient, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { SecretValue, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { PoolRegistry } from '../private/pool-registry';
import { providerName, updatedIssuer } from '../private/region';

/**
 * What a confidential client needs to get tokens, as one JSON secret in the client's stack: `clientId`, `clientSecret`, `issuer`, `scopes`, and
 * `tokenEndpoint` where the pool's domain is known.
 *
 * The secret reaches it as an attribute of the client, without a custom resource. In another stack CDK would export it in plain text.
 */
export function defineCredentials(scope: Construct, userPool: IUserPool, client: CfnUserPoolClient): ISecret {
  const { domain, updatedIssuer: updated } = PoolRegistry.of(userPool);
  const secret = new Secret(scope, 'Credentials', {
    description: `Client id and secret of the app client ${client.node.path.replace(/\/Resource$/, '')}`,
    secretObjectValue: {
      clientId: SecretValue.unsafePlainText(client.ref),
      clientSecret: SecretValue.resourceAttribute(client.attrClientSecret),
      issuer: SecretValue.unsafePlainText(updated ? updatedIssuer(userPool) : `https://${providerName(userPool)}`),
      scopes: SecretValue.unsafePlainText((client.allowedOAuthScopes ?? []).join(' ')),
      ...domain === undefined ? {} : { tokenEndpoint: SecretValue.unsafePlainText(`${domain.baseUrl}/oauth2/token`) },
    },
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'Cognito makes the client secret: Secrets Manager can\'t rotate it, a second live secret of the client can',
  });
  return secret;
}
