import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import {
  App, CfnOutput, CfnParameter, CfnResource, CustomResource, Fn, NestedStack, SecretValue, Stack, Stage, Tags,
} from 'aws-cdk-lib/core';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { AuthenticatedUserPool, CognitoRules, SignInDomain, type AppClient } from '../../../src';
import { testStack } from '../../support';
import { accept, provider } from '../resources';
import { findings, plain } from '../rule-case';

/** What the rules say about an app with a web client, each finding up to its remedy. */
function told(define: (stack: Stack, web: AppClient, l1: cognito.CfnUserPoolClient) => void): string[] {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const web = auth.addWebClient('Web', { callbackUrls: ['https://app.example.org/callback'] });
  define(stack, web, web.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient);
  return findings(stack).map((text) => plain(text).replace(/;.*/, '').replace(/^.*: (?=ClientSecret)/, ''));
}

const resource = (stack: Stack, type: string, properties: object, id = 'Any') => new CfnResource(stack, id, { type, properties: properties as Record<string, unknown> });
const handler = (stack: Stack, variables: Record<string, string>) => new lambda.CfnFunction(stack, 'Function', { code: {}, role: 'r', environment: { variables } });

describe('the secret of a client is readable', () => {
  test.each<[string, string, (stack: Stack, secret: string) => unknown]>([
    ['an output', 'Stack/Output', (stack, value) => new CfnOutput(stack, 'Output', { value })],
    ['part of an output', 'Stack/Output', (stack, secret) => new CfnOutput(stack, 'Output', { value: `Basic ${secret}` })],
    ['an environment', 'Stack/Function (Environment)', (stack, secret) => handler(stack, { A: secret })],
    ['base 64 in an environment', 'Stack/Function (Environment)', (stack, secret) => handler(stack, { A: Fn.base64(`id:${secret}`) })],
    ['a description', 'Stack/Function (Description)', (stack, secret) => new lambda.CfnFunction(stack, 'Function', { code: {}, role: 'r', description: secret })],
    ['a tag', 'Stack/Function (Tags)', (stack, secret) => Tags.of(handler(stack, {})).add('key', secret)],
    ['a tag of what has no other text', 'Stack/Bucket/Resource (Tags)', (stack, secret) => Tags.of(new s3.Bucket(stack, 'Bucket')).add('key', secret)],
    ['a description of a role', 'Stack/Role (Description)', (stack, description) => new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, description })],
    ['a parameter of Systems Manager', 'Stack/Parameter/Resource (Value)', (stack, stringValue) => new ssm.StringParameter(stack, 'Parameter', { stringValue })],
    ['an Amplify app', 'Stack/Any (EnvironmentVariables)', (stack, Value) => resource(stack, 'AWS::Amplify::App', { EnvironmentVariables: [{ Name: 'A', Value }] })],
    ['a container', 'Stack/Task/Resource (ContainerDefinitions)', (stack, SECRET) => new ecs.FargateTaskDefinition(stack, 'Task')
      .addContainer('App', { image: ecs.ContainerImage.fromRegistry('app'), environment: { SECRET } })],
    ['user data', 'Stack/Any (UserData)', (stack, secret) => resource(stack, 'AWS::EC2::Instance', { UserData: Fn.base64(Fn.sub('export A=${S}', { S: secret })) })],
    ['a custom resource', 'Stack/Custom/Default (Secret)', (stack, Secret) => new CustomResource(stack, 'Custom', { serviceToken: 'arn', properties: { Secret } })],
    ['what a listener sends', 'Stack/Any (DefaultActions)', (stack, secret) => resource(stack, 'AWS::ElasticLoadBalancingV2::Listener', {
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { MessageBody: secret } }, { AuthenticateOidcConfig: { ClientId: secret } }],
    })],
    ['a description of a secret', 'Stack/Any (Description)', (stack, secret) => resource(stack, 'AWS::SecretsManager::Secret', { SecretString: secret, Description: secret })],
    ['a subscription\'s address', 'Stack/Any (Endpoint)', (stack, secret) => resource(stack, 'AWS::SNS::Subscription', { Endpoint: `https://app.example.org/?key=${secret}` })],
    ['what a user is told', 'Stack/User (ClientMetadata)', (stack, key) => new cognito.CfnUserPoolUser(stack, 'User', { userPoolId: 'eu-west-1_a', clientMetadata: { key } })],
    ['metadata', 'Stack/Any (Metadata)', (stack, secret) => resource(stack, 'AWS::EC2::Instance', {}).addMetadata('AWS::CloudFormation::Init', { config: secret })],
  ])('in %s', (_, where, define) => {
    expect(told((stack, _web, l1) => define(stack, l1.attrClientSecret))).toEqual([`ClientSecret is in ${where}`]);
  });

  test.each<[string, (client: cognito.CfnUserPoolClient, id: string) => object]>([
    ['Fn::GetAtt', (_, id) => ({ 'Fn::GetAtt': [id, 'ClientSecret'] })],
    ['Fn::GetAtt of one text', (_, id) => ({ 'Fn::GetAtt': `${id}.ClientSecret` })],
    ['Fn::Sub', (_, id) => ({ 'Fn::Sub': `x\${${id}.ClientSecret}` })],
    ['Fn::Sub with a variable', (_, id) => ({ 'Fn::Sub': ['x${A}', { A: { 'Fn::GetAtt': [id, 'ClientSecret'] } }] })],
    ['Fn::Join', (_, id) => ({ 'Fn::Join': ['-', ['a', { 'Fn::GetAtt': [id, 'ClientSecret'] }]] })],
    ['Fn::Select of a split', (_, id) => ({ 'Fn::Select': [0, { 'Fn::Split': ['a', { 'Fn::GetAtt': [id, 'ClientSecret'] }] }] })],
    ['a branch', (_, id) => ({ 'Fn::If': ['Missing', 'x', { 'Fn::GetAtt': [id, 'ClientSecret'] }] })],
  ])('by an override with %s', (_, written) => {
    expect(told((stack, _web, l1) => {
      const id = stack.resolve(l1.logicalId) as string;
      handler(stack, {}).addPropertyOverride('Environment.Variables.A', written(l1, id));
    })).toEqual(['ClientSecret is in Stack/Function (Environment)']);
  });

  test('by the custom resource of the L2, or of somebody else', () => {
    expect(told((stack, web) => handler(stack, { A: web.userPoolClient.userPoolClientSecret.unsafeUnwrap() }))).toEqual(['ClientSecret is in Stack/Function (Environment)']);
    expect(told((stack, web) => {
      const call = {
        service: 'CognitoIdentityServiceProvider',
        action: 'describeUserPoolClient',
        parameters: { ClientId: web.userPoolClient.userPoolClientId },
        physicalResourceId: PhysicalResourceId.of('x'),
      };
      const asked = new AwsCustomResource(stack, 'Ask', { onCreate: call, policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }) });
      handler(stack, { A: asked.getResponseField('UserPoolClient.ClientSecret'), B: asked.getResponseField('UserPoolClient.ClientName') });
    })).toEqual(['ClientSecret is in Stack/Function (Environment)']);
  });

  test('by its store', () => {
    const found = ['ClientSecret is in Stack/Function (Environment)'];
    expect(told((stack, web) => handler(stack, { A: web.storeClientSecret().secretValueFromJson('clientSecret').unsafeUnwrap() }))).toEqual(found);
    expect(told((stack, web) => handler(stack, { A: web.storeClientSecret().secretValue.unsafeUnwrap() }))).toEqual(found);
    expect(told((stack, web) => handler(stack, { A: SecretValue.secretsManager(web.storeClientSecret().secretName, { jsonField: 'clientSecret' }).unsafeUnwrap() }))).toEqual(found);
    expect(told((stack, web) => {
      web.storeClientSecret({ secretName: 'acme/web' });
      handler(stack, { A: secretsmanager.Secret.fromSecretNameV2(stack, 'Named', 'acme/web').secretValueFromJson('clientSecret').unsafeUnwrap() });
    })).toEqual(found);
  });

  test('by a copy of its store', () => {
    expect(told((stack, web) => {
      const copy = new secretsmanager.Secret(stack, 'Copy', { secretObjectValue: { theirs: web.storeClientSecret().secretValueFromJson('clientSecret') } });
      handler(stack, { A: copy.secretValueFromJson('theirs').unsafeUnwrap() });
    })).toEqual(['ClientSecret is in Stack/Function (Environment)']);
  });

  test('in many places, of which some are named', () => {
    expect(told((stack, _web, { attrClientSecret: value }) => ['A', 'B', 'C', 'D', 'E'].forEach((id) => new CfnOutput(stack, id, { value })))).toEqual(
      ['ClientSecret is in Stack/A, Stack/B, Stack/C and 2 more']);
  });

  test('in another stack, by the export, in another Region too', () => {
    const app = new App();
    const [users, other] = ['Users', 'Other'].map((id) => new Stack(app, id, { env: { region: `eu-${id === 'Users' ? 'west' : 'north'}-1` }, crossRegionReferences: true }));
    const client = accept(new cognito.CfnUserPoolClient(users!, 'Client', { userPoolId: 'eu-west-1_a', generateSecret: true }), 'clientRevealsUsers');
    resource(other!, 'AWS::SecretsManager::Secret', { SecretString: client.attrClientSecret });
    CognitoRules.check(users!);
    const [found, ...rest] = findings(users!);
    expect(found).toMatch(/ClientSecret\) is in Users\/ExportsWriter\S* \(WriterProps\)/);
    expect(rest).toEqual([]);
  });

  test('in a nested stack, by a parameter that everybody sees', () => {
    expect(told((stack, _web, { attrClientSecret }) => handler(new NestedStack(stack, 'Nested'), { A: attrClientSecret }) && undefined)).toEqual(
      ['ClientSecret is in Stack/Nested/Function (Environment), Stack/Nested.NestedStack/Nested.NestedStackResource (Parameters)']);
  });

  test('in a nested stack, that hands on what it got in secret', () => {
    const define = (use: (nested: Stack, secret: string) => void) => told((stack, _web, { attrClientSecret: Given }) => {
      const nested = new NestedStack(stack, 'Nested', { parameters: { Given } });
      use(nested, new CfnParameter(nested, 'Given', { noEcho: true }).valueAsString);
    });
    expect(define((nested, secret) => handler(nested, { A: secret }))).toEqual(['ClientSecret is in Stack/Nested/Function (Environment)']);
    expect(define((nested, SecretString) => resource(nested, 'AWS::SecretsManager::Secret', { SecretString }))).toEqual([]);
  });

  test('in a stage, also of a client whose pool is elsewhere', () => {
    const app = new App();
    const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
    const pool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc');
    const client = pool.addClient('Client', { generateSecret: true, disableOAuth: true, preventUserExistenceErrors: true });
    handler(stack, { A: (client.node.defaultChild as cognito.CfnUserPoolClient).attrClientSecret });
    CognitoRules.check(stack);
    expect(() => app.synth()).toThrow('(ClientSecret) is in Prod/Stack/Function (Environment)');
  });
});

