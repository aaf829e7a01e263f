/* eslint-disable @stylistic/max-len -- a table, one line a way. */
import { CfnParameter, Duration, Fn, SecretValue, type Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as identitypool from 'aws-cdk-lib/aws-cognito-identitypool';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import {
  AppClient, AuthenticatedUserPool, DirectoryReplicaKey, DirectoryReplicaSettings, FederatedIdentityPool, IdentityPoolProvider, type IIdentityPoolProvider, type ISocialProvider, type IUserPoolTrigger,
  MachineClient, SignInDomain, SocialProvider, SocialProviders, UserAttribute, UserPoolTrigger, UserSchema,
} from 'cdk-cognito-auth';
import type { Construct } from 'constructs';
import type { World } from './world';

type Make = (world: World, at: number) => unknown;

/** The ways to make a value of a type of AWS CDK, or of an open interface of ours. The first is the usual one. */
type Ways = Readonly<Record<string, Make>>;

const ACCOUNT = '123456789012';

export function inlineFunction(stack: Stack, id: string): lambda.Function {
  return new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async event => event;') });
}

/** The custom attributes of pools that nobody said more about. */
const SCHEMAS = [undefined, UserSchema.of({ custom: { team: UserAttribute.text({ userWritable: true }), admin: UserAttribute.text({ maxLength: 20, mutable: false }) } })];

/** The pool of the quick start, or nearly. */
export function anyPool(world: World, at: number): AuthenticatedUserPool {
  return world.pick('AuthenticatedUserPool', at, () => {
    const auth = new AuthenticatedUserPool(world.stack, world.id('Auth'), { domain: SignInDomain.prefix(`acme-${world.id('auth').toLowerCase()}`), attributes: SCHEMAS[at % SCHEMAS.length] });
    world.register('AuthenticatedUserPool', auth);
    return auth;
  });
}

export function plainPool(world: World, at: number): cognito.UserPool {
  return world.pick('UserPool', at, () => {
    const pool = new cognito.UserPool(world.stack, world.id('PlainPool'), { signInCaseSensitive: false });
    world.register('UserPool', pool);
    return pool;
  });
}

export function anyClient(world: World, at: number): AppClient {
  return world.pick('AppClient', at, () => {
    const client = anyPool(world, at).addSpaClient(world.id('Client'), { callbackUrls: ['https://app.example.com/callback'] });
    world.register('AppClient', client);
    return client;
  });
}

function machine(world: World, at: number): MachineClient {
  return world.pick('MachineClient', at, () => {
    const auth = anyPool(world, at);
    const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'reads' });
    const server = auth.addResourceServer(world.id('Server'), { identifier: world.id('api-'), scopes: [read] });
    const client = auth.addMachineClient(world.id('Machine'), { scopes: [cognito.OAuthScope.resourceServer(server, read)] });
    world.register('MachineClient', client);
    return client;
  });
}

export function anyIdentityPool(world: World, at: number): FederatedIdentityPool {
  return world.pick('FederatedIdentityPool', at, () => {
    const client = anyClient(world, at);
    const pool = anyPool(world, at);
    const identities = new FederatedIdentityPool(world.stack, world.id('Identities'), { providers: [IdentityPoolProvider.userPool(pool.userPool, client.userPoolClient)] });
    world.register('FederatedIdentityPool', identities);
    return identities;
  });
}

function socialProviders(world: World, at: number): SocialProviders {
  return world.pick('SocialProviders', at, () => {
    const social = new SocialProviders(world.stack, world.id('Social'), {
      userPool: anyPool(world, at).userPool,
      providers: [SocialProvider.google({ clientId: 'google', clientSecret: SecretValue.secretsManager('google') })],
    });
    world.register('SocialProviders', social);
    return social;
  });
}

