import { Annotations, Stack, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CONSTRUCT_WARNINGS, type ConstructWarning } from './construct-warnings';
import type { RuleText } from './rule';
import { RULE_AREAS } from './table';
import { nearest } from '../private/nearest';

/**
 * A finding that was accepted, and where.
 */
export interface AcceptedFinding {
  /**
   * The rule's id.
   */
  readonly id: string;

  /**
   * Why it doesn't matter.
   */
  readonly reason: string;

  /**
   * The path of the construct on which it was accepted, with everything in it; `App` for the whole app.
   */
  readonly path: string;
}

/** What stands before our ids. */
const PREFIX = 'cdk-cognito-auth:';

/** What the versions of CDK put around an id, when they store it and when they print it. */
const WRAPPING = /construct[- ]annotations::|annotation::|\[ack:[- ]?|\]$/gi;

type Known = Pick<RuleText, 'id' | 'severity' | 'final'>;

/** Whatever can be acknowledged, and what looks as if it could. */
const KNOWN: ReadonlyMap<string, Known & Partial<RuleText>> = new Map([
  ...RULE_AREAS.flatMap(({ rules }) => rules),
  ...Object.keys(CONSTRUCT_WARNINGS).map((id) => ({ id, severity: 'warning' }) as const),
].map((rule) => [rule.id, rule]));

/**
 * Which acknowledgements of a construct met a finding (true), and which didn't although it was looked for (false), by rule id.
 *
 * Plain data on the construct, under a name that all copies of this package use: each stage looks by itself, and one acknowledgement may be for several.
 */
const MET = Symbol.for('cdk-cognito-auth.acknowledgements.1');

interface Marked extends IConstruct {
  [MET]?: Map<string, boolean>;
}

/**
 * What was acknowledged by CDK's own call, `Validations.of(construct).acknowledge({ id, reason })`, as far as it is about this library.
 *
 * CDK keeps the list and no version of it obeys all of it: 2.257 silences no warning by this call, none silences errors. So the list is read here.
 */
export class Acknowledgements {
  /** For one look at a stage, which hands each construct that it sees to `read`. */
  static forLook(stage: IConstruct): Acknowledgements {
    return new Acknowledgements(stage.node.scopes, true);
  }

  /** Those on a construct and on those that hold it. */
  static above(construct: IConstruct): Acknowledgements {
    return new Acknowledgements(construct.node.scopes, false);
  }

  /** Those on constructs, in them, and on those that hold them, from the outside in. */
  static around(constructs: readonly IConstruct[]): Acknowledgements {
    return new Acknowledgements(constructs.flatMap((construct) => [...construct.node.scopes.slice(0, -1), ...construct.node.findAll()]), false);
  }

  /** The reasons, by rule id, of each construct that has any. */
  private readonly reasons = new Map<IConstruct, ReadonlyMap<string, string>>();

  private constructor(scopes: readonly IConstruct[], private readonly looking: boolean) {
    new Set(scopes).forEach((scope) => this.read(scope));
  }

  /** Takes what is acknowledged on a construct. */
  read(scope: IConstruct): void {
    const reasons = reasonsAt(scope);
    if (reasons !== undefined) {
      this.reasons.set(scope, reasons);
      if (this.looking) {
        [...reasons.keys()].forEach((id) => mark(scope, id, false));
      }
    }
  }

  /** Whether a finding on a construct is accepted: a warning at any height, an error below its stack, a final rule never. */
  isAccepted(rule: Known, construct: IConstruct): boolean {
    const obeyed = this.holders(rule, construct).filter((scope) => rule.severity === 'warning' || isBelowStackOf(construct, scope));
    obeyed.forEach((scope) => mark(scope, rule.id, true));
    return obeyed.length > 0;
  }

  /** Why an acknowledgement of a finding doesn't count where it stands, if there is one. */
  misplaced(rule: Known, construct: IConstruct): string | undefined {
    const scope = rule.severity === undefined ? this.holders(rule, construct).find((holder) => !isBelowStackOf(construct, holder)) : undefined;
    return scope && `its acknowledgement on "${pathOf(scope)}" doesn't count, an error is accepted below its stack`;
  }

  /** How a finding is accepted, behind its id; nothing for a final rule. */
  hint(rule: Known, construct: IConstruct): string {
    if (rule.final === true) {
      return '';
    }
    const call = `Validations.of(<construct at "${nameable(construct).node.path}">).acknowledge({ id: '${PREFIX}${rule.id}', reason: '…' })`;
    return `; ${this.misplaced(rule, construct) ?? 'to accept it'}: ${call}`;
  }

  /** What is wrong with the acknowledgements themselves. */
  problems(): string[] {
    return [...this.reasons].flatMap(([scope, reasons]) => [...reasons].flatMap(([id, reason]) => {
      const problem = problemOf(id, reason);
      return problem === undefined ? [] : [`${pathOf(scope)}: "${PREFIX}${id}" is acknowledged here, ${problem}`];
    }));
  }

