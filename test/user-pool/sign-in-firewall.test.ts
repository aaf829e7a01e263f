import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { App, Lazy, Stack } from 'aws-cdk-lib/core';
import { only } from './pool';
import { AuthenticatedUserPool, SecurityProfile, SignInFirewall } from '../../src';
import { testStack } from '../support';

const ARN = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/acme/1234';

function guarded(firewall: SignInFirewall | undefined, securityProfile?: SecurityProfile): { stack: Stack; template: () => Template } {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  new AuthenticatedUserPool(stack, 'Auth', { firewall, securityProfile });
  return { stack, template: () => Template.fromStack(stack) };
}

test('without being asked for, there is none', () => {
  const template = guarded(undefined).template();
  template.resourceCountIs('AWS::WAFv2::WebACL', 0);
  template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
});

test.each([
  ['asked for', SignInFirewall.standard(), undefined],
  ['STRICT', undefined, SecurityProfile.STRICT],
])('the standard one blocks known attackers and floods (%s)', (_, firewall, profile) => {
  const template = guarded(firewall, profile).template();
  const acl = only(template, 'AWS::WAFv2::WebACL');
  expect(acl).toMatchObject({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
  // nothing that Cognito refuses, that blocks localhost callbacks, or that asks for a CAPTCHA.
  expect(acl.Rules.map((rule: object) => ({ ...rule, Name: undefined, Priority: undefined, VisibilityConfig: undefined }))).toEqual([
    { Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesAmazonIpReputationList' } }, OverrideAction: { None: {} } },
    { Statement: { RateBasedStatement: { Limit: 2000, EvaluationWindowSec: 300, AggregateKeyType: 'IP' } }, Action: { Block: {} } },
  ]);
  const [poolId] = Object.keys(template.findResources('AWS::Cognito::UserPool'));
  const [aclId] = Object.keys(template.findResources('AWS::WAFv2::WebACL'));
  expect(only(template, 'AWS::WAFv2::WebACLAssociation')).toEqual({
    ResourceArn: { 'Fn::GetAtt': [poolId, 'Arn'] },
    WebACLArn: { 'Fn::GetAtt': [aclId, 'Arn'] },
  });
});

test.each([10, 300, 2_000_000_000])('%d requests are taken', (requestsPerAddress) => {
  guarded(SignInFirewall.standard({ requestsPerAddress })).template().hasResourceProperties('AWS::WAFv2::WebACL', {
    Rules: Match.arrayWith([Match.objectLike({ Statement: { RateBasedStatement: Match.objectLike({ Limit: requestsPerAddress }) } })]),
  });
});

test.each([9, 0, -1, 10.5, 2_000_000_001])('%d requests are refused', (requestsPerAddress) => {
  expect(() => guarded(SignInFirewall.standard({ requestsPerAddress }))).toThrow(`"requestsPerAddress" is ${requestsPerAddress}, and AWS WAF takes whole numbers`);
});

test('a number of requests that isn\'t known yet is taken', () => {
  guarded(SignInFirewall.standard({ requestsPerAddress: Lazy.number({ produce: () => 500 }) })).template().hasResourceProperties('AWS::WAFv2::WebACL', {
    Rules: Match.arrayWith([Match.objectLike({ Statement: { RateBasedStatement: Match.objectLike({ Limit: 500 }) } })]),
  });
});

test.each([undefined, SecurityProfile.STRICT])('a web ACL of the caller\'s is associated, and none made (%#)', (profile) => {
  const template = guarded(SignInFirewall.fromArn(ARN), profile).template();
  template.resourceCountIs('AWS::WAFv2::WebACL', 0);
  expect(only(template, 'AWS::WAFv2::WebACLAssociation')).toMatchObject({ WebACLArn: ARN });
});

test('a web ACL that isn\'t known yet is taken', () => {
  const arn = Lazy.string({ produce: () => ARN });
  expect(only(guarded(SignInFirewall.fromArn(arn)).template(), 'AWS::WAFv2::WebACLAssociation')).toMatchObject({ WebACLArn: ARN });
});

test.each([
  'acme',
  'arn:aws:waf-regional:eu-central-1:123456789012:webacl/1234',
  'arn:aws:wafv2:us-east-1:123456789012:global/webacl/acme/1234',
])('"%s" is no regional web ACL', (arn) => {
  expect(() => guarded(SignInFirewall.fromArn(arn))).toThrow(`"firewall" is "${arn}", which is no ARN of an AWS WAF web ACL of scope REGIONAL`);
});

test('a web ACL of another Region is refused, unless the stack has none', () => {
  const elsewhere = SignInFirewall.fromArn(ARN.replace('eu-central-1', 'us-west-2'));
  expect(() => guarded(elsewhere)).toThrow('"firewall" is a web ACL in us-west-2, and the user pool is in eu-central-1');
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { firewall: elsewhere });
  Template.fromStack(stack).resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
});

describe('a web ACL of the app', () => {
  function shared(region: string | undefined, poolRegion: string | undefined): { stack: Stack; webAcl: CfnWebACL } {
    const app = new App({ treeMetadata: false });
    const webAcl = new CfnWebACL(new Stack(app, 'Shared', { env: { region } }), 'WebAcl', {
      scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: { metricName: 'acme', cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true },
    });
    const stack = new Stack(app, 'Stack', { env: { region: poolRegion } });
    return { stack, webAcl };
  }

  test.each([['eu-central-1', 'eu-central-1'], [undefined, undefined]])('is associated (%s)', (region, poolRegion) => {
    const { stack, webAcl } = shared(region, poolRegion);
    new AuthenticatedUserPool(stack, 'Auth', { firewall: SignInFirewall.webAcl(webAcl) });
    const association = only(Template.fromStack(stack), 'AWS::WAFv2::WebACLAssociation');
    expect(association.WebACLArn).toEqual({ 'Fn::ImportValue': expect.stringContaining('WebAcl') as string });
  });

  test('fails when it is in another Region', () => {
    const { stack, webAcl } = shared('us-west-2', 'eu-central-1');
    expect(() => new AuthenticatedUserPool(stack, 'Auth', { firewall: SignInFirewall.webAcl(webAcl) })).toThrow(
      '[Stack/Auth] "firewall" is a web ACL in us-west-2, and the user pool is in eu-central-1: give one of the pool\'s Region');
  });
});

test('what was chosen can be read', () => {
  expect(SignInFirewall.standard()).toMatchObject({ requestsPerAddress: 2000, webAclArn: undefined });
  expect(SignInFirewall.fromArn(ARN)).toMatchObject({ requestsPerAddress: undefined, webAclArn: ARN });
});

test('with SignInFirewall.external() STRICT defines none', () => {
  const template = guarded(SignInFirewall.external(), SecurityProfile.STRICT).template();
  template.resourceCountIs('AWS::WAFv2::WebACL', 0);
  template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
});
