import * as fs from 'fs';
import * as path from 'path';
import { type App, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { define, elementOf, type Folders, ForeignError, StatementError } from './interpret';
import type { Program } from './program';
import type { World } from './world';
import type { CloudFormationValidator } from '../cloudformation-validator';
import { FAMILIES, objections, type Resources } from '../cognito-checker';

/** How an app ends. */
export interface Verdict {
  readonly end: 'accepted' | 'refused' | 'failed';
  /** what shouldn't be, in words that are the same for the same fault */
  readonly failure?: string;
  /** the message itself */
  readonly detail?: string;
  /** the rules that spoke, as errors or warnings */
  readonly rules: readonly string[];
  /** lines whose own error was met, and left out */
  readonly skipped: number;
  /** how often plain CDK refused its own lines */
  readonly foreign: number;
  /** whether CDK said that these stacks can't refer to each other, which is between CDK and the app */
  readonly unrelated?: boolean;
}

/** What each text of ours must not hold. */
const TOKEN_IN_TEXT = /\$\{Token\[|[#$]\{TOKEN\[|-1\.888154589\d+e\+289|\[object Object\]|\bundefined\b|\bNaN\b/;

/** What static helpers throw that answer texts: there is no construct yet, and never a value object that one could be given. */
const WITHOUT_A_PLACE = /^"(?:port|path)" must |^"key" is no key of a tag/;

/** What CDK says where stacks of two environments refer to each other. */
const BETWEEN_STACKS = /Cannot use resource .* in a cross-environment fashion|^Stack ".*" cannot reference \{/;

/** What AWS's validator holds against apps, which may know better: a condition that stands on one resource only, an ARN that is typed; and against each function of CDK's. */
const ON_THE_APP = /which is conditional on .* target may not exist|dependency already enforced by a 'GetAtt' at 'Properties\.Role'|[Hh]ardcoded (?:account ID in )?ARN/;

/** What is newer than AWS's validator. */
const NEWER = /^Properties\.DcrConfiguration/;

/** What the checker holds against a pool, and no rule says: of roles it knows how ours are, and a plan that nobody set may be an older one, which keeps what it had. */
const UNSAID: Readonly<Record<string, (pool: Resources[string]) => boolean>> = {
  'sms-role': () => true,
  'plan-too-low': ({ Properties }) => Properties?.UserPoolTier === undefined,
};

const RULE = /\(rule (\w+), /g;

class Failure extends Error {
  constructor(readonly kind: string, readonly detail: string) {
    super(kind);
  }
}

/** Runs apps to their end, each twice. */
export class Judge {
  /**
   * @param spoil shows each app to whoever wants to break something: for tests
   */
  constructor(
    private readonly folders: Folders,
    private readonly validator?: CloudFormationValidator,
    private readonly spoil?: (world: World) => void,
  ) {}

  judge(program: Program): Verdict {
    const rules = new Set<string>();
    const skip = new Set<number>();
    let foreign = 0;
    const verdict = (end: Verdict['end'], failure?: string, detail?: string): Verdict =>
      ({ end, failure, detail, rules: [...rules], skipped: skip.size, foreign });
    try {
      const errors: string[] = [];
      for (;;) {
        const result = this.run(program, skip);
        if (result instanceof StatementError) {
          const isForeign = result.thrown instanceof ForeignError || BETWEEN_STACKS.test(String((result.thrown as Partial<Error>).message));
          const text = isForeign ? undefined : ownError(result.thrown);
          foreign += text === undefined ? 1 : 0;
          errors.push(...text === undefined ? [] : [text]);
          (text ?? '').replace(RULE, (_, id) => String(rules.add(id)));
          skip.add(result.statement);
          continue;
        }
        result.texts.join('\n').replace(RULE, (_, id) => String(rules.add(id)));
        if (result.error !== undefined && BETWEEN_STACKS.test((result.error as Error).message)) {
          return { ...verdict('refused'), unrelated: true };
        }
        if (result.error !== undefined) {
          synthesisErrors(result.error, result.world);
        }
        result.texts.filter(text => text.includes('cdk-cognito-auth')).forEach(assertNoToken);
        const again = this.run(program, skip);
        assertSame(result, again);
        if (result.error === undefined && !program.statements.some(({ kind }) => kind === 'acknowledge')) {
          this.accept(result, program);
        }
        return verdict(result.error !== undefined || errors.length > 0 ? 'refused' : 'accepted');
      }
    } catch (error) {
      if (error instanceof Failure) {
        return verdict('failed', error.kind, error.detail);
      }
      throw error;
    }
  }

  private run(program: Program, skip: ReadonlySet<number>): Outcome | StatementError {
    prepare(this.folders);
    let world: World;
    try {
      world = define(program, this.folders, skip);
      this.spoil?.(world);
    } catch (error) {
      if (error instanceof StatementError) {
        return error;
      }
      throw error;
    }
    try {
      world.app.synth();
    } catch (error) {
      return { world, templates: [], error, texts: [(error as Error).message, ...warnings(world.app)] };
    }
    const templates = world.stacks.map(stack => fs.readFileSync(path.join(Stage.of(stack)!.outdir, stack.templateFile), 'utf8'));
    return { world, templates, texts: warnings(world.app) };
  }

  private accept({ world, templates }: Outcome, program: Program): void {
    templates.forEach((text, at) => {
      if (TOKEN_IN_TEXT.test(text.replace(/undefined|NaN/g, ''))) {
        throw new Failure('a token in a template', text.slice(0, 4000));
      }
      const template = JSON.parse(text);
      if (Object.keys(template.Resources ?? {}).length === 0) {
        return; // CloudFormation refuses it, and that is nobody's fault.
      }
      const stack = world.stacks[at];
      const concerns = (logicalId: string) => {
        const element = elementOf(world, stack, logicalId);
        const isCognito = /^AWS::Cognito::/.test(template.Resources[logicalId]?.Type);
        return element === undefined || isOurs(element) || (program.checked && isCognito);
      };
      for (const finding of this.validator?.findings(template) ?? []) {
        const [logicalId] = finding.at.split(' ');
        const isSaid = / is not one of \[/.test(finding.message) && world.app.node.findAll().some(({ node }) =>
          node.path === elementOf(world, stack, logicalId)?.node.path && node.metadata.some(({ data }) => String(data).includes('(rule unknownValue, ')));
        // of lists that CloudFormation wants to hold each item once, ours do.
        const isTwice = /items are not unique/.test(finding.message) && !isOurs(elementOf(world, stack, logicalId) ?? world.app);
        if (concerns(logicalId) && !isSaid && !isTwice && !ON_THE_APP.test(finding.message) && !NEWER.test(finding.at.split(' ')[1] ?? '')) {
          const type = template.Resources?.[logicalId]?.Type ?? '';
          throw new Failure(`AWS's validator: ${type} ${normal(`${finding.rule}: ${finding.at.split(' ')[1] ?? ''} ${finding.message}`)}`, `${finding.at}: ${finding.message}\n${JSON.stringify(template.Resources?.[logicalId])}`);
        }
      }
      for (const { family, pool, reason } of certainObjections(template)) {
        if (FAMILIES[family] === 'rejected' && UNSAID[family]?.(template.Resources[pool]) !== true && concerns(pool)) {
          throw new Failure(`the checker: ${family}`, `${pool}: ${reason}\n${JSON.stringify(template.Resources[pool])}`);
        }
      }
    });
  }
}

interface Outcome {
  readonly world: World;
  readonly templates: readonly string[];
  readonly error?: unknown;
  /** whatever somebody would read */
  readonly texts: readonly string[];
}

function warnings(app: App): string[] {
  return app.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning' || type === 'aws:cdk:error').map(({ data }) => String(data)));
}

/** The text of an error that our code threw, which must be one of ours. */
function ownError(error: unknown): string {
  if (!(error instanceof Error)) {
    throw new Failure('something is thrown that is no error', String(error));
  }
  if (error.constructor !== Error) {
    const what = ['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError'].includes(error.constructor.name) ? 'a crash' : 'an error of CDK';
    throw new Failure(`${what}: ${error.constructor.name}: ${normal(error.message)}`, `${error.message}\n${error.stack}`);
  }
  assertNoToken(error.message);
  // a circle between stacks is told before CDK would say so: by the resource's path and the rule.
  if (!/^(?:\[[^\s\]]*\] |[^\s:]+: [^]*\(rule \w+, )/.test(error.message) && !WITHOUT_A_PLACE.test(error.message)) {
    throw new Failure(`an error without a path: ${normal(error.message)}`, error.message);
  }
  return error.message;
}

/** What a synthesis throws: a list, each with the path of a construct and the id of a rule. */
function synthesisErrors(error: unknown, { app }: World): void {
  const { message } = error as Error;
  const [head, ...lines] = message.split(/\n {2}(?=\[)/);
  if (!/^Validation failed with the following errors:/.test(head)) {
    ownError(error);
    return;
  }
  assertNoToken(message);
  for (const line of lines) {
    // the app's own path is empty: what it reports names the resource.
    const [, place] = /^\[([^\s\]]*)\] /.exec(line) ?? [];
    const construct = place === undefined ? undefined : app.node.findAll().find(({ node }) => node.path === place);
    const hasRule = /^\[[^\s\]]*\] \S+: [^]*\(rule \w+, /.test(line);
    const isAcknowledgement = /"cdk-cognito-auth:\w+" is acknowledged /.test(line);
    if (construct === undefined || (!hasRule && !isAcknowledgement && !isOurs(construct))) {
      throw new Failure(`an error without a rule: ${normal(line)}`, line);
    }
  }
}

function assertNoToken(text: string): void {
  const found = TOKEN_IN_TEXT.exec(text);
  if (found !== null) {
    throw new Failure(`${found[0]} in a message: ${normal(text)}`, text);
  }
}

function assertSame(one: Outcome, other: Outcome | StatementError): void {
  if (other instanceof StatementError) {
    throw new Failure('another run ends elsewhere', String(other.thrown));
  }
  one.templates.forEach((template, at) => {
    if (template !== other.templates[at]) {
      throw new Failure('another run makes another template', `${template}\n${other.templates[at]}`);
    }
  });
  if (one.texts.join('\n') !== other.texts.join('\n')) {
    throw new Failure('another run says something else', `${one.texts.join('\n')}\n${other.texts.join('\n')}`);
  }
}

/** Whether a construct is one of ours, or in one. */
function isOurs(element: IConstruct): boolean {
  return element.node.scopes.some(scope => OURS.has(scope.constructor.name));
}

const OURS = new Set(['AuthenticatedUserPool', 'AppClient', 'MachineClient', 'SocialProviders', 'FederatedIdentityPool', 'UserPoolLock', 'DirectoryReplica', 'DirectoryReplicaKey', 'DirectoryReplicaSettings']);

/** The checker takes literals: pools of which something is known to CloudFormation only it is not asked about. */
function certainObjections({ Resources: resources = {} }: { Resources?: Resources }): ReturnType<typeof objections> {
  const known = ({ Type, Properties, ...rest }: Resources[string]) => {
    const { SmsConfiguration, EmailConfiguration, LambdaConfig, UserPoolName, UserPoolTags, ...others } = Properties ?? {};
    return Type !== 'AWS::Cognito::UserPool' || (!('Condition' in rest) && !/"Ref":|"Fn::/.test(JSON.stringify([others, EmailConfiguration?.EmailSendingAccount ?? ''])));
  };
  const asked = Object.fromEntries(Object.entries(resources).filter(([, resource]) => known(resource)));
  return objections(asked);
}

function prepare({ files }: Folders): void {
  fs.rmSync(path.join(files, 'lock.json'), { force: true });
}

/** A text without what differs from app to app. */
export function normal(text: string): string {
  return text.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '…').replace(/\[[^\s\]]+\]|\b[\w.@-]+(\/[\w.@-]+)+\b/g, '…').replace(/\d+/g, 'N').slice(0, 160);
}

