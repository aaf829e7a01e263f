import type { CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';

/**
 * What a value object says about the pool: properties by the L1's names, and what they entail.
 *
 * A property belongs to one value object; `policies` and `lambdaConfig`, which hold several things, are merged.
 */
export interface PoolContribution {
  readonly properties: Partial<CfnUserPoolProps>;
  /** properties that the L1 of the oldest supported CDK lacks, by their paths in CloudFormation */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

const MERGED = ['policies', 'lambdaConfig'] as const;

/** All contributions in one set of properties. */
export function merged(contributions: readonly PoolContribution[]): Partial<CfnUserPoolProps> {
  return contributions.reduce<Partial<CfnUserPoolProps>>((all, { properties }) => ({
    ...all,
    ...properties,
    ...Object.fromEntries(MERGED.filter((name) => all[name] !== undefined && properties[name] !== undefined)
      .map((name) => [name, { ...all[name], ...properties[name] }])),
  }), {});
}
