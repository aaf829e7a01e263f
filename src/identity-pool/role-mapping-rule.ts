import type { IRole } from 'aws-cdk-lib/aws-iam';

/**
 * One rule of `RoleMapping.rules()`: a claim of the person's token and the role that it gives.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MappingRule.html
 */
export class RoleMappingRule {
  /**
   * The claim is exactly the value.
   *
   * @param claim the name of the claim, such as `custom:plan`, 1 to 64 characters
   * @param value the value to compare with, 1 to 128 characters
   * @param role the role, such as that of `identities.addRole(…)`
   */
  public static claimEquals(claim: string, value: string, role: IRole): RoleMappingRule {
    return new RoleMappingRule(claim, 'Equals', value, role);
  }

  /**
   * The claim is there and isn't the value.
   *
   * @param claim the name of the claim, 1 to 64 characters
   * @param value the value to compare with, 1 to 128 characters
   * @param role the role
   */
  public static claimDiffers(claim: string, value: string, role: IRole): RoleMappingRule {
    return new RoleMappingRule(claim, 'NotEqual', value, role);
  }

  /**
   * The claim holds the value somewhere. Not for groups and e-mail addresses: `admin` is in `not-admin` too.
   *
   * @param claim the name of the claim, 1 to 64 characters
   * @param value the text to look for, 1 to 128 characters
   * @param role the role
   */
  public static claimContains(claim: string, value: string, role: IRole): RoleMappingRule {
    return new RoleMappingRule(claim, 'Contains', value, role);
  }

  /**
   * The claim begins with the value. Not for groups and e-mail addresses: whoever chooses the rest gets the role.
   *
   * @param claim the name of the claim, 1 to 64 characters
   * @param value the text to look for, 1 to 128 characters
   * @param role the role
   */
  public static claimStartsWith(claim: string, value: string, role: IRole): RoleMappingRule {
    return new RoleMappingRule(claim, 'StartsWith', value, role);
  }

  private constructor(
    private readonly claim: string,
    private readonly matchType: string,
    private readonly value: string,
    private readonly role: IRole,
  ) {}

  /**
   * @internal
   */
  public _bind(): { claim: string; matchType: string; value: string; roleArn: string } {
    return { claim: this.claim, matchType: this.matchType, value: this.value, roleArn: this.role.roleArn };
  }
}