/** Constructs of ours that a statement may need before there are any. */
export const CONSTRUCTS: Ways = {
  AuthenticatedUserPool: anyPool,
  AppClient: anyClient,
  MachineClient: machine,
  FederatedIdentityPool: anyIdentityPool,
  SocialProviders: socialProviders,
  DirectoryReplica: (world, at) => world.pick('DirectoryReplica', at, () => anyPool(world, at).addReplica(world.id('Replica'), { region: 'eu-west-1' })),
  DirectoryReplicaKey: (world, at) => world.pick('DirectoryReplicaKey', at, () => new DirectoryReplicaKey(world.otherStack, world.id('ReplicaKey'), { primaryKey: KEYS['imported key'](world, 0) as kms.IKey })),
  DirectoryReplicaSettings: (world, at) => world.pick('DirectoryReplicaSettings', at, () => new DirectoryReplicaSettings(world.otherStack, world.id('ReplicaSettings'), { userPool: anyPool(world, at).userPool })),
  DirectoryGrants: (world, at) => anyPool(world, at).grants,
  UserPoolSummary: (world, at) => anyPool(world, at).summary,
  IdentityAccess: (world, at) => anyIdentityPool(world, at).ownAccess,
  IdentityPoolRole: (world, at) => world.pick('IdentityPoolRole', at, () => anyIdentityPool(world, at).addRole(world.id('Role'))),
  DirectoryUser: (world, at) => world.pick('DirectoryUser', at, () => anyPool(world, at).addUser(world.id('User'), { username: 'ada@example.com' })),
};

const ROLES: Ways = {
  'role of signed-in users': (world, at) => anyIdentityPool(world, at).addRole(world.id('Role')).role,
  'plain role': world => world.once('Role', (stack, id) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })),
  'role that any user of Cognito may assume': world => world.once('OpenRole', (stack, id) => new iam.Role(stack, id, { assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com') })),
  'role that anybody may assume': world => world.once('AnybodysRole', (stack, id) => new iam.Role(stack, id, { assumedBy: new iam.AnyPrincipal() })),
  'role for text messages of any pool': world => world.once('SmsRole', (stack, id) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('cognito-idp.amazonaws.com') })),
  'imported role': world => world.once('ImportedRole', (stack, id) => iam.Role.fromRoleArn(stack, id, `arn:aws:iam::${ACCOUNT}:role/Elsewhere`)),
  'role of another stack': world => world.onceIn(world.otherStack, 'Role', (stack, id) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })),
  'authenticated role': (world, at) => anyIdentityPool(world, at).authenticatedRole,
};

const FUNCTIONS: Ways = {
  'function': world => world.once('Function', inlineFunction),
  'another function': world => world.once('OtherFunction', inlineFunction),
  'function of another stack': world => world.onceIn(world.otherStack, 'FarFunction', inlineFunction),
  'imported function': world => world.once('ImportedFunction', (stack, id) => lambda.Function.fromFunctionArn(stack, id, `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:elsewhere`)),
  'alias': world => world.once('Alias', (stack, id) => new lambda.Alias(stack, id, { aliasName: 'live', version: world.once('Versioned', inlineFunction).currentVersion })),
  'function that knows the pool': (world, at) => world.once('Knowing', (stack, id) => {
    const handler = inlineFunction(stack, id);
    handler.addEnvironment('USER_POOL_ID', anyPool(world, at).userPool.userPoolId);
    return handler;
  }),
};

const USER_POOLS: Ways = {
  'our pool': (world, at) => anyPool(world, at).userPool,
  'plain pool': plainPool,
  'imported pool': world => world.once('ImportedPool', (stack, id) => cognito.UserPool.fromUserPoolId(stack, id, 'eu-central-1_AbCdEfGhI')),
  'pool by parameter': world => world.once('PoolByParameter', (stack, id) => cognito.UserPool.fromUserPoolId(stack, id, parameter(world, undefined).valueAsString)),
};

const CLIENTS: Ways = {
  'our client': (world, at) => anyClient(world, at).userPoolClient,
  'plain client of our pool': (world, at) => world.once('PlainClient', (_, id) => anyPool(world, at).userPool.addClient(world.id(id), { disableOAuth: true })),
  'plain client of a plain pool': (world, at) => plainPool(world, at).addClient(world.id('PlainClient')),
  'imported client': world => world.once('ImportedClient', (stack, id) => cognito.UserPoolClient.fromUserPoolClientId(stack, id, '0123456789abcdefghijklmnop')),
  'machine': (world, at) => machine(world, at).userPoolClient,
};

