import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Aws, CfnResource, type Stack } from 'aws-cdk-lib/core';
import { accept, LAMBDA, pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

const MULTI_REGION_ARN = 'arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab';
const SINGLE_REGION_ARN = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** A user pool in which no rule finds anything, with properties that its L1 may not know. */
function newerPool(stack: Stack, overrides: Record<string, unknown>): cognito.CfnUserPool {
  const userPool = pool(stack);
  Object.entries(overrides).forEach(([path, value]) => userPool.addPropertyOverride(path, value));
  return userPool;
}

function replica(stack: Stack, userPoolId: string, regionName: unknown = 'eu-central-1', id = 'Replica'): void {
  new CfnResource(stack, id, { type: 'AWS::Cognito::UserPoolReplica', properties: { UserPoolId: userPoolId, RegionName: regionName } });
}

/** A pool with a replica in which no rule finds anything. */
function replicated(stack: Stack, overrides: Record<string, unknown>): cognito.CfnUserPool {
  const userPool = newerPool(stack, { KeyConfiguration: custom(MULTI_REGION_ARN), IssuerConfiguration: { Type: 'UPDATED' }, ...overrides });
  replica(stack, userPool.ref);
  return userPool;
}

function custom(arn: unknown): object {
  return { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: arn };
}

/** Where a key comes from: an ARN, or a key of the stack's with these properties. */
type Key = string | { [name in keyof kms.CfnKeyProps]?: unknown };

function keyArn(stack: Stack, key: Key): string {
  return typeof key === 'string' ? key : new kms.CfnKey(stack, 'Key', { keyPolicy: {}, ...key as Partial<kms.CfnKeyProps> }).attrArn;
}

function settings(stack: Stack, userPoolId: string): void {
  new CfnResource(stack, 'Settings', { type: 'AWS::Cognito::UserPoolRegionalConfigurationAttachment', properties: { UserPoolId: userPoolId } });
}

function routing(secondary: unknown = 'eu-central-1'): object {
  return { Failover: { SecondaryRegion: secondary, PrimaryRoute53HealthCheckId: 'abcdef' } };
}

function failover(stack: Stack, userPool: cognito.CfnUserPool, value: unknown): void {
  new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: userPool.ref, domain: 'acme' }).addPropertyOverride('Routing', value);
}

const REFUSED = 'IssuerConfiguration.Type is "UPDATED" and Stack/Verifier expects the original issuer';

/** Who verifies tokens, as CloudFormation has it: type and properties. */
type Verifier = [type: string, properties: object];

/** The authorizer of a REST API. */
function rest(userPool: cognito.CfnUserPool | undefined, properties: object = {}): Verifier {
  return ['AWS::ApiGateway::Authorizer', { Type: 'COGNITO_USER_POOLS', ProviderARNs: [userPool?.attrArn ?? 'arn:of:another'], ...properties }];
}

/** The authorizer of an HTTP API. */
function jwt(issuer: string): Verifier {
  return ['AWS::ApiGatewayV2::Authorizer', { AuthorizerType: 'JWT', JwtConfiguration: { Issuer: issuer, Audience: ['app'] } }];
}

/** What a load balancer does with those who aren't signed in. */
function signIn(userPool: cognito.CfnUserPool): object {
  return { Type: 'authenticate-cognito', AuthenticateCognitoConfig: { UserPoolArn: userPool.attrArn, UserPoolClientId: 'app', UserPoolDomain: 'acme' } };
}

