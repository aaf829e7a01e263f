import * as cognito from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, RoleMappingMatchType, IdentityPoolProviderUrl } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Lazy, Stack, Validations } from 'aws-cdk-lib/core';
import { IDENTITY_POOL_CASES } from './identity-pool.cases';
import { accept, attachment, client, identityPool, pool, role, TOKEN, trust } from './resources';
import { findings, found, ruleIds, testRules } from './rule-case';
import { CognitoRules } from '../../src';
import { IDENTITY_POOL_RULES } from '../../src/rules/identity-pool';
import { synthError, testStack } from '../support';

testRules(IDENTITY_POOL_RULES, IDENTITY_POOL_CASES);

const OPEN_TO_ALL = ['roleTrustAudience', 'roleTrustAuthenticated'];

describe('who a role trusts', () => {
  const tried = (statement: object): string[] => found((stack) => attachment(stack, { roles: { authenticated: role(stack, statement).attrArn } }));
  const unconditional = (Principal: unknown, more: object = {}): object => trust({ Principal, Condition: undefined, ...more });

  test.each<[string, unknown]>([
    ['the principal of identity pools', { Federated: 'cognito-identity.amazonaws.com' }],
    ['it among others', { Federated: ['arn:aws:iam::123456789012:saml-provider/acme', 'cognito-identity.amazonaws.com'] }],
    ['that of us-gov-west-1', { Federated: 'cognito-identity-us-gov.amazonaws.com' }],
    ['that of us-gov-east-1', { Federated: 'cognito-identity.us-gov-east-1.amazonaws.com' }],
    ['that of cn-north-1', { Federated: 'cognito-identity.cn-north-1.amazonaws.com.cn' }],
    ['everybody', '*'],
    ['every account', { AWS: '*' }],
    ['every account among others', { AWS: ['arn:aws:iam::123456789012:root', '*'] }],
    ['every federation', { Federated: '*' }],
  ])('fails when it is %s, without condition', (_, principal) => {
    expect(tried(unconditional(principal))).toEqual(OPEN_TO_ALL);
  });

  test.each<[string, object]>([
    ['an account', unconditional({ AWS: 'arn:aws:iam::123456789012:root' })],
    ['another federation', unconditional({ Federated: 'arn:aws:iam::123456789012:saml-provider/acme' })],
    ['a principal whose name only resembles', unconditional({ Federated: 'cognito-identity.example.org' })],
    ['a service', unconditional({ Service: 'lambda.amazonaws.com' })],
    ['nobody: the statement denies', unconditional('*', { Effect: 'Deny' })],
    ['nobody: the statement only tags sessions', unconditional({ Federated: 'cognito-identity.amazonaws.com' }, { Action: ['sts:TagSession'] })],
  ])('%s isn\'t everybody, and no user', (_, statement) => {
    expect(tried(statement)).toEqual(['roleTrustNobody']);
  });

  test.each<[string, object]>([
    ['a token', unconditional({ Federated: TOKEN.text })],
    ['users under a condition that is a token', trust({ Condition: TOKEN.any })],
  ])('passes with %s', (_, statement) => {
    expect(tried(statement)).toEqual([]);
  });

  test('everybody with both conditions is as exact as the principal', () => {
    expect(tried(trust({ Principal: '*' }))).toEqual([]);
  });

  test.each(['us-gov-west-1', 'us-gov-east-1', 'cn-north-1'])('in %s nobody has the keys of other Regions', (region) => {
    const stack = testStack({ env: { region } });
    const everybodys = role(stack, trust({ Principal: '*' }));
    everybodys.roleName = 'users';
    attachment(stack, { roles: { authenticated: everybodys.attrArn } });
    CognitoRules.check(stack);
    expect(ruleIds(findings(stack))).toEqual(['roleTrustNobody']);
  });

  test('fails when the only statement isn\'t in a list', () => {
    expect(found((stack) => attachment(stack, {
      roles: { authenticated: new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Statement: unconditional('*') } }).attrArn },
    }))).toEqual(OPEN_TO_ALL);
  });

  test('fails when any of several statements is open', () => {
    expect(found((stack) => attachment(stack, {
      roles: { authenticated: new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Statement: [trust(), unconditional('*')] } }).attrArn },
    }))).toEqual(OPEN_TO_ALL);
  });
});

