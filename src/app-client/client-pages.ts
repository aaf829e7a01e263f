import type { CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Fn, Lazy, Token, type IResolveContext } from 'aws-cdk-lib/core';
import type { AuthorizeUrlOptions, SignOutUrlOptions } from './app-client-options';
import { withQuery } from './query';
import { Synthesis } from '../template/synthesis';
import type { Properties } from '../template/value';

/**
 * The URL of a page on which a sign-in begins. It is made when the template is written: callbacks and scopes may change until then.
 */
export function signInPage(cfn: CfnUserPoolClient, page: string, options: AuthorizeUrlOptions): string {
  return Lazy.uncachedString({
    produce: (context) => {
      const { CallbackURLs, AllowedOAuthScopes } = listsOf(cfn);
      return withQuery(page, {
        client_id: cfn.ref,
        response_type: 'code',
        // what CloudFormation joins is written as it is, so its space is encoded already.
        scope: spaced(list(AllowedOAuthScopes, context), '%20'),
        redirect_uri: options.redirectUri ?? first(list(CallbackURLs, context)),
        state: options.state,
        code_challenge: options.codeChallenge,
        code_challenge_method: options.codeChallenge === undefined ? undefined : 'S256',
        identity_provider: options.identityProvider?.name,
        prompt: options.prompt,
        lang: options.language,
        login_hint: options.loginHint,
        resource: options.resource,
      });
    },
  });
}

/**
 * The URL of the page that signs users out, made when the template is written.
 */
export function signOutPage(cfn: CfnUserPoolClient, page: string, options: SignOutUrlOptions): string {
  return Lazy.uncachedString({
    produce: (context) => withQuery(page, { client_id: cfn.ref, logout_uri: options.logoutUri ?? first(list(listsOf(cfn).LogoutURLs, context)) }),
  });
}

/**
 * The scopes of a client in one text, as a request names them; undefined where there are none.
 */
export function scopesOf(cfn: CfnUserPoolClient, context: IResolveContext): string | undefined {
  return spaced(list(listsOf(cfn).AllowedOAuthScopes, context), ' ');
}

/** The lists of a client that its URLs hold, with overrides. */
function listsOf(cfn: CfnUserPoolClient): Properties {
  return Synthesis.of(cfn).written(cfn, { CallbackURLs: cfn.callbackUrLs, LogoutURLs: cfn.logoutUrLs, AllowedOAuthScopes: cfn.allowedOAuthScopes });
}

/** What a list holds; a token where CloudFormation alone knows it. */
function list(held: unknown = [], context: IResolveContext): string[] {
  // what is in a plain list is kept as it is: its literal parts are encoded, its tokens aren't.
  const known: unknown = Token.isUnresolved(held) ? context.resolve(held) : held;
  return Array.isArray(known) ? known.map((item) => Token.asString(item)) : Token.asList(known);
}

function first(items: string[]): string | undefined {
  return Token.isUnresolved(items) ? Fn.select(0, items) : items[0];
}

function spaced(items: string[], space: string): string | undefined {
  return Token.isUnresolved(items) ? Fn.join(space, items) : items.join(' ') || undefined;
}
