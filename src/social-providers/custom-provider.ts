import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { failure } from '../private/errors';
import { isProviderName } from '../rules/federation';

/**
 * The name of an OpenID Connect or SAML provider, which is its construct id as well: a literal that Cognito takes.
 */
export function customName(scope: Construct, name: string): string {
  if (Token.isUnresolved(name)) {
    throw failure(scope, '"name" must be a literal: the provider\'s construct id and people\'s user names are made of it');
  }
  if (name.toUpperCase() === 'COGNITO') {
    throw failure(scope, `"name" is ${JSON.stringify(name)}, by which clients name the pool itself: choose another`);
  }
  if (!isProviderName(name)) {
    throw failure(scope, `"name" must have 3 to 32 letters, digits or signs, without spaces and underscores, received ${JSON.stringify(name)} (rule providerName)`);
  }
  return name;
}
