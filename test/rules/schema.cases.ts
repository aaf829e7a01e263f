import { CfnIdentityPoolPrincipalTag, type CfnUserPool, type CfnUserPoolClientProps } from 'aws-cdk-lib/aws-cognito';
import { accept, client, hostedClient, identityPool, pool, provider, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

type Attribute = CfnUserPool.SchemaAttributeProperty;
type Schema = (Attribute | typeof TOKEN.any)[] | typeof TOKEN.any | undefined;
type Lists = Pick<CfnUserPoolClientProps, 'readAttributes' | 'writeAttributes'>;

/** What each provider maps, by its name, and what is decided by it. */
interface Shared {
  readonly [provider: string]: unknown;
  readonly name?: string;
  readonly tag?: boolean;
  readonly client?: Partial<CfnUserPoolClientProps>;
  /** the providers that have a client of their own, whose tokens are asked */
  readonly by?: number[];
}

const IAM_ONLY = ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
const TENANT = { 'custom:tenant': 'tenant' };
const TEAM = { 'custom:team': 'team' };

const named = (...names: string[]): Attribute[] => names.map((name) => ({ name, attributeDataType: 'String', mutable: true }));
const bounded = (maxLength: string, name = 'team'): Attribute[] => [{ name, mutable: true, stringAttributeConstraints: { minLength: '0', maxLength } }];

export const SCHEMA_CASES: RuleCases = {
  schemaRequiredStandard: ruleCase({
    define: (stack, schema: Schema) => pool(stack, { schema }),
    trips: [
      [[{ name: 'email', required: true, mutable: true }], 'Schema holds ["email"]'],
      [[...named('team', 'name'), { name: 'sub', required: true }], 'Schema holds ["name","sub"]'],
      [[{ name: 'zoneinfo' }, TOKEN.any], 'Schema holds ["zoneinfo"]'],
    ],
    passes: [named('team'), named('Email', 'e_mail', 'username'), undefined],
    tokens: [TOKEN.any, [TOKEN.any], named(TOKEN.text), named('{{resolve:ssm:/attribute}}')],
  }),

  schemaCustomName: ruleCase({
    define: (stack, schema: Schema) => pool(stack, { schema }),
    trips: [
      [named('custom:team'), 'Schema holds ["custom:team"]'],
      [[...named('team'), { name: 'custom:c', developerOnlyAttribute: true }, TOKEN.any], 'Schema holds ["custom:c"]'],
    ],
    passes: [named('cost-centre', 'x:y', 'custom', 'my-custom:x'), undefined],
    tokens: [TOKEN.any, [TOKEN.any], named(TOKEN.text), named(`custom:${TOKEN.text}`), named('{{resolve:ssm:/the/name/of/the/attribute}}')],
  }),

  schemaCustomTwice: ruleCase({
    define: (stack, schema: Schema) => accept(pool(stack, { schema }), 'schemaRequiredStandard'),
    trips: [
      [named('team', 'group', 'team'), 'Schema declares twice ["custom:team"]'],
      [[...named('team', 'team', 'team'), TOKEN.any], 'Schema declares twice ["custom:team"]'],
    ],
    passes: [
      named('team', 'Team'),
      // one of them is called dev:team.
      [{ name: 'team' }, { name: 'team', developerOnlyAttribute: true }],
    ],
    tokens: [named(TOKEN.text, TOKEN.text), [...named('team'), TOKEN.any], TOKEN.any],
  }),

  schemaCustomRequired: ruleCase({
    define: (stack, schema: Schema) => accept(pool(stack, { schema }), 'schemaRequiredStandard'),
    trips: [
      [[{ name: 'team', required: true }], 'Schema requires ["team"]'],
      [[{ name: 'a', required: true }, { name: 'b', required: false }, { name: 'c', required: true }], 'Schema requires ["a","c"]'],
    ],
    passes: [[{ name: 'team', required: false }], [{ name: 'team' }], [{ name: 'email', required: true }]],
    tokens: [[{ name: 'team', required: TOKEN.any }], [{ name: TOKEN.text, required: true }], [TOKEN.any], TOKEN.any],
  }),

  providersShareClaim: ruleCase({
    define: (stack, { name = 'tenant', tag, client: props, by = [], ...mappings }: Shared) => {
      const userPool = pool(stack, { schema: named(name) });
      const { ref: userPoolId } = userPool;
      const names = Object.entries(mappings).map(([id, mapping]) => accept(provider(stack, {
        userPoolId, providerName: id, providerType: 'SAML', providerDetails: {}, attributeMapping: mapping as Record<string, string>,
      }, id), 'providerMapsForgeable').ref);
      const clients = [names, ...by.map((index) => [names[index]!])].map((supportedIdentityProviders, index) => accept(hostedClient(stack, {
        userPoolId,
        supportedIdentityProviders,
        writeAttributes: ['email', `custom:${name}`],
        explicitAuthFlows: IAM_ONLY,
        ...props,
      }, `Client${index}`), 'clientMissesProvider').ref);
      if (tag) {
        const { attrProviderName: providerName } = userPool;
        const asked = clients.slice(by.length > 0 ? 1 : 0);
        const cognitoIdentityProviders = asked.map((clientId) => ({ clientId, providerName, serverSideTokenCheck: true }));
        const { ref: identityPoolId } = identityPool(stack, { cognitoIdentityProviders });
        const principalTags = { tag: `custom:${name}` };
        new CfnIdentityPoolPrincipalTag(stack, 'Tags', { identityPoolId, identityProviderName: providerName, principalTags });
      }
    },
    trips: [
      [{ Acme: TENANT, Globex: TENANT }, 'AttributeMapping of Stack/Acme, Stack/Globex holds "custom:tenant"'],
      [{ Acme: TENANT, Globex: TENANT, Umbrella: TENANT }, 'AttributeMapping of Stack/Acme, Stack/Globex, Stack/Umbrella holds "custom:tenant"'],
    ],
    passes: [
      { Acme: TENANT },
      { Acme: TENANT, tag: true },
      { Acme: TENANT, Globex: { email: 'mail' } },
      { Acme: { email: 'mail' }, Globex: { email: 'mail' } },
      // nothing is decided by it.
      { Acme: TEAM, Globex: TEAM, name: 'team' },
      // what is decided by it says so itself, and here the credentials with the tag are for the users of one of them.
      { Acme: TENANT, Globex: TENANT, tag: true, by: [0] },
      { Acme: TEAM, Globex: TEAM, name: 'team', tag: true, by: [0] },
      // users write it themselves, which another rule says.
      { Acme: TENANT, Globex: TENANT, client: { explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], supportedIdentityProviders: undefined } },
    ],
    tokens: [{ Acme: TENANT, Globex: TOKEN.any }],
  }),

  clientCannotWriteRequired: ruleCase({
    define: (stack, it: Lists & { schema?: Schema; of?: string }) => {
      const { schema = [{ name: 'email', required: true, mutable: true }], of, ...lists } = it;
      client(stack, { userPoolId: of ?? accept(pool(stack, { schema }), 'schemaRequiredStandard').ref, ...lists });
    },
    trips: [
      [{ writeAttributes: ['name'] }, 'Schema requires ["email"] and WriteAttributes is ["name"]'],
      [
        { writeAttributes: ['name'], schema: [{ name: 'email', required: true }, { name: 'name', required: true }, { name: 'birthdate', required: true }] },
        'Schema requires ["email","birthdate"] and WriteAttributes is ["name"]',
      ],
    ],
    passes: [
      { writeAttributes: ['email', 'name'] },
      { writeAttributes: undefined },
      { writeAttributes: ['name'], schema: [{ name: 'email', required: false }] },
      // no client writes these: templates made from an existing pool list `sub` as required.
      { writeAttributes: ['name'], schema: [{ name: 'sub', required: true }, { name: 'email_verified', required: true }] },
      { writeAttributes: ['name'], of: 'us-east-1_another' },
    ],
    tokens: [
      { writeAttributes: TOKEN.list },
      { writeAttributes: ['name', TOKEN.text] },
      { writeAttributes: ['name'], schema: TOKEN.any },
      { writeAttributes: ['name'], schema: [{ name: 'email', required: TOKEN.any }] },
      { writeAttributes: ['name'], schema: [{ name: TOKEN.text, required: true }] },
    ],
  }),

  clientUnknownAttribute: ruleCase({
    define: (stack, it: Lists & { schema?: Schema; of?: string; frozen?: boolean }) => {
      const { schema = named('team'), of, frozen, ...lists } = it;
      const userPool = accept(pool(stack, { schema }), 'schemaRequiredStandard');
      if (frozen) {
        userPool.addPropertyDeletionOverride('Schema');
      }
      client(stack, { userPoolId: of ?? userPool.ref, ...lists });
    },
    trips: [
      [{ readAttributes: ['email', 'custom:group'] }, 'ReadAttributes holds ["custom:group"]; Schema declares ["custom:team"]'],
      [
        { readAttributes: ['custom:a', 'custom:team'], writeAttributes: ['custom:b', 'custom:c', TOKEN.text] },
        'ReadAttributes holds ["custom:a"]; WriteAttributes holds ["custom:b","custom:c"]; Schema declares ["custom:team"]',
      ],
      [{ writeAttributes: ['custom:email'], schema: named('email') }, 'WriteAttributes holds ["custom:email"]; Schema declares []'],
      // a developer's attribute has another prefix.
      [{ writeAttributes: ['custom:team'], schema: [{ name: 'team', developerOnlyAttribute: true }] }, 'WriteAttributes holds ["custom:team"]; Schema declares ["dev:team"]'],
    ],
    passes: [
      { readAttributes: ['custom:team', 'email'], writeAttributes: ['custom:team'] },
      {},
      // a pool that is stuck has what its template doesn't say any more.
      { readAttributes: ['custom:group'], frozen: true },
      { readAttributes: ['custom:group'], of: 'us-east-1_another' },
    ],
    tokens: [
      { readAttributes: TOKEN.list, writeAttributes: [`custom:${TOKEN.text}`] },
      { readAttributes: ['custom:group'], schema: TOKEN.any },
      { readAttributes: ['custom:group'], schema: [...named('team'), TOKEN.any] },
      { readAttributes: ['custom:group'], schema: named('team', TOKEN.text) },
    ],
  }),

  providerMapsShort: ruleCase({
    define: (stack, it: { schema?: Schema; mapping?: Record<string, string> | typeof TOKEN.any; of?: string }) => provider(stack, {
      userPoolId: it.of ?? accept(pool(stack, { schema: it.schema }), 'schemaRequiredStandard').ref,
      attributeMapping: it.mapping ?? { 'custom:team': 'team' },
    }),
    trips: [
      [{ schema: bounded('2047') }, 'AttributeMapping holds ["custom:team"], whose MaxLength is less than 2048'],
      [
        { schema: [...bounded('256'), ...bounded('64', 'group'), ...bounded('2048', 'long')], mapping: { 'custom:group': 'g', 'custom:team': 't', 'custom:long': 'l' } },
        'AttributeMapping holds ["custom:team","custom:group"], whose MaxLength is less than 2048',
      ],
    ],
    passes: [
      { schema: bounded('2048') },
      { schema: [{ name: 'team', mutable: true, stringAttributeConstraints: { minLength: '1' } }] },
      { schema: named('team') },
      { schema: [...bounded('256', 'group'), ...named('team')] },
      // the bounds of standard attributes are Cognito's own.
      { schema: bounded('256', 'email'), mapping: { email: 'email' } },
      { of: 'us-east-1_another' },
    ],
    tokens: [
      { schema: bounded(TOKEN.text) },
      { schema: [{ name: 'team', mutable: true, stringAttributeConstraints: TOKEN.any }] },
      { schema: [...bounded('256', TOKEN.text), ...named('team')] },
      { schema: TOKEN.any },
      { schema: bounded('256'), mapping: TOKEN.any },
    ],
  }),
};
