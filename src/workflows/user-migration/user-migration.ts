import type { CfnUserPoolClient, IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { attributeFlaw, flaw, type MigrationEntry, type NameKind, type SecondFactorPolicy } from './entry';
import { failure, flawed } from '../../private/errors';
import { registryOf } from '../../private/pool-registry';
import { regionInId } from '../../private/region';
import { definitionOf } from '../../private/whereabouts';
import { warnAtOnce } from '../../rules/acknowledgements';
import { Synthesis } from '../../template/synthesis';
import { WRITABLE_ATTRIBUTES, type UserPool } from '../../template/user-pool';
import type { Client } from '../../template/user-pool-client';
import type { WorkflowStep } from '../workflow-step';

/**
 * What becomes of users who have a second factor at the old user pool. Cognito tells nobody the secret of an authenticator app, so it can't come along.
 */
export enum MigratedSecondFactor {
  /**
   * They aren't migrated: by a password alone, or a code in a mailbox alone, whoever has that would get past the second factor.
   */
  REFUSE = 'REFUSE',

  /**
   * Users who get codes by SMS, at a verified phone number, keep that factor. All others who have one aren't migrated.
   */
  KEEP_SMS = 'KEEP_SMS',

  /**
   * They are migrated without it. **Whoever knows the password, or reads the mailbox, is in**, and sets up a second factor of their own.
   */
  DROP = 'DROP',
}

/**
 * Options for `UserMigration.fromUserPool()`.
 */
export interface UserPoolMigrationOptions {
  /**
   * The old user pool, in any Region and account: one of this app, or imported.
   */
  readonly userPool: IUserPool;

  /**
   * An app client of the old user pool, made for this: with `ALLOW_ADMIN_USER_PASSWORD_AUTH` as its only flow and **without a secret**, which would have
   * to lie in the function's configuration.
   */
  readonly userPoolClient: IUserPoolClient;

  /**
   * When it ends: from then on nobody is migrated, and the old user pool can go. **Until then a user who is deleted here and not there comes back with
   * the next sign-in.**
   */
  readonly until: Date;

  /**
   * A role that may call `AdminInitiateAuth` and `AdminGetUser` on the old user pool: where that is in another account. The function may assume exactly
   * this role.
   *
   * @default - the function itself may call both, on exactly the old user pool
   */
  readonly role?: iam.IRole;

  /**
   * The external id that the role's trust asks for.
   *
   * @default - the trust asks for no external id
   */
  readonly externalId?: string;

  /**
   * Attributes beside the standard ones, as `{ 'custom:plan': 'custom:tier' }`: that of the new user pool first, that of the old one second, such as
   * `sub`, by which your data knows the user.
   *
   * **Users may have written what stands in a custom attribute of the old user pool**: unless all its clients list what they may write, take over
   * none that decides what somebody may do.
   *
   * @default - the standard attributes, by their own names; never `sub`, `identities` and groups
   */
  readonly attributes?: { [attribute: string]: string };

  /**
   * What becomes of users who have a second factor there.
   *
   * @default MigratedSecondFactor.REFUSE
   */
  readonly secondFactor?: MigratedSecondFactor;
}

/**
 * Users who are in an old directory, and come over when they sign in for the first time or have forgotten the password.
 *
 * The app must send the password itself, to a hosted page or by `USER_PASSWORD_AUTH`: by SRP nobody learns it. Whoever can't be migrated gets the answer of
 * a user whom nobody knows. Users who are disabled, deleted, unconfirmed or from an identity provider at the old user pool stay so. A temporary password
 * proves who somebody is, and ends with a new one; who was asked to reset the password does so here.
 *
 * For any other directory, the cookbook has a function to start from.
 *
 * @example
 * declare const auth: AuthenticatedUserPool;
 * auth.addWorkflow(UserPoolWorkflow.migration(UserMigration.fromUserPool({
 *   userPool: cognito.UserPool.fromUserPoolId(this, 'Old', 'eu-west-1_Example12'),
 *   userPoolClient: cognito.UserPoolClient.fromUserPoolClientId(this, 'OldClient', '1example23456789'),
 *   until: new Date('2027-12-31'),
 * })));
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 */
export class UserMigration {
  /**
   * From another user pool.
   *
   * The construct that it is given to throws when `until` is no date, when an attribute is one that only Cognito writes, when both pools are the same,
   * when the old one is in another account and there is no `role`, and for an `externalId` without one.
   *
   * @param options the old user pool, and until when
   */
  public static fromUserPool(options: UserPoolMigrationOptions): UserMigration {
    const { until, attributes = {}, role, externalId } = options;
    const unwritable = Object.keys(attributes).map(attributeFlaw).find((one) => one !== undefined);
    return flawed(new UserMigration(options), Number.isNaN(Number(until)) ? '"until" of UserMigration.fromUserPool() is no date'
      : unwritable !== undefined ? `"attributes" of UserMigration.fromUserPool(): ${unwritable}, leave it out`
        : externalId !== undefined && role === undefined ? '"externalId" of UserMigration.fromUserPool() is for a "role", which isn\'t given' : undefined);
  }

  private constructor(private readonly options: UserPoolMigrationOptions) {}

  /**
   * When it ends.
   */
  public get until(): Date {
    return this.options.until;
  }

  /**
   * @internal
   */
  public _bind(scope: Construct, userPool: IUserPool): WorkflowStep {
    const { userPool: old, userPoolClient, until, role, externalId, attributes, secondFactor = MigratedSecondFactor.REFUSE } = this.options;
    const stack = Stack.of(scope);
    const { account } = old.env;
    if (old.userPoolId === userPool.userPoolId) {
      throw failure(scope, '"userPool" of UserMigration.fromUserPool() is the user pool itself: give the old one');
    }
    if (role === undefined && [account, stack.account].every((one) => !Token.isUnresolved(one)) && account !== stack.account) {
      throw failure(scope, `"userPool" of UserMigration.fromUserPool() is in the account ${account}: give a "role" there that may call AdminInitiateAuth and AdminGetUser on it`);
    }
    if (until.getTime() < Date.now()) {
      warnAtOnce(scope, 'migrationEnded', `UserMigration.fromUserPool() has ended with "until", ${until.toISOString()}, and migrates nobody any more: take it out`);
    }
    const region = regionInId(old) ?? old.env.region;
    const arn = regionInId(old) === undefined ? old.userPoolArn
      : stack.formatArn({ service: 'cognito-idp', region, account, resource: 'userpool', resourceName: old.userPoolId });
    const entry: MigrationEntry = {
      userPoolId: old.userPoolId,
      clientId: userPoolClient.userPoolClientId,
      region: Token.isUnresolved(region) ? undefined : region,
      role: role && { arn: role.roleArn, externalId },
      attributes: { ...Object.fromEntries(WRITABLE_ATTRIBUTES.filter((name) => name !== 'updated_at').map((name) => [name, name])), ...attributes },
      secondFactors: secondFactor as SecondFactorPolicy,
      // the pool may still be changed by an override.
      names: Lazy.uncachedString({ produce: () => namesOf(poolOf(userPool)) }) as NameKind,
      emailDomains: registryOf(userPool).emailDomains.filter(({ provider }) => provider === undefined),
      until: until.toISOString(),
    };
    const problem = flaw({ ...entry, names: 'NAME' });
    if (problem !== undefined) {
      throw failure(scope, `UserMigration.fromUserPool(): ${problem}`);
    }
    scope.node.addValidation({ validate: () => problems(poolOf(userPool), clientOf(userPoolClient), entry) });
    return {
      trigger: 'UserMigration',
      name: 'userMigration',
      entry,
      by: 'UserPoolWorkflow.migration()',
      statements: [role === undefined
        ? new iam.PolicyStatement({ actions: ['cognito-idp:AdminInitiateAuth', 'cognito-idp:AdminGetUser'], resources: [arn] })
        : new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: [role.roleArn] })],
    };
  }
}

