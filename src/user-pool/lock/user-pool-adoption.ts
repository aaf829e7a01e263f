import type { CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { failure } from '../../private/errors';
import { own } from '../../template/value';

/**
 * Options for `UserPoolAdoption.keepLogicalId()`.
 */
export interface KeepLogicalIdOptions {
  /**
   * The logical id that the resource has in the deployed template.
   */
  readonly logicalId: string;

  /**
   * Properties that the deployed template doesn't state: `UsernameConfiguration` or `UserPoolTier` of a user pool, `GenerateSecret` of an app client.
   *
   * To state what was true all along is a change: Cognito refuses the first, and CloudFormation replaces the client for the last. `UserPoolTier` is the
   * feature plan, which this library derives: left out, the pool stays on Cognito's default.
   *
   * @default - what the construct states stays
   */
  readonly unset?: string[];
}

/**
 * Lets the constructs of this library take over resources that another construct has deployed, so that nothing is replaced.
 *
 * Choose it when a pool with users in it was defined with plain L2s, with Amplify's construct or by a template of CloudFormation. Take a `UserPoolLock` of the old app first:
 * it lists whatever the new one would lose.
 *
 * @see https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/adopt-an-existing-pool.md
 */
export class UserPoolAdoption {
  /**
   * Gives a resource the logical id that it has in the deployed template. Everything with a name of its own needs it: pool, app clients,
   * domain, identity providers, groups, resource servers, identity pool and its role attachment. A `UserPoolLock` says which.
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
      // nor is it derived.
      Object.assign(resource, { [property[0].toLowerCase() + property.slice(1)]: undefined });
    }
    resource.overrideLogicalId(options.logicalId);
  }

  private constructor() {}
}

/** What may be left out, by type, and what is wrong with leaving it out. */
const UNSETTABLE: Readonly<Record<string, Readonly<Record<string, (resource: CfnResource) => string | false>>>> = {
  'AWS::Cognito::UserPool': {
    UsernameConfiguration: (resource) => {
      const configuration = (resource as CfnUserPool).usernameConfiguration as CfnUserPool.UsernameConfigurationProperty | undefined;
      return configuration?.caseSensitive === false && 'a pool without it is case sensitive, while this one isn\'t: '
        + 'say so with signIn: SignIn.email({ caseSensitive: true }), or whichever way users sign in';
    },
    UserPoolTier: () => false,
  },
  'AWS::Cognito::UserPoolClient': {
    GenerateSecret: (resource) => (resource as CfnUserPoolClient).generateSecret === true
      && 'a client without it has no secret, while this one has: define it with addSpaClient',
  },
};

function assertMeansTheSame(resource: CfnResource, property: string): void {
  const known = own(own(UNSETTABLE, resource.cfnResourceType) ?? {}, property);
  if (known === undefined) {
    throw failure(resource, `"unset" holds ${JSON.stringify(property)} for ${resource.cfnResourceType}: only UsernameConfiguration and UserPoolTier of a user pool and `
      + 'GenerateSecret of an app client can be left out');
  }
  const problem = known(resource);
  if (problem !== false) {
    throw failure(resource, `"unset" holds "${property}", and ${problem}`);
  }
}
