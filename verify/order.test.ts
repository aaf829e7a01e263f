import { isDeepStrictEqual } from 'util';
import { SecretValue, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, type ISocialProvider, SamlMetadata, SignInDomain,
  SocialProvider, SocialProviders,
} from 'cdk-cognito-auth';
import * as fc from 'fast-check';
import { plainApp } from './tools/quick-start';

const secret = SecretValue.secretsManager('sign-in');
const credentials = { clientId: 'client', clientSecret: secret };

/** By the name under which clients ask for them. */
const PROVIDERS: Record<string, () => ISocialProvider> = {
  Google: () => SocialProvider.google(credentials),
  Facebook: () => SocialProvider.facebook(credentials),
  SignInWithApple: () => SocialProvider.apple({ servicesId: 'com.example', teamId: 'TEAM000000', keyId: 'KEY0000000', privateKey: secret }),
  Slack: () => SocialProvider.slack(credentials),
  Okta: () => SocialProvider.oidc({ name: 'Okta', issuerUrl: 'https://acme.okta.com', ...credentials, attributeMapping: { locale: other('locale') } }),
  Partner: () => SocialProvider.saml({
    name: 'Partner',
    metadata: SamlMetadata.url('https://login.example.com/metadata'),
    attributeMapping: { nickname: other('nick'), familyName: other('surname') },
  }),
};

function other(name: string): cognito.ProviderAttribute {
  return cognito.ProviderAttribute.other(name);
}

/** A client, and the providers that it asks for by name; all that there are unless it does. */
interface Client {
  readonly type: ApplicationType;
  readonly asks?: readonly string[];
}

/** A pool and what it has. */
interface Blocks {
  readonly domain: boolean;
  readonly clients: readonly Client[];
  /** those of each SocialProviders construct */
  readonly social: readonly (readonly string[])[];
  /** whether there is Amazon too, by a plain L2 construct */
  readonly plain: boolean;
  readonly identities: boolean;
}

/** Defines one construct, which some others must be there for. */
interface Step {
  readonly id: string;
  readonly after: readonly string[];
  define(stack: Stack): unknown;
}

/** Puts names into an order. */
type Sort = (names: readonly string[]) => string[];

type DefineClient = (scope: Stack, id: string, userPool: cognito.UserPool, type: ApplicationType, asks?: string[]) => cognito.UserPoolClient;

const ours: DefineClient = (scope, id, userPool, applicationType, asks) => new AppClient(scope, id, {
  userPool,
  applicationType,
  callbackUrls: ['https://app.example.com/callback'],
  supportedIdentityProviders: asks?.map(name => cognito.UserPoolClientIdentityProvider.custom(name)),
}).userPoolClient;

/** The list is written when the client is defined, and waits for nobody. */
const naive: DefineClient = (scope, id, userPool, _, asks) => new cognito.UserPoolClient(scope, id, {
  userPool,
  oAuth: { callbackUrls: ['https://app.example.com/callback'], flows: { authorizationCodeGrant: true } },
  supportedIdentityProviders: (asks ?? userPool.identityProviders.map(({ providerName }) => providerName))
    .map(name => cognito.UserPoolClientIdentityProvider.custom(name)),
});

function stepsOf(name: string, { domain, clients, social, plain, identities }: Blocks, sort: Sort, defineClient: DefineClient): Step[] {
  let userPool: cognito.UserPool;
  const defined: cognito.UserPoolClient[] = [];
  const pool: Step = {
    id: `${name}Auth`,
    after: [],
    define: stack => userPool = new AuthenticatedUserPool(stack, pool.id, domain ? { domain: SignInDomain.prefix(`acme-${name}`) } : {}).userPool,
  };
  const clientSteps = clients.map(({ type, asks }, at): Step => ({
    id: `${name}Client${at}`,
    after: [pool.id],
    define: stack => defined[at] = defineClient(stack, `${name}Client${at}`, userPool, type, asks && sort(asks)),
  }));
  const socialSteps = social.map((names, at): Step => ({
    id: `${name}Social${at}`,
    after: [pool.id],
    define: stack => new SocialProviders(stack, `${name}Social${at}`, {
      userPool,
      providers: sort(names).map(provider => PROVIDERS[provider]()),
      registrationOutputs: domain,
    }),
  }));
  const plainStep: Step = {
    id: `${name}Amazon`,
    after: [pool.id],
    define: stack => new cognito.UserPoolIdentityProviderAmazon(stack, plainStep.id, {
      userPool,
      clientId: 'client',
      clientSecret: secret.unsafeUnwrap(),
      attributeMapping: { email: other('email'), gender: other('postal_code') },
    }),
  };
  const identitiesStep: Step = {
    id: `${name}Identities`,
    after: clientSteps.map(({ id }) => id),
    define: stack => new FederatedIdentityPool(stack, identitiesStep.id, {
      providers: defined.map(client => IdentityPoolProvider.userPool(userPool, client)),
    }),
  };
  return [pool, ...clientSteps, ...socialSteps, ...plain ? [plainStep] : [], ...identities ? [identitiesStep] : []];
}

