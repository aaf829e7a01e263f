import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { nearest } from '../private/nearest';
import { definitionOf } from '../private/whereabouts';
import type { IdentityProvider } from '../template/attachment';
import { Synthesis } from '../template/synthesis';
import { own } from '../template/value';

/** Providers that have a claim for the address and none for whether it is verified. */
const NEVER_VERIFIES: Readonly<Record<string, string>> = { Facebook: 'Facebook', LoginWithAmazon: 'Amazon' };

/** Every provider of the pool, ours or not, in whatever stack. */
export function providersOf(userPool: IUserPool): readonly IdentityProvider[] {
  const pool = definitionOf(userPool);
  return Synthesis.of(userPool).view.userPools.find(({ cfn }) => cfn === pool)?.providers ?? [];
}

/** The end of the sentence that a name is that of no provider. */
export function unknownName(name: string, providers: readonly IdentityProvider[]): string {
  const names = providers.flatMap((provider) => provider.name.text ?? []);
  const near = nearest(name, names);
  return `which the user pool doesn't have${near !== undefined ? `: did you mean ${JSON.stringify(near)}?`
    : names.length > 0 ? `: it has ${names.map((one) => JSON.stringify(one)).join(', ')}` : ': it has no identity provider'}`;
}

/** Who it is that never says whether an address is verified. */
export function neverVerifies({ kind }: IdentityProvider): string | undefined {
  return own(NEVER_VERIFIES, kind.text ?? '');
}

/** Of the address and whether it is verified, what a provider doesn't map. Without that, it is false for every user or, worse, what another attribute says. */
export function unmapped({ mapping }: IdentityProvider, attributes = ['email', 'email_verified']): string[] {
  return attributes.filter((attribute) => !mapping.at(attribute).isSet);
}
