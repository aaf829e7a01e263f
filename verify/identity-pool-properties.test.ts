import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  AuthenticatedUserPool, FederatedIdentityPool, GuestAccess, IdentityPoolProvider, type IdentityPoolProviderConfig, type IIdentityPoolProvider,
  PrincipalTags, RoleClaimRule, RoleMapping,
} from 'cdk-cognito-auth';
import * as fc from 'fast-check';

type Mapping = 'none' | 'token' | 'rules';
type Tags = 'none' | 'defaults' | 'claims';

interface Choice {
  readonly userPools: readonly { readonly kind: 'ours' | 'l2' | 'imported' | 'away'; readonly tags: Tags; readonly clients: readonly Mapping[] }[];
  readonly social: readonly { readonly kind: 'google' | 'facebook' | 'amazon' | 'apple'; readonly mapping: Mapping; readonly tags: Tags }[];
  readonly iam: readonly { readonly kind: 'oidc' | 'saml'; readonly mapping: Mapping; readonly tags: Tags }[];
  readonly own: readonly Mapping[];
  readonly developer: boolean;
  readonly guests: boolean;
  readonly identityPools: number;
  /** how many of the providers come after the constructor */
  readonly late: number;
  /** in which order providers come */
  readonly order: readonly number[];
}

const mapping = fc.constantFrom<Mapping>('none', 'token', 'rules');
/** Of providers whose tokens name no role. */
const mappingOfOthers = fc.constantFrom<Mapping>('none', 'rules');
const tags = fc.constantFrom<Tags>('none', 'defaults', 'claims');
const choices: fc.Arbitrary<Choice> = fc.record({
  userPools: fc.array(fc.record({
    kind: fc.constantFrom('ours' as const, 'l2' as const, 'imported' as const, 'away' as const),
    tags,
    clients: fc.array(mapping, { minLength: 1, maxLength: 3 }),
  }), { maxLength: 3 }),
  social: fc.uniqueArray(fc.record({
    kind: fc.constantFrom('google' as const, 'facebook' as const, 'amazon' as const, 'apple' as const),
    mapping: mappingOfOthers,
    tags,
  }), { selector: ({ kind }) => kind }),
  iam: fc.array(fc.record({ kind: fc.constantFrom('oidc' as const, 'saml' as const), mapping: mappingOfOthers, tags }), { maxLength: 3 }),
  own: fc.array(mapping, { maxLength: 2 }),
  developer: fc.boolean(),
  guests: fc.boolean(),
  identityPools: fc.integer({ min: 1, max: 2 }),
  late: fc.nat(4),
  order: fc.array(fc.nat(1000), { minLength: 20, maxLength: 20 }),
}).filter(({ userPools, social, iam: roots, own, developer }) => developer || userPools.length + social.length + roots.length + own.length > 0);

/** A provider, and what an identity pool must make of it. */
interface Candidate {
  readonly provider: IIdentityPoolProvider;
  readonly isMapped: boolean;
  /** the same for all clients of a user pool @default - it has no tags */
  readonly taggedAs?: string;
}

function candidates(stack: Stack, choice: Choice): Candidate[] {
  const role = iam.Role.fromRoleArn(stack, 'Gold', 'arn:aws:iam::111111111111:role/gold');
  const options = (one: Mapping, tag: Tags) => ({
    roleMapping: { none: undefined, token: RoleMapping.token(), rules: RoleMapping.rules([RoleClaimRule.claimEquals('plan', 'gold', role)]) }[one],
    principalTags: { none: undefined, defaults: PrincipalTags.defaults(), claims: PrincipalTags.of({ tenant: 'tenant' }) }[tag],
  });
  const candidate = (name: string, one: Mapping, tag: Tags, provider: IIdentityPoolProvider): Candidate => ({
    provider, isMapped: one !== 'none', ...tag !== 'none' && { taggedAs: name },
  });
  const userPool = (id: string, kind: Choice['userPools'][number]['kind']): cognito.IUserPool => {
    switch (kind) {
      case 'ours': return new AuthenticatedUserPool(stack, id).userPool;
      case 'l2': return new cognito.UserPool(stack, id);
      case 'imported': return cognito.UserPool.fromUserPoolId(stack, id, `eu-central-1_${id}`);
      case 'away': return cognito.UserPool.fromUserPoolArn(stack, id, `arn:aws:cognito-idp:us-east-1:111111111111:userpool/us-east-1_${id}`);
    }
  };
  const arn = (kind: string, id: number) => `arn:aws:iam::111111111111:${kind}-provider/${id}`;
  return [
    ...choice.userPools.flatMap(({ kind, tags: tag, clients }, index) => {
      const pool = userPool(`Pool${index}`, kind);
      return clients.map((one, at) => {
        const client = kind === 'l2' || kind === 'ours' ? pool.addClient(`Client${at}`)
          : cognito.UserPoolClient.fromUserPoolClientId(stack, `Client${index}${at}`, `client${index}${at}`);
        return candidate(`Pool${index}`, one, tag, IdentityPoolProvider.userPool(pool, client, options(one, tag)));
      });
    }),
    ...choice.social.map(({ kind, mapping: one, tags: tag }) => candidate(kind, one, tag, {
      google: () => IdentityPoolProvider.google({ clientId: kind, ...options(one, tag) }),
      facebook: () => IdentityPoolProvider.facebook({ clientId: kind, ...options(one, tag) }),
      amazon: () => IdentityPoolProvider.amazon({ clientId: kind, ...options(one, tag) }),
      apple: () => IdentityPoolProvider.apple({ servicesId: kind, ...options(one, tag) }),
    }[kind]())),
    ...choice.iam.map(({ kind, mapping: one, tags: tag }, index) => candidate(`${kind}${index}`, one, tag, kind === 'oidc'
      ? IdentityPoolProvider.oidc(iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, `Iam${index}`, arn(kind, index)), options(one, tag))
      : IdentityPoolProvider.saml(iam.SamlProvider.fromSamlProviderArn(stack, `Iam${index}`, arn(kind, index)), options(one, tag)))),
    ...choice.own.map((one, index) => candidate(`own${index}`, one, 'none', {
      bind: () => ({
        userPoolTokens: { providerName: `cognito-idp.eu-west-1.amazonaws.com/eu-west-1_own${index}`, clientId: 'own', mappingKey: `Own${index}` },
        roleMapping: options(one, 'none').roleMapping,
      }),
    })),
    ...choice.developer ? [candidate('developer', 'none', 'none', IdentityPoolProvider.developer('login.acme.app'))] : [],
  ];
}

