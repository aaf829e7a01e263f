import { Token } from 'aws-cdk-lib/core';

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
   * Throws when a key isn't one that STS takes, begins with `aws:`, or differs from another in case only.
   *
   * @param claims the claim by the key of the tag, such as `{ tenant: 'custom:tenant' }`
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
   */
  public static of(claims: { [key: string]: string }): PrincipalTags {
    const keys = Object.keys(claims).filter((key) => !Token.isUnresolved(key));
    keys.forEach((key, index) => {
      const problem = keyProblem(key, keys.slice(0, index));
      if (problem !== undefined) {
        throw new Error(`"claims" holds the key ${JSON.stringify(key)}, ${problem}`);
      }
    });
    return new PrincipalTags({ ...claims });
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
      throw new Error(`"key" is no key of a tag, received ${JSON.stringify(key)}: ${CHARACTERS}`);
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

/** Why STS would refuse every session with the tag. */
function keyProblem(key: string, others: readonly string[]): string | undefined {
  if (!KEY.test(key)) {
    return `which is no key of a tag: ${CHARACTERS}`;
  }
  if (/^aws:/i.test(key)) {
    return 'and AWS keeps "aws:" to itself: begin it with something else';
  }
  const twin = others.find((other) => other.toLowerCase() === key.toLowerCase());
  return twin === undefined ? undefined : `which is ${JSON.stringify(twin)} but for case, and STS tells tags apart without it: leave one of them out`;
}
