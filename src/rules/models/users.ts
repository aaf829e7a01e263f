import type { IdentityProvider } from '../../template/attachment';
import { WRITABLE_ATTRIBUTES, type SchemaAttribute, type UserPool } from '../../template/user-pool';
import type { Client } from '../../template/user-pool-client';
import { isUnknown } from '../../template/value';

/** With it a token of the pages changes attributes, as one of a direct sign-in does. */
export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/** The flows by which users sign in without a back end. The older names, without ALLOW_, leave SRP on. */
const DIRECT_FLOW = /^(ALLOW_(USER|CUSTOM)_|(?!ALLOW_))/;

/** What is left where a provider maps the attribute. */
const REFUSE = 'have the function refuse it, or make the pool invite-only';

/** What users prove to hold. */
export const ADDRESSES = ['email', 'phone_number'];

/** How users write an attribute through a client. */
export interface Way {
  readonly client: Client;
  /** the end of the sentence "which users …" */
  readonly how: string;
  /** what to do */
  readonly close: string;
  /** why they may be unable to: a back end holds their tokens, nobody has an account of the pool's own, or a function looks at whoever signs up */
  readonly doubt?: 'back end' | 'accounts' | 'trigger';
}

/** How users write an attribute through a client, at sign-up and later; empty where they don't, or where nobody knows. */
export function waysOf(client: Client, attribute: string): Way[] {
  if (client.isMachine || !mayWrite(client, attribute)) {
    return [];
  }
  const { pool, path, writeAttributes } = client;
  const mapper = pool?.providers.find((one) => one.mapping.isOwn && one.mapping.at(attribute).isSet && mayOffer(client, one));
  const declared = pool?.attributes.find(({ name }) => name === attribute);
  const reason = mapper !== undefined ? `, because ${mapper.path} maps it` : writeAttributes.isSet ? '' : ', whose WriteAttributes is not set';
  const through = `through ${path}${reason}`;
  const isFrozen = declared?.isMutable === false || isProvedLater(pool, attribute);
  // what a provider maps a client must be able to write.
  const close = mapper === undefined ? 'leave it out of `userWritable` and `writeAttributes`' : undefined;
  return [
    ...atSignUp(client, attribute, declared).map(({ why, close: out, doubt }): Way => doubt === undefined
      ? { client, how: `write at sign-up ${through}${why}`, close: out ?? close ?? 'make the pool invite-only' }
      : { client, doubt, how: `can write at sign-up ${through}${why}, unless the function of LambdaConfig.PreSignUp refuses it`, close: out ?? close ?? REFUSE }),
    ...isFrozen ? [] : later(client, mapper !== undefined).map(({ why, close: out, doubt }) => ({
      client,
      doubt,
      how: `${doubt === undefined ? '' : 'can '}write ${through}${why}`,
      close: ADDRESSES.includes(attribute) ? 'leave `keepOriginal` on' : close ?? out,
    })),
  ];
}

interface Gap {
  readonly why: string;
  readonly close?: string;
  readonly doubt?: Way['doubt'];
}

/** The sign-up page asks for what is required; the API takes whatever is writable, and no flow or provider is asked about. */
function atSignUp(client: Client, attribute: string, declared: SchemaAttribute | undefined): Gap[] {
  const { pool } = client;
  const signsUp = pool?.isOpen === true && (client.isPublic || (client.hasPages && declared?.isRequired === true && offersOwnAccounts(client)));
  const gap = !signsUp ? undefined : ADDRESSES.includes(attribute) ? unproved(client, attribute) : { why: '' };
  return gap === undefined ? [] : [pool?.callsOthers('PreSignUp') === true ? { ...gap, doubt: 'trigger' } : gap];
}