describe('which roles are judged', () => {
  const open = (stack: Stack, id = 'Role'): string => role(stack, trust({ Condition: undefined }), id).attrArn;

  test('all of them, in one finding a rule', () => {
    const stack = testStack();
    attachment(stack, {
      identityPoolId: identityPool(stack, { allowUnauthenticatedIdentities: TOKEN.any }).ref,
      roles: { authenticated: open(stack, 'Users'), unauthenticated: open(stack, 'Guests') },
    });
    CognitoRules.check(stack);
    expect(findings(stack)[0]).toMatch(/AssumeRolePolicyDocument\) of Stack\/Users \(authenticated\) .*; AssumeRolePolicyDocument of Stack\/Guests \(unauthenticated\) /);
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['attached by a lazy value', (stack) => {
      const arn = open(stack);
      attachment(stack, { roles: Lazy.any({ produce: () => ({ authenticated: arn }) }) });
    }],
    ['attached by an escape hatch', (stack) => attachment(stack).addPropertyOverride('Roles.authenticated', open(stack))],
    ['attached by a literal reference', (stack) => {
      const arn = { 'Fn::GetAtt': [stack.resolve(role(stack, trust({ Condition: undefined })).logicalId), 'Arn'] };
      attachment(stack, { roles: { authenticated: arn } });
    }],
    ['attached by an ARN that holds its name', (stack) => attachment(stack, {
      roles: { authenticated: `arn:aws:iam::123456789012:role/${role(stack, trust({ Condition: undefined })).ref}` },
    })],
    ['mapped by a rule', (stack) => attachment(stack, {
      roleMappings: {
        users: {
          type: 'Rules',
          ambiguousRoleResolution: 'Deny',
          identityProvider: `${pool(stack).attrProviderName}:client`,
          rulesConfiguration: { rules: [{ claim: 'sub', matchType: 'Equals', value: 'me', roleArn: open(stack) }] },
        },
      },
    })],
    ['of a group in a user pool of the identity pool', (stack) => {
      const userPool = pool(stack);
      identityPool(stack, {
        cognitoIdentityProviders: [{
          providerName: userPool.attrProviderName,
          clientId: client(stack, { userPoolId: userPool.ref }).ref,
          serverSideTokenCheck: true,
        }],
      });
      new cognito.CfnUserPoolGroup(stack, 'Group', { userPoolId: userPool.ref, roleArn: open(stack) });
    }],
  ])('fails when one is %s', (_, define) => {
    expect(found(define)).toEqual(OPEN_TO_ALL);
  });

  test('a role that is attached and mapped is named once', () => {
    const stack = testStack();
    const arn = open(stack);
    attachment(stack, {
      roles: { authenticated: arn },
      roleMappings: {
        users: {
          type: 'Rules',
          ambiguousRoleResolution: 'Deny',
          identityProvider: 'graph.facebook.com',
          rulesConfiguration: { rules: [{ claim: 'sub', matchType: 'Equals', value: 'me', roleArn: arn }] },
        },
      },
    });
    CognitoRules.check(stack);
    expect(findings(stack)[0]!.match(/of Stack\/Role/g)).toHaveLength(1);
  });

  test('a role of another stack is judged, one from outside the app can\'t be', () => {
    const app = new App();
    const roles = new Stack(app, 'Roles');
    const stack = new Stack(app, 'Stack');
    attachment(stack, { roles: { authenticated: open(roles) } });
    attachment(stack, { identityPoolId: identityPool(stack, {}, 'B').ref, roles: { authenticated: 'arn:aws:iam::123456789012:role/x' } }, 'Outside');
    CognitoRules.check(app);
    expect(findings(stack).map((text) => / of ([^ ]+)/.exec(text)![1])).toEqual(['Roles/Role', 'Roles/Role']);
  });

  test('the role of a group of another pool is judged as the group\'s alone', () => {
    expect(found((stack) => {
      identityPool(stack);
      new cognito.CfnUserPoolGroup(stack, 'Group', { userPoolId: pool(stack).ref, roleArn: open(stack) });
    })).toEqual(['groupRoleTrust']);
  });
});