  /** What is accepted. */
  accepted(): AcceptedFinding[] {
    return [...this.reasons].flatMap(([scope, reasons]) => [...reasons]
      .filter(([id, reason]) => problemOf(id, reason) === undefined)
      .map(([id, reason]) => ({ id, reason, path: pathOf(scope) })));
  }

  /** What is accepted and was found by no synthesis; nothing before the first. */
  unused(): AcceptedFinding[] {
    const unmet = new Set([...this.reasons.keys()].flatMap((scope: Marked) => [...scope[MET] ?? []].flatMap(([id, met]) => met ? [] : `${pathOf(scope)} ${id}`)));
    return this.accepted().filter(({ id, path }) => unmet.has(`${path} ${id}`));
  }

  /** The constructs on which a rule is acknowledged, as far as that is about a construct in them. */
  private holders(rule: Known, construct: IConstruct): IConstruct[] {
    return rule.final === true ? [] : construct.node.scopes.filter((scope) => this.reasons.get(scope)?.has(rule.id));
  }
}

/**
 * Accepts a finding for the reason that a prop gave: the prop stands for the finding, so it isn't asked whether there is one.
 */
export function acknowledge(scope: IConstruct, id: string, reason: string): void {
  Validations.of(scope).acknowledge({ id: `${PREFIX}${id}`, reason });
  mark(scope, id, true);
}

/** Warns of something that no rule sees, unless it is accepted at any height. To be called at validation: acknowledgements come after constructors. */
export function warn(construct: IConstruct, id: ConstructWarning, message: string): void {
  if (!isWarningAccepted(construct, id)) {
    Annotations.of(construct).addWarningV2(`${PREFIX}${id}`, message);
  }
}

/** Warns of something that a constructor sees, so that CDK's older call can take it back, and takes it back at validation where it is accepted. */
export function warnAtOnce(construct: IConstruct, id: ConstructWarning, message: string): void {
  const annotations = Annotations.of(construct);
  annotations.addWarningV2(`${PREFIX}${id}`, message);
  construct.node.addValidation({
    validate: () => {
      if (isWarningAccepted(construct, id)) {
        annotations.acknowledgeWarning(`${PREFIX}${id}`);
      }
      return [];
    },
  });
}

function isWarningAccepted(construct: IConstruct, id: ConstructWarning): boolean {
  return Acknowledgements.above(construct).isAccepted({ id, severity: 'warning' }, construct);
}

/** What is acknowledged on a construct, each once: CDK 2.257 stores one growing object at each call, 2.276 another at each. */
function reasonsAt(scope: IConstruct): ReadonlyMap<string, string> | undefined {
  let reasons: Map<string, string> | undefined;
  for (const { type, data } of scope.node.metadata) {
    if (type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY) {
      for (const [stored, reason] of Object.entries(data as Readonly<Record<string, string | undefined>>)) {
        const id = ownId(stored);
        if (id !== undefined) {
          reasons = (reasons ?? new Map<string, string>()).set(id, reason ?? '');
        }
      }
    }
  }
  return reasons;
}

/** The id of a rule of ours in any form, or what was meant to be one; nothing for what others check. */
function ownId(stored: string): string | undefined {
  const bare = stored.replace(WRAPPING, '');
  return /^cdk-cognito-auth::?(.*)$/i.exec(bare)?.[1] ?? (KNOWN.has(bare) ? bare : undefined);
}

function problemOf(id: string, reason: string): string | undefined {
  const rule = KNOWN.get(id);
  if (rule === undefined) {
    const meant = nearest(id, [...KNOWN.keys()]);
    return `which is no rule of cdk-cognito-auth: ${meant === undefined ? 'take the id from the finding that you want to accept' : `did you mean "${PREFIX}${meant}"?`}`;
  }
  if (rule.final === true) {
    return `a rule that can't be accepted: ${rule.consequence}; ${rule.remedy}`;
  }
  return reason.trim() === '' ? `and "reason" is ${JSON.stringify(reason)}: say why the finding doesn't matter here` : undefined;
}

/** What is known of an acknowledgement stays known: another stage may have met it. */
function mark(scope: Marked, id: string, met: boolean): void {
  const marks = scope[MET] ??= new Map<string, boolean>();
  marks.set(id, met || marks.get(id) === true);
}

function isBelowStackOf(construct: IConstruct, scope: IConstruct): boolean {
  const { scopes } = construct.node;
  return scopes.indexOf(scope) > scopes.indexOf(Stack.of(construct));
}

/** The construct that users of the library hold: the L2, where there is one. */
function nameable(construct: IConstruct): IConstruct {
  const { id, scope } = construct.node;
  return id === 'Resource' && scope !== undefined && !Stack.isStack(scope) ? scope : construct;
}

function pathOf(scope: IConstruct): string {
  return scope.node.path || 'App';
}
