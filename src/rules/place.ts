import { rulesOf, type Rule } from './rule';
import { once } from '../private/once';
import { Attachment, ReplicaSettings } from '../template/attachment';
import type { Resource } from '../template/resource';
import { gather, known } from '../template/scan';
import type { UserPool } from '../template/user-pool';
import { own } from '../template/value';
import type { View } from '../template/view';

const QUOTAS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-user-pools.html';

/** What a user pool has once by each name, and the property that is the name. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::Cognito::UserPoolGroup': 'GroupName',
  'AWS::Cognito::UserPoolIdentityProvider': 'ProviderName',
  'AWS::Cognito::UserPoolResourceServer': 'Identifier',
  'AWS::Cognito::UserPoolUser': 'Username',
};

/** What a user pool has once, or once for each of its clients, and by what else these differ. */
const ONCE: Readonly<Record<string, readonly string[]>> = {
  'AWS::Cognito::LogDeliveryConfiguration': [],
  'AWS::Cognito::UserPoolRegionalConfigurationAttachment': [],
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': ['ClientId'],
  'AWS::Cognito::UserPoolUICustomizationAttachment': ['ClientId'],
};

/** Where the resources of a user pool may stand, and what they may be called. */
export const PLACE_RULES: readonly Rule[] = rulesOf('resource', QUOTAS, {
  nameTaken: {
    condition: 'Two groups, users, resource servers or identity providers of a user pool have the same name',
    consequence: 'Cognito has the first and rejects the second; a pool takes Google, Facebook, Amazon and Apple once each',
    remedy: 'keep one of them, or give one another name',
    check: (resource) => {
      const property = own(NAMES, resource.type);
      const { pool } = resource as Attachment;
      const name = property === undefined || pool === undefined ? undefined : resource.at(property).text;
      const first = name === undefined ? undefined : firstsOf(pool!).get(keyOf(resource, name, pool!));
      return first === undefined || first === resource ? undefined : `${property} is ${JSON.stringify(name)}, and that of ${first.path} too`;
    },
  },
  attachedTwice: {
    condition: 'A user pool has its logs delivered twice, two settings of its replica, or two risk configurations or classic style sheets for one client',
    consequence: 'Cognito has one of each: the last one deployed counts, and when one is taken out the other\'s is gone too',
    remedy: 'keep one, with all of it',
    check: (resource) => {
      const first = own(ONCE, resource.type) && attachedIn(resource.view).get(placeOf(resource))?.[0];
      return first === undefined || first === resource ? undefined : `UserPoolId is that of ${first.path} too`;
    },
  },
  poolElsewhere: {
    condition: 'A client, a group or another resource of a user pool is in another Region or account than the pool',
    consequence: 'Cognito looks for the pool where the stack is, and doesn\'t find it',
    remedy: 'define it in a stack where the pool is; an identity pool may stay elsewhere, and a group takes its role from there by a literal ARN, with a `roleName` of yours in it',
    check: (resource) => {
      const isOwn = resource instanceof Attachment && !(resource instanceof ReplicaSettings) && resource.type.startsWith('AWS::Cognito::');
      const here = isOwn && resource.pool?.stack !== resource.stack ? [resource.region, resource.account] : [];
      const there = isOwn ? [resource.home, resource.pool?.account] : [];
      const differs = here.some((place, at) => place !== undefined && there[at] !== undefined && place !== there[at]);
      const shown = (places: readonly (string | undefined)[]) => places.filter((place) => place !== undefined).join(', account ');
      return differs ? `UserPoolId is that of a pool in ${shown(there)}, and the stack is in ${shown(here)}` : undefined;
    },
  },
});

/** The first of each name. */
const firstsOf = once((pool: UserPool): ReadonlyMap<string, Resource> => {
  const found = new Map<string, Resource>();
  for (const attachment of pool.attachments) {
    const property = own(NAMES, attachment.type);
    const name = property === undefined ? undefined : attachment.at(property).text;
    if (name !== undefined) {
      known(found, keyOf(attachment, name, pool), () => attachment);
    }
  }
  return found;
});

/** What is attached, by where it is. */
const attachedIn = once((view: View) => Object.keys(ONCE).flatMap((type) => view.ofType(type))
  .reduce((index, resource) => gather(index, placeOf(resource), resource), new Map<string, Resource[]>()));

/** The pool, and the client, by their paths, or by how a template names those from elsewhere. */
function placeOf(resource: Resource): string {
  const named = ['UserPoolId', ...ONCE[resource.type]!].map((name) => resource.at(name))
    .map((value) => resource.named(value)[0]?.path ?? [resource.stack.node.path, value.raw]);
  return JSON.stringify([resource.type, resource.region, named]);
}

/** Only user names are compared without regard to capitals, and only where the pool says so. */
function keyOf({ type }: Resource, name: string, pool: UserPool): string {
  return `${type} ${type.endsWith('User') && pool.caseSensitive.flag === false ? name.toLowerCase() : name}`;
}
