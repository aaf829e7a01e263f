import { Annotations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Acknowledgements } from './acknowledgements';
import { CIRCLE_RULES } from './circle';
import { stackCircle } from './models/graph';
import { inProps } from './props';
import { ruleUrl, type Rule } from './rule';
import { ATTACHMENT_RULES, COMMON_RULES, IDENTITY_POOL_RULES, USER_POOL_RULES } from './table';
import { lateDependable } from '../private/late-dependable';
import { Attachment } from '../template/attachment';
import { IdentityPool } from '../template/identity-pool';
import type { Resource } from '../template/resource';
import { gather } from '../template/scan';
import { Synthesis } from '../template/synthesis';
import { UserPool } from '../template/user-pool';
import { stageOf } from '../template/view';

/** Where a stage keeps what is under the rules. Two copies of this package share it, and one of them looks. */
const KEY = Symbol.for('cdk-cognito-auth.rules.v1');

/** Goes up with every release that changes rules: of two copies the newer one looks. */
const REVISION = 1;

/** Who is under the rules in a stage, and what they found. */
interface StageCheck {
  readonly owners: Set<IConstruct>;
  findings?: ReadonlyMap<IConstruct, readonly string[]>;
  revision: number;
  look: () => ReadonlyMap<IConstruct, readonly string[]>;
  assertOrder: () => void;
}

/**
 * Puts whatever a construct holds, and whatever is attached to a user pool that it holds, under the rules. Each owner reports its own findings.
 */
export function checkRules(owner: IConstruct): void {
  const check = checkOf(stageOf(owner));
  if (check.owners.has(owner)) {
    return;
  }
  check.owners.add(owner);
  owner.node.addValidation({
    validate: () => {
      check.findings ??= check.look();
      return [...check.findings.get(owner) ?? []];
    },
  });
}

function checkOf(stage: IConstruct & { readonly [KEY]?: StageCheck }): StageCheck {
  const known = stage[KEY];
  const owners = known?.owners ?? new Set<IConstruct>();
  const own = { revision: REVISION, look: () => look(stage, owners), assertOrder: () => assertOrder(stage) };
  if (known !== undefined) {
    return known.revision < REVISION ? Object.assign(known, own) : known;
  }
  const check: StageCheck = { owners, ...own };
  Object.defineProperty(stage, KEY, { value: check });
  Synthesis.of(stage);
  // CDK says less when it links the stacks, which it does before any validation.
  stage.node.addDependency(lateDependable(() => {
    check.assertOrder();
    return [];
  }));
  // validations run parents first, so the stage's own comes before its owners': each synthesis looks anew.
  stage.node.addValidation({
    validate: () => {
      check.findings = undefined;
      return [];
    },
  });
  return check;
}

/** Throws where stacks wait for each other. */
function assertOrder(stage: IConstruct): void {
  const circle = stackCircle(Synthesis.of(stage).scan);
  if (circle !== undefined) {
    const [{ id, remedy }] = CIRCLE_RULES;
    throw new Error(`${circle.at.node.path}: ${circle.text}; ${remedy} (rule ${id}, ${ruleUrl(id)})`);
  }
}

/** All findings of a stage, by owner; stages in it are looked at where a scope above them is under the rules. */
function look(stage: IConstruct, owners: ReadonlySet<IConstruct>): ReadonlyMap<IConstruct, readonly string[]> {
  const findings = new Map<IConstruct, string[]>();
  const synthesis = Synthesis.of(stage);
  const { scan } = synthesis;
  const found = new Set<string>();
  const acknowledgements = Acknowledgements.forLook(stage);
  scan.constructs.forEach((construct) => acknowledgements.read(construct));
  // what is wrong with acknowledgements is the stage's business: whoever comes first tells it.
  [...owners].slice(0, 1).forEach((owner) => findings.set(owner, acknowledgements.problems()));
  for (const view of synthesis.views()) {
    for (const resource of view.judged) {
      const owner = ownerOf(resource, owners);
      if (owner !== undefined) {
        judge(resource, found, acknowledgements).forEach((error) => gather(findings, owner, error));
      }
    }
  }
  for (const inner of scan.stages.filter(({ node }) => node.scopes.some((scope) => owners.has(scope)))) {
    look(inner, owners).forEach((errors, owner) => errors.forEach((error) => gather(findings, owner, error)));
  }
  return findings;
}

/** Whoever holds a resource, or else its user pool, answers for it. Whoever answers for the users answers for the credentials that they get. */
function ownerOf(resource: Resource, owners: ReadonlySet<IConstruct>): IConstruct | undefined {
  for (const one of [resource, ...resource instanceof Attachment ? [resource.pool] : resource instanceof IdentityPool ? resource.userPools : []]) {
    let at: IConstruct | undefined = one?.cfn;
    while (at !== undefined && !owners.has(at)) {
      at = at.node.scope;
    }
    if (at !== undefined) {
      return at;
    }
  }
  return undefined;
}

/** The errors on one resource; warnings become annotations. One finding of a rule on a resource is enough, in however many worlds. */
function judge(resource: Resource, found: Set<string>, acknowledgements: Acknowledgements): string[] {
  const rules = resource instanceof UserPool ? USER_POOL_RULES
    : resource instanceof IdentityPool ? IDENTITY_POOL_RULES : ATTACHMENT_RULES[resource.type] ?? [];
  const errors: string[] = [];
  for (const table of [rules as readonly Rule[], COMMON_RULES]) {
    for (const rule of table) {
      const problem = rule.check(resource);
      if (problem !== undefined) {
        errors.push(...told(rule, problem, resource, found, acknowledgements));
      }
    }
  }
  return errors;
}

/** What becomes of a finding. */
function told(rule: Rule, problem: string, resource: Resource, found: Set<string>, acknowledgements: Acknowledgements): string[] {
  const key = `${rule.id} ${resource.path}`;
  if (found.has(key) || acknowledgements.isAccepted(rule, resource.cfn)) {
    return [];
  }
  found.add(key);
  const text = `${inProps(resource.type, problem)}; ${rule.remedy} (rule ${rule.id}, ${ruleUrl(rule.id)}${acknowledgements.hint(rule, resource.cfn)})`;
  if (rule.severity === undefined) {
    return [`${resource.path}: ${text}`];
  }
  // CDK prints the path with it.
  Annotations.of(resource.cfn).addWarningV2(`cdk-cognito-auth:${rule.id}`, text);
  return [];
}