/** Makes an identity pool of providers. */
type Builder = (scope: Stack, id: string, providers: readonly IIdentityPoolProvider[], choice: Choice) => void;

const ours: Builder = (scope, id, providers, { guests, late }) => {
  const first = Math.max(providers.length - late, guests ? 0 : 1);
  const identities = new FederatedIdentityPool(scope, id, {
    providers: providers.slice(0, first),
    guests: guests ? GuestAccess.allow({ reason: 'a test' }) : undefined,
  });
  providers.slice(first).forEach(provider => identities.addProvider(provider));
};

interface Resource {
  readonly Type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever a template may hold.
  readonly Properties: any;
}

/** Everything that isn't as it should be. */
function faults(build: Builder, choice: Choice): string[] {
  const template = (inOrder: boolean) => {
    const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Stack', { env: { region: 'eu-central-1' } });
    const all = candidates(stack, choice);
    const ordered = all.map((candidate, index) => ({ candidate, rank: inOrder ? index : choice.order[index % choice.order.length] }))
      .sort((one, other) => one.rank - other.rank).map(({ candidate }) => candidate.provider);
    const ids = Array.from({ length: choice.identityPools }, (_, index) => `Identities${index}`);
    ids.forEach(id => build(stack, id, ordered, choice));
    // which clients may have which mapping is what rules are for.
    const { Resources: resources } = (stack.node.root as App).synth({ skipValidation: true }).getStackByName('Stack').template;
    return { all, resources: resources as Record<string, Resource> };
  };
  const { all, resources } = template(true);
  const again = template(false).resources;
  const pools = ofType(resources, 'AWS::Cognito::IdentityPool');
  const found: string[] = [];
  const check = (isGood: boolean, fault: string) => isGood || found.push(fault);

  check(pools.length === choice.identityPools, 'a pool is missing');
  for (const [pool] of pools) {
    const attachments = attached(resources, pool);
    check(attachments.length === 1, `${attachments.length} attachments`);
    const { Roles: roles, RoleMappings: mappings = {} } = attachments[0]?.Properties ?? {};
    check(Object.keys(roles ?? {}).sort().join() === (choice.guests ? 'authenticated,unauthenticated' : 'authenticated'), 'other roles');

    const keys = Object.keys(mappings);
    check(keys.length === all.filter(({ isMapped }) => isMapped).length, `the keys ${keys.join()}`);
    check(keys.every(key => /^[\w.-]+$/.test(key)), `a key that is no literal in ${keys.join()}`);
    const names = Object.values<{ IdentityProvider: unknown }>(mappings).map(({ IdentityProvider }) => JSON.stringify(IdentityProvider));
    check(new Set(names).size === keys.length, 'two mappings of one provider');
    const byKey = (map: object) => JSON.stringify(Object.entries(map).sort(([one], [other]) => one < other ? -1 : 1));
    check(byKey(attached(again, pool)[0]?.Properties.RoleMappings ?? {}) === byKey(mappings), 'other mappings in another order');

    const tagged = ofType(resources, 'AWS::Cognito::IdentityPoolPrincipalTag').filter(([, { Properties }]) => Properties.IdentityPoolId.Ref === pool);
    const expected = new Set(all.flatMap(({ taggedAs }) => taggedAs ?? [])).size;
    check(tagged.length === expected, `${tagged.length} tags for ${expected} providers`);
    check(new Set(tagged.map(([, { Properties }]) => JSON.stringify(Properties.IdentityProviderName))).size === expected, 'two tags for one provider');
    check(tagged.every(([id, tag]) => JSON.stringify(again[id]) === JSON.stringify(tag)), 'other tags in another order');
  }
  return found;
}

