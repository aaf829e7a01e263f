import { RoleMappingMatchType } from 'aws-cdk-lib/aws-cognito-identitypool';
import type { IRole } from 'aws-cdk-lib/aws-iam';

/**
 * One rule of `RoleMapping.rules()`: a claim of the user's token, and the role for users whose claim matches.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MappingRule.html
 */
export class RoleClaimRule {
  /**
   * The claim is exactly the value.
   *
   * @param claim the name of the claim, such as `custom:plan`, 1 to 64 characters
   * @param value the value to compare with, 1 to 128 characters
   * @param role the role, such as that of `identities.addRole(…)`
   */
  public static claimEquals(claim: string, value: string, role: IRole): RoleClaimRule {
    return new RoleClaimRule(claim, RoleMappingMatchType.EQUALS, value, role);
  }

  /**
   * The claim is present and isn't the value.
   *
   * @param claim the name of the claim, 1 to 64 characters
   * @param value the value to compare with, 1 to 128 characters
   * @param role the role
   */
  public static claimDiffers(claim: string, value: string, role: IRole): RoleClaimRule {
    return new RoleClaimRule(claim, RoleMappingMatchType.NOTEQUAL, value, role);
  }

  /**
   * The claim contains the value. Not for groups and email addresses: `admin` is in `not-admin` too.
   *
   * @param claim the name of the claim, 1 to 64 characters
   * @param value the text to look for, 1 to 128 characters
   * @param role the role
   */
  public static claimContains(claim: string, value: string, role: IRole): RoleClaimRule {
    return new RoleClaimRule(claim, RoleMappingMatchType.CONTAINS, value, role);
  }

  /**
   * The claim begins with the value. Not for groups and email addresses: whoever chooses the rest gets the role.
   *
   * @param claim the name of the claim, 1 to 64 characters
   * @param value the text to look for, 1 to 128 characters
   * @param role the role
   */
  public static claimStartsWith(claim: string, value: string, role: IRole): RoleClaimRule {
    return new RoleClaimRule(claim, RoleMappingMatchType.STARTS_WITH, value, role);
  }

  /**
   * The name of the claim.
   */
  public readonly claim: string;

  /**
   * How the claim is compared with the value.
   */
  public readonly matchType: RoleMappingMatchType;

  /**
   * The value to compare with.
   */
  public readonly value: string;

  /**
   * The role of users whose claim matches.
   */
  public readonly role: IRole;

  private constructor(claim: string, matchType: RoleMappingMatchType, value: string, role: IRole) {
    this.claim = claim;
    this.matchType = matchType;
    this.value = value;
    this.role = role;
  }

  /**
   * @internal
   */
  public _bind(): { claim: string; matchType: string; value: string; roleArn: string } {
    return { claim: this.claim, matchType: this.matchType, value: this.value, roleArn: this.role.roleArn };
  }
}