export const REGION_CASES: RuleCases = {
  encryptionKeyAlias: ruleCase({
    define: (stack, it: (scope: Stack) => string) => newerPool(stack, { KeyConfiguration: custom(it(stack)) }),
    trips: [
      [() => 'arn:aws:kms:eu-west-1:123456789012:alias/users', 'KmsKeyArn of KeyConfiguration is "arn:aws:kms:eu-west-1:123456789012:alias/users"'],
      [() => `arn:aws:kms:${Aws.REGION}:123456789012:alias/users`, 'KmsKeyArn of KeyConfiguration is that of an alias'],
      [
        (stack) => new kms.Alias(stack, 'Alias', { aliasName: 'alias/users', targetKey: kms.Key.fromKeyArn(stack, 'Key', SINGLE_REGION_ARN) }).keyArn,
        'KmsKeyArn of KeyConfiguration is that of an alias',
      ],
    ],
    passes: [() => SINGLE_REGION_ARN, () => MULTI_REGION_ARN, (stack) => new kms.Key(stack, 'Key').keyArn],
    tokens: [() => TOKEN.text],
  }),

  encryptionKeyAsymmetric: ruleCase({
    define: (stack, it: Key) => newerPool(stack, { KeyConfiguration: custom(keyArn(stack, it)) }),
    trips: [
      [{ keySpec: 'RSA_2048', keyUsage: 'ENCRYPT_DECRYPT' }, 'KeySpec of the key is "RSA_2048"'],
      [{ keySpec: 'HMAC_256' }, 'KeySpec of the key is "HMAC_256"'],
    ],
    passes: [{}, { keySpec: 'SYMMETRIC_DEFAULT' }],
    tokens: [{ keySpec: TOKEN.text }, TOKEN.text],
  }),

  encryptionKeyRegion: ruleCase({
    env: ({ region }: { region?: string; arn: unknown }) => ({ region }),
    define: (stack, { arn }) => newerPool(stack, { KeyConfiguration: custom(arn) }),
    trips: [
      [{ region: 'eu-central-1', arn: SINGLE_REGION_ARN }, 'KmsKeyArn of KeyConfiguration is in eu-west-1, the pool in eu-central-1'],
      [{ region: 'eu-west-2', arn: MULTI_REGION_ARN }, 'KmsKeyArn of KeyConfiguration is in eu-west-1, the pool in eu-west-2'],
    ],
    passes: [{ region: 'eu-west-1', arn: SINGLE_REGION_ARN }],
    tokens: [{ arn: SINGLE_REGION_ARN }, { region: 'eu-central-1', arn: TOKEN.text }],
  }),

  issuerUpdatedRefused: ruleCase({
    define: (stack, it: { issuer?: unknown; verifier?: (userPool: cognito.CfnUserPool) => Verifier }) => {
      const userPool = newerPool(stack, { IssuerConfiguration: { Type: 'issuer' in it ? it.issuer : 'UPDATED' } });
      const [type, properties] = it.verifier?.(userPool) ?? rest(userPool);
      new CfnResource(stack, 'Verifier', { type, properties });
    },
    trips: [
      [{}, REFUSED],
      [{ verifier: (userPool) => ['AWS::ElasticLoadBalancingV2::Listener', { DefaultActions: [{ Type: 'forward' }, signIn(userPool)] }] }, REFUSED],
      [{ verifier: (userPool) => ['AWS::ElasticLoadBalancingV2::ListenerRule', { Actions: [signIn(userPool)] }] }, REFUSED],
      [{ verifier: (userPool) => jwt(`https://cognito-idp.eu-west-1.amazonaws.com/${userPool.ref}`) }, REFUSED],
      [{ verifier: (userPool) => jwt(`https://cognito-idp.${Aws.REGION}.amazonaws.com/${userPool.ref}`) }, REFUSED],
      [{ verifier: (userPool) => jwt(userPool.attrProviderUrl) }, REFUSED],
      [{ verifier: (userPool) => jwt(`https://${userPool.attrProviderName}`) }, REFUSED],
    ],
    passes: [
      { issuer: 'ORIGINAL' },
      { issuer: undefined, verifier: (userPool) => jwt(`https://cognito-idp.eu-west-1.amazonaws.com/${userPool.ref}`) },
      { verifier: (userPool) => jwt(`https://issuer-cognito-idp.eu-west-1.amazonaws.com/${userPool.ref}`) },
      { verifier: (): Verifier => ['AWS::ElasticLoadBalancingV2::Listener', { DefaultActions: [{ Type: 'forward' }] }] },
      { verifier: (userPool) => ['AWS::ElasticLoadBalancingV2::Listener', { DefaultActions: [{ Type: 'fixed-response', Body: userPool.attrArn }] }] },
      { verifier: () => rest(undefined) },
    ],
    tokens: [{ issuer: { Ref: 'Parameter' } }, { verifier: (userPool) => rest(userPool, { Type: TOKEN.text }) }, { verifier: () => jwt(TOKEN.text) }],
  }),

  replicaKey: ruleCase({
    define: (stack, it: { key?: Key; configuration?: unknown; replica?: boolean }) => {
      const configuration = it.key === undefined ? it.configuration : custom(keyArn(stack, it.key));
      const userPool = newerPool(stack, { IssuerConfiguration: { Type: 'UPDATED' }, KeyConfiguration: configuration });
      if (it.replica !== false) {
        replica(stack, userPool.ref);
      }
    },
    trips: [
      [{}, 'KeyConfiguration.KeyType is not set, which Cognito takes for AWS_OWNED_KEY'],
      [{ configuration: { 'Fn::If': ['Own', custom(MULTI_REGION_ARN), {}] } }, 'KeyConfiguration.KeyType is not set, which Cognito takes for AWS_OWNED_KEY'],
      [
        { configuration: { 'Fn::If': ['Own', custom(SINGLE_REGION_ARN), custom(MULTI_REGION_ARN)] } },
        `KmsKeyArn of KeyConfiguration is "${SINGLE_REGION_ARN}", and the id of a multi-Region key begins with "mrk-"`,
      ],
      [{ configuration: { KeyType: 'AWS_OWNED_KEY' } }, 'KeyConfiguration.KeyType is "AWS_OWNED_KEY"'],
      [{ configuration: { KeyType: 'CUSTOMER_MANAGED_KEY' } }, 'KeyConfiguration.KeyType is "CUSTOMER_MANAGED_KEY" and KmsKeyArn is not set'],
      [{ key: SINGLE_REGION_ARN }, `KmsKeyArn of KeyConfiguration is "${SINGLE_REGION_ARN}", and the id of a multi-Region key begins with "mrk-"`],
      [{ key: {} }, 'MultiRegion of Stack/Key is not set'],
      [{ key: { multiRegion: false } }, 'MultiRegion of Stack/Key is false'],
    ],
    passes: [{ configuration: { 'Fn::If': ['Own', custom(MULTI_REGION_ARN), custom(TOKEN.text)] } }, { key: MULTI_REGION_ARN }, { key: { multiRegion: true } }, { key: SINGLE_REGION_ARN, replica: false }, { replica: false }],
    tokens: [
      { key: { multiRegion: TOKEN.any } }, { key: TOKEN.text }, { configuration: { Ref: 'Parameter' } }, { configuration: { KeyType: { Ref: 'Parameter' } } },
    ],
  }),

  replicaTwice: ruleCase({
    define: (stack, regions: unknown[]) => {
      const userPool = newerPool(stack, { KeyConfiguration: custom(MULTI_REGION_ARN), IssuerConfiguration: { Type: 'UPDATED' } });
      regions.forEach((region, index) => replica(stack, userPool.ref, region, `Replica${index}`));
    },
    trips: [[['eu-central-1', 'eu-west-2'], 'RegionName is that of a second replica, and Stack/Replica0 is there already']],
    passes: [['eu-central-1'], []],
    tokens: [[TOKEN.text]],
  }),

  replicaOriginalIssuer: ruleCase({
    define: (stack, it: unknown) => replicated(stack, { IssuerConfiguration: it }),
    trips: [
      [undefined, 'IssuerConfiguration.Type is not set, which Cognito takes for ORIGINAL'],
      [{ Type: 'ORIGINAL' }, 'IssuerConfiguration.Type is "ORIGINAL"'],
      [{ 'Fn::If': ['New', { Type: 'UPDATED' }, { Ref: 'AWS::NoValue' }] }, 'IssuerConfiguration.Type is not set, which Cognito takes for ORIGINAL'],
    ],
    passes: [{ Type: 'UPDATED' }],
    tokens: [{ Type: TOKEN.text }, { 'Fn::If': ['New', { Type: 'UPDATED' }, { Ref: 'Parameter' }] }],
  }),

  replicaTotp: ruleCase({
    define: (stack, it: object) => replicated(stack, { MfaConfiguration: 'OPTIONAL', ...it }),
    trips: [
      [{ EnabledMfas: ['SOFTWARE_TOKEN_MFA'] }, 'EnabledMfas holds "SOFTWARE_TOKEN_MFA"'],
      [{ MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] }, 'EnabledMfas holds "SOFTWARE_TOKEN_MFA"'],
    ],
    passes: [{ MfaConfiguration: 'OFF', EnabledMfas: undefined }],
    tokens: [{ MfaConfiguration: { Ref: 'Parameter' }, EnabledMfas: ['SOFTWARE_TOKEN_MFA'] }, { EnabledMfas: { Ref: 'Parameter' } }],
  }),

  replicaOpenSignUp: ruleCase({
    define: (stack, it: unknown) => replicated(stack, { AdminCreateUserConfig: it }),
    trips: [
      [{ AllowAdminCreateUserOnly: false }, 'AdminCreateUserConfig.AllowAdminCreateUserOnly is false'],
      [undefined, 'AdminCreateUserConfig.AllowAdminCreateUserOnly is not set'],
      [{ 'Fn::If': ['Open', {}, { AllowAdminCreateUserOnly: true }] }, 'AdminCreateUserConfig.AllowAdminCreateUserOnly is not set'],
    ],
    passes: [{ AllowAdminCreateUserOnly: true }],
    tokens: [{ AllowAdminCreateUserOnly: { Ref: 'Parameter' } }, { 'Fn::If': ['Open', { Ref: 'Parameter' }, { AllowAdminCreateUserOnly: true }] }],
  }),

  replicaAtHome: ruleCase({
    env: ({ env }: { env?: string; id?: string; region: unknown }) => ({ region: env }),
    define: (stack, { env, id, region }) => {
      const key = custom(`arn:aws:kms:${env ?? 'eu-west-1'}:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab`);
      replica(stack, id ?? newerPool(stack, { KeyConfiguration: key, IssuerConfiguration: { Type: 'UPDATED' } }).ref, region);
    },
    trips: [
      [{ env: 'eu-west-1', region: 'eu-west-1' }, 'RegionName is "eu-west-1", where the pool is'],
      [{ region: Aws.REGION }, 'RegionName is {"Ref":"AWS::Region"}, where the pool is'],
      [{ id: 'eu-west-1_abcdefghi', region: 'eu-west-1' }, 'RegionName is "eu-west-1", where the pool is'],
    ],
    passes: [{ env: 'eu-west-1', region: 'eu-central-1' }, { id: 'eu-west-1_abcdefghi', region: 'eu-west-2' }, { region: 'eu-west-1' }],
    tokens: [{ env: 'eu-west-1', region: TOKEN.text }, { id: TOKEN.text, region: 'eu-west-1' }],
  }),

  replicaSettingsAtHome: ruleCase({
    env: ({ env }: { env?: string; id?: string }) => ({ region: env }),
    define: (stack, { id }) => settings(stack, id ?? pool(stack).ref),
    trips: [
      [{ env: 'eu-west-1' }, '"env" of the stack has the Region eu-west-1, and so has that of the pool'],
      [{ env: 'eu-west-1', id: 'eu-west-1_abcdefghi' }, '"env" of the stack has the Region eu-west-1, and so has that of the pool'],
      [{}, '"env" of the stack has the Region of the pool, and so has that of the pool'],
    ],
    passes: [{ env: 'eu-central-1', id: 'eu-west-1_abcdefghi' }],
    tokens: [{ id: 'eu-west-1_abcdefghi' }, { env: 'eu-west-1', id: TOKEN.text }],
  }),

  replicaUnguarded: ruleCase({
    define: (stack, it: { status?: unknown; pool?: unknown; replica?: unknown }) => {
      const userPool = newerPool(stack, { LambdaConfig: 'pool' in it ? it.pool : { PreSignUp: LAMBDA, PreAuthentication: LAMBDA } });
      // one stack stands for both Regions.
      accept(new CfnResource(stack, 'Settings', {
        type: 'AWS::Cognito::UserPoolRegionalConfigurationAttachment',
        properties: { UserPoolId: userPool.ref, Status: it.status ?? 'ACTIVE', LambdaConfig: it.replica },
      }), 'replicaSettingsAtHome');
    },
    trips: [
      [{}, 'LambdaConfig.PreAuthentication, LambdaConfig.PreSignUp of Stack/Pool protects the pool, and its replica has none'],
      [{ replica: { 'Fn::If': ['Safe', { PreSignUp: LAMBDA, PreAuthentication: LAMBDA }, {}] } }, 'LambdaConfig.PreAuthentication, LambdaConfig.PreSignUp of Stack/Pool protects the pool, and its replica has none'],
      [{ replica: { PreSignUp: LAMBDA } }, 'LambdaConfig.PreAuthentication of Stack/Pool protects the pool, and its replica has none'],
    ],
    passes: [
      { replica: { PreSignUp: LAMBDA, PreAuthentication: LAMBDA } },
      { status: 'INACTIVE' },
      { pool: { PreSignUp: LAMBDA, KMSKeyID: 'arn:aws:kms:eu-west-1:123456789012:key/1' }, replica: { PreSignUp: LAMBDA } },
    ],
    tokens: [{ status: TOKEN.text }, { replica: { Ref: 'Parameter' } }],
  }),

  failoverWithoutReplica: ruleCase({
    define: (stack, it: { replica?: unknown; secondary?: unknown; routing?: unknown }) => {
      const userPool = newerPool(stack, { KeyConfiguration: custom(MULTI_REGION_ARN), IssuerConfiguration: { Type: 'UPDATED' } });
      if (it.replica !== undefined) {
        replica(stack, userPool.ref, it.replica);
      }
      failover(stack, userPool, 'routing' in it ? it.routing : routing(it.secondary));
    },
    trips: [
      [{}, 'SecondaryRegion is "eu-central-1" and the pool has no replica'],
      [{ replica: 'eu-west-2' }, 'SecondaryRegion is "eu-central-1" and the replica is in "eu-west-2"'],
    ],
    passes: [{ replica: 'eu-central-1' }, { routing: undefined }],
    tokens: [{ replica: TOKEN.text }, { secondary: { Ref: 'Parameter' } }, { routing: { Ref: 'Parameter' } }],
  }),

  domainOldTls: ruleCase({
    define: (stack, policy: unknown) => {
      const domain = new cognito.CfnUserPoolDomain(stack, 'Domain', {
        userPoolId: pool(stack).ref,
        domain: 'login.acme.org',
        customDomainConfig: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' },
      });
      domain.addPropertyOverride('CustomDomainConfig.SecurityPolicy', policy);
    },
    trips: [['TLS_V1', 'SecurityPolicy of CustomDomainConfig is "TLS_V1"']],
    passes: ['TLS_V1_2_2021', 'TLS_V1_3_2025', undefined],
    tokens: [{ Ref: 'Parameter' }],
  }),
};
