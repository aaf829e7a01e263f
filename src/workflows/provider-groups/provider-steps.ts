import type { CfnUserPoolIdentityProvider, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { assertSound, failure } from '../../private/errors';
import { registryOf } from '../../private/pool-registry';
import type { SocialProviderConfig } from '../../social-providers/social-provider-config';
import { workflowOf } from '../../user-pool/pool-workflow';
import { giveGroups, nameless } from '../group-membership/pool-groups';

/**
 * Has tokens name the groups that the users of a provider have there.
 *
 * Throws where the pool is imported, or where only CloudFormation knows the name of the provider.
 */
export function applyProviderGroups(scope: Construct, userPool: IUserPool, { groups, identityProvider, displayName }: SocialProviderConfig): void {
  if (groups === undefined) {
    return;
  }
  assertSound(scope, groups);
  const { providerName: name } = (identityProvider.node.defaultChild ?? identityProvider) as Partial<CfnUserPoolIdentityProvider>;
  const workflow = workflowOf(userPool);
  if (workflow === undefined) {
    throw failure(scope, `"groups" of ${displayName} needs the pool's trigger before tokens are made, and "userPool" is imported: pass the pool itself, or read ${groups.attribute} `
      + 'in the function that UserPoolTrigger.preTokenGeneration(…) sets where the pool is defined');
  }
  if (name === undefined || Token.isUnresolved(name)) {
    throw failure(scope, `"groups" of ${displayName} needs the name that the provider has in the pool, and only CloudFormation knows it: give it as a literal`);
  }
  giveGroups(userPool, workflow, groups._step(name, `"groups" of ${name}`));
  // groups may still come.
  scope.node.addValidation({
    validate: () => (registryOf(userPool).groupRoles ?? [])
      .filter(({ group, role }) => role === undefined && Object.values(groups.groups).includes(group))
      .map(({ group }) => `"groups" of ${name} gives the group ${JSON.stringify(group)}, whose role ${nameless}`),
  });
}
