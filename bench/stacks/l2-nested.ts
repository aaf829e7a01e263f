import type { Stack } from 'aws-cdk-lib/core';
import { defineAt } from './l2';

/** The code of l2.ts with each resource where ours is: what the construct tree alone costs, without a rule or a default. */
export function define(stack: Stack): void {
  defineAt(stack, {
    UserPool: 'Auth/UserPool',
    Domain: 'Auth/Domain',
    Google: 'Social/Google',
    Apple: 'Social/Apple',
    App: 'Auth/App/UserPoolClient',
    Admin: 'Auth/Admin/UserPoolClient',
    AppBranding: 'Auth/App/Branding',
    AdminBranding: 'Auth/Admin/Branding',
    IdentityPool: 'Identities/IdentityPool/Resource',
    AuthenticatedRole: 'Identities/AuthenticatedRole',
    RoleAttachment: 'Identities/IdentityPool/DefaultRoleAttachment/Resource',
    Uploads: 'Uploads',
  });
}
