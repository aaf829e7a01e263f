import * as iam from 'aws-cdk-lib/aws-iam';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { webIdentityPrincipal } from './web-identity-principal';

/** What all roles of an identity pool have in common. */
export interface PoolRolesOptions {
  readonly path?: string;
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/** The roles that an identity pool hands out: each trusts exactly this pool and one kind of person, and takes tags only where there are some. */
export class PoolRoles {
  private readonly signedIn: { readonly role: iam.Role; readonly principal: iam.IPrincipal }[] = [];
  private takesTags = false;

  constructor(private readonly identityPoolId: string, private readonly options: PoolRolesOptions) {}

  /** A role for signed-in people. It may do nothing. */
  define(scope: Construct, id: string, description: string): iam.Role {
    const principal = webIdentityPrincipal(scope, this.identityPoolId, 'authenticated');
    const role = new iam.Role(scope, id, { ...this.options, description: describable(description), assumedBy: principal });
    this.signedIn.push({ role, principal });
    if (this.takesTags) {
      takeTags(role, principal);
    }
    return role;
  }

  /** The role of guests. It may do nothing. */
  defineGuest(scope: Construct, id: string, description: string): iam.Role {
    const principal = webIdentityPrincipal(scope, this.identityPoolId, 'unauthenticated');
    return new iam.Role(scope, id, { ...this.options, description: describable(description), assumedBy: principal });
  }

  /** Cognito refuses to open a tagged session with a role that takes no tags: from now on all roles do. */
  openToTags(): void {
    if (!this.takesTags) {
      this.takesTags = true;
      this.signedIn.forEach(({ role, principal }) => takeTags(role, principal));
    }
  }
}

/**
 * A description as IAM takes it: up to 1000 characters of Latin-1. Names of groups and paths of constructs may have others.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
function describable(text: string): string {
  const taken = text.replace(/[^\t\n\r\u0020-\u007E\u00A1-\u00FF]/gu, '?');
  // what a token becomes is CloudFormation's to know, and cut it would be none.
  return Token.isUnresolved(taken) ? taken : taken.slice(0, 1000);
}

function takeTags(role: iam.Role, principal: iam.IPrincipal): void {
  role.assumeRolePolicy?.addStatements(new iam.PolicyStatement({ actions: ['sts:TagSession'], principals: [principal] }));
}