/** The pool as the template has it. */
function poolOf(userPool: IUserPool): UserPool | undefined {
  const synthesis = Synthesis.of(userPool);
  return synthesis.isReading ? undefined : synthesis.view.userPools.find(({ cfn }) => cfn === definitionOf(userPool));
}

function clientOf({ node }: IUserPoolClient): Client | undefined {
  const cfn = node.defaultChild as CfnUserPoolClient | undefined;
  return cfn && Synthesis.of(cfn).view.resource(cfn) as Client | undefined;
}

function namesOf(pool: UserPool | undefined): NameKind {
  return pool?.usernameAttributes.isSet === true ? 'ADDRESS' : pool?.aliasAttributes.isSet === true ? 'ALIAS' : 'NAME';
}

/** Why Cognito would refuse every user that the function lets in, or the old pool each call. */
function problems(pool: UserPool | undefined, client: Client | undefined, { attributes, secondFactors }: MigrationEntry): string[] {
  const missing = pool === undefined || pool.schemaIsHidden ? []
    : Object.keys(attributes).filter((name) => name.includes(':') && !pool.attributes.some((attribute) => attribute.name === name));
  return [
    ...missing.map((name) => `"attributes" of UserMigration.fromUserPool() names ${JSON.stringify(name)}, which the user pool doesn't have: declare it in "attributes" of the pool, or leave it out`),
    ...secondFactors === 'KEEP_SMS' && pool !== undefined && pool.secondFactors.isClosed && !pool.secondFactors.list.includes('SMS_MFA')
      ? ['"secondFactor" of UserMigration.fromUserPool() is KEEP_SMS, and "mfa" of the user pool has no MfaFactor.sms(): add it, or refuse users who have a second factor'] : [],
    ...client?.secret.flag === true ? ['"userPoolClient" of UserMigration.fromUserPool() has a secret, which the function isn\'t told: make a client without one for it'] : [],
    ...client !== undefined && client.authFlows.isSet && client.authFlows.isClosed && !client.authFlows.list.includes('ALLOW_ADMIN_USER_PASSWORD_AUTH')
      ? ['"userPoolClient" of UserMigration.fromUserPool() lacks the flow ALLOW_ADMIN_USER_PASSWORD_AUTH: set authFlows: { adminUserPassword: true } on it'] : [],
  ];
}
