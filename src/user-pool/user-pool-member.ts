import { CfnUserPoolUser, CfnUserPoolUserToGroupAttachment, type CfnUserPool, type IUserPoolGroup, type UserPool } from 'aws-cdk-lib/aws-cognito';
import { Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { failure } from '../private/errors';
import { localPath } from '../private/local-path';

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
   * @default - the user name, which must then be an e-mail address
   */
  readonly email?: string;

  /**
   * The groups that the person is in.
   *
   * @default - no group
   */
  readonly groups?: IUserPoolGroup[];
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
    const { username, email = username } = options;
    const identifiers = (userPool.node.defaultChild as CfnUserPool).usernameAttributes ?? [];
    if (!Token.isUnresolved(username) && identifiers.length > 0 && !identifiers.some((name) => SHAPES[name]?.test(username))) {
      throw failure(this, `"username" must be what people sign in with, ${identifiers.join(' or ')}, received ${JSON.stringify(username)}`);
    }
    if (!Token.isUnresolved(email) && !SHAPES.email!.test(email)) {
      throw failure(this, options.email === undefined
        ? `"email" is not set, and "username" is ${JSON.stringify(username)}: give the address to which the invitation goes`
        : `"email" must be an e-mail address, received ${JSON.stringify(email)}`);
    }

    const user = new CfnUserPoolUser(this, 'User', {
      userPoolId: userPool.userPoolId,
      username,
      desiredDeliveryMediums: ['EMAIL'],
      userAttributes: [
        { name: 'email', value: email },
        { name: 'email_verified', value: 'true' },
      ],
    });
    this.username = user.ref;
    (options.groups ?? []).forEach((group) => this.join(group, userPool));
  }

  /** In the group's stack, for a group with a role of an identity pool is defined in a stack that waits for the user pool's. */
  private join(group: IUserPoolGroup, userPool: UserPool): void {
    const stack = Stack.of(group);
    const [scope, id] = stack === Stack.of(this) ? [this, `In${localPath(group, this)}`] : [stack, `${localPath(this, stack)}In${localPath(group, stack)}`];
    new CfnUserPoolUserToGroupAttachment(scope, id, {
      userPoolId: userPool.userPoolId,
      username: this.username,
      groupName: group.groupName,
    });
  }
}

/** What a literal identifier looks like, as far as it tells one from the other. */
const SHAPES: Readonly<Record<string, RegExp>> = { email: /^[^@\s]+@[^@\s]+$/, phone_number: /^\+\d+$/ };