describe('nothing is found where', () => {
  test.each<[string, (stack: Stack, web: AppClient, l1: cognito.CfnUserPoolClient) => unknown]>([
    ['the app knows the secret\'s name and ARN, and may read it', (stack, web) => {
      const secret = web.storeClientSecret();
      const fn = new lambda.Function(stack, 'Fn', {
        runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x'), environment: { ARN: secret.secretArn, NAME: secret.secretName },
      });
      secret.grantRead(fn);
      new CfnOutput(stack, 'Out', { value: secret.secretArn });
    }],
    ['a container gets the secret from Secrets Manager itself', (stack, web) => new ecs.FargateTaskDefinition(stack, 'Task').addContainer('App', {
      image: ecs.ContainerImage.fromRegistry('app'), secrets: { SECRET: ecs.Secret.fromSecretsManager(web.storeClientSecret(), 'clientSecret') },
    })],
    ['another field of the store is read', (stack, web) => handler(stack, { A: web.storeClientSecret().secretValueFromJson('clientId').unsafeUnwrap() })],
    ['the client\'s id and name are', (stack, _web, l1) => handler(stack, { A: l1.attrClientId, B: l1.ref, C: l1.attrName })],
    ['another attribute with such a name is', (stack, _, l1) => handler(stack, { A: resource(stack, 'AWS::Any', { Client: l1.ref }).getAtt('ClientSecretArn').toString() })],
    ['a parameter has such a name', (stack) => new CfnOutput(stack, 'Out', { value: new CfnParameter(stack, 'ClientSecret').valueAsString })],
    ['another secret is read', (stack, web) => web.storeClientSecret() && handler(stack, { A: SecretValue.secretsManager('other').unsafeUnwrap() })],
    ['an EventBridge connection signs in with it', (stack, _web, l1) => new events.Connection(stack, 'Connection', {
      authorization: events.Authorization.oauth({
        authorizationEndpoint: 'https://login.example.com/oauth2/token',
        httpMethod: events.HttpMethod.POST,
        clientId: l1.ref,
        clientSecret: SecretValue.resourceAttribute(l1.attrClientSecret),
        bodyParameters: { secret: events.HttpParameter.fromSecret(SecretValue.resourceAttribute(l1.attrClientSecret)) },
      }),
    })],
    ['a listener does', (stack, _web, l1) => resource(stack, 'AWS::ElasticLoadBalancingV2::Listener', {
      DefaultActions: [{ Type: 'authenticate-oidc', AuthenticateOidcConfig: { ClientId: l1.ref, ClientSecret: l1.attrClientSecret } }],
    })],
    ['a listener\'s rule does, from the store', (stack, web) => resource(stack, 'AWS::ElasticLoadBalancingV2::ListenerRule', {
      Actions: [{ AuthenticateOidcConfig: { ClientSecret: web.storeClientSecret().secretValueFromJson('clientSecret').unsafeUnwrap() } }],
    })],
    ['an agent does', (stack, _web, l1) => resource(stack, 'AWS::BedrockAgentCore::OAuth2CredentialProvider', {
      Oauth2ProviderConfigInput: { CustomOauth2ProviderConfig: { ClientSecret: l1.attrClientSecret } },
    })],
    ['another pool\'s provider does', (stack, _web, l1) => provider(stack, {
      providerType: 'OIDC', providerName: 'Acme', providerDetails: { client_id: l1.ref, client_secret: l1.attrClientSecret, oidc_issuer: 'https://login.example.com' },
    })],
    ['a secret of one\'s own holds it', (stack, _web, l1) => new secretsmanager.Secret(stack, 'Own', { secretStringValue: SecretValue.resourceAttribute(l1.attrClientSecret) })],
    ['metadata says something else', (stack) => resource(stack, 'AWS::EC2::Instance', {}).addMetadata('Owner', 'team')],
  ])('%s', (_, define) => {
    expect(told(define)).toEqual([]);
  });
});

