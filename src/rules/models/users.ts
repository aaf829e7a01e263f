import { WRITABLE_ATTRIBUTES, type UserPool } from '../../template/user-pool';
import type { Client } from '../../template/user-pool-client';
import { isUnknown } from '../../template/value';

/** With it a token of the pages changes attributes, as one of a direct sign-in does. */
const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/** The flows by which users sign in without a back end. The older names, without ALLOW_, leave SRP on. */
const DIRECT_FLOW = /^(ALLOW_(USER|CUSTOM)_|(?!ALLOW_))/;

/** How users write an attribute through a client. */
export interface Way {
  readonly client: Client;
  /** the end of the sentence "which users …" */
  readonly how: string;
  /** why they may be unable to: a back end holds their tokens, or nobody has an account of the pool's own */
  readonly doubt?: 'back end' | 'accounts';
}

/** How users write an attribute through a client, at sign-up or later; `undefined` where they don't, or where nobody knows. */
export function wayOf(client: Client, attribute: string): Way | undefined {
  if (client.isMachine || !mayWrite(client, attribute)) {
    return undefined;
  }
  const { pool, path } = client;
  const through = `through ${path}${client.writeAttributes.isSet ? '' : ', whose WriteAttributes is not set'}`;
  const declared = pool?.attributes.find(({ name }) => name === attribute);
  // the sign-up page asks for what is required; the API takes whatever is writable, and no flow or provider is asked about.
  const signsUp = pool?.isOpen === true && (client.isPublic || (client.hasPages && declared?.isRequired === true && offersOwnAccounts(client)));
  const unproved = signsUp ? unprovedAtSignUp(client, attribute) : undefined;
  if (unproved !== undefined) {
    return { client, how: `write at sign-up ${through}${unproved}` };
  }
  if (declared?.isMutable === false || isProvedLater(pool, attribute)) {
    return undefined;
  }
  const isScoped = client.usesOAuth && client.scopes.list.includes(ADMIN_SCOPE);
  // the flow that needs IAM stands for none, where pages lead to providers only.
  const byBackEnd = client.authFlows.list.includes('ALLOW_ADMIN_USER_PASSWORD_AUTH') && (!client.hasPages || offersOwnAccounts(client));
  if (!isScoped && !isDirect(client) && !byBackEnd) {
    return undefined;
  }
  return !isScoped && !hasOwnAccounts(pool) ? { client, doubt: 'accounts', how: `can write ${through}, if administrators give them a password in the pool` }
    : client.isPublic && (isScoped || isDirect(client)) ? { client, how: `write ${through}` }
      : { client, doubt: 'back end', how: `can write ${through}, if its back end hands out access tokens` };
}

/** Whether users have accounts of the pool's own, or get some. Of a pool that can't be seen that is assumed. */
export function hasOwnAccounts(pool: UserPool | undefined): boolean {
  return pool === undefined || pool.isOpen || pool.attachments.some(({ type }) => type === 'AWS::Cognito::UserPoolUser') || pool.clients.some(offersOwnAccounts);
}

/** Whether a client leads to accounts of the pool's own: on its pages, or in an app with screens of its own. */
function offersOwnAccounts(client: Client): boolean {
  const { isSet, items } = client.providers;
  return !client.isMachine && (!client.hasPages ? isDirect(client)
    : !isSet || client.providers.isUnknown || items.some((item) => item === 'COGNITO' || (isUnknown(item) && client.referents(item).length === 0)));
}

function isDirect({ authFlows: { isSet, isClosed, list } }: Client): boolean {
  return (isClosed && (!isSet || list.length === 0)) || list.some((flow) => DIRECT_FLOW.test(flow));
}

/** Without a list, and with an empty one, a client writes the standard attributes. */
function mayWrite({ writeAttributes: { isSet, closedList, list } }: Client, attribute: string): boolean {
  return isSet && closedList?.length !== 0 ? list.includes(attribute) : WRITABLE_ATTRIBUTES.includes(attribute);
}

/** Why nobody proves at sign-up what they write, in addition to who writes it; `undefined` where they do. */
function unprovedAtSignUp(client: Client, attribute: string): string | undefined {
  const { verifiedAttributes: { list, isClosed }, usernameAttributes } = client.pool!;
  if (attribute !== 'email' && attribute !== 'phone_number') {
    return '';
  }
  const givesPhone = usernameAttributes.list.includes('phone_number') || mayWrite(client, 'phone_number');
  return !isClosed ? undefined
    : !list.includes(attribute) ? `, and AutoVerifiedAttributes is ${JSON.stringify(list)}`
      : attribute === 'email' && list.includes('phone_number') && givesPhone ? ', and of a user who gives a phone number too, Cognito verifies that number only' : undefined;
}

/** A new address counts once the user has proved to hold it. */
function isProvedLater(pool: UserPool | undefined, attribute: string): boolean {
  return ['email', 'phone_number'].includes(attribute)
    && [pool?.verifiedAttributes, pool?.keptAttributes].every((list) => list?.isClosed !== true || list.list.includes(attribute));
}
