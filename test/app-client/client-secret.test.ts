import { Match, Template } from 'aws-cdk-lib/assertions';
import { CALLBACKS, l1Of, pool } from './clients';

describe('the stored client secret', () => {
  const web = () => {
    const { stack, auth } = pool();
    return { stack, client: auth.addWebClient('Web', CALLBACKS) };
  };

  test('is defined by the first call, and once', () => {
    Template.fromStack(web().stack).resourceCountIs('AWS::SecretsManager::Secret', 0);
    const { stack, client } = web();
    const secret = client.storeClientSecret();
    expect([client.storeClientSecret(), client.storeClientSecret({})]).toEqual([secret, secret]);
    expect(stack.resolve(secret.secretArn)).toEqual({ Ref: expect.stringMatching(/^AuthClientsWebClientSecret/) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::SecretsManager::Secret', 1);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.hasResourceProperties('AWS::SecretsManager::Secret', { Name: Match.absent() });
    expect(JSON.stringify(template.findResources('AWS::SecretsManager::Secret'))).toMatch(/openid email profile.*acme-login\.auth\.eu-central-1\.amazoncognito\.com\/oauth2\/token/);
  });

  test('has the name that it is given, and whoever knows it needs no reference', () => {
    const { stack, client } = web();
    const secret = client.storeClientSecret({ secretName: 'shop/client' });
    expect([client.storeClientSecret({ secretName: 'shop/client' }), client.storeClientSecret()]).toEqual([secret, secret]);
    Template.fromStack(stack).hasResourceProperties('AWS::SecretsManager::Secret', { Name: 'shop/client' });
  });

  test.each([
    ['shop/client', 'as "shop/client"'],
    [undefined, 'without a name'],
  ])('fails when it has another name the second time, after %s', (secretName, already) => {
    const { client } = web();
    client.storeClientSecret({ secretName });
    expect(() => client.storeClientSecret({ secretName: 'other' })).toThrow(
      `[Stack/Auth/Clients/Web] "secretName" is "other", and the client secret is stored already, ${already}: name it in the first call`);
  });

  test('holds the scopes that the client has when the template is written', () => {
    const { stack, client } = web();
    client.storeClientSecret();
    l1Of(client).allowedOAuthScopes = ['openid', 'profile'];
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::SecretsManager::Secret'))).toContain('openid profile');
  });

  test.each(['addSpaClient', 'addMobileClient'] as const)('fails when the client is public: %s', (method) => {
    const client = pool().auth[method]('App', CALLBACKS);
    expect(() => client.storeClientSecret()).toThrow('"storeClientSecret" needs a client secret, and the client is public');
  });
});