function ofType(resources: Record<string, Resource>, type: string): [string, Resource][] {
  return Object.entries(resources).filter(([, { Type }]) => Type === type);
}

function attached(resources: Record<string, Resource>, pool: string): Resource[] {
  return ofType(resources, 'AWS::Cognito::IdentityPoolRoleAttachment').map(([, resource]) => resource)
    .filter(({ Properties }) => Properties.IdentityPoolId.Ref === pool);
}

test('any providers with any mappings have one attachment, literal keys that are the same in any order, and one set of tags each', () => {
  fc.assert(fc.property(choices, choice => expect(faults(ours, choice)).toEqual([])), { numRuns: 40, seed: 6 });
});

// the second mapping replaces the first, whose users then get the role of everybody who signed in.
test('providers of the caller\'s own that have the same key are refused', () => {
  const own = (name: string): IIdentityPoolProvider => ({
    bind: () => ({
      userPoolTokens: { providerName: `cognito-idp.eu-west-1.amazonaws.com/eu-west-1_${name}`, clientId: name, mappingKey: 'Same' },
      roleMapping: RoleMapping.token(),
    }),
  });
  const app = new App({ builtinCloudFormationValidation: false });
  expect(() => {
    new FederatedIdentityPool(new Stack(app, 'Stack'), 'Identities', { providers: [own('one'), own('two')] });
    app.synth();
  }).toThrow('Same');
});

describe('is refuted of a builder', () => {
  type Mappings = Record<string, cognito.CfnIdentityPoolRoleAttachment.RoleMappingProperty>;
  type Attach = (attachment: (id: string, roleMappings?: Mappings) => void, mapped: readonly string[]) => void;

  /** As one would write it who has read the documentation of CloudFormation, and no more. */
  const naive = (attach: Attach): Builder => (scope, id, providers) => {
    const identityPoolId = new cognito.CfnIdentityPool(scope, id, { allowUnauthenticatedIdentities: false }).ref;
    const configs = providers.map(provider => provider.bind(scope, { identityPoolId }));
    const mapped = configs.filter(({ roleMapping }) => roleMapping !== undefined).map(nameOf);
    attach((name, roleMappings) => {
      new cognito.CfnIdentityPoolRoleAttachment(scope, `${id}${name}`, { identityPoolId, roles: { authenticated: 'members' }, roleMappings });
    }, mapped);
    configs.filter(({ principalTags }) => principalTags !== undefined).forEach((config, index) => {
      new cognito.CfnIdentityPoolPrincipalTag(scope, `${id}Tags${index}`, { identityPoolId, identityProviderName: nameOf(config) });
    });
  };
  const nameOf = ({ userPoolTokens, socialTokens, openIdConnectProvider, samlProvider }: IdentityPoolProviderConfig) => (
    (userPoolTokens ?? socialTokens)?.providerName ?? openIdConnectProvider?.openIdConnectProviderArn ?? samlProvider!.samlProviderArn);
  const mappingOf = (identityProvider: string) => ({ type: 'Token', ambiguousRoleResolution: 'Deny', identityProvider });

  /** CDK itself refuses some keys. */
  function faultsOrError(build: Builder, choice: Choice): string[] {
    try {
      return faults(build, choice);
    } catch (error) {
      return [(error as Error).message];
    }
  }

  test.each<[string, Builder, string]>([
    ['with an attachment for each mapping', naive((attachment, mapped) => {
      attachment('Roles');
      mapped.forEach((name, index) => attachment(`Roles${index}`, { [`Provider${index}`]: mappingOf(name) }));
    }), 'attachments'],
    ['that counts its keys', naive((attachment, mapped) => {
      attachment('Roles', Object.fromEntries(mapped.map((name, index) => [`Provider${index}`, mappingOf(name)])));
    }), 'other mappings in another order'],
    ['whose keys are the providers\' names', naive((attachment, mapped) => {
      attachment('Roles', Object.fromEntries(mapped.map(name => [name, mappingOf(name)])));
    }), 'no literal'],
    ['that leaves out the client', naive((attachment, mapped) => {
      attachment('Roles', Object.fromEntries(mapped.map((name, index) => [`Provider${index}`, mappingOf(name)])));
    }), 'two mappings of one provider'],
    ['with tags for each client', naive(attachment => attachment('Roles')), 'tags for'],
  ])('%s', (_, build, fault) => {
    const hasNone = fc.property(choices, choice => !faultsOrError(build, { ...choice, guests: false }).some(one => one.includes(fault)));
    expect(fc.check(hasNone, { numRuns: 60, seed: 6, endOnFailure: true }).failed).toBe(true);
  });
});
