import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { CfnFunction, Function, IFunction } from 'aws-cdk-lib/aws-lambda';
import { DefaultTokenResolver, StringConcat, Tokenization, type IResolvable, type IResolveContext } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { DuplicateEmailHook, DuplicateEmailPolicy } from './duplicate-email-policy';
import { failure } from '../private/errors';
import { nearest } from '../private/nearest';
import { PoolRegistry } from '../private/pool-registry';
import { definitionOf } from '../private/whereabouts';
import type { IdentityProvider } from '../template/attachment';
import { Synthesis } from '../template/synthesis';
import { preSignUpOf } from '../user-pool/pre-sign-up';

/** What the function finds the policy in. */
const VARIABLE = 'DUPLICATE_EMAILS';

/** Providers that have a claim for the address and none for whether it is verified. */
const NEVER_VERIFIES: Readonly<Record<string, string>> = { Facebook: 'Facebook', LoginWithAmazon: 'Amazon' };

/** What a function was told, and by whom: it has one environment. */
const told = new WeakMap<IFunction, { readonly value: string; readonly by: Construct }>();

/**
 * Puts the policy into the pool's workflow, once for each pool.
 *
 * Throws when another construct has another policy for the pool, when the pool isn't defined in this app, or when the function has a variable of
 * that name.
 */
export function applyDuplicateEmails(scope: Construct, userPool: IUserPool, policy: DuplicateEmailPolicy): void {
  const { text, hook } = policy._bind();
  const registry = PoolRegistry.of(userPool);
  const known = registry.duplicates;
  if (known !== undefined && known.text !== text) {
    throw failure(scope, `"duplicateEmails" is ${text}, and for the same user pool "duplicateEmails" of ${known.by.node.path} is ${known.text}: `
      + 'a user pool has one policy, give it to one of them');
  }
  if (known !== undefined || hook === undefined) {
    registry.duplicates ??= { by: scope, text };
    return;
  }
  const preSignUp = preSignUpOf(userPool);
  if (preSignUp === undefined) {
    throw failure(scope, `"duplicateEmails" is ${text}, and "userPool" is imported, so that its trigger can't be set here: pass the pool itself, or set `
      + 'UserPoolTrigger.preSignUp(…) where it is defined and leave "duplicateEmails" out');
  }
  const { handler, actions, note } = hook;
  tell(scope, hook);
  preSignUp({ handler, actions, by: `"duplicateEmails" of ${scope.node.path}` });
  registry.duplicates = { by: scope, text };
  registry.notes.push(note);
  // providers may still come.
  scope.node.addValidation({ validate: () => misplacedTrust(userPool, hook.trustedProviders) });
}

/** The policy stands in one place: a list of its own in the function's code would trust whom nobody trusts any more. */
function tell(scope: Construct, hook: DuplicateEmailHook): void {
  const { handler } = hook;
  if (!hasEnvironment(handler)) {
    return;
  }
  const value = JSON.stringify(hook.told);
  const other = told.get(handler);
  if (other !== undefined && other.value !== value) {
    throw failure(scope, `"handler" of "duplicateEmails" is ${handler.node.path}, which has another policy from "duplicateEmails" of ${other.by.node.path}: `
      + 'give each user pool a function of its own');
  }
  if (![undefined, value].includes(environmentOf(handler)[VARIABLE] as string | undefined)) {
    throw failure(scope, `"handler" of "duplicateEmails" is ${handler.node.path}, which has an environment variable ${VARIABLE} of its own: `
      + 'the policy stands in it, so leave it out or give yours another name');
  }
  told.set(handler, { value, by: scope });
  handler.addEnvironment(VARIABLE, value);
}

function hasEnvironment(handler: IFunction): handler is Function {
  return typeof (handler as Partial<Function>).addEnvironment === 'function';
}

/** The L2 shows its variables in the template only. */
function environmentOf({ node }: Function): Readonly<Record<string, unknown>> {
  const { environment } = (node.defaultChild ?? {}) as Partial<CfnFunction>;
  const resolver = new OuterResolver(new StringConcat());
  const resolved = Tokenization.resolve(environment, { scope: node.scope ?? node.root, resolver, preparing: false });
  return ((resolved ?? {}) as { readonly variables?: Readonly<Record<string, unknown>> }).variables ?? {};
}

/** Leaves the tokens in a token as they are: what they become may not be known yet. */
class OuterResolver extends DefaultTokenResolver {
  public resolveToken(token: IResolvable, context: IResolveContext): unknown {
    return token.resolve(context);
  }
}

function misplacedTrust(userPool: IUserPool, trusted: readonly string[]): string[] {
  const providers = providersOf(userPool);
  const names = providers.flatMap((provider) => provider.name.text ?? []);
  return trusted.flatMap((name) => {
    const provider = providers.find((one) => one.name.text === name);
    const twin = names.find((one) => !trusted.includes(one) && one.toLowerCase() === name.toLowerCase());
    const problem = provider === undefined ? unknown(name, names) : twin !== undefined ? alike(twin) : untrustworthy(provider);
    return problem === undefined ? [] : [`"trustedProviders" of "duplicateEmails" holds ${JSON.stringify(name)}, ${problem}`];
  });
}

function unknown(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return `which the user pool doesn't have${near !== undefined ? `: did you mean ${JSON.stringify(near)}?`
    : names.length > 0 ? `: it has ${names.map((one) => JSON.stringify(one)).join(', ')}` : ': it has no identity provider'}`;
}

/** Functions compare without regard to case: Cognito writes `google_…` into `event.userName` where user names have none. */
function alike(twin: string): string {
  return `and the user pool has ${JSON.stringify(twin)} too, which the function can't tell from it: give it a name that differs in more than case`;
}

/** Without the claim, `email_verified` is false for everybody or, worse, what somebody else wrote there. */
function untrustworthy(provider: IdentityProvider): string | undefined {
  const never = NEVER_VERIFIES[provider.kind.text ?? ''];
  if (never !== undefined) {
    return `and ${never} never says whether an address is verified: whoever writes somebody's address into an account there would become that person. Leave it out`;
  }
  const missing = ['email', 'email_verified'].filter((attribute) => !provider.mapping.at(attribute).isSet);
  return missing.length === 0 ? undefined
    : `which doesn't map ${missing.join(' and ')}: map it where the provider verifies addresses (trustEmailVerified: true of SocialProvider.oidc(), attributeMapping: { emailVerified: … } of others), or leave the provider out`;
}

/** Every provider of the pool, ours or not, in whatever stack. */
function providersOf(userPool: IUserPool): IdentityProvider[] {
  const pool = definitionOf(userPool);
  return Synthesis.of(userPool).view.userPools.find(({ cfn }) => cfn === pool)?.providers ?? [];
}
