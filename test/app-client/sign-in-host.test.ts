import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ManagedLoginVersion, UserPool, UserPoolDomain, type CfnUserPoolDomain, type IUserPoolDomain, type UserPoolDomainOptions } from 'aws-cdk-lib/aws-cognito';
import { App, Aws, CfnOutput, CfnParameter, Lazy, Stack } from 'aws-cdk-lib/core';
import { showsManagedLogin, signInHost } from '../../src/app-client/sign-in-host';
import { testStack } from '../support';

const PREFIX: UserPoolDomainOptions = { cognitoDomain: { domainPrefix: 'acme' } };

function l2(stack: Stack, options: UserPoolDomainOptions = PREFIX): UserPoolDomain {
  return new UserPool(stack, 'Pool').addDomain('Domain', options);
}

function custom(stack: Stack): UserPoolDomain {
  const certificate = Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111111111111:certificate/1234');
  return l2(stack, { customDomain: { domainName: 'login.example.com', certificate } });
}

function l1Of(domain: UserPoolDomain): CfnUserPoolDomain {
  return domain.node.defaultChild as CfnUserPoolDomain;
}

describe('of a domain that the app defines', () => {
  test.each([
    ['eu-central-1', 'acme.auth.eu-central-1.amazoncognito.com'],
    ['us-gov-west-1', 'acme.auth-fips.us-gov-west-1.amazoncognito.com'],
  ])('a prefix is on the host of its Region (%s)', (region, host) => {
    const stack = testStack({ env: { region } });
    expect(stack.resolve(signInHost(stack, l2(stack)))).toBe(host);
  });

  test('a name of its own is the host', () => {
    const stack = testStack();
    expect(stack.resolve(signInHost(stack, custom(stack)))).toBe('login.example.com');
  });

  test.each<[string, (cfn: CfnUserPoolDomain) => void, string]>([
    ['an escape hatch', (cfn) => {
      cfn.domain = 'other';
    }, 'other.auth.eu-central-1.amazoncognito.com'],
    ['an override', (cfn) => cfn.addPropertyOverride('Domain', 'other'), 'other.auth.eu-central-1.amazoncognito.com'],
    ['a certificate that comes later', (cfn) => {
      cfn.domain = 'login.acme.org';
      cfn.customDomainConfig = { certificateArn: 'arn' };
    }, 'login.acme.org'],
    ['a certificate by override', (cfn) => {
      cfn.addPropertyOverride('Domain', 'login.acme.org');
      cfn.addPropertyOverride('CustomDomainConfig.CertificateArn', 'arn');
    }, 'login.acme.org'],
  ])('is read when the template is written: %s', (_, change, host) => {
    const stack = testStack({ env: { region: 'eu-central-1' } });
    const domain = l2(stack);
    new CfnOutput(stack, 'Host', { value: signInHost(stack, domain) });
    change(l1Of(domain));
    Template.fromStack(stack).hasOutput('Host', { Value: host });
  });

  test('crosses stacks with what its name refers to', () => {
    const app = new App();
    const [pools, others] = ['Pools', 'Others'].map((id) => new Stack(app, id, { env: { region: 'eu-central-1', account: '111111111111' } })) as [Stack, Stack];
    const domainPrefix = `acme-${new CfnParameter(pools, 'Stage').valueAsString}`;
    new CfnOutput(others, 'Host', { value: signInHost(others, l2(pools, { cognitoDomain: { domainPrefix } })) });
    Template.fromStack(others).hasOutput('Host', {
      Value: { 'Fn::Join': ['', ['acme-', { 'Fn::ImportValue': 'Pools:ExportsOutputRefStageE105EA17' }, '.auth.eu-central-1.amazoncognito.com']] },
    });
  });

  test.each<[string, (stack: Stack) => IUserPoolDomain, boolean]>([
    ['managed login', (stack) => l2(stack, { ...PREFIX, managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN }), true],
    ['the classic pages', (stack) => l2(stack, { ...PREFIX, managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI }), false],
    ['Cognito\'s default, the classic pages', (stack) => l2(stack), false],
    ['what a parameter says', (stack) => {
      const domain = l2(stack);
      l1Of(domain).managedLoginVersion = new CfnParameter(stack, 'Version', { type: 'Number' }).valueAsNumber;
      return domain;
    }, true],
  ])('shows %s', (_, define, managed) => {
    expect(showsManagedLogin(define(testStack()))).toBe(managed);
  });
});

describe('of an imported domain', () => {
  const imported = (stack: Stack, name: string) => UserPoolDomain.fromDomainName(stack, 'Domain', name);

  test.each([
    ['acme', 'acme.auth.eu-central-1.amazoncognito.com'],
    ['login.example.com', 'login.example.com'],
    ['acme.auth.eu-west-1.amazoncognito.com', 'acme.auth.eu-west-1.amazoncognito.com'],
  ])('%s', (name, host) => {
    const stack = testStack({ env: { region: 'eu-central-1' } });
    expect(signInHost(stack, imported(stack, name))).toBe(host);
    expect(showsManagedLogin(imported(new Stack(), name))).toBe(true);
  });

  test('a host in which a part is a token', () => {
    const stack = testStack();
    expect(stack.resolve(signInHost(stack, imported(stack, `acme.auth.${Aws.REGION}.amazoncognito.com`))))
      .toEqual({ 'Fn::Join': ['', ['acme.auth.', { Ref: 'AWS::Region' }, '.amazoncognito.com']] });
  });

  test.each([
    ['a parameter', (stack: Stack) => new CfnParameter(stack, 'Name').valueAsString],
    ['two tokens', () => `${Aws.STACK_NAME}-${Lazy.string({ produce: () => 'a.b' })}`],
  ])('fails when the name is %s: it may be a prefix or a host', (_, name) => {
    const stack = testStack();
    expect(() => signInHost(stack, imported(stack, name(stack)))).toThrow('[Stack] "domain" is imported by a name that only CloudFormation knows, which may be a '
      + 'prefix or a host: import it by its host');
  });
});
