import type { AttributeMapping, ProviderAttribute } from 'aws-cdk-lib/aws-cognito';

/**
 * The caller's mapping over the provider's default: naming one attribute doesn't drop the others.
 */
export function mergedMapping(defaults: AttributeMapping, given: AttributeMapping | undefined): AttributeMapping {
  const merged = { ...defaults, ...given };
  return Object.fromEntries(Object.entries(merged).filter(([, attribute]) => attribute !== undefined));
}

/**
 * The scopes that make a provider tell what the mapping maps, without repetition.
 *
 * @param mapping the attribute mapping
 * @param base scopes that are always asked for
 * @param scopeOf the scope that brings an attribute of the provider; attributes that need none are left out
 */
export function scopesFor(mapping: AttributeMapping, base: readonly string[], scopeOf: Readonly<Record<string, string>>): string[] {
  const { custom, ...standard } = mapping;
  const mapped: ProviderAttribute[] = [...Object.values(standard), ...Object.values(custom ?? {})];
  const names = mapped.map(({ attributeName }) => attributeName);
  // whatever the provider calls the address, it tells it for the scope only.
  const scopes = [...names, ...mapping.email === undefined ? [] : ['email']].map((name) => scopeOf[name]).filter((scope): scope is string => scope !== undefined);
  return [...new Set([...base, ...scopes])];
}
