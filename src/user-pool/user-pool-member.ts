import { CfnUserPoolUser, CfnUserPoolUserToGroupAttachment, type UserPool, type UserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

/**
 * Options for `AuthenticatedUserPool.addUser()`.
 */
export interface UserPoolMemberOptions {
  /**
   * The user name: the e-mail address where that is the sign-in identifier. **A change deletes the person and makes another.**
   */
  readonly username: string;

  /**
   * The e-mail address, to which the invitation goes. It counts as verified.
   *
   * @default - the user name
   */
  readonly email?: string;

  /**
   * The groups that the person is in.
   *
   * @default - no group
   */
  readonly groups?: UserPoolGroup[];
}

/**
 * A person who is in the directory from the beginning, such as the first administrator. Made by `AuthenticatedUserPool.addUser()`.
 *
 * Everything but groups *replaces* the person when it changes, with all that the person has stored; and the template is no place for many.
 */
export class UserPoolMember extends Construct {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, userPool: UserPool, options: UserPoolMemberOptions): UserPoolMember {
    return new UserPoolMember(scope, id, userPool, options);
  }

  /**
   * The user name as Cognito has it.
   */
  public readonly username: string;

  private constructor(scope: Construct, id: string, userPool: UserPool, options: UserPoolMemberOptions) {
    super(scope, id);
    const user = new CfnUserPoolUser(this, 'User', {
      userPoolId: userPool.userPoolId,
      username: options.username,
      desiredDeliveryMediums: ['EMAIL'],
      userAttributes: [
        { name: 'email', value: options.email ?? options.username },
        { name: 'email_verified', value: 'true' },
      ],
    });
    this.username = user.ref;
    for (const group of options.groups ?? []) {
      new CfnUserPoolUserToGroupAttachment(this, `In${group.node.id}`, {
        userPoolId: userPool.userPoolId,
        username: this.username,
        groupName: group.groupName,
      });
    }
  }
}
