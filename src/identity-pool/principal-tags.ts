/** What IAM takes in the key of a tag, and what can stand in a policy variable. */
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;

/**
 * Which claims of a provider's tokens become tags of the session, for policies to ask for.
 *
 * Claims must be decided by you: an attribute that people can write through any client is found by the rule `claimForgeable`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html
 */
export abstract class PrincipalTags {
  /**
   * AWS's own two: `username`, from the claim `sub`, and `client`, from `aud`. Some providers have other claims for them.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/provider-mappings.html
   */
  public static defaults(): PrincipalTags {
    return new DefaultTags();
  }

  /**
   * Tags of your own: up to 50, each with the claim that it comes from.
   *
   * @param claims the claim by the key of the tag, such as `{ tenant: 'custom:tenant' }`
   */
  public static of(claims: { [key: string]: string }): PrincipalTags {
    return new ClaimTags(claims);
  }

  /**
   * The value of a tag as a policy writes it: it stands in conditions and resources, and becomes the person's own.
   *
   * Throws when the key isn't one that IAM takes.
   *
   * @param key the key of the tag
   */
  public static tag(key: string): string {
    if (!KEY.test(key)) {
      throw new Error(`"key" is no key of a tag, received ${JSON.stringify(key)}: use 1 to 128 letters, digits, spaces and any of _ . : / = + - @`);
    }
    return `\${aws:PrincipalTag/${key}}`;
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): PrincipalTagsConfig;
}

/**
 * @internal
 */
export interface PrincipalTagsConfig {
  readonly useDefaults: boolean;
  readonly principalTags?: { [key: string]: string };
}

class DefaultTags extends PrincipalTags {
  public _bind(): PrincipalTagsConfig {
    return { useDefaults: true };
  }
}

class ClaimTags extends PrincipalTags {
  constructor(private readonly claims: { [key: string]: string }) {
    super();
  }

  public _bind(): PrincipalTagsConfig {
    return { useDefaults: false, principalTags: this.claims };
  }
}
