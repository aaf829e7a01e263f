import { same } from './lock-file';
import { ANY_ROLE, loginsOf, MAPPED_ROLES } from './logins';
import { accountOf, clientIdOf, flag, isFlagged, listed, namingOf, relyingPartyOf, schemaOf, unordered, userNameOf } from './reads';
import { asTexts, itemsOf } from './stated';
import type { IdentityPool } from '../../template/identity-pool';
import type { Resource } from '../../template/resource';
import { STANDARD_ATTRIBUTES, type UserPool } from '../../template/user-pool';
import { own } from '../../template/value';

/** What a lock keeps of a resource. */
export interface LockedProperty {
  /** as the constructs call it; the template's name follows */
  readonly prop: string;
  /** what happens when another value is deployed */
  readonly consequence: string | ((was: unknown, now: unknown) => string);
  /** @default - put it back */
  readonly remedy?: (was: unknown, now: unknown) => string | undefined;
  /** whether users keep what they had; @default - only where it is the same */
  readonly keeps?: (was: unknown, now: unknown, entry: string) => boolean;
  /** whether that depends on what nobody can see here */
  readonly isDoubtful?: (was: unknown, now: unknown) => boolean;
  /** whether each entry is judged by itself */
  readonly isTable?: boolean;
  /** whether other changes of it are nobody's business */
  readonly isQuiet?: boolean;
  /** whether it stays true where the template no longer says so */
  readonly lasts?: boolean;
  /** @default - the property of that name */
  readonly read?: (resource: Resource) => unknown;
}

/** A kind of resource that users depend on. */
export interface LockedType {
  /** as messages call it */
  readonly noun: string;
  /** what happens when its logical id is no longer in the template */
  readonly gone: string;
  readonly properties: Readonly<Record<string, LockedProperty>>;
}

/** The type of a stack, under whose name a lock keeps where it is. */
export const STACK = 'AWS::CloudFormation::Stack';

const REJECTED = 'Cognito refuses to change it and the deployment fails';
const REPLACED_CLIENT = 'CloudFormation replaces the client: its id is lost, and whoever signed in with it is signed out';
const NEW_ACCOUNTS = 'its users get new, empty accounts';

/** A property that may be given where there was none. */
const unlessSet = (was: unknown, now: unknown) => was === undefined || same(was, now);

/** A flag that may be set, and isn't to be taken back. */
const unlessOff = (was: unknown, now: unknown) => !isFlagged(was) || (now !== undefined && !isFlagged(now, false));

function replaced(prop: string, consequence: string): LockedProperty {
  return { prop, consequence: `CloudFormation replaces it: ${consequence}` };
}

/** On every resource. */
const EVERYWHERE: Readonly<Record<string, LockedProperty>> = {
  Condition: {
    prop: 'its condition',
    consequence: 'where it doesn\'t hold, CloudFormation takes the resource away',
    keeps: (_, now) => now === undefined,
    read: ({ cfn, view }) => listed(view.conditions(cfn)),
  },
  DeletionPolicy: {
    prop: 'retention',
    consequence: 'nothing keeps it when it leaves the stack, or when the stack goes',
    keeps: (was, now) => itemsOf(was).every((one) => itemsOf(now).includes(one)),
    read: (resource) => listed([...resource.isDeleted ? [] : ['Retain'], ...resource.at('DeletionProtection').text === 'ACTIVE' ? ['DeletionProtection'] : []]),
  },
};

const USER_POOL: LockedProperty = { prop: 'its user pool', consequence: 'CloudFormation replaces it, and the other pool knows none of the users' };
const IDENTITY_POOL: LockedProperty = { ...USER_POOL, prop: 'its identity pool' };

/**
 * What can't change without users losing something, by type.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html
 */
