import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { failure } from '../private/errors';
import { fits } from '../rules/shape';

/**
 * The construct id of a provider, which no other provider of the construct has yet.
 */
export function providerId(scope: Construct, id: string): string {
  if (scope.node.tryFindChild(id) !== undefined) {
    throw failure(scope, `"providers" holds ${id} twice: a user pool takes each of them once, and of OpenID Connect and SAML several by different names ("name")`);
  }
  return id;
}

/**
 * The name of an OpenID Connect or SAML provider, which is its construct id as well: a literal that Cognito takes.
 */
export function customName(scope: Construct, name: string): string {
  if (Token.isUnresolved(name)) {
    throw failure(scope, '"name" must be a literal: the provider\'s construct id and the names of its users are made of it');
  }
  if (name.toUpperCase() === 'COGNITO') {
    throw failure(scope, `"name" is ${JSON.stringify(name)}, by which clients name the pool itself: choose another`);
  }
  if (!fits('UserPoolIdentityProvider', 'ProviderName', name)) {
    throw failure(scope, `"name" must have 3 to 32 letters, digits or signs, without spaces and underscores, received ${JSON.stringify(name)} (rule outOfBounds)`);
  }
  return providerId(scope, name);
}
