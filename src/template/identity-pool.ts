import type { CfnResource } from 'aws-cdk-lib/core';
import { Resource } from './resource';
import type { Role } from './role';
import type { UserPool } from './user-pool';
import type { Client } from './user-pool-client';
import { isIntrinsic, isObject, type Properties } from './value';

/** A role that an identity pool hands out, to signed-in users or to guests. */
export interface HandedOutRole {
  readonly to: 'authenticated' | 'unauthenticated';
  readonly role: Role;
  /** what names it, in this order: who gets a role by its attachment may have it by a group too */
  readonly by: 'attachment' | 'mapping' | 'group';
}

export class RoleAttachment extends Resource {
  readonly identityPool = this.at('IdentityPoolId');
  readonly roles = this.at('Roles');
  readonly roleMappings = this.at('RoleMappings');

  /** Each mapping by its key, which may hold dots. */
  get mappings(): [string, Properties][] {
    return Object.entries(this.roleMappings.object).filter((entry): entry is [string, Properties] => isObject(entry[1]) && !isIntrinsic(entry[1]));
  }
}

export class PrincipalTag extends Resource {
  readonly identityPool = this.at('IdentityPoolId');
  readonly provider = this.at('IdentityProviderName');
  readonly tags = this.at('PrincipalTags');
}

/** An identity pool with its role attachments and tags, and with the user pools among its providers, where they are defined in this stage. */
export class IdentityPool extends Resource {
  readonly roleAttachments: RoleAttachment[] = [];
  readonly principalTags: PrincipalTag[] = [];
  readonly userPools: UserPool[] = [];

  /** Clients of this stage whose user pool isn't. */
  readonly strangers: Client[] = [];

  readonly guests = this.at('AllowUnauthenticatedIdentities');
  readonly classicFlow = this.at('AllowClassicFlow');
  readonly name = this.at('IdentityPoolName');
  readonly developerName = this.at('DeveloperProviderName');
  readonly providers = this.at('CognitoIdentityProviders');
  readonly socialProviders = this.at('SupportedLoginProviders');
  readonly oidcProviders = this.at('OpenIdConnectProviderARNs');
  readonly samlProviders = this.at('SamlProviderARNs');

  private handedOut?: readonly HandedOutRole[];

  /** Each role once: attached, mapped by rules, or a group's. Roles from outside the app can't be seen. */
  roles(): readonly HandedOutRole[] {
    this.handedOut ??= this.findRoles();
    return this.handedOut;
  }

  /** Another identity pool of the same users hands it out: it never trusts this one. */
  private isOfOthers(role: Role): boolean {
    const pools = role.named(role.trust).filter(({ type }) => type === this.type);
    return pools.length > 0 && !pools.some(({ cfn }) => cfn === this.cfn);
  }

  private findRoles(): HandedOutRole[] {
    const found: HandedOutRole[] = [];
    const seen = { authenticated: new Set<Resource>(), unauthenticated: new Set<Resource>() };
    const add = (by: HandedOutRole['by'], source: Resource, path: string, to: HandedOutRole['to'] = 'authenticated') => {
      for (const role of source.named(source.at(path))) {
        if (role.type === 'AWS::IAM::Role' && !seen[to].has(role)) {
          seen[to].add(role);
          found.push({ to, role: role as Role, by });
        }
      }
    };
    for (const attachment of this.roleAttachments) {
      add('attachment', attachment, 'Roles.authenticated');
      add('attachment', attachment, 'Roles.unauthenticated', 'unauthenticated');
    }
    this.roleAttachments.forEach((attachment) => add('mapping', attachment, 'RoleMappings'));
    this.userPools.flatMap((pool) => pool.groups).forEach((group) => add('group', group, 'RoleArn'));
    // of a group's role that is open to anybody, `groupRoleTrust` speaks.
    return found.filter(({ by, role }) => by !== 'group' || !this.isOfOthers(role));
  }
}

/** What stands for each type around an identity pool. */
export const IDENTITY_CLASSES: Readonly<Record<string, new (cfn: CfnResource, view: Resource['view']) => Resource>> = {
  'AWS::Cognito::IdentityPool': IdentityPool,
  'AWS::Cognito::IdentityPoolRoleAttachment': RoleAttachment,
  'AWS::Cognito::IdentityPoolPrincipalTag': PrincipalTag,
};