const TYPES: Readonly<Record<string, LockedType>> = {
  [STACK]: {
    noun: 'stack',
    gone: '',
    properties: Object.fromEntries(['Region', 'Account'].map((name) => [name, {
      prop: `env.${name.toLowerCase()}`,
      consequence: 'the deployment makes empty pools there, and the users stay in those that it leaves behind, outside this app',
      keeps: unlessSet,
      isDoubtful: (_, now) => now === undefined,
      lasts: true,
    } satisfies LockedProperty])),
  },
  'AWS::Cognito::UserPool': {
    noun: 'user pool',
    gone: 'the deployment deletes the directory with everybody in it, or leaves it behind outside every stack',
    properties: {
      UsernameAttributes: { prop: 'signIn', consequence: REJECTED, read: unordered('UsernameAttributes') },
      AliasAttributes: { prop: 'signIn', consequence: REJECTED, read: unordered('AliasAttributes') },
      // "Updates are not allowed for property - UsernameConfiguration", even where it says what was true before.
      UsernameConfiguration: {
        prop: 'signIn',
        consequence: REJECTED,
        remedy: (was) => was === undefined ? 'a pool that never said so is case sensitive: say caseSensitive: true, and leave the property out with '
          + unset('UsernameConfiguration') : undefined,
      },
      Schema: {
        prop: 'attributes',
        consequence: (was) => was === undefined ? 'only custom attributes can be added to a pool that exists, and the deployment fails' : REJECTED,
        remedy: (was) => was === undefined ? 'leave it out' : 'put it back, to the letter',
        keeps: (was, now, name) => was === undefined ? !STANDARD_ATTRIBUTES.includes(name) : same(asTexts(was), asTexts(now)),
        isTable: true,
        lasts: true,
        read: schemaOf,
      },
      KeyConfiguration: { prop: 'encryptionKey', consequence: 'what is stored is encrypted under the former key, and nobody reads it without that', keeps: unlessSet },
      WebAuthnRelyingPartyID: { prop: 'firstFactors', consequence: 'every passkey stops working', keeps: unlessSet, read: relyingPartyOf },
      UserPoolTier: {
        prop: 'featurePlan',
        consequence: 'where the pool runs on ESSENTIALS, Cognito\'s default, its plan is lowered',
        remedy: () => `name the plan that the pool has, or leave it out with ${unset('UserPoolTier')}`,
        keeps: (was, now) => was !== undefined || now !== 'LITE',
        isDoubtful: () => true,
        isQuiet: true,
        read: (pool) => (pool as UserPool).writtenPlan(),
      },
    },
  },
  'AWS::Cognito::UserPoolClient': {
    noun: 'app client',
    gone: 'its client id is lost, and whoever signed in with it is signed out',
    properties: {
      UserPoolId: USER_POOL,
      GenerateSecret: {
        prop: 'the client\'s kind',
        consequence: REPLACED_CLIENT,
        remedy: (was) => was === undefined ? `leave it out with ${unset('GenerateSecret')}`
          : isFlagged(was) ? 'keep the secret, with addWebClient or addMachineClient' : undefined,
      },
    },
  },
  'AWS::Cognito::UserPoolDomain': {
    noun: 'domain',
    gone: 'the sign-in pages are gone from where apps and providers look for them, and its name may be taken by anyone',
    properties: {
      UserPoolId: USER_POOL,
      Domain: replaced('domain', 'apps and providers still send users to the old one, whose name may be taken by anyone'),
    },
  },
  'AWS::Cognito::UserPoolIdentityProvider': {
    noun: 'identity provider',
    gone: 'the users who signed in with it can\'t any more',
    properties: {
      'UserPoolId': USER_POOL,
      'ProviderName': replaced('providerName', `user names begin with its name, and ${NEW_ACCOUNTS}`),
      'ProviderType': replaced('providers', NEW_ACCOUNTS),
      'ProviderDetails': {
        prop: 'providers',
        consequence: `it gives its users other ids, so ${NEW_ACCOUNTS}, and who gets the id of a user there gets the user's account here`,
        keeps: unlessSet,
        // another document, and whether it is of the same provider can't be seen.
        isDoubtful: (was, now) => now === undefined || String(was).split(' ')[0] !== String(now).split(' ')[0],
        read: namingOf,
      },
      'ProviderDetails.client_id': {
        prop: 'clientId',
        consequence: `providers that give each of their clients other ids for the same user, as Microsoft does, take this for another app: ${NEW_ACCOUNTS}`,
        isDoubtful: () => true,
        read: clientIdOf,
      },
      'AttributeMapping.username': {
        prop: 'attributeMapping',
        consequence: `the user name is another, so ${NEW_ACCOUNTS}`,
        read: userNameOf,
      },
    },
  },
  'AWS::Cognito::UserPoolGroup': {
    noun: 'group',
    gone: 'its users lose what it gives them, and a new group has none of them',
    properties: { UserPoolId: USER_POOL, GroupName: replaced('groupName', 'the new group has none of its users') },
  },
  'AWS::Cognito::UserPoolResourceServer': {
    noun: 'resource server',
    gone: 'its scopes are in no token any more',
    properties: { UserPoolId: USER_POOL, Identifier: replaced('identifier', 'scopes begin with it, and APIs that ask for the old ones refuse the tokens') },
  },
  'AWS::Cognito::UserPoolUser': {
    noun: 'user',
    gone: 'the account is deleted',
    properties: {
      UserPoolId: USER_POOL,
      UserPoolUser: {
        prop: 'its account',
        consequence: 'CloudFormation deletes the account and makes another, which has neither password nor id of the first',
        read: accountOf,
      },
    },
  },
  'AWS::Cognito::UserPoolUserToGroupAttachment': {
    noun: 'membership',
    gone: 'the user leaves the group',
    properties: {
      UserPoolId: USER_POOL,
      ...Object.fromEntries(['GroupName', 'Username'].map((name) => [name, { prop: 'the membership', consequence: 'the user leaves the group' }])),
    },
  },
  'AWS::Cognito::IdentityPool': {
    noun: 'identity pool',
    gone: 'every identity id is lost, and with it whatever is stored under that id',
    properties: {
      DeveloperProviderName: { prop: 'providers', consequence: REJECTED, keeps: unlessSet },
      AllowUnauthenticatedIdentities: { prop: 'guests', consequence: 'guests get no credentials any more', keeps: unlessOff, read: flag('AllowUnauthenticatedIdentities') },
      AllowClassicFlow: { prop: 'classicFlow', consequence: 'apps that assume a role themselves get no credentials any more', keeps: unlessOff, read: flag('AllowClassicFlow') },
      CognitoIdentityProviders: {
        prop: 'providers',
        consequence: (_, now) => now === MAPPED_ROLES ? 'users for whom the role mapping has no role, such as those in no group, get no credentials any more'
          : 'its users get no credentials any more, and what is stored under their identity ids stays behind',
        remedy: (_, now) => now !== MAPPED_ROLES ? undefined : 'say unmappedUsers: UnmappedUsers.AUTHENTICATED_ROLE in its roleMapping',
        keeps: (was, now) => was === undefined || now === ANY_ROLE || (now === MAPPED_ROLES && was !== ANY_ROLE),
        isTable: true,
        read: (pool) => loginsOf(pool as IdentityPool),
      },
      SupportedLoginProviders: {
        prop: 'providers',
        consequence: 'Facebook gives each app other ids for the same user: its users get new identity ids, and what is stored under the former ones stays behind',
        keeps: (was, now) => now === undefined || unlessSet(was, now), // that it goes is told of its users.
        read: (pool) => own((pool as IdentityPool).socialProviders.object, 'graph.facebook.com'),
      },
    },
  },
  'AWS::Cognito::IdentityPoolRoleAttachment': {
    noun: 'role attachment',
    gone: 'the new one is refused beside it, or its removal takes the roles away, and nobody gets credentials',
    properties: { IdentityPoolId: IDENTITY_POOL },
  },
  'AWS::Cognito::IdentityPoolPrincipalTag': {
    noun: 'mapping of principal tags',
    gone: 'sessions have no tags any more, and policies that ask for them refuse',
    properties: { IdentityPoolId: IDENTITY_POOL, IdentityProviderName: replaced('providers', 'sessions of the former provider have no tags any more') },
  },
};

/** What is locked of a type; nothing of those that no user depends on. */
export function lockedType(type: string): LockedType | undefined {
  const known = own(TYPES, type);
  return known === undefined || type === STACK ? known : { ...known, properties: { ...EVERYWHERE, ...known.properties } };
}

function unset(property: string): string {
  return `UserPoolAdoption.keepLogicalId(\u2026, { \u2026, unset: ['${property}'] })`;
}
