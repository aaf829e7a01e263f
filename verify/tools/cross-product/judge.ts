import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { AuthenticatedUserPool } from 'cdk-cognito-auth';
import { cheapestPlan, FAMILIES, type Family, type Objection, objections, type Resources } from '../cognito-checker';
import { isDerived, type Product } from './products';
import { NAME } from './tally';

/**
 * What each rule says, in the words of the checker. An error that isn't here shouldn't be; a warning that isn't here is about something else.
 */
const MEANINGS: Readonly<Record<string, readonly Family[]>> = {
  mfaWithoutFactor: ['mfa-no-factor'],
  mfaOffWithFactor: ['mfa-off-factor'],
  mfaRequiredWithOtpFirstFactor: ['otp-beside-required-mfa'],
  mfaPasskeyNeedsVerification: ['passkey-beside-required-mfa'],
  passkeyNotOffered: ['passkey-not-offered'],
  firstFactorPasswordMissing: ['no-password'],
  smsWithoutSender: ['sms-no-sender'],
  mfaLeavesOutSms: ['sms-sender-without-sms-mfa'],
  smsUnused: ['sms-sender-unused'],
  mfaEmailWithoutSes: ['email-mfa-no-ses'],
  mfaEmailRecovery: ['email-mfa-one-recovery'],
  poolAliasAndUsername: ['identifiers-beside-aliases'],
  poolUpdateBeforeVerification: ['keep-original-unverified'],
  planTooLow: ['plan-too-low'],
  outOfBounds: ['code-placeholder', 'link-placeholder', 'message-length'],
  messageLinkBesideCode: ['link-beside-code'],
  messageInvitationPlaceholders: ['invitation-placeholder'],
  passkeyLostWithMfa: ['passkey-lost'],
  emailOtpWithoutSes: ['email-otp-no-ses'],
  oneMailbox: ['one-mailbox'],
  onePhone: ['one-phone'],
  verificationByLink: ['verified-by-link'],
  emailLimit: ['cognito-mail'],
};

/** What a rule said of a combination. */
export interface RuleFinding {
  readonly id: string;
  readonly severity: 'error' | 'warning';
}

/** A combination, and what both sides say of it. */
export interface Judged {
  readonly index: number;
  /** Other combinations that make the very same user pool. */
  readonly twins: readonly number[];
  readonly findings: readonly RuleFinding[];
  readonly objections: readonly Objection[];
  /** What CloudFormation would get, were it refused or not. */
  readonly resources: Resources;
  /** Where the two sides don't agree, in words that are the same for the same disagreement. */
  readonly disagreements: readonly string[];
}

export interface JudgeOptions {
  /** Rules to acknowledge on everything: they are as good as gone. */
  readonly without?: readonly string[];
  /** Of combinations that make the same user pool, judge the first only. */
  readonly once?: boolean;
}

/** Nothing is written there but by tests that synthesize: without it CDK makes a folder for each app. */
const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cross-product-'));
process.on('exit', () => fs.rmSync(outdir, { recursive: true, force: true }));

/** An empty stack of an app that is as fast as can be. */
export function combinationStack(): Stack {
  const app = new App({
    outdir,
    builtinCloudFormationValidation: false,
    analyticsReporting: false,
    treeMetadata: false,
    stackTraces: false,
    context: { '@aws-cdk/core:stackResourceLimit': 0 },
  });
  return new Stack(app, 'Stack', { env: { region: 'eu-central-1' } });
}

/** Defines combinations in one stack, has the rules and the checker judge each, and compares. */
export function judge(product: Product, indexes: readonly number[], options: JudgeOptions = {}): Judged[] {
  const stack = combinationStack();
  const different = new Map<string, { readonly index: number; readonly auth: AuthenticatedUserPool; readonly twins: number[] }>();
  for (const index of indexes) {
    const auth = define(product, stack, index);
    Validations.of(auth).acknowledge(...(options.without ?? []).map(id => ({ id: `cdk-cognito-auth:${id}`, reason: 'what does the checker say without it?' })));
    const pool = options.once ? userPoolOf(auth, index) : String(index);
    const twin = different.get(pool);
    if (twin === undefined) {
      different.set(pool, { index, auth, twins: [] });
    } else {
      twin.twins.push(index);
      stack.node.tryRemoveChild(auth.node.id);
    }
  }
  stack.node.root.node.validate(); // each synthesis looks anew, and so do we.
  return [...different.values()].map(({ index, auth, twins }) => {
    const findings = findingsIn(auth);
    const resources = resourcesOf(auth);
    const against = objections(resources);
    const derived = [index, ...twins].some(one => isDerived(product.choice(one)));
    return {
      index,
      twins,
      findings,
      resources,
      objections: against,
      disagreements: [...compare(findings, against), ...derived ? planDisagreement(resources) : []],
    };
  });
}

