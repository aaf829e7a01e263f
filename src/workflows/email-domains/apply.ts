import type { CfnUserPoolIdentityProvider, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { EmailDomains } from './email-domains';
import type { EmailDomainsEntry } from './entry';
import { assertSound, failure } from '../../private/errors';
import { registryOf } from '../../private/pool-registry';
import { FederationProtocol, type SocialProviderConfig } from '../../social-providers/social-provider-config';
import { workflowOf } from '../../user-pool/pool-workflow';
import { neverVerifies, providersOf, unmapped } from '../pool-providers';

/**
 * Has the pool look at the addresses of those who make an account of its own.
 *
 * Throws when the domains are flawed, or when the pool isn't defined in this app.
 */
export function applyEmailDomains(scope: Construct, userPool: IUserPool, domains: EmailDomains, whose: Partial<EmailDomainsEntry> = {}): void {
  assertSound(scope, domains);
  const workflow = workflowOf(userPool);
  if (workflow === undefined) {
    throw failure(scope, '"emailDomains" is set, and "userPool" is imported, so that its triggers can\'t be set here: pass the pool itself, or set '
      + 'UserPoolTrigger.preSignUp(…) and UserPoolTrigger.preTokenGeneration(…) where it is defined and leave "emailDomains" out');
  }
  const entry: EmailDomainsEntry = { ...whose, ...domains._entry() };
  const step = { name: 'emailDomains', entry, by: `"emailDomains" of ${scope.node.path}` };
  workflow.step({ ...step, trigger: 'PreSignUp' });
  workflow.step({ ...step, trigger: 'PreTokenGenerationConfig', version: 'V1_0' });
  registryOf(userPool).emailDomains.push(entry);
}

/**
 * Has the pool look at the addresses of a provider's users.
 *
 * Throws what `applyEmailDomains()` throws, and when the provider's name is a token.
 */
export function applyProviderDomains(scope: Construct, userPool: IUserPool, config: SocialProviderConfig): void {
  const { identityProvider, emailDomains, protocol } = config;
  if (emailDomains === undefined) {
    return;
  }
  // what the L2 answers is a reference.
  const { providerName } = identityProvider.node.defaultChild as CfnUserPoolIdentityProvider | undefined ?? identityProvider;
  if (Token.isUnresolved(providerName)) {
    throw failure(scope, '"emailDomains" is set for a provider whose name only CloudFormation knows: give the provider a literal name');
  }
  const isVouched = protocol === FederationProtocol.SAML;
  applyEmailDomains(scope, userPool, emailDomains, { provider: providerName, ...isVouched ? { isVouched } : {} });
  scope.node.addValidation({
    validate: () => providersOf(userPool).filter(({ name }) => name.text === providerName).flatMap((provider) => {
      const never = neverVerifies(provider);
      const missing = unmapped(provider, isVouched ? ['email'] : undefined);
      return never === undefined && missing.length === 0 ? []
        : [`"emailDomains" of ${JSON.stringify(providerName)} would let nobody in: ${never === undefined
          ? `the provider doesn't map ${missing.join(' and ')}: map it where the provider verifies addresses (trustEmailVerified: true of SocialProvider.oidc(), attributeMapping: { emailVerified: … } of others), or leave "emailDomains" out`
          : `${never} never says whether an address is verified. Leave "emailDomains" out, and refuse its users in a function of your own`}`];
    }),
  });
}