const IDENTITY_POOLS: Ways = {
  'our identity pool': (world, at) => anyIdentityPool(world, at).identityPool,
  'plain identity pool': world => world.once('PlainIdentities', (stack, id) => new identitypool.IdentityPool(stack, id)),
  'imported identity pool': world => world.once('ImportedIdentities', (stack, id) => identitypool.IdentityPool.fromIdentityPoolId(stack, id, 'eu-central-1:11111111-2222-3333-4444-555555555555')),
};

const CERTIFICATES: Ways = {
  'certificate in us-east-1': world => world.once('Certificate', (stack, id) => acm.Certificate.fromCertificateArn(stack, id, `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`)),
  'certificate of the stack': world => world.once('OwnCertificate', (stack, id) => new acm.Certificate(stack, id, { domainName: 'login.example.com' })),
  'certificate of another Region': world => world.once('FarCertificate', (stack, id) => acm.Certificate.fromCertificateArn(stack, id, `arn:aws:acm:eu-west-3:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`)),
  'certificate by parameter': world => world.once('CertificateByParameter', (stack, id) => acm.Certificate.fromCertificateArn(stack, id, parameter(world, undefined).valueAsString)),
};

const HEALTH_CHECK = (world: World) => world.once('HealthCheck', (stack, id) => new route53.HealthCheck(stack, id, { type: route53.HealthCheckType.HTTPS, fqdn: 'api.example.com' }));

const KEYS: Ways = {
  'key': world => world.once('Key', (stack, id) => new kms.Key(stack, id)),
  'key of several Regions': world => world.once('MultiRegionKey', (stack, id) => new kms.Key(stack, id, { multiRegion: true })),
  'asymmetric key': world => world.once('AsymmetricKey', (stack, id) => new kms.Key(stack, id, { keySpec: kms.KeySpec.RSA_2048, keyUsage: kms.KeyUsage.ENCRYPT_DECRYPT })),
  'alias of a key': world => world.once('KeyAlias', (stack, id) => new kms.Alias(stack, id, { aliasName: 'alias/users', targetKey: KEYS.key(world, 0) as kms.Key })),
  'imported key': world => world.once('ImportedKey', (stack, id) => kms.Key.fromKeyArn(stack, id, `arn:aws:kms:us-east-1:${ACCOUNT}:key/mrk-11111111222233334444555555555555`)),
};

const OPEN_ID_CONNECT: Ways = {
  'OpenID Connect provider': world => world.once('OpenIdConnect', (stack, id) => new iam.OpenIdConnectProvider(stack, id, { url: 'https://login.example.org', clientIds: ['shop'], thumbprints: ['0'.repeat(40)] })),
  'imported OpenID Connect provider': world => world.once('ImportedOpenIdConnect', (stack, id) =>
    iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, id, `arn:aws:iam::${ACCOUNT}:oidc-provider/login.example.org`)),
};

const SAML: Ways = {
  'SAML provider': world => world.once('Saml', (stack, id) => iam.SamlProvider.fromSamlProviderArn(stack, id, `arn:aws:iam::${ACCOUNT}:saml-provider/Partner`)),
};

const DURATIONS: Ways = {
  'an hour': () => Duration.hours(1),
  'five minutes': () => Duration.minutes(5),
  'thirty days': () => Duration.days(30),
  'thirty seconds': () => Duration.seconds(30),
  'nothing': () => Duration.seconds(0),
  'ten years and more': () => Duration.days(4000),
  'half an hour and a bit': () => Duration.seconds(1830),
  'only CloudFormation knows': world => Duration.minutes(parameter(world, undefined, 'Number').valueAsNumber),
};