describe('the plain L2', () => {
  test('attaches a role for guests that are off', () => {
    expect(found((stack) => new IdentityPool(stack, 'Identities'))).toEqual(['identityPoolGuestRole']);
  });

  test('maps roles by an URL-like key and by rules, and its roles are exact', () => {
    expect(found((stack) => {
      const identities = new IdentityPool(stack, 'Identities', {
        roleMappings: [{
          providerUrl: IdentityPoolProviderUrl.FACEBOOK,
          rules: [{ claim: 'sub', claimValue: 'me', matchType: RoleMappingMatchType.EQUALS, mappedRole: new iam.Role(stack, 'Open', { assumedBy: new iam.AnyPrincipal() }) }],
        }],
      });
      Validations.of(identities).acknowledge({ id: 'cdk-cognito-auth:identityPoolGuestRole', reason: 'test' });
      // to whoever has an account, by another action than users have.
    })).toEqual(['roleTrustAnybody']);
  });
});

test.each([['Token', ['roleTrustNobody']], ['none', []]])('a group\'s role that a back end assumes, with roles by %s', (type, expected) => {
  expect(found((stack) => {
    const userPool = pool(stack);
    const { ref: clientId } = client(stack, { userPoolId: userPool.ref });
    const { ref: identityPoolId } = identityPool(stack, {
      cognitoIdentityProviders: [{ providerName: userPool.attrProviderName, clientId, serverSideTokenCheck: true }],
    });
    const identityProvider = `${userPool.attrProviderName}:${clientId}`;
    attachment(stack, { identityPoolId, roleMappings: type === 'none' ? undefined : { users: { type, identityProvider, ambiguousRoleResolution: 'Deny' } } });
    const { attrArn: roleArn } = role(stack, { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::123456789012:role/backend' } });
    new cognito.CfnUserPoolGroup(stack, 'Group', { userPoolId: userPool.ref, roleArn });
  })).toEqual(expected);
});

test('what machines could write decides nothing: nobody signs in with their client', () => {
  expect(found((stack) => {
    const userPool = pool(stack);
    const { ref: clientId } = client(stack, {
      userPoolId: userPool.ref,
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ['client_credentials'],
      allowedOAuthScopes: ['api/read'],
      generateSecret: true,
    });
    const { ref: identityPoolId } = identityPool(stack, {
      cognitoIdentityProviders: [{ providerName: userPool.attrProviderName, clientId, serverSideTokenCheck: true }],
    });
    new cognito.CfnIdentityPoolPrincipalTag(stack, 'Tags', {
      identityPoolId, identityProviderName: userPool.attrProviderName, principalTags: { tenant: 'profile' },
    });
  })).toEqual(['identityPoolClient']);
});

describe('the classic flow', () => {
  const PRINCIPAL = 'cognito-identity.amazonaws.com';
  const trustOf = (cfn: cognito.CfnIdentityPool): object => trust({
    Condition: { 'StringEquals': { [`${PRINCIPAL}:aud`]: cfn.ref }, 'ForAnyValue:StringLike': { [`${PRINCIPAL}:amr`]: 'authenticated' } },
  });
  const classic = (stack: Stack, more: object = {}): cognito.CfnIdentityPool => accept(identityPool(stack, { allowClassicFlow: true, ...more }), 'identityPoolClassicFlow');

  test('fails when a group has a role beside that of everybody', () => {
    expect(found((stack) => {
      const userPoolId = pool(stack).ref;
      const cfn = classic(stack, { cognitoIdentityProviders: [{ providerName: userPoolId, clientId: 'client', serverSideTokenCheck: true }] });
      attachment(stack, { identityPoolId: cfn.ref, roles: { authenticated: role(stack, trustOf(cfn)).attrArn } });
      new cognito.CfnUserPoolGroup(stack, 'Admins', { userPoolId, roleArn: role(stack, trustOf(cfn), 'Admin').attrArn });
    })).toEqual(['identityPoolClassicRoles']);
  });

  test('fails when a role trusts the pool that nobody hands out', () => {
    expect(found((stack) => {
      const cfn = classic(stack);
      attachment(stack, { identityPoolId: cfn.ref, roles: { authenticated: role(stack, trustOf(cfn)).attrArn } });
      role(stack, trustOf(cfn), 'Forgotten');
    })).toEqual(['identityPoolClassicRoles']);
  });

  test.each<[string, (cfn: cognito.CfnIdentityPool) => object]>([
    ['asks for no sign-in', (cfn) => trust({ Condition: { StringEquals: { [`${PRINCIPAL}:aud`]: cfn.ref } } })],
    ['asks for no pool', () => trust({ Condition: { 'ForAnyValue:StringLike': { [`${PRINCIPAL}:amr`]: 'authenticated' } } })],
    ['asks for nothing', () => trust({ Condition: undefined })],
  ])('fails when a role that nobody hands out %s', (_, loose) => {
    expect(found((stack) => {
      const cfn = classic(stack);
      attachment(stack, { identityPoolId: cfn.ref, roles: { authenticated: role(stack, trustOf(cfn)).attrArn } });
      role(stack, loose(cfn), 'Forgotten');
    })).toEqual(['identityPoolClassicRoles']);
  });

  test('another pool in one statement hides no open statement beside it', () => {
    expect(found((stack) => {
      const cfn = identityPool(stack);
      const both = role(stack, trustOf(identityPool(stack, {}, 'Other')));
      both.addPropertyOverride('AssumeRolePolicyDocument.Statement.1', trust({ Condition: undefined }));
      attachment(stack, { identityPoolId: cfn.ref, roles: { authenticated: both.attrArn } });
    })).toContain('roleTrustAudience');
  });

  test('passes with the groups of another pool of the same users', () => {
    expect(found((stack) => {
      const userPoolId = pool(stack).ref;
      const cognitoIdentityProviders = [{ providerName: userPoolId, clientId: 'client', serverSideTokenCheck: true }];
      const cfn = classic(stack, { cognitoIdentityProviders });
      const other = identityPool(stack, { cognitoIdentityProviders }, 'Other');
      attachment(stack, { identityPoolId: cfn.ref, roles: { authenticated: role(stack, trustOf(cfn)).attrArn } });
      new cognito.CfnUserPoolGroup(stack, 'Admins', { userPoolId, roleArn: role(stack, trustOf(other), 'Admin').attrArn });
      // that pool gives no roles by group, which is another matter.
    })).toEqual(['groupRoleMapping']);
  });

  test('passes with the role of another pool, and with that of guests', () => {
    expect(found((stack) => {
      const cfn = accept(classic(stack, { allowUnauthenticatedIdentities: true }), 'identityPoolGuests');
      const guest = trust({ Condition: { 'StringEquals': { [`${PRINCIPAL}:aud`]: cfn.ref }, 'ForAnyValue:StringLike': { [`${PRINCIPAL}:amr`]: 'unauthenticated' } } });
      attachment(stack, {
        identityPoolId: cfn.ref,
        roles: { authenticated: role(stack, trustOf(cfn)).attrArn, unauthenticated: role(stack, guest, 'Guest').attrArn },
      });
      role(stack, trustOf(identityPool(stack, {}, 'Other')), 'Others');
    })).toEqual([]);
  });
});

test('a provider without a client is left to the L1, which refuses it', () => {
  const stack = testStack();
  const cfn = new cognito.CfnIdentityPool(stack, 'Identities', {
    allowUnauthenticatedIdentities: false,
    cognitoIdentityProviders: [{ providerName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc' } as cognito.CfnIdentityPool.CognitoIdentityProviderProperty],
  });
  new cognito.CfnIdentityPoolRoleAttachment(stack, 'Roles', {
    identityPoolId: cfn.ref,
    roleMappings: { users: { type: 'Token', ambiguousRoleResolution: 'Deny', identityProvider: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc:client' } },
  });
  CognitoRules.check(stack);
  expect(synthError(stack)).toContain('clientId: required but missing');
});
