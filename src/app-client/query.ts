import { Token, Tokenization } from 'aws-cdk-lib/core';

/**
 * An URL with a query. Literals are percent-encoded; what only CloudFormation knows can't be encoded at synthesis and is written as it is.
 */
export function withQuery(url: string, query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([key, value]) => `${key}=${fragments(value).map((part) => (Token.isUnresolved(part) ? part : encodeURIComponent(part))).join('')}`);
  return `${url}?${pairs.join('&')}`;
}

/** The literals and tokens of a string, in order. */
function fragments(value: string): string[] {
  const parts: string[] = [];
  Tokenization.reverseString(value).join({
    join: (left: string, right: string) => {
      parts.push(...parts.length === 0 ? [left, right] : [right]);
      return right;
    },
  });
  return parts.length === 0 ? [value] : parts;
}
