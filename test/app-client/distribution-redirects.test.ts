import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { App, Lazy, Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SignInDomain, type DistributionRedirectOptions, type SpaClientOptions } from '../../src';
import { testStack } from '../support';

const CALLBACKS = { callbackUrls: ['https://app.example.com/callback'], logoutUrls: ['https://app.example.com/'] };

function siteClient(options: SpaClientOptions = {}, stack: Stack = testStack()) {
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  return { stack, client: auth.addSpaClient('Site', options) };
}

function distribution(stack: Stack, secret?: string): cloudfront.Distribution {
  const origin = new HttpOrigin('origin.example.com', secret === undefined ? {} : { customHeaders: { 'x-client': secret } });
  return new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin } });
}

test('the domain name of a distribution that is defined later stands beside what was given', () => {
  const { stack, client } = siteClient(CALLBACKS);
  const site = distribution(stack);
  client.addRedirectsFrom(site, { callbackPaths: ['/callback', '/silent'], logoutPaths: ['/bye'] });
  const host = stack.resolve(site.distributionDomainName) as object;
  const at = (path: string) => ({ 'Fn::Join': ['', ['https://', host, path]] });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    CallbackURLs: [...CALLBACKS.callbackUrls, at('/callback'), at('/silent')],
    LogoutURLs: [...CALLBACKS.logoutUrls, at('/bye')],
  });
});

test.each<[SpaClientOptions]>([[{}], [{ callbackUrls: [] }]])('it is all that a client without callback URLs has; never https://example.com (%j)', (options) => {
  const { stack, client } = siteClient(options);
  client.addRedirectsFrom(distribution(stack));
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    CallbackURLs: [{ 'Fn::Join': ['', ['https://', Match.anyValue(), '/']] }],
    LogoutURLs: Match.absent(),
  });
  expect(stack.resolve(client.signInUrl())['Fn::Join'][1].at(-1)).toBe('%2F');
});

test('alternate domain names make no reference: the distribution may know the client', () => {
  const app = new App();
  const { stack, client } = siteClient({}, new Stack(app, 'Pools'));
  const sites = new Stack(app, 'Sites');
  const site = distribution(sites, client.userPoolClient.userPoolClientId);
  client.addRedirectsFrom(site, { domainNames: ['app.example.com', 'www.example.com'], callbackPaths: ['/callback'], logoutPaths: ['/'] });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    CallbackURLs: ['https://app.example.com/callback', 'https://www.example.com/callback'],
    LogoutURLs: ['https://app.example.com/', 'https://www.example.com/'],
  });
  expect(app.synth().getStackByName('Pools').dependencies.map(({ id }) => id).filter((id) => !id.endsWith('.assets'))).toEqual([]);
});

test('a domain name and a path that only CloudFormation knows pass', () => {
  const { stack, client } = siteClient();
  const late = (text: string) => Lazy.string({ produce: () => text });
  client.addRedirectsFrom(distribution(stack), { domainNames: [late('app.example.com')], callbackPaths: [late('/callback')] });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { CallbackURLs: ['https://app.example.com/callback'] });
});

test.each<[DistributionRedirectOptions, string]>([
  [{ callbackPaths: ['callback'] }, '"callbackPaths" must begin with a slash, received "callback"'],
  [{ logoutPaths: ['bye'] }, '"logoutPaths" must begin with a slash, received "bye"'],
  [{ domainNames: ['https://app.example.com'] }, '"domainNames" must hold domain names such as "app.example.com", received "https://app.example.com"'],
  [{ domainNames: ['app.example.com/'] }, '"domainNames" must hold domain names'],
  [{ domainNames: [] }, '"domainNames" is empty'],
])('fails when the options are %j', (options, message) => {
  const { stack, client } = siteClient();
  expect(() => client.addRedirectsFrom(distribution(stack), options)).toThrow(`[Stack/Auth/Clients/Site] ${message}`);
});

test('fails when the client has no hosted pages', () => {
  const { stack, client } = siteClient({ hostedPages: false });
  expect(() => client.addRedirectsFrom(distribution(stack))).toThrow('"callbackUrls" can\'t be added, because users don\'t sign in on hosted pages');
});