/** The nearest order in which nothing is used before it is there. */
function legal(order: readonly Step[]): Step[] {
  const waiting = [...order];
  const done: Step[] = [];
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ after }) => after.every(id => done.some(step => step.id === id)));
    done.push(...waiting.splice(at, 1));
  }
  return done;
}

type Pools = Record<string, Blocks>;

/** The template, with lists whose order means nothing sorted. */
function template(pools: Pools, sort: Sort, defineClient: DefineClient): unknown {
  const app = plainApp({ treeMetadata: false, analyticsReporting: false });
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1' } });
  const steps = Object.entries(pools).flatMap(([name, blocks]) => stepsOf(name, blocks, sort, defineClient));
  legal(sort(steps.map(({ id }) => id)).map(id => steps.find(step => step.id === id)!)).forEach(step => step.define(stack));
  const sorted = (key: string, value: unknown): unknown => ['SupportedIdentityProviders', 'DependsOn'].includes(key) && Array.isArray(value)
    ? value.map(item => JSON.stringify(item)).sort() : value;
  // rules would refuse what the control defines.
  const { template: written } = app.synth({ skipValidation: defineClient === naive }).getStackByName('Stack');
  return JSON.parse(JSON.stringify(written, sorted));
}

beforeAll(() => {
  // a stack trace for each token is what CDK would spend a third of its time with.
  Error.stackTraceLimit = 0;
});

const blocks: fc.Arbitrary<Blocks> = fc.shuffledSubarray(Object.keys(PROVIDERS), { minLength: 1, maxLength: 4 }).chain(names => fc.record({
  domain: fc.boolean(),
  clients: fc.array(fc.record({
    type: fc.constantFrom(ApplicationType.SINGLE_PAGE, ApplicationType.TRADITIONAL_WEB, ApplicationType.MOBILE),
    asks: fc.option(fc.subarray(['COGNITO', ...names], { minLength: 1 }), { nil: undefined }),
  }), { minLength: 1, maxLength: 3 }),
  social: fc.integer({ min: 1, max: names.length }).map(at => [names.slice(0, at), names.slice(at)].filter(some => some.length > 0)),
  plain: fc.boolean(),
  identities: fc.boolean(),
}));

const pools: fc.Arbitrary<Pools> = fc.oneof(fc.record({ acme: blocks }), fc.record({ acme: blocks, other: blocks }));

const CONSTRUCTS = ['Auth', 'Client0', 'Client1', 'Client2', 'Social0', 'Social1', 'Amazon', 'Identities'];
const NAMES = [...['acme', 'other'].flatMap(pool => CONSTRUCTS.map(name => pool + name)), 'COGNITO', ...Object.keys(PROVIDERS)];
const order = fc.shuffledSubarray(NAMES, { minLength: NAMES.length });
const by = (names: readonly string[]): Sort => some => names.filter(name => some.includes(name));

test('the template is the same in whatever order pools, clients and providers are defined', () => {
  fc.assert(fc.property(pools, order, (some, names) => {
    expect(template(some, by(names), ours)).toEqual(template(some, by(NAMES), ours));
  }), { numRuns: 60 });
});

test('the control: it is another one with clients that list the providers there are', () => {
  const same = (some: Pools, names: string[], defineClient: DefineClient) =>
    isDeepStrictEqual(template(some, by(names), defineClient), template(some, by(NAMES), defineClient));
  const { counterexample, errorInstance } = fc.check(fc.property(pools, order, (some, names) => same(some, names, naive)), { endOnFailure: true });
  expect(String(errorInstance)).toContain('returning false');
  expect(same(...counterexample!, ours)).toBe(true);
});
