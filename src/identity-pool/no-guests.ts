import type * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy, Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { failure } from '../private/errors';

/**
 * Stands where the L2 identity pool would define a role for guests: it is no role, and no resource of the template.
 *
 * Grants to it, policies for it and references to it fail, so that what was meant for guests never reaches anybody else.
 */
export class NoGuests extends Resource implements iam.IRole {
  public readonly grantPrincipal: iam.IPrincipal = this;
  public readonly assumeRoleAction: string = 'sts:AssumeRoleWithWebIdentity';

  /** The L2 copies it into the attachment, whose roles don't keep it. Whoever else names it hears why there is none. */
  public readonly roleArn: string;
  public readonly roleName: string;

  constructor(private readonly identities: Construct, id: string) {
    super(identities, id);
    const reference = Lazy.uncachedString({ produce: () => this.fail() });
    this.roleArn = reference;
    this.roleName = reference;
  }

  public get roleRef(): iam.IRole['roleRef'] {
    return { roleArn: this.roleArn, roleName: this.roleName };
  }

  public get policyFragment(): iam.PrincipalPolicyFragment {
    return this.fail();
  }

  public addToPrincipalPolicy(_statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    return this.fail();
  }

  public attachInlinePolicy(_policy: iam.Policy): void {
    this.fail();
  }

  public addManagedPolicy(_policy: iam.IManagedPolicy): void {
    this.fail();
  }

  public grant(_grantee: iam.IPrincipal, ..._actions: string[]): iam.Grant {
    return this.fail();
  }

  public grantPassRole(_grantee: iam.IPrincipal): iam.Grant {
    return this.fail();
  }

  public grantAssumeRole(_grantee: iam.IPrincipal): iam.Grant {
    return this.fail();
  }

  private fail(): never {
    throw failure(this.identities, 'guests are off: no role of theirs takes grants, say guests: GuestAccess.allow({ reason }) first');
  }
}
