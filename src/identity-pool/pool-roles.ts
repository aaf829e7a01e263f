import * as iam from 'aws-cdk-lib/aws-iam';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { webIdentityPrincipal } from './web-identity-principal';
import { defineWithDefaults } from '../private/defaults';

/** The roles that an identity pool hands out: each trusts exactly this pool and its signed-in users, or its guests, and takes tags only where there are some. */
export class PoolRoles {
  private readonly signedIn: { readonly role: iam.Role; readonly principal: iam.IPrincipal }[] = [];
  private takesTags = false;

  constructor(private readonly identityPoolId: string, private readonly path?: string) {}

  /** A role for signed-in users. It may do nothing. */
  define(scope: Construct, id: string, description: string, roleName?: string): iam.Role {
    const principal = webIdentityPrincipal(scope, this.identityPoolId, 'authenticated');
    const role = this.role(scope, id, description, principal, roleName);
    this.signedIn.push({ role, principal });
    if (this.takesTags) {
      takeTags(role, principal);
    }
    return role;
  }

  /** The role of guests. It may do nothing. */
  defineGuest(scope: Construct, id: string, description: string): iam.Role {
    return this.role(scope, id, description, webIdentityPrincipal(scope, this.identityPoolId, 'unauthenticated'));
  }

  /** Cognito refuses to open a tagged session with a role that takes no tags: from now on all roles do. */
  openToTags(): void {
    if (!this.takesTags) {
      this.takesTags = true;
      this.signedIn.forEach(({ role, principal }) => takeTags(role, principal));
    }
  }

  private role(scope: Construct, id: string, description: string, assumedBy: iam.IPrincipal, roleName?: string): iam.Role {
    return defineWithDefaults(scope, id, iam.Role, { path: this.path, assumedBy, roleName }, { description: describable(description) }, { path: 'rolePath', roleName: 'roleName' });
  }
}

/**
 * A description as IAM takes it: up to 1000 characters of Latin-1. Descriptions and paths of constructs may have others.
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
