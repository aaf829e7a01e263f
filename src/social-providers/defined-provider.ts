import type { AttributeMapping } from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { mergedMapping, scopesFor } from './scopes';
import { define, injected, stated, type Injectable, type Words } from '../private/defaults';
import { failure } from '../private/errors';

interface ProviderProps {
  readonly attributeMapping?: AttributeMapping;
  readonly scopes?: string[];
}

/** What holds where neither the caller nor the company says otherwise. */
export interface ProviderDefaults {
  readonly mapping: AttributeMapping;
  /** scopes that are asked for whatever is mapped */
  readonly base: string[];
  /** the scopes by the attributes that they bring */
  readonly scopeOf: Readonly<Record<string, string>>;
  /** whether the scopes that somebody gives come on top of these */
  readonly keepsBase?: boolean;
}

const WORDS: Words = { attributeMapping: 'attributeMapping', scopes: 'scopes' };

/** Defines the L2 of a provider. What was mapped decides about the scopes, whoever mapped it. */
export function defineProvider<P extends ProviderProps, T>(
  scope: Construct, id: string, l2: Injectable<P, T>, said: P, defaults: ProviderDefaults, words: Words = {},
): T {
  const answer = injected(scope, id, l2, stated(said), { ...WORDS, ...words });
  const attributeMapping = mergedMapping(defaults.mapping, answer.attributeMapping);
  if (Token.isUnresolved(answer.scopes)) {
    throw failure(scope, '"scopes" is a list that only CloudFormation knows: give a list of texts');
  }
  const given = answer.scopes && [...new Set([...defaults.keepsBase === true ? defaults.base : [], ...answer.scopes])];
  return define(scope, id, l2, { ...answer, attributeMapping, scopes: given ?? scopesFor(attributeMapping, defaults.base, defaults.scopeOf) });
}
