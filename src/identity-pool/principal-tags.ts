import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { failure, flawed, inWords } from '../private/errors';

/** What IAM takes in the key of a tag, and what can stand in a policy variable. */
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;

const CHARACTERS = 'use 1 to 128 letters, digits, spaces and any of _ . : / = + - @';

/**
 * Which claims of a provider's tokens become principal tags of the session, for policies to compare with.
 *
 * - `PrincipalTags.defaults()`: AWS's own two.
 * - `PrincipalTags.of({ tenant: 'custom:tenant' })`: tags of your own.
 *
 * Only you may decide the claims: the rule `claimForgeable` refuses an attribute that users can write through any client.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html
 */
export class PrincipalTags {
  /**
   * AWS's own two: `username`, from the claim `sub`, and `client`, from `aud`. Some providers have other claims for them.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/provider-mappings.html
   */
  public static defaults(): PrincipalTags {
    return new PrincipalTags();
  }

  /**
   * Tags of your own: up to 50, each with the claim that it comes from.
   *
   * The identity pool throws when a key isn't one that STS takes, begins with `aws:`, or differs from another in case only.
   *
   * @param claims the claim by the key of the tag, such as `{ tenant: 'custom:tenant' }`
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
   */
  public static of(claims: { [key: string]: string }): PrincipalTags {
    const keys = Object.keys(claims).filter((key) => !Token.isUnresolved(key));
    const [problem] = keys.flatMap((key, index) => keyProblem(key, keys.slice(0, index)) ?? []);
    return flawed(new PrincipalTags({ ...claims }), problem);
  }

  /**
   * The policy variable of a tag, for conditions and resources: in each session it becomes the tag's value.
   *
   * Throws when the key isn't one that IAM takes.
   *
   * @param key the key of the tag
   */
  public static tag(key: string): string {
    if (!KEY.test(key)) {
      throw new Error(inWords(noKey('key', key)));
    }
    return `\${aws:PrincipalTag/${key}}`;
  }

  /**
   * The claim by the key of the tag.
   *
   * @default - AWS's own two
   */
  public readonly claims?: { [key: string]: string };

  private constructor(claims?: { [key: string]: string }) {
    this.claims = claims;
  }

  /**
   * @internal
   */
  public _bind(): PrincipalTagsConfig {
    return this.claims === undefined ? { useDefaults: true } : { useDefaults: false, principalTags: this.claims };
  }
}

/**
 * @internal
 */
export interface PrincipalTagsConfig {
  readonly useDefaults: boolean;
  readonly principalTags?: { [key: string]: string };
}

/** The policy variable of a tag, for a construct that says where it isn't one. */
export function tagVariable(scope: IConstruct, tag: string): string {
  if (!KEY.test(tag)) {
    throw failure(scope, noKey('tag', tag));
  }
  return PrincipalTags.tag(tag);
}

function noKey(prop: string, key: string): string {
  return `"${prop}" is no key of a tag, received ${JSON.stringify(key)}: ${CHARACTERS}`;
}

/** Why STS would refuse every session with the tag. */
function keyProblem(key: string, others: readonly string[]): string | undefined {
  if (!KEY.test(key)) {
    return `"claims" holds the key ${JSON.stringify(key)}, which is no key of a tag: ${CHARACTERS}`;
  }
  if (/^aws:/i.test(key)) {
    return `"claims" holds the key ${JSON.stringify(key)}, and AWS keeps "aws:" to itself: begin it with something else`;
  }
  const twin = others.find((other) => other.toLowerCase() === key.toLowerCase());
  return twin === undefined ? undefined : `"claims" holds the key ${JSON.stringify(key)}, which is ${JSON.stringify(twin)} but for case, and STS tells tags apart without it: leave one of them out`;
}
