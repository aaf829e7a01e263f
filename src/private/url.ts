import { Token } from 'aws-cdk-lib/core';

/**
 * A URL with a query. Literal values are percent-encoded; a token can't be encoded at synthesis and is written as it is.
 */
export function withQuery(url: string, query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([key, value]) => `${key}=${Token.isUnresolved(value) ? value : encodeURIComponent(value)}`);
  return `${url}?${pairs.join('&')}`;
}
