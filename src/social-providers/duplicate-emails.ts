import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnResource } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import type { DuplicateEmailHook, DuplicateEmailPolicy } from './duplicate-email-policy';
import { failure } from '../private/errors';
import { nearest } from '../private/nearest';
import { registryOf } from '../private/pool-registry';
import { definitionOf } from '../private/whereabouts';
import type { IdentityProvider } from '../template/attachment';
import { Synthesis } from '../template/synthesis';
import { own } from '../template/value';
import { workflowOf } from '../user-pool/pool-workflow';

/** What the function finds the policy in. */
const VARIABLE = 'DUPLICATE_EMAILS';

/** Providers that have a claim for the address and none for whether it is verified. */
const NEVER_VERIFIES: Readonly<Record<string, string>> = { Facebook: 'Facebook', LoginWithAmazon: 'Amazon' };

/** Which policy stands in a function's environment, and who wrote it: plain data, which another copy of this package reads too. */
const TOLD = Symbol.for('cdk-cognito-auth/duplicate-emails@1');

interface Told {
  [TOLD]?: { readonly value: string; readonly by: string };
}

/**
 * Puts the policy into the pool's workflow, once for each pool.
 *
 * Throws when another construct has another policy for the pool, when the pool isn't defined in this app, or when the function has another pool's
 * policy.
 */
export function applyDuplicateEmails(scope: Construct, userPool: IUserPool, policy: DuplicateEmailPolicy): void {
  const { text, hook } = policy._bind();
  const registry = registryOf(userPool);
  const known = registry.duplicates;
  if (known !== undefined && known.text !== text) {
    throw failure(scope, `"duplicateEmails" is ${text}, and for the same user pool "duplicateEmails" of ${known.by.node.path} is ${known.text}: `
      + 'a user pool has one policy, give it to one of them');
  }
  if (known !== undefined || hook === undefined) {
    registry.duplicates ??= { by: scope, text };
    return;
  }
  const workflow = workflowOf(userPool);
  if (workflow === undefined) {
    throw failure(scope, `"duplicateEmails" is ${text}, and "userPool" is imported, so that its trigger can't be set here: pass the pool itself, or set `
      + 'UserPoolTrigger.preSignUp(…) where it is defined and leave "duplicateEmails" out');
  }
  const { handler, actions, note } = hook;
  tell(scope, hook);
  workflow.preSignUp({ handler, actions, by: `"duplicateEmails" of ${scope.node.path}` });
  registry.duplicates = { by: scope, text, note, trusted: hook.trustedProviders };
  // providers may still come.
  scope.node.addValidation({ validate: () => misplacedTrust(userPool, hook.trustedProviders) });
}

/**
 * The policy stands in one place: a list in the function's code would go on trusting a provider that is trusted no more.
 *
 * As an override it takes no variable of the caller's away, so that validation sees one.
 */
function tell(scope: Construct, hook: DuplicateEmailHook): void {
  const { handler } = hook;
  const cfn = handler.permissionsNode.defaultChild;
  if (!isFunction(cfn)) {
    return;
  }
  const value = JSON.stringify(hook.told);
  const told = cfn[TOLD];
  if (told !== undefined && told.value !== value) {
    throw failure(scope, `"handler" of "duplicateEmails" is ${handler.node.path}, which has another policy from "duplicateEmails" of ${told.by}: `
      + 'give each user pool a function of its own');
  }
  cfn[TOLD] = { value, by: scope.node.path };
  cfn.addPropertyOverride(`Environment.Variables.${VARIABLE}`, value);
  scope.node.addValidation({
    validate: () => [undefined, value].includes(variablesOf(cfn)[VARIABLE] as string | undefined) ? []
      : [`"handler" of "duplicateEmails" is ${handler.node.path}, which has an environment variable ${VARIABLE} of its own: `
        + 'the policy stands in it, so leave yours out or give it another name'],
  });
}

/** A function, be it the only one of its kind in the stack; no alias or version. */
function isFunction(construct: IConstruct | undefined): construct is CfnFunction & Told {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === 'AWS::Lambda::Function';
}

/** The variables that the caller gives a function. */
function variablesOf(cfn: CfnFunction): Readonly<Record<string, unknown>> {
  const environment = cfn.stack.resolve(cfn.environment) as { readonly variables?: Readonly<Record<string, unknown>> } | undefined;
  return environment?.variables ?? {};
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

/** Without the claim, `email_verified` is false for every user or, worse, what another attribute says. */
function untrustworthy(provider: IdentityProvider): string | undefined {
  const never = own(NEVER_VERIFIES, provider.kind.text ?? '');
  if (never !== undefined) {
    return `and ${never} never says whether an address is verified: a stranger who writes a user's address into an account there would become that user. Leave it out`;
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
