import type { CfnUserPoolClient, CfnUserPoolIdentityProvider, IUserPool, IUserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { CfnResource, Lazy, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { failure } from '../private/errors';
import { definitionOf } from '../private/whereabouts';
import { acknowledge, warn } from '../rules/acknowledgements';

/** The name of the pool's own accounts. */
const OWN = 'COGNITO';

/** On an L1 that offers what its pool has already. Another copy of this package knows it too. */
const FOLLOWS = Symbol.for('cdk-cognito-auth.v1.followsProviders');

/**
 * The providers that a client offers, read at synthesis: every one that the pool has by then, ours or a plain L2's, or those that were chosen.
 */
export function offeredProviders(userPool: IUserPool, chosen?: readonly string[]): string[] {
  const names = chosenOf(userPool, chosen).map(({ providerName }) => providerName);
  // a name from outside is taken at its word.
  const others = (chosen ?? []).filter((name) => name !== OWN && !providersOf(userPool).some((provider) => isCalled(provider, name)));
  return [...chosen?.includes(OWN) === false ? [] : [OWN], ...new Set([...names, ...others])];
}

/**
 * Takes a client's choice for what it is: the rules find names that the pool doesn't have.
 *
 * Throws when none is chosen.
 */
export function acceptChoice(client: IConstruct, chosen: readonly string[]): void {
  if (chosen.length === 0) {
    throw failure(client, '"supportedIdentityProviders" is empty, so no user could sign in: name what the client offers, such as '
      + 'UserPoolClientIdentityProvider.COGNITO, or leave it out for all that the pool has');
  }
  acknowledge(client, 'clientMissesProvider', '"supportedIdentityProviders" names what the client offers');
}

/**
 * The attributes that the providers of a client rewrite at every sign-in, which it must be able to write.
 *
 * Cognito maps the verification flags without asking the client and never lists them as writable.
 */
export function mappedAttributes(userPool: IUserPool, chosen?: readonly string[]): string[] {
  const names = chosenOf(userPool, chosen).flatMap((provider) => {
    const cfn = provider.node.defaultChild;
    const mapping: unknown = isProvider(cfn) ? cfn.attributeMapping : undefined;
    const known = Token.isUnresolved(mapping) ? Stack.of(provider).resolve(mapping) as unknown : mapping;
    return Object.entries(known ?? {}).flatMap(([name, value]) => value === undefined ? [] : name);
  });
  return names.filter((name) => !['username', 'email_verified', 'phone_number_verified'].includes(name));
}

/**
 * Has a client of this library offer what it is to offer and write what it is to write, both read when the template is written: providers may come later.
 */
export function offerProviders(cfn: CfnUserPoolClient, offered: () => string[], writable: string[] | (() => string[])): void {
  cfn.supportedIdentityProviders = Lazy.uncachedList({ produce: offered });
  cfn.writeAttributes = Array.isArray(writable) ? writable : Lazy.uncachedList({ produce: writable });
  Reflect.set(cfn, FOLLOWS, true);
}

/**
 * Has a plain L2 client offer what the pool has at synthesis, beside what it lists itself, and write what is mapped where it has a write list. A client of
 * this library does so by itself.
 */
export function followProviders(cfn: CfnUserPoolClient, userPool: IUserPool): void {
  if (Reflect.has(cfn, FOLLOWS)) {
    return;
  }
  const { supportedIdentityProviders: listed = [OWN], writeAttributes: writable } = cfn;
  cfn.supportedIdentityProviders = longer(cfn, 'supportedIdentityProviders', listed, () => offeredProviders(userPool).filter((name) => name !== OWN));
  if (writable !== undefined) {
    cfn.writeAttributes = longer(cfn, 'writeAttributes', writable, () => mappedAttributes(userPool));
  }
  Reflect.set(cfn, FOLLOWS, true);
}

/** A list and what is to stand behind it. The list may be a token itself, to which nothing can be added before it is resolved. */
function longer(cfn: CfnUserPoolClient, property: string, listed: string[], added: () => string[]): string[] {
  return Lazy.uncachedList({
    produce: (context) => {
      const known: unknown = Token.isUnresolved(listed) ? context.resolve(listed) : listed;
      if (!Array.isArray(known)) {
        throw failure(cfn, `"${property}" is known to CloudFormation only, so that the pool's identity providers can't be added to it: give a list, or take the `
          + 'client out of "userPoolClients"');
      }
      return [...new Set([...known.map((item) => Token.asString(item)), ...added()])];
    },
  });
}

/**
 * Whether a client offers the pool's own accounts, by what it chose. A name that is known to CloudFormation only, and is no identity provider's, may be theirs.
 */
export function offersOwnAccounts(chosen: readonly string[] | undefined): boolean {
  return chosen === undefined || chosen.some((name) => {
    const token = Tokenization.reverseString(name).firstToken;
    return name === OWN || (token !== undefined && !(Reference.isReference(token) && isProvider(token.target)));
  });
}

/**
 * The providers of an imported pool can't be seen: a client that leaves them out locks their users out.
 */
export function warnOfUnseenProviders(client: IConstruct, userPool: IUserPool): void {
  if (definitionOf(userPool) !== undefined) {
    return;
  }
  client.node.addValidation({
    validate: () => {
      if (userPool.identityProviders.length === 0) {
        warn(client, 'clientProvidersUnseen', `${client.node.path}: "userPool" is imported, so this client offers none of the `
          + 'identity providers that are defined elsewhere; name them, userPool.registerIdentityProvider(cognito.UserPoolIdentityProvider.fromProviderName(…)), '
          + 'or acknowledge it for a pool that has none');
      }
      return [];
    },
  });
}

/** A pool that is imported by the reference to another has the other's providers too. */
function providersOf(userPool: IUserPool): IUserPoolIdentityProvider[] {
  const own = definitionOf(userPool)?.node.scope;
  return [...new Set([...userPool.identityProviders, ...(own as Partial<IUserPool> | undefined)?.identityProviders ?? []])];
}

function chosenOf(userPool: IUserPool, chosen: readonly string[] | undefined): IUserPoolIdentityProvider[] {
  return providersOf(userPool).filter((provider) => chosen === undefined || chosen.some((name) => isCalled(provider, name)));
}

/** By the name that Cognito knows, or by the reference by which an L2 knows itself. */
function isCalled(provider: IUserPoolIdentityProvider, name: string): boolean {
  const cfn = provider.node.defaultChild;
  return provider.providerName === name || (isProvider(cfn) && cfn.providerName === name);
}

function isProvider(construct: IConstruct | undefined): construct is CfnUserPoolIdentityProvider {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === 'AWS::Cognito::UserPoolIdentityProvider';
}