function define(product: Product, stack: Stack, index: number): AuthenticatedUserPool {
  try {
    return product.define(stack, `${NAME}${index}`, index);
  } catch (error) {
    throw new Error(`${product.text(index)}: ${(error as Error).message}`);
  }
}

/** What `synth()` would throw, and what it would warn of. */
export function findingsIn(auth: AuthenticatedUserPool): RuleFinding[] {
  const constructs = auth.node.findAll();
  const found = (severity: RuleFinding['severity'], texts: string[]) => [...new Set(texts)].map(text => ({ severity, id: ruleOf(text) }));
  const errors = found('error', constructs.flatMap(construct => construct.node.validate()));
  const warnings = found('warning', constructs.flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data))));
  return [...errors, ...warnings];
}

function ruleOf(text: string): string {
  return /\(rule (\w+), /.exec(text)?.[1] ?? text;
}

/** What the template would hold of it. */
export function resourcesOf(auth: AuthenticatedUserPool): Resources {
  return Object.assign({}, ...resourcesIn(auth).map(resolved));
}

/** The user pool as the template would hold it. Where there is more than its role for text messages, it is like no other. */
function userPoolOf(auth: AuthenticatedUserPool, index: number): string {
  const others = resourcesIn(auth).filter(({ cfnResourceType: type }) => type !== 'AWS::Cognito::UserPool' && type !== 'AWS::IAM::Role');
  return others.length > 0 ? String(index) : canonical(resolved(auth.userPool.node.defaultChild as CfnResource), index);
}

/** The template of a combination as if it were called `Combination` and nothing else: equal ones become equal. */
export function canonical(resources: Resources, index: number): string {
  const names = new RegExp(`${NAME}${index}(?!\\d)(?:([A-Za-z0-9-]*?)[0-9A-F]{8}(?![A-Za-z0-9]))?`, 'g');
  // no two user pools have one prefix, so each has its name's.
  const prefix = new RegExp(`${NAME.toLowerCase()}${index}(?!\\d)`, 'g');
  return JSON.stringify(resources).replace(names, (_, part: string | undefined) => `${NAME}${part ?? ''}`).replace(prefix, NAME.toLowerCase());
}

function resourcesIn(auth: AuthenticatedUserPool): CfnResource[] {
  return auth.node.findAll().filter(CfnResource.isCfnResource);
}

function resolved(cfn: CfnResource): Resources {
  return (Stack.of(cfn).resolve(cfn._toCloudFormation()) as { Resources: Resources }).Resources;
}

/** Both directions: what is refused is bad, what is bad is refused, and warnings likewise. */
export function compare(findings: readonly RuleFinding[], against: readonly Objection[]): string[] {
  return [
    ...compareAs('error', 'rejected', findings, against),
    ...compareAs('warning', 'risky', findings, against),
  ];
}

function compareAs(severity: RuleFinding['severity'], verdict: typeof FAMILIES[Family], findings: readonly RuleFinding[], against: readonly Objection[]): string[] {
  const ids = findings.filter(finding => finding.severity === severity).map(({ id }) => id);
  const families = new Set(against.map(({ family }) => family).filter(family => FAMILIES[family] === verdict));
  const known = ids.filter(id => MEANINGS[id] !== undefined);
  const unknown = ids.filter(id => MEANINGS[id] === undefined);
  const unexplained = [...families].filter(family => !known.some(id => MEANINGS[id].includes(family)));
  const unconfirmed = known.filter(id => !MEANINGS[id].some(family => families.has(family)));
  return [
    ...unconfirmed.map(id => `${severity} ${id}: the checker sees nothing of it`),
    ...unexplained.map(family => `${verdict} ${family}: no ${severity} says so`),
    ...severity === 'error' ? unknown.map(id => `error ${id}: the checker sees nothing of it`) : [],
  ];
}

/** A plan that is derived holds every feature, and nothing that has to be paid for without need. */
function planDisagreement(resources: Resources): string[] {
  const derived = Object.values(resources).find(({ Type }) => Type === 'AWS::Cognito::UserPool')?.Properties.UserPoolTier;
  const cheapest = cheapestPlan(resources);
  return derived === cheapest ? [] : [`derived plan ${derived}: ${cheapest} is enough and necessary`];
}
