import { publicMembers } from './api';
import type { FuzzResult } from './run';

/** Public members that no generated app can use, and why. */
const NOT_GENERATED: Readonly<Record<string, RegExp>> = {
  'AuthenticatedUserPool implements it, and its members are used there': /^IAuthenticatedUserPool\./,
  'the library calls it, of the implementations in makers.ts': /^(IIdentityPoolProvider|ISocialProvider|IUserPoolTrigger)\.bind$/,
  'what the library gives to those implementations, and gets from them': /^(IdentityPoolProvider|SocialProvider|UserPoolTrigger)(BindOptions|Config)\.|^(SocialTokens|UserPoolTokens)\./,
  'it writes files for somebody to look at': /^LocalizedMessages\.render$/,
  'a value that is read, and never given': /^(DuplicateEmailMode|FederationProtocol|RoleMappingMode)\./,
};

/** Public members that a generator should have met. */
export function unmet({ api, met }: FuzzResult): string[] {
  const known = new Set(met);
  return publicMembers(api).filter(name => !known.has(name) && !Object.values(NOT_GENERATED).some(names => names.test(name)));
}

/** The counts, for readers, and whether something is wrong. */
export function report(result: FuzzResult): { readonly text: string; readonly failed: boolean } {
  const { apps, accepted, refused, failed, skipped, foreign, rules, failures, unrelated, seed, seconds, ruleIds } = result;
  const never = ruleIds.filter(id => rules[id] === undefined);
  const missing = unmet(result);
  return {
    failed: failed > 0 || missing.length > 0,
    text: [
      `${number(apps)} apps from seed ${seed} in ${seconds.toFixed(0)} s: ${number(accepted)} accepted, ${number(refused)} refused, ${number(failed)} failed`,
      `${number(skipped - foreign)} lines ended in an error of ours, ${number(foreign)} lines of plain CDK code in one of CDK`,
      `of ${number(unrelated)} apps CDK said that their stacks can't refer to each other`,
      `${ruleIds.length - never.length} of ${ruleIds.length} rules were met:`,
      ...Object.entries(rules).sort(([, one], [, other]) => other - one).map(([id, count]) => `${number(count).padStart(7)} ${id}`),
      `never met: ${never.join(', ') || 'none'}`,
      `public members that were never used: ${missing.join(', ') || 'none'}`,
      ...Object.entries(failures).sort(([, one], [, other]) => other.count - one.count).flatMap(([kind, { count, seed: of, program, detail }]) => [
        '', `FAILED ${number(count)} × ${kind}`, `  seed ${of}`, ...program.split('\n').map(line => `  ${line}`), ...detail.slice(0, 1500).split('\n').map(line => `  > ${line}`),
      ]),
    ].join('\n'),
  };
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
