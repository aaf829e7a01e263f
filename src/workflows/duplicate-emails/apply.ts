import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { CfnFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnResource } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import type { DuplicateEmailPolicy } from './duplicate-email-policy';
import type { DuplicateEmailsEntry } from './entry';
import { failure } from '../../private/errors';
import { registryOf } from '../../private/pool-registry';
import type { IdentityProvider } from '../../template/attachment';
import { workflowOf } from '../../user-pool/pool-workflow';
import { neverVerifies, providersOf, unknownName, unmapped } from '../pool-providers';

/** What a function of the caller's finds the policy in. */
const VARIABLE = 'DUPLICATE_EMAILS';

/** They have no subject with capitals. */
const LOWER = ['Google', 'SignInWithApple'];
const NUMBERS = 'https://gitlab.com';

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
  const { handler, actions, told, note } = hook;
  const by = `"duplicateEmails" of ${scope.node.path}`;
  if (handler === undefined) {
    workflow.step({ trigger: 'PreSignUp', name: 'duplicateEmails', entry: told, by, actions });
  } else {
    tell(scope, handler, told);
    workflow.preSignUp({ handler, actions, by });
  }
  const { trustedProviders: trusted = [], bypassMfa } = told;
  registry.duplicates = { by: scope, text, note, trusted, bypassMfa: handler === undefined ? bypassMfa === true : undefined };
  // providers may still come.
  scope.node.addValidation({ validate: () => misplacedTrust(userPool, trusted, handler === undefined) });
}

/**
 * The policy stands in one place: a list in the function's code would go on trusting a provider that is trusted no more.
 *
 * As an override it takes no variable of the caller's away, so that validation sees one.
 */
function tell(scope: Construct, handler: IFunction, entry: DuplicateEmailsEntry): void {
  const cfn = handler.permissionsNode.defaultChild;
  if (!isFunction(cfn)) {
    return;
  }
  const value = JSON.stringify(entry);
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

function misplacedTrust(userPool: IUserPool, trusted: readonly string[], isOurs: boolean): string[] {
  const providers = providersOf(userPool);
  const names = providers.flatMap((provider) => provider.name.text ?? []);
  return trusted.flatMap((name) => {
    const provider = providers.find((one) => one.name.text === name);
    const twin = names.find((one) => !trusted.includes(one) && one.toLowerCase() === name.toLowerCase());
    const problem = provider === undefined ? unknownName(name, providers) : twin !== undefined ? alike(twin)
      : untrustworthy(provider) ?? (isOurs ? subjectless(provider, name) : undefined);
    return problem === undefined ? [] : [`"trustedProviders" of "duplicateEmails" holds ${JSON.stringify(name)}, ${problem}`];
  });
}

/** Functions compare without regard to case: Cognito writes `google_…` into `event.userName` where user names have none. */
function alike(twin: string): string {
  return `and the user pool has ${JSON.stringify(twin)} too, which the function can't tell from it: give it a name that differs in more than case`;
}

function untrustworthy(provider: IdentityProvider): string | undefined {
  const never = neverVerifies(provider);
  const missing = unmapped(provider);
  return never !== undefined
    ? `and ${never} never says whether an address is verified: a stranger who writes a user's address into an account there would become that user. Leave it out`
    : missing.length === 0 ? undefined
      : `which doesn't map ${missing.join(' and ')}: map it where the provider verifies addresses (trustEmailVerified: true of SocialProvider.oidc(), attributeMapping: { emailVerified: … } of others), or leave the provider out`;
}

/** In a user name in lower case the subject is lost, and a link to it in lower case is never found. */
function subjectless(provider: IdentityProvider, name: string): string | undefined {
  const { kind, mapping, pool, isSaml } = provider;
  const isKept = pool?.caseSensitive.flag !== false && name !== name.toLowerCase();
  const isLower = LOWER.includes(kind.text ?? '') || provider.detail('oidc_issuer').text === NUMBERS;
  const maps = (attribute: string) => attribute.startsWith('custom:') && (isSaml || [undefined, 'sub'].includes(mapping.at(attribute).text));
  return isKept || isLower || mapping.isUnknown || mapping.keys.some(maps) ? undefined
    : `and the names of its users are in lower case here, so that the subject isn't known to which the account would be linked: map ${isSaml ? 'what its users are named by (NameID)' : '"sub"'} `
      + 'into a custom attribute, such as attributeMapping: { custom: { "custom:subject": … } }';
}
