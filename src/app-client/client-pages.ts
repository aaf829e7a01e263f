import type { CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Fn, Lazy, Token, type IResolveContext } from 'aws-cdk-lib/core';
import type { AuthorizeUrlOptions, SignOutUrlOptions } from './app-client-options';
import { withQuery } from '../private/url';
import { Synthesis } from '../template/synthesis';

/** The lists of a client that its URLs hold, by CloudFormation's name. */
const LISTS = { CallbackURLs: 'callbackUrLs', LogoutURLs: 'logoutUrLs', AllowedOAuthScopes: 'allowedOAuthScopes' } as const;

/**
 * The URL of a page on which a sign-in begins. It is made when the template is written: callbacks and scopes may change until then.
 */
export function signInPage(cfn: CfnUserPoolClient, page: string, options: AuthorizeUrlOptions): string {
  return Lazy.uncachedString({
    produce: (context) => withQuery(page, {
      client_id: cfn.ref,
      response_type: 'code',
      // an encoded space, since what is joined by CloudFormation is written as it is.
      scope: scopesOf(cfn, context, '%20'),
      redirect_uri: options.redirectUri ?? firstOf(cfn, 'CallbackURLs', context),
      state: options.state,
      code_challenge: options.codeChallenge,
      code_challenge_method: options.codeChallenge === undefined ? undefined : 'S256',
    }),
  });
}

/**
 * The URL of the page that signs users out, made when the template is written.
 */
export function signOutPage(cfn: CfnUserPoolClient, page: string, options: SignOutUrlOptions): string {
  return Lazy.uncachedString({
    produce: (context) => withQuery(page, { client_id: cfn.ref, logout_uri: options.logoutUri ?? firstOf(cfn, 'LogoutURLs', context) }),
  });
}

/**
 * The scopes of a client in one text, as a request names them; undefined where there are none.
 */
export function scopesOf(cfn: CfnUserPoolClient, context: IResolveContext, space: string = ' '): string | undefined {
  const scopes = listOf(cfn, 'AllowedOAuthScopes', context);
  return Token.isUnresolved(scopes) ? Fn.join(space, scopes) : scopes.join(' ') || undefined;
}

function firstOf(cfn: CfnUserPoolClient, list: keyof typeof LISTS, context: IResolveContext): string | undefined {
  const urls = listOf(cfn, list, context);
  return Token.isUnresolved(urls) ? Fn.select(0, urls) : urls[0];
}

/** What a list holds, with overrides; a token where CloudFormation alone knows it. */
function listOf(cfn: CfnUserPoolClient, list: keyof typeof LISTS, context: IResolveContext): string[] {
  const held = Synthesis.of(cfn).written(cfn, list, cfn[LISTS[list]]) ?? [];
  // what is in a plain list is kept as it is: its literal parts are encoded, its tokens aren't.
  const known: unknown = Token.isUnresolved(held) ? context.resolve(held) : held;
  return Array.isArray(known) ? known.map((item) => Token.asString(item)) : Token.asList(known);
}
