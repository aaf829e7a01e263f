import { CfnUserPoolUser, CfnUserPoolUserToGroupAttachment, type CfnUserPool, type IUserPoolGroup, type UserPool } from 'aws-cdk-lib/aws-cognito';
import { Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { failure } from '../private/errors';
import { localPath } from '../private/local-path';
import { nearest } from '../private/nearest';
import { STANDARD_ATTRIBUTES } from '../template/user-pool';

/**
 * Where the invitation of a user goes.
 */
export enum InvitationDelivery {
  /** To the e-mail address. */
  EMAIL = 'EMAIL',
  /** To the phone number, as a text message. */
  SMS = 'SMS',
  /** To both. */
  EMAIL_AND_SMS = 'EMAIL_AND_SMS',
  /**
   * Nowhere. The user has a temporary password that nobody knows: set one by API (`AdminSetUserPassword`). Where the pool has one-time codes as a first
   * factor, Cognito makes the user without a password, and a code is enough to sign in.
   */
  NONE = 'NONE',
}

/**
 * Options for `AuthenticatedUserPool.addUser()`.
 */
export interface DirectoryUserOptions {
  /**
   * The user name: the e-mail address or phone number where that is the sign-in identifier. **A change deletes the user and makes another.**
   */
  readonly username: string;

  /**
   * The e-mail address. It counts as verified. **A change deletes the user and makes another.**
   *
   * @default - the user name where it is an e-mail address; otherwise the user has none
   */
  readonly email?: string;

  /**
   * The phone number, with `+` and the country code. It counts as verified. **A change deletes the user and makes another.**
   *
   * @default - the user name where it is a phone number; otherwise the user has none
   */
  readonly phoneNumber?: string;

  /**
   * More attributes that the user has at the beginning, by Cognito's names, such as `given_name` and `custom:plan`. A value is text.
   *
   * **Every change of them, even of one value, deletes the user and makes another account**: what changes later is written by API.
   *
   * @default - the addresses only
   */
  readonly attributes?: Record<string, string>;

  /**
   * Where the invitation goes. **A change deletes the user and makes another.**
   *
   * @default - InvitationDelivery.EMAIL, and InvitationDelivery.SMS for a user with a phone number only; Cognito's own default is SMS
   */
  readonly invitation?: InvitationDelivery;

  /**
   * The groups that the user is in. Only these may change without a new account.
   *
   * @default - no group
   */
  readonly groups?: IUserPoolGroup[];
}

/**
 * A user who is in the directory from the beginning, such as the first administrator. Made by `AuthenticatedUserPool.addUser()`.
 *
 * Everything but groups *replaces* the user when it changes, with all that the user has stored; and the template is no place for many.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooluser.html
 */
export class DirectoryUser extends Construct {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, userPool: UserPool, options: DirectoryUserOptions): DirectoryUser {
    return new DirectoryUser(scope, id, userPool, options);
  }

  /**
   * The user name as Cognito has it.
   */
  public readonly username: string;

  private constructor(scope: Construct, id: string, userPool: UserPool, options: DirectoryUserOptions) {
    super(scope, id);
    const { username, attributes = {} } = options;
    const identifiers = (userPool.node.defaultChild as CfnUserPool).usernameAttributes ?? [];
    if (!Token.isUnresolved(username) && identifiers.length > 0 && !identifiers.some((name) => SHAPES[name]?.test(username))) {
      throw failure(this, `"username" must be what users sign in with, ${identifiers.join(' or ')}, received ${JSON.stringify(username)}`);
    }
    const email = options.email ?? addressIn('email', username, identifiers);
    const phoneNumber = options.phoneNumber ?? addressIn('phone_number', username, identifiers);
    this.assertAddress('email', email, 'an e-mail address');
    this.assertAddress('phone_number', phoneNumber, 'a phone number with "+" and the country code');
    Object.keys(attributes).forEach((name) => this.assertAttribute(name));

    const user = new CfnUserPoolUser(this, 'User', {
      userPoolId: userPool.userPoolId,
      username,
      ...this.delivery(options.invitation, email, phoneNumber),
      userAttributes: Object.entries({
        ...email === undefined ? {} : { email, email_verified: 'true' },
        ...phoneNumber === undefined ? {} : { phone_number: phoneNumber, phone_number_verified: 'true' },
        ...attributes,
      }).map(([name, value]) => ({ name, value })),
    });
    this.username = user.ref;
    new Set(options.groups).forEach((group) => this.join(group, userPool));
  }

  private assertAddress(name: keyof typeof PROPS, address: string | undefined, what: string): void {
    if (address !== undefined && !Token.isUnresolved(address) && !SHAPES[name]!.test(address)) {
      throw failure(this, `"${PROPS[name]}" must be ${what}, received ${JSON.stringify(address)}`);
    }
  }

  private assertAttribute(name: string): void {
    if (name === 'email' || name === 'phone_number') {
      throw failure(this, `"attributes" holds "${name}", which has a prop of its own: give it as "${PROPS[name]}"`);
    }
    if (!name.includes(':') && !STANDARD_ATTRIBUTES.includes(name)) {
      throw failure(this, `"attributes" holds ${JSON.stringify(name)}, which is no standard attribute: write `
        + `${JSON.stringify(nearest(name, STANDARD_ATTRIBUTES) ?? `custom:${name}`)}`);
    }
  }

  private delivery(
    invitation: InvitationDelivery | undefined, email: string | undefined, phoneNumber: string | undefined,
  ): { messageAction?: string; desiredDeliveryMediums?: string[] } {
    const chosen = invitation ?? (email === undefined && phoneNumber !== undefined ? InvitationDelivery.SMS : InvitationDelivery.EMAIL);
    if (chosen === InvitationDelivery.NONE) {
      return { messageAction: 'SUPPRESS' };
    }
    const desiredDeliveryMediums = chosen === InvitationDelivery.EMAIL_AND_SMS ? ['EMAIL', 'SMS'] : [chosen];
    const addresses = { EMAIL: { prop: 'email', address: email }, SMS: { prop: 'phoneNumber', address: phoneNumber } };
    for (const medium of desiredDeliveryMediums as (keyof typeof addresses)[]) {
      const { prop, address } = addresses[medium];
      if (address === undefined) {
        throw failure(this, `"${prop}" is not set, and the invitation goes there: give the address, or choose another "invitation", such as InvitationDelivery.NONE`);
      }
    }
    return { desiredDeliveryMediums };
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

/** Our props by Cognito's names. */
const PROPS = { email: 'email', phone_number: 'phoneNumber' };

/** What a literal identifier looks like, as far as it tells one from the other. */
const SHAPES: Readonly<Record<string, RegExp>> = { email: /^[^@\s]+@[^@\s]+$/, phone_number: /^\+\d+$/ };

/** The user name where it is an address of this kind: what it is that only CloudFormation knows, the pool says if it has one identifier. */
function addressIn(kind: keyof typeof PROPS, username: string, identifiers: readonly string[]): string | undefined {
  const isOne = Token.isUnresolved(username) ? identifiers.join() === kind : SHAPES[kind]!.test(username);
  return isOne ? username : undefined;
}
