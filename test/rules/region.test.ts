import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as kms from 'aws-cdk-lib/aws-kms';
import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { REGION_CASES } from './region.cases';
import { pool } from './resources';
import { findings, found, testRules } from './rule-case';
import { AuthenticatedUserPool, CognitoRules, TokenIssuer } from '../../src';
import { FAILOVER_RULES, REGION_RULES, REGIONAL_SETTINGS_RULES, REPLICA_RULES } from '../../src/rules/region';

testRules([...REGION_RULES, ...REPLICA_RULES, ...REGIONAL_SETTINGS_RULES, ...FAILOVER_RULES], REGION_CASES);

test('the key and the replica may be in other stacks than the pool', () => {
  const app = new App();
  const { keyArn } = new kms.Key(new Stack(app, 'Keys'), 'Key');
  const pools = new Stack(app, 'Pools');
  const userPool = pool(pools);
  userPool.addPropertyOverride('KeyConfiguration', { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: keyArn });
  userPool.addPropertyOverride('IssuerConfiguration.Type', 'UPDATED');
  new CfnResource(new Stack(app, 'Replicas'), 'Replica', {
    type: 'AWS::Cognito::UserPoolReplica', properties: { UserPoolId: userPool.ref, RegionName: 'eu-central-1' },
  });
  CognitoRules.check(pools);
  expect(findings(pools)).toEqual([expect.stringContaining('[Pools] Replicas/Replica: "multiRegion" (MultiRegion) of Keys/Key/Resource is not set')]);
});

test('the L2 authorizer of a REST API in another stack is seen, and each pool that it names', () => {
  const app = new App();
  const pools = new Stack(app, 'Pools');
  const userPools = ['One', 'Two'].map((id) => new AuthenticatedUserPool(pools, id, { issuer: TokenIssuer.UPDATED }).userPool);
  const apis = new Stack(app, 'Apis');
  const authorizer = new apigateway.CognitoUserPoolsAuthorizer(apis, 'Authorizer', { cognitoUserPools: userPools });
  new apigateway.RestApi(apis, 'Api').root.addMethod('GET', undefined, { authorizer });
  expect(findings(pools)).toEqual(['One', 'Two'].map((id) => expect.stringContaining(
    `[Pools/${id}] Pools/${id}/UserPool/Resource: "issuer" (IssuerConfiguration.Type) is "UPDATED" and Apis/Authorizer/Resource expects the original issuer`,
  )));
});

test('a domain of a pool from elsewhere may fail over', () => {
  expect(found((stack) => new CfnResource(stack, 'Domain', {
    type: 'AWS::Cognito::UserPoolDomain',
    properties: { UserPoolId: 'us-east-1_abc', Domain: 'acme', Routing: { Failover: { SecondaryRegion: 'us-west-2', PrimaryRoute53HealthCheckId: 'abcdef' } } },
  }))).toEqual([]);
});
