import type { CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { failure } from '../private/errors';

/**
 * Options for `UserPoolAdoption.keepLogicalId()`.
 */
export interface KeepLogicalIdOptions {
  /**
   * The logical id that the resource has in the deployed template.
   */
  readonly logicalId: string;

  /**
   * Properties that the deployed template doesn't state, `UsernameConfiguration` of a user pool or `GenerateSecret` of an app client.
   *
   * To state what was true all along is a change: Cognito refuses the one, and CloudFormation replaces the client for the other.
   *
   * @default - what the construct states stays
   */
  readonly unset?: string[];
}

/**
 * Lets the constructs of this library take over resources that another construct has deployed, so that nothing is replaced.
 *
 * Choose it when a pool with users in it was defined with plain L2s or with Amplify's construct. Take a `UserPoolLock` of the old app first:
 * it lists whatever the new one would lose.
 *
 * @see https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/adopt-an-existing-pool.md
 */
export class UserPoolAdoption {
  /**
   * Gives a resource the logical id that it has in the deployed template. Everything with a name of its own needs it: pool, app clients,
   * domain, identity providers, groups, resource servers, identity pool and its role attachment.
   *
   * Throws when the construct isn't a single resource, when another property is in `unset`, or when what the construct states isn't what
   * Cognito takes its absence for.
   *
   * @param construct the L2 or L1, such as `auth.userPool`, `app.userPoolClient` or `auth.domain`
   * @param options the logical id
   */
  public static keepLogicalId(construct: IConstruct, options: KeepLogicalIdOptions): void {
    const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
    if (resource === undefined || !CfnResource.isCfnResource(resource)) {
      throw failure(construct, 'is no single resource: name one that it holds, such as auth.userPool or app.userPoolClient');
    }
    for (const property of options.unset ?? []) {
      assertMeansTheSame(resource, property);
      resource.addPropertyDeletionOverride(property);
    }
    resource.overrideLogicalId(options.logicalId);
  }

  private constructor() {}
}

function assertMeansTheSame(resource: CfnResource, property: string): void {
  if (property === 'UsernameConfiguration' && resource.cfnResourceType === 'AWS::Cognito::UserPool') {
    const configuration = (resource as CfnUserPool).usernameConfiguration as CfnUserPool.UsernameConfigurationProperty | undefined;
    if (configuration?.caseSensitive === false) {
      throw failure(resource, '"unset" holds "UsernameConfiguration", and a pool without it is case sensitive, while this one isn\'t: '
        + 'say so with signIn: SignIn.email({ caseSensitive: true }), or whichever way users sign in');
    }
    return;
  }
  if (property === 'GenerateSecret' && resource.cfnResourceType === 'AWS::Cognito::UserPoolClient') {
    if ((resource as CfnUserPoolClient).generateSecret === true) {
      throw failure(resource, '"unset" holds "GenerateSecret", and a client without it has no secret, while this one has: define it with addSpaClient');
    }
    return;
  }
  throw failure(resource, `"unset" holds ${JSON.stringify(property)} for ${resource.cfnResourceType}: only UsernameConfiguration of a user pool and `
    + 'GenerateSecret of an app client can be left out');
}
