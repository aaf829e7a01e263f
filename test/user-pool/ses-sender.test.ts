import * as ses from 'aws-cdk-lib/aws-ses';
import { Fn, Lazy, Stack, type App } from 'aws-cdk-lib/core';
import { SesSender } from '../../src/user-pool/ses-sender';
import { testStack } from '../support';

function imported(name: string): ses.IEmailIdentity {
  return ses.EmailIdentity.fromEmailIdentityName(testStack(), 'Identity', name);
}

describe('the sender', () => {
  test.each([
    ['example.com', undefined, 'no-reply@example.com'],
    ['login@example.com', undefined, 'login@example.com'],
    ['example.com', 'login@example.com', 'login@example.com'],
    ['example.com', 'login@mail.example.com', 'login@mail.example.com'],
    ['Example.com', 'Login@EXAMPLE.com', 'Login@EXAMPLE.com'],
    ['Login@example.com', 'login@Example.com', 'login@Example.com'],
  ])('of %s with fromAddress %s is %s', (identity, fromAddress, from) => {
    expect(new SesSender(imported(identity), fromAddress).from).toBe(from);
  });

  test.each([
    ['example.com', 'login@example.org'],
    ['example.com', 'login@notexample.com'],
    ['example.com', 'example.com.evil.org'],
    ['example.com', 'login'],
  ])('fails when the identity is %s and fromAddress %s', (identity, fromAddress) => {
    expect(() => new SesSender(imported(identity), fromAddress)).toThrow(
      `"fromAddress" must be under the identity "${identity}", received "${fromAddress}": SES refuses to send it`);
  });

  test.each(['evil-login@example.com', 'login+news@example.com', 'other@example.com'])('fails when an address is verified, and %s sends', (fromAddress) => {
    expect(() => new SesSender(imported('login@example.com'), fromAddress)).toThrow(
      `"fromAddress" must be the identity "login@example.com", received "${fromAddress}"`);
  });

  test('of an identity defined in the app is what it was made with, not a reference with "no-reply@" before it', () => {
    const stack = testStack();
    const address = new ses.EmailIdentity(stack, 'Address', { identity: ses.Identity.email('login@example.com') });
    const domain = new ses.EmailIdentity(stack, 'Domain', { identity: ses.Identity.domain('example.com') });
    expect([new SesSender(address, undefined).from, new SesSender(domain, undefined).from]).toEqual(['login@example.com', 'no-reply@example.com']);
    expect(() => new SesSender(domain, 'login@example.org')).toThrow('"fromAddress" must be under the identity "example.com"');
  });

  test('of an identity whose name only CloudFormation knows is taken for a domain\'s', () => {
    const stack = testStack();
    const identity = ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', Fn.importValue('MailDomain'));
    expect(stack.resolve(new SesSender(identity, undefined).from)).toEqual({ 'Fn::Join': ['', ['no-reply@', { 'Fn::ImportValue': 'MailDomain' }]] });
    expect(new SesSender(identity, 'login@example.org').from).toBe('login@example.org');
  });

  test('that only CloudFormation knows passes', () => {
    const address = Lazy.string({ produce: () => 'login@example.org' });
    expect(testStack().resolve(new SesSender(imported('example.com'), address).from)).toBe('login@example.org');
  });

  test.each([
    ['Acme', 'Acme <no-reply@example.com>'],
    ['Acme & Sons', 'Acme & Sons <no-reply@example.com>'],
    ['Acme, Inc.', '"Acme, Inc." <no-reply@example.com>'],
    ['Acme <evil@example.org>', '"Acme <evil@example.org>" <no-reply@example.com>'],
    ['The "Acme" \\ Co', '"The \\"Acme\\" \\\\ Co" <no-reply@example.com>'],
    ['Müller', '=?UTF-8?B?TcO8bGxlcg==?= <no-reply@example.com>'],
  ])('with the name %s is written %s', (fromName, from) => {
    expect(new SesSender(imported('example.com'), undefined, fromName).from).toBe(from);
  });

  test('with a name that only CloudFormation knows is written as it is', () => {
    const stack = testStack();
    expect(stack.resolve(new SesSender(imported('example.com'), undefined, Fn.importValue('Name')).from)).toEqual({
      'Fn::Join': ['', [{ 'Fn::ImportValue': 'Name' }, ' <no-reply@example.com>']],
    });
  });
});

describe('the Region', () => {
  const arnIn = (region: string) => `arn:aws:ses:${region}:111111111111:identity/example.com`;
  const byArn = (arn: string) => new SesSender(ses.EmailIdentity.fromEmailIdentityArn(testStack(), 'Identity', arn), undefined);

  test.each(['eu-central-1', 'us-east-1', 'us-west-2', 'eu-west-1'])('of an identity in %s is within reach of a pool in eu-central-1', (region) => {
    expect(byArn(arnIn(region)).sourceArn('eu-central-1')).toBe(arnIn(region));
  });

  test('fails when the identity is out of reach', () => {
    expect(() => byArn(arnIn('eu-west-3')).sourceArn('us-east-1')).toThrow(
      'the SES identity is in eu-west-3, and a user pool in us-east-1 sends from us-east-1, us-west-2, eu-west-1 only: verify the identity in one of them');
  });

  test('of an identity defined in the app is that of its stack', () => {
    const near = testStack({ env: { region: 'eu-central-1' } });
    const far = new Stack(near.node.root as App, 'Far', { env: { region: 'eu-west-3' } });
    const identity = new ses.EmailIdentity(far, 'Identity', { identity: ses.Identity.domain('example.com') });
    expect(() => new SesSender(identity, undefined).sourceArn('eu-central-1')).toThrow('the SES identity is in eu-west-3');
    expect(new SesSender(identity, undefined).sourceArn('eu-west-3')).toBe(identity.emailIdentityArn);
  });

  test('that only CloudFormation knows passes', () => {
    expect(byArn(arnIn('eu-west-3')).sourceArn(testStack().region)).toBe(arnIn('eu-west-3'));
    const identity = ses.EmailIdentity.fromEmailIdentityName(testStack(), 'Identity', 'example.com');
    expect(new SesSender(identity, undefined).sourceArn('eu-central-1')).toBe(identity.emailIdentityArn);
  });
});