/** Why nobody proves an address at sign-up; `undefined` where it is proved. */
export function unproved(client: Client, attribute: string): Gap | undefined {
  const { verifiedAttributes: { list, isClosed }, usernameAttributes } = client.pool!;
  const givesPhone = usernameAttributes.list.includes('phone_number') || mayWrite(client, 'phone_number');
  return !isClosed ? undefined
    : !list.includes(attribute) ? { why: `, and AutoVerifiedAttributes is ${JSON.stringify(list)}`, close: `verify "${attribute}" at sign-up` }
      : attribute === 'email' && list.includes('phone_number') && givesPhone
        ? { why: ', and of a user who gives a phone number too, Cognito verifies that number only', close: 'have them sign up by address alone, or decide by "sub"' } : undefined;
}

/** How signed-in users come to an access token with which they write. */
function later(client: Client, isMapped: boolean): (Gap & { readonly close: string })[] {
  const isScoped = client.usesOAuth && client.scopes.list.includes(ADMIN_SCOPE);
  // the flow that needs IAM stands for none, where pages lead to providers only.
  const byBackEnd = client.authFlows.list.includes('ALLOW_ADMIN_USER_PASSWORD_AUTH') && (!client.hasPages || offersOwnAccounts(client));
  if (!isScoped && !isDirect(client) && !byBackEnd) {
    return [];
  }
  const close = isScoped ? 'leave out `selfService`, or the scope aws.cognito.signin.user.admin'
    : 'leave COGNITO out of `supportedIdentityProviders` of every client, and all but `adminUserPassword` out of `authFlows`';
  return !isScoped && !hasOwnAccounts(client.pool) ? [{ why: ', if administrators give them a password in the pool', close, doubt: 'accounts' }]
    // a back end lets users write what its client lists for their sake.
    : (client.isPublic && (isScoped || isDirect(client))) || (!isMapped && client.writeAttributes.isSet) ? [{ why: '', close }]
      : [{ why: ', if its back end hands out access tokens', close, doubt: 'back end' }];
}

/** Whether users who come from a provider, and have no other way in, write an attribute by a token of the pages that they hold themselves. */
export function writesFromPages(client: Client, attribute: string): boolean {
  return client.isPublic && client.usesOAuth && !client.isMachine && client.scopes.list.includes(ADMIN_SCOPE) && mayWrite(client, attribute);
}

/** Whether a client has a button for a provider, or might. */
export function mayOffer(client: Client, provider: IdentityProvider): boolean {
  const { isSet, isUnknown: isHidden, items } = client.providers;
  return !isSet || isHidden || client.offers(provider) || items.some((item) => isUnknown(item) && client.referents(item).length === 0);
}

/** Whether users have accounts of the pool's own, or get some. Of a pool that can't be seen that is assumed. */
function hasOwnAccounts(pool: UserPool | undefined): boolean {
  return pool === undefined || pool.isOpen || pool.attachments.some(({ type }) => type === 'AWS::Cognito::UserPoolUser') || pool.clients.some(offersOwnAccounts);
}

/** Whether a client leads to accounts of the pool's own: on its pages, or in an app with screens of its own. */
function offersOwnAccounts(client: Client): boolean {
  const { isSet, isUnknown: isHidden, items } = client.providers;
  return !client.isMachine && (!client.hasPages ? isDirect(client)
    : !isSet || isHidden || items.some((item) => item === 'COGNITO' || (isUnknown(item) && client.referents(item).length === 0)));
}

function isDirect({ authFlows: { isSet, isClosed, list } }: Client): boolean {
  return (isClosed && (!isSet || list.length === 0)) || list.some((flow) => DIRECT_FLOW.test(flow));
}

/** Without a list, and with an empty one, a client writes the standard attributes. */
function mayWrite({ writeAttributes: { isSet, closedList, list } }: Client, attribute: string): boolean {
  return isSet && closedList?.length !== 0 ? list.includes(attribute) : WRITABLE_ATTRIBUTES.includes(attribute);
}

/** A new address counts once the user has proved to hold it. */
function isProvedLater(pool: UserPool | undefined, attribute: string): boolean {
  return ADDRESSES.includes(attribute)
    && [pool?.verifiedAttributes, pool?.keptAttributes].every((list) => list?.isClosed !== true || list.list.includes(attribute));
}
