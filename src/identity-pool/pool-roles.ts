import * as iam from 'aws-cdk-lib/aws-iam';
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
    const role = new iam.Role(scope, id, { ...this.options, description, assumedBy: principal });
    this.signedIn.push({ role, principal });
    if (this.takesTags) {
      takeTags(role, principal);
    }
    return role;
  }

  /** The role of guests. It may do nothing. */
  defineGuest(scope: Construct, id: string, description: string): iam.Role {
    return new iam.Role(scope, id, { ...this.options, description, assumedBy: webIdentityPrincipal(scope, this.identityPoolId, 'unauthenticated') });
  }

  /** Cognito refuses to open a tagged session with a role that takes no tags: from now on all roles do. */
  openToTags(): void {
    if (!this.takesTags) {
      this.takesTags = true;
      this.signedIn.forEach(({ role, principal }) => takeTags(role, principal));
    }
  }
}

function takeTags(role: iam.Role, principal: iam.IPrincipal): void {
  role.assumeRolePolicy?.addStatements(new iam.PolicyStatement({ actions: ['sts:TagSession'], principals: [principal] }));
}