describe('the secret of a provider', () => {
  const google = '{{resolve:secretsmanager:google:SecretString:secret::}}';
  const found = (secret: (stack: Stack) => unknown, define: (stack: Stack) => void) => {
    const stack = testStack();
    provider(stack).addPropertyOverride('ProviderDetails.client_secret', secret(stack));
    define(stack);
    CognitoRules.check(stack);
    return findings(stack).map((text) => plain(text).replace(/;.*/, '').replace(/^.*: /, ''));
  };

  test.each<[string, string]>([
    ['the same field', google],
    ['the whole', '{{resolve:secretsmanager:google}}'],
    ['the whole, by an ARN', '{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:111111111111:secret:google-a1B2c3}}'],
    ['a part of a text', `x ${google}`],
  ])('is readable where a function has %s', (_, text) => {
    expect(found(() => google, (stack) => handler(stack, { A: text }))).toEqual(['ProviderDetails.client_secret is in Stack/Function (Environment)']);
  });

  test.each<[string, string]>([
    ['another field', '{{resolve:secretsmanager:google:SecretString:id::}}'],
    ['another secret', '{{resolve:secretsmanager:google2:SecretString:secret::}}'],
    ['its name', 'google'],
  ])('is not where it has %s', (_, text) => {
    expect(found(() => google, (stack) => handler(stack, { A: text }))).toEqual([]);
  });

  test('is found by the resource and by its name', () => {
    const define = (stack: Stack) => new secretsmanager.Secret(stack, 'Secret', { secretName: 'acme/google' }).secretValueFromJson('key').unsafeUnwrap();
    const named = (stack: Stack) => handler(stack, { A: secretsmanager.Secret.fromSecretNameV2(stack, 'Named', 'acme/google').secretValueFromJson('key').unsafeUnwrap() });
    expect(found(define, named)).toEqual(['ProviderDetails.client_secret is in Stack/Function (Environment)']);
    expect(found(define, (stack) => handler(stack, { A: (stack.node.findChild('Secret') as secretsmanager.Secret).secretArn }))).toEqual([]);
  });

  test('is found behind an ARN that only CloudFormation knows, and another isn\'t', () => {
    const imported = (name: string) => SecretValue.secretsManager(Fn.importValue(name), { jsonField: 'key' }).unsafeUnwrap();
    expect(found(() => imported('arn'), (stack) => handler(stack, { A: imported('arn') }))).toEqual(['ProviderDetails.client_secret is in Stack/Function (Environment)']);
    expect(found(() => imported('arn'), (stack) => handler(stack, { A: imported('other') }))).toEqual([]);
  });
});
