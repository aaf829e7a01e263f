import { accept, attachment, client, identityPool, pool } from '../resources';
import { found } from '../rule-case';

const schema = [{ name: 'tenant', attributeDataType: 'String', mutable: true }];
const explicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];

/** A rule on a claim of one of two user pools, of which the second lets its users write the claim. */
const tried = (asked: 0 | 1): string[] => found((stack) => {
  const providers = ['Workforce', 'Customers'].map((id) => {
    const { ref: userPoolId, attrProviderName: providerName } = pool(stack, { schema }, id);
    const writeAttributes = id === 'Customers' ? ['custom:tenant'] : ['name'];
    const { ref: clientId } = accept(client(stack, { userPoolId, explicitAuthFlows, writeAttributes }, `${id}Client`), 'clientWritesDecision');
    return { providerName, clientId, serverSideTokenCheck: true };
  });
  const { ref: identityPoolId } = identityPool(stack, { cognitoIdentityProviders: providers });
  attachment(stack, { identityPoolId }).addPropertyOverride('RoleMappings', {
    users: {
      Type: 'Rules',
      AmbiguousRoleResolution: 'Deny',
      IdentityProvider: `${providers[asked]!.providerName}:${providers[asked]!.clientId}`,
      RulesConfiguration: { Rules: [{ Claim: 'custom:tenant', MatchType: 'Equals', Value: 'acme', RoleARN: 'arn:aws:iam::123456789012:role/acme' }] },
    },
  });
});

test('a mapping asks the tokens of its own user pool, and of no other', () => {
  expect(tried(0)).toEqual([]);
  expect(tried(1)).toEqual(['claimForgeable']);
});
