import type { SecretValue } from 'aws-cdk-lib/core';

/**
 * The only place where a secret's text is taken out of its `SecretValue`.
 *
 * It only ever goes into `ProviderDetails`, where the rule `providerSecretLiteral` judges the resolved value.
 */
export function secretText(secret: SecretValue): string {
  return secret.unsafeUnwrap();
}
