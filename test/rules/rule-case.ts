import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { App, Environment, Stack } from 'aws-cdk-lib/core';
import { messageProblems } from './told';
import { CognitoRules } from '../../src';
import type { RuleText } from '../../src/rules/rule';
import { testStack } from '../support';

/** Where the entries of docs/rules.md are read. Written out: users have it in their bookmarks. */
const DOCUMENT = 'https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/rules.md';

/**
 * How a rule is tried: one template, in which one thing differs.
 */
export interface RuleCase<T = unknown> {
  /** the stack's environment, where the case is about it */
  readonly env?: (value: T) => Environment;
  /** defines the template */
  readonly define: (stack: Stack, value: T) => void;
  /** what trips the rule and nothing else, each with what the finding must say */
  readonly trips: readonly (readonly [value: NoInfer<T>, finds: string])[];
  /** the closest neighbours, in which no rule finds anything */
  readonly passes: readonly NoInfer<T>[];
  /** what only CloudFormation knows: no rule finds anything either */
  readonly tokens: readonly NoInfer<T>[];
}

/** The cases of an area, by rule id. */
export type RuleCases = Readonly<Record<string, RuleCase>>;

/** Keeps a case's own type while it is written, and drops it for the table. */
export function ruleCase<T>(it: RuleCase<T>): RuleCase {
  return it as RuleCase;
}

/**
 * What the rules say about a stack: its errors as the synthesis throws them, and its warnings with the path that CDK prints, each as one line.
 */
export function findings(stack: Stack): string[] {
  let errors: string[] = [];
  try {
    (stack.node.root as App).synth();
  } catch (error) {
    errors = (error as Error).message.split('\n').map((line) => line.trim()).filter((line) => line.includes('(rule '));
    if (errors.length === 0) {
      throw error;
    }
  }
  // `Annotations.fromStack` synthesizes once more, which errors don't allow.
  const warnings = errors.length === 0
    ? Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id, entry }) => `[${id}] ${entry.data}`)
    : stack.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => `[/${node.path}] ${data}`));
  return [...errors, ...warnings.filter((text) => text.includes('(rule '))];
}

/** The ids in findings, in order. */
export function ruleIds(texts: readonly string[]): string[] {
  return texts.map((text) => /\(rule (\w+),/.exec(text)![1]!);
}

/** The ids that the rules find in a stack of plain constructs. */
export function found(define: (stack: Stack) => void): string[] {
  const stack = testStack();
  define(stack);
  CognitoRules.check(stack);
  return ruleIds(findings(stack));
}

/**
 * Tests each rule of an area on a synthesized stack. A rule without a case that trips it and one that passes fails.
 */
export function testRules(rules: readonly RuleText[], cases: RuleCases): void {
  describe.each([...rules])('$id', (rule) => {
    const { env, define, trips, passes, tokens } = cases[rule.id]!;
    const tried = (value: unknown): string[] => {
      const stack = testStack({ env: env?.(value) });
      define(stack, value);
      CognitoRules.check(stack);
      return findings(stack);
    };

    test.each(trips.map(([value, finds]) => ({ value, finds })))(`${rule.severity === undefined ? 'fails' : 'warns'} when $finds`, ({ value, finds }) => {
      const texts = tried(value);
      expect(ruleIds(texts)).toEqual([rule.id]);
      // an error names its owner and the resource in front, a warning the id under which CDK takes it back.
      const [front, warned, failed] = /^\[\/(Stack\/\w+)\] |^\[Stack\] (Stack\/\w+): /.exec(texts[0]!)!;
      const call = `Validations.of(<construct at "${warned ?? failed}">).acknowledge({ id: 'cdk-cognito-auth:${rule.id}', reason: '…' })`;
      const text = `${plain(finds)}; ${rule.remedy} (rule ${rule.id}, ${DOCUMENT}#${rule.id.toLowerCase()}${rule.final === true ? '' : `; to accept it: ${call}`})`;
      expect(messageProblems(texts[0]!.slice(front.length), rule)).toEqual([]);
      expect(plain(texts[0]!.slice(front.length))).toBe(rule.severity === undefined ? text : `${text} [ack: cdk-cognito-auth:${rule.id}]`);
    });

    test.each(labelled(passes))('passes with $label', ({ value }) => {
      expect(tried(value)).toEqual([]);
    });

    test.each(labelled(tokens))('passes with the token in $label', ({ value }) => {
      expect(tried(value)).toEqual([]);
    });
  });
}

/** A finding in CloudFormation's words, as cases have it. That our props stand in front is asked of each finding besides. */
export function plain(text: string): string {
  return text.replace(/"[\w.]+(?:\(\))?" \(([A-Za-z][^\s()]*(?:\.[^\s()]*)*)\)/g, '$1');
}

function labelled(values: readonly unknown[]): { label: string; value: unknown }[] {
  return values.map((value) => ({ label: JSON.stringify(value) ?? 'nothing', value }));
}