const SECRETS: Ways = {
  'of Secrets Manager': () => SecretValue.secretsManager('sign-in', { jsonField: 'secret' }),
  'of Parameter Store': () => SecretValue.ssmSecure('/sign-in/secret', '1'),
  'of a parameter that hides it': world => SecretValue.cfnParameter(parameter(world, undefined, 'String', true)),
  'a literal': () => SecretValue.unsafePlainText('hunter2'),
  'of a parameter that shows it': world => SecretValue.unsafePlainText(parameter(world, undefined).valueAsString),
};

const IDS: Ways = {
  'user pool': (world, at) => (at % 3 === 0 ? plainPool(world, at) : anyPool(world, at).userPool).userPoolId,
  'client': (world, at) => anyClient(world, at).userPoolClient.userPoolClientId,
  'identity pool': (world, at) => anyIdentityPool(world, at).identityPool.identityPoolId,
  'function': world => world.once('Function', inlineFunction).functionArn,
  'role': world => (ROLES['plain role'](world, 0) as iam.Role).roleArn,
  'role that anybody may assume': world => (ROLES['role that anybody may assume'](world, 0) as iam.Role).roleArn,
  'role for text messages': world => (ROLES['role for text messages of any pool'](world, 0) as iam.Role).roleArn,
  'role of signed-in users': (world, at) => anyIdentityPool(world, at).authenticatedRole.roleArn,
  'key': world => (KEYS.key(world, 0) as kms.Key).keyArn,
  'provider URL': (world, at) => (anyPool(world, at).userPool as cognito.UserPool).userPoolProviderUrl,
  'provider name': (world, at) => (anyPool(world, at).userPool as cognito.UserPool).userPoolProviderName,
  'login': (world, at) => Fn.join(':', [(anyPool(world, at).userPool as cognito.UserPool).userPoolProviderName, anyClient(world, at).userPoolClient.userPoolClientId]),
};

class Trigger implements IUserPoolTrigger {
  constructor(private readonly handler: lambda.IFunction) {}

  public bind(): ReturnType<IUserPoolTrigger['bind']> {
    return { name: 'PreAuthentication', handler: this.handler };
  }
}

class Social implements ISocialProvider {
  constructor(private readonly id: string) {}

  public bind(scope: Construct, options: Parameters<ISocialProvider['bind']>[1]): ReturnType<ISocialProvider['bind']> {
    const identityProvider = new cognito.UserPoolIdentityProviderAmazon(scope, this.id, {
      userPool: options.userPool, clientId: 'amazon', clientSecret: SecretValue.secretsManager('amazon').unsafeUnwrap(),
    });
    return { displayName: 'Own', identityProvider, registerAt: 'https://developer.example.org' };
  }
}

class Login implements IIdentityPoolProvider {
  public bind(): ReturnType<IIdentityPoolProvider['bind']> {
    return { socialTokens: { providerName: 'www.example.org', clientId: '12345' } };
  }
}

const OPEN: Ways = {
  trigger: world => new Trigger(world.once('Function', inlineFunction)),
  social: world => new Social(world.id('Own')),
  login: () => new Login(),
};

