import type { Stack } from 'aws-cdk-lib/core';
import { defineAt } from './l2';

/** The code of l2.ts with each resource where ours is: what the construct tree alone costs, without a rule or a default. */
export function define(stack: Stack): void {
  defineAt(stack, {
    UserPool: 'Auth/UserPool',
    Domain: 'Auth/Domain',
    Google: 'Social/Providers/Google',
    Apple: 'Social/Providers/Apple',
    App: 'Auth/Clients/App/UserPoolClient',
    Admin: 'Auth/Clients/Admin/UserPoolClient',
    AppBranding: 'Auth/Clients/App/Branding',
    AdminBranding: 'Auth/Clients/Admin/Branding',
    IdentityPool: 'Identities/IdentityPool/Resource',
    AuthenticatedRole: 'Identities/AuthenticatedRole',
    RoleAttachment: 'Identities/IdentityPool/DefaultRoleAttachment/Resource',
    Uploads: 'Uploads',
  });
}
