import { Token } from 'aws-cdk-lib/core';
import { flawed } from '../../private/errors';
import { isAttribute } from '../token-claims/entry';
import type { WorkflowStep } from '../workflow-step';

/**
 * Groups of a provider's users by the groups that they have there: a table says which group there is which one here, and every other is dropped.
 *
 * The provider's groups are mapped into an attribute of their own, which only this provider maps and users can't write (rules `workflowUnknown`,
 * `providersShareClaim` and `providerGroupsForgeable`). With each token a function of the library reads it:
 *
 * - a JSON array, the list `[a, b]` that Cognito makes of several values of SAML, or one name. A name with a comma can't be told from two names there: where not only
 *   administrators name groups at the provider, have it send ids, or a filtered list.
 * - Microsoft Entra sends the ids of groups, and none at all for a user with more than 200 of them (SAML: 150). Have it send those that are assigned to the
 *   application, or its app roles. Some 50 ids fit into an attribute.
 * - of users who have a password too, or an account at another provider that is linked, nothing is read: it may be years old.
 *
 * Cognito keeps the old value of what a provider no longer sends: a user who leaves the last group would stay in it. Have the provider send a group that everybody is in.
 * Users without a value, or with one that can't be read, get no group, and the metric `Failures` counts it.
 *
 * @example
 * declare const auth: AuthenticatedUserPool;
 * new SocialProviders(this, 'Company', {
 *   userPool: auth.userPool,
 *   providers: [
 *     SocialProvider.saml({
 *       name: 'Okta',
 *       metadata: SamlMetadata.url('https://acme.okta.com/app/abc/sso/saml/metadata'),
 *       attributeMapping: { custom: { 'custom:okta_groups': cognito.ProviderAttribute.other('groups') } },
 *       groups: ProviderGroups.fromAttribute('custom:okta_groups', { 'engineering': 'eng', 'platform-admins': 'admin' }),
 *     }),
 *   ],
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export class ProviderGroups {
  /**
   * Groups by what an attribute says, which the provider maps.
   *
   * `SocialProviders` throws when the attribute isn't the name of one, or when the table is empty or holds a token: the name of a group is written out. Where the groups of this pool
   * have roles, these need names of their own, as with `GroupMembership.derived()`: the synthesis fails otherwise.
   *
   * @param attribute such as `custom:okta_groups`
   * @param groups the names of groups of this pool by the names or ids that the provider has for them
   */
  public static fromAttribute(attribute: string, groups: Record<string, string>): ProviderGroups {
    const names = Object.entries(groups);
    return flawed(new ProviderGroups(attribute, groups), Token.isUnresolved(attribute) || !isAttribute(attribute)
      ? `ProviderGroups.fromAttribute() wants the name of an attribute, such as "custom:groups", received ${JSON.stringify(attribute)}`
      : names.length === 0 ? 'ProviderGroups.fromAttribute() got an empty table, so that no user has a group: name groups, such as { engineering: \'eng\' }'
        : names.flat().some((name) => name === '' || Token.isUnresolved(name))
          ? 'ProviderGroups.fromAttribute() got a table with an empty name, or one that only CloudFormation knows: write the names as literals, of groups here too' : undefined);
  }

  private constructor(
    /**
     * The attribute that holds the provider's groups.
     */
    public readonly attribute: string,
    /**
     * The names of groups of this pool by those that the provider has for them.
     */
    public readonly groups: Record<string, string>,
  ) {}

  /**
   * @internal
   */
  public _step(provider: string, by: string): WorkflowStep {
    const { attribute, groups } = this;
    return { trigger: 'PreTokenGenerationConfig', name: 'providerGroups', entry: { provider, attribute, groups }, by, version: 'V1_0' };
  }
}