/** By full name. Interfaces that the newest CDK has two of share their ways. */
export const MAKERS: Readonly<Record<string, Ways>> = {
  'id': IDS,
  'aws-cdk-lib.Duration': DURATIONS,
  'aws-cdk-lib.SecretValue': SECRETS,
  'aws-cdk-lib.aws_certificatemanager.ICertificate': CERTIFICATES,
  'aws-cdk-lib.interfaces.aws_certificatemanager.ICertificateRef': CERTIFICATES,
  'aws-cdk-lib.aws_cloudfront.IDistribution': {
    'distribution': world => world.once('Distribution', (stack, id) => new cloudfront.Distribution(stack, id, { defaultBehavior: { origin: new origins.HttpOrigin('www.example.com') } })),
    'distribution with a name': world => world.once('NamedDistribution', (stack, id) => new cloudfront.Distribution(stack, id, {
      defaultBehavior: { origin: new origins.HttpOrigin('www.example.com') },
      domainNames: ['app.example.com'],
      certificate: CERTIFICATES['certificate in us-east-1'](world, 0) as acm.ICertificate,
    })),
    'imported distribution': world => world.once('ImportedDistribution', (stack, id) => cloudfront.Distribution.fromDistributionAttributes(stack, id, { domainName: 'd1.cloudfront.net', distributionId: 'E1' })),
  },
  'aws-cdk-lib.aws_cognito.ClientAttributes': {
    'some attributes': () => new cognito.ClientAttributes().withStandardAttributes({ email: true, givenName: true, familyName: true }),
    'a custom one': () => new cognito.ClientAttributes().withStandardAttributes({ email: true }).withCustomAttributes('team'),
    'none': () => new cognito.ClientAttributes(),
    'one that no pool has': () => new cognito.ClientAttributes().withCustomAttributes('nonsense'),
    'whether an address is verified': () => new cognito.ClientAttributes().withStandardAttributes({ emailVerified: true, email: true }),
  },
  'aws-cdk-lib.aws_cognito.ICustomAttribute': {
    text: () => new cognito.StringAttribute({ maxLen: 20, mutable: true }),
    number: () => new cognito.NumberAttribute({ min: 1 }),
    flag: () => new cognito.BooleanAttribute(),
  },
  'aws-cdk-lib.aws_cognito.IUserPool': USER_POOLS,
  'aws-cdk-lib.interfaces.aws_cognito.IUserPoolRef': USER_POOLS,
  'aws-cdk-lib.aws_cognito.IUserPoolClient': CLIENTS,
  'aws-cdk-lib.aws_cognito.IUserPoolDomain': {
    'domain of our pool': (world, at) => anyPool(world, at).domain ?? world.once('ImportedDomain', (stack, id) => cognito.UserPoolDomain.fromDomainName(stack, id, 'login.example.com')),
    'domain of a plain pool': (world, at) => world.once('PlainDomain', () => plainPool(world, at).addDomain(world.id('Domain'), { cognitoDomain: { domainPrefix: world.id('plain') } })),
    'imported host': world => world.once('ImportedHost', (stack, id) => cognito.UserPoolDomain.fromDomainName(stack, id, 'login.example.com')),
    'imported prefix': world => world.once('ImportedPrefix', (stack, id) => cognito.UserPoolDomain.fromDomainName(stack, id, 'acme-elsewhere')),
    'domain by parameter': world => world.once('DomainByParameter', (stack, id) => cognito.UserPoolDomain.fromDomainName(stack, id, parameter(world, undefined).valueAsString)),
  },
  'aws-cdk-lib.aws_cognito.IUserPoolGroup': {
    'group of our pool': (world, at) => anyPool(world, at).addGroup(world.id('group')),
    'imported group': world => world.once('ImportedGroup', (stack, id) => cognito.UserPoolGroup.fromGroupName(stack, id, 'elsewhere')),
  },
  'aws-cdk-lib.aws_cognito.OAuthScope': {
    'openid': () => cognito.OAuthScope.OPENID,
    'email': () => cognito.OAuthScope.EMAIL,
    'profile': () => cognito.OAuthScope.PROFILE,
    'administration of oneself': () => cognito.OAuthScope.COGNITO_ADMIN,
    'scope of a resource server': (world, at) => world.once('Scoped', (_, id) => {
      const scope = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'reads' });
      const server = anyPool(world, at).addResourceServer(world.id(id), { identifier: world.id('api-'), scopes: [scope] });
      return Object.assign(server, { fuzzScope: cognito.OAuthScope.resourceServer(server, scope) });
    }).fuzzScope,
    'scope that nobody has': () => cognito.OAuthScope.custom('api/none'),
  },
  'aws-cdk-lib.aws_cognito.ResourceServerScope': {
    read: () => new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'reads' }),
    write: () => new cognito.ResourceServerScope({ scopeName: 'write', scopeDescription: 'writes' }),
  },
  'aws-cdk-lib.aws_cognito.ProviderAttribute': {
    'e-mail of Google': () => cognito.ProviderAttribute.GOOGLE_EMAIL,
    'another': () => cognito.ProviderAttribute.other('department'),
    'groups': () => cognito.ProviderAttribute.other('groups'),
    'given name of Apple': () => cognito.ProviderAttribute.APPLE_FIRST_NAME,
    'whether the address is verified': () => cognito.ProviderAttribute.other('email_verified'),
  },
  'aws-cdk-lib.aws_cognito.UserPoolClientIdentityProvider': {
    Cognito: () => cognito.UserPoolClientIdentityProvider.COGNITO,
    Google: () => cognito.UserPoolClientIdentityProvider.GOOGLE,
    custom: () => cognito.UserPoolClientIdentityProvider.custom('Okta'),
  },
  'aws-cdk-lib.aws_cognito.UserPoolEmail': {
    Cognito: () => cognito.UserPoolEmail.withCognito(),
    SES: () => cognito.UserPoolEmail.withSES({ fromEmail: 'noreply@example.com', sesRegion: 'eu-central-1' }),
  },
  'aws-cdk-lib.aws_cognito.UserPoolIdentityProviderSamlMetadata': {
    URL: () => cognito.UserPoolIdentityProviderSamlMetadata.url('https://login.example.org/metadata'),
  },
  'aws-cdk-lib.aws_cognito_identitypool.IIdentityPool': IDENTITY_POOLS,
  'aws-cdk-lib.aws_dynamodb.ITable': {
    'table': world => world.once('Table', (stack, id) => new dynamodb.Table(stack, id, { partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING } })),
    'table of another stack': world => world.onceIn(world.otherStack, 'Table', (stack, id) => new dynamodb.Table(stack, id, { partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING } })),
    'imported table': world => world.once('ImportedTable', (stack, id) => dynamodb.Table.fromTableName(stack, id, 'elsewhere')),
    'encrypted table': world => world.once('EncryptedTable', (stack, id) => new dynamodb.Table(stack, id, {
      partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING },
      encryptionKey: KEYS.key(world, 0) as kms.Key,
    })),
  },
  'aws-cdk-lib.aws_iam.IGrantable': {
    ...FUNCTIONS,
    ...ROLES,
    'user': world => world.once('User', (stack, id) => new iam.User(stack, id)),
    'role of another account': world => world.once('ForeignRole', (stack, id) => iam.Role.fromRoleArn(stack, id, 'arn:aws:iam::999999999999:role/Foreign')),
    'service': () => new iam.ServicePrincipal('ecs-tasks.amazonaws.com') as unknown as iam.IGrantable,
  },
  'aws-cdk-lib.aws_iam.IRole': ROLES,
  'aws-cdk-lib.interfaces.aws_iam.IRoleRef': ROLES,
  'aws-cdk-lib.aws_iam.IOpenIdConnectProvider': OPEN_ID_CONNECT,
  'aws-cdk-lib.interfaces.aws_iam.IOIDCProviderRef': OPEN_ID_CONNECT,
  'aws-cdk-lib.aws_iam.ISamlProvider': SAML,
  'aws-cdk-lib.interfaces.aws_iam.ISAMLProviderRef': SAML,
  'aws-cdk-lib.aws_kms.IKey': KEYS,
  'aws-cdk-lib.interfaces.aws_kms.IKeyRef': KEYS,
  'aws-cdk-lib.aws_lambda.IFunction': FUNCTIONS,
  'aws-cdk-lib.aws_route53.IHealthCheck': { 'health check': HEALTH_CHECK },
  'aws-cdk-lib.aws_route53.IHostedZone': {
    'zone': world => world.once('Zone', (stack, id) => route53.HostedZone.fromHostedZoneAttributes(stack, id, { hostedZoneId: 'Z0123456789', zoneName: 'example.com' })),
    'zone with a dot': world => world.once('DottedZone', (stack, id) => route53.HostedZone.fromHostedZoneAttributes(stack, id, { hostedZoneId: 'Z0123456789', zoneName: 'example.com.' })),
    'zone of the stack': world => world.once('OwnZone', (stack, id) => new route53.PublicHostedZone(stack, id, { zoneName: 'example.org' })),
    'zone without a name': world => world.once('NamelessZone', (stack, id) => route53.HostedZone.fromHostedZoneId(stack, id, 'Z0123456789')),
  },
  'aws-cdk-lib.aws_s3.IBucket': {
    'bucket': world => world.once('Bucket', (stack, id) => new s3.Bucket(stack, id)),
    'bucket of another stack': world => world.onceIn(world.otherStack, 'Bucket', (stack, id) => new s3.Bucket(stack, id)),
    'encrypted bucket': world => world.once('EncryptedBucket', (stack, id) => new s3.Bucket(stack, id, { encryptionKey: KEYS.key(world, 0) as kms.Key })),
    'imported bucket': world => world.once('ImportedBucket', (stack, id) => s3.Bucket.fromBucketName(stack, id, 'bucket-of-example')),
  },
  'aws-cdk-lib.aws_ses.IConfigurationSet': { 'configuration set': world => world.once('ConfigurationSet', (stack, id) => new ses.ConfigurationSet(stack, id)) },
  'aws-cdk-lib.aws_ses.IEmailIdentity': {
    'imported domain': world => world.once('Identity', (stack, id) => ses.EmailIdentity.fromEmailIdentityName(stack, id, 'example.com')),
    'domain of the stack': world => world.once('OwnIdentity', (stack, id) => new ses.EmailIdentity(stack, id, { identity: ses.Identity.domain('example.com') })),
    'imported address': world => world.once('Address', (stack, id) => ses.EmailIdentity.fromEmailIdentityName(stack, id, 'noreply@example.com')),
    'domain of another Region': world => world.once('FarIdentity', (stack, id) => ses.EmailIdentity.fromEmailIdentityArn(stack, id, `arn:aws:ses:ap-south-1:${ACCOUNT}:identity/example.com`)),
    'by parameter': world => world.once('IdentityByParameter', (stack, id) => ses.EmailIdentity.fromEmailIdentityName(stack, id, parameter(world, undefined).valueAsString)),
  },
  'aws-cdk-lib.interfaces.aws_wafv2.IWebACLRef': {
    'web ACL': world => world.once('WebAcl', (stack, id) => new wafv2.CfnWebACL(stack, id, {
      scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: { sampledRequestsEnabled: true, cloudWatchMetricsEnabled: true, metricName: 'acl' },
    })),
    'web ACL for CloudFront': world => world.once('GlobalWebAcl', (stack, id) => new wafv2.CfnWebACL(stack, id, {
      scope: 'CLOUDFRONT', defaultAction: { allow: {} }, visibilityConfig: { sampledRequestsEnabled: true, cloudWatchMetricsEnabled: true, metricName: 'acl' },
    })),
  },
  'constructs.IDependable': { record: world => world.once('Record', (stack, id) => new route53.CfnRecordSet(stack, id, { name: 'example.com', type: 'A', ttl: '60', resourceRecords: ['192.0.2.1'], hostedZoneName: 'example.com.' })) },
  'constructs.IConstruct': {
    'our pool': anyPool,
    'pool itself': (world, at) => anyPool(world, at).userPool,
    'client': (world, at) => anyClient(world, at).userPoolClient,
    'identity pool': (world, at) => anyIdentityPool(world, at).identityPool,
    'stack': world => world.stack,
    'app': world => world.app,
  },
  'cdk-cognito-auth.IUserPoolTrigger': { own: OPEN.trigger, factory: world => UserPoolTrigger.postConfirmation(world.once('Function', inlineFunction)) },
  'cdk-cognito-auth.ISocialProvider': { own: OPEN.social },
  'cdk-cognito-auth.IIdentityPoolProvider': { own: OPEN.login },
};

/** A parameter with or without a default. */
export function parameter(world: World, value: string | undefined, type = 'String', noEcho?: boolean, allowedValues?: string[]): CfnParameter {
  return new CfnParameter(world.stack, world.id('Parameter'), { type, default: value, noEcho, allowedValues });
}

