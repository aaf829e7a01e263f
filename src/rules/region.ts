import { CfnResource, Token } from 'aws-cdk-lib/core';
import { overrideOf } from './definition';
import { AuthResource, type UserPoolAttachment, type UserPoolResource } from './model';
import type { AttachmentRule, UserPoolRule } from './rule';
import { isObject, textOf } from './template';
import { received } from '../private/received';

const GUIDE = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html';

const KEYS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/data-protection.html#data-encryption';

const ISSUERS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html#user-pool-oidc-issuer';

const KEY = 'KeyConfiguration.KmsKeyArn';

/** Keys and issuers. */
export const REGION_RULES: readonly UserPoolRule[] = [
  {
    id: 'encryptionKeyAlias',
    severity: 'error',
    condition: 'The key that encrypts the pool is named by an alias',
    consequence: 'Cognito rejects the pool: it takes the ARN of the key only',
    remedy: 'give the key itself as `encryptionKey`',
    source: KEYS,
    check: (pool) => {
      const value = pool.value(KEY);
      const arn = isObject(value) ? textOf(value) : pool.text(KEY) ?? '';
      return /(^|:)alias\//.test(arn) || keyOf(pool)?.type === 'AWS::KMS::Alias' ? `KmsKeyArn of KeyConfiguration is ${isObject(value) ? 'that of an alias' : received(arn)}` : undefined;
    },
  },
  {
    id: 'encryptionKeyAsymmetric',
    severity: 'error',
    condition: 'The key that encrypts the pool isn\'t symmetric',
    consequence: 'Cognito rejects the pool',
    remedy: 'use a key with the default `keySpec` and `keyUsage`',
    source: KEYS,
    check: (pool) => {
      const spec = keyOf(pool)?.text('KeySpec') ?? 'SYMMETRIC_DEFAULT';
      return spec === 'SYMMETRIC_DEFAULT' ? undefined : `KeySpec of the key is ${received(spec)}`;
    },
  },
  {
    id: 'encryptionKeyRegion',
    severity: 'error',
    condition: 'The key that encrypts the pool is in another Region',
    consequence: 'Cognito rejects the pool; a replica finds the replica of a multi-Region key by itself',
    remedy: 'give the key of the pool\'s Region as `encryptionKey`',
    source: KEYS,
    check: (pool) => {
      const region = keyRegion(pool);
      const home = stackRegion(pool);
      return region !== undefined && home !== undefined && region !== home ? `KmsKeyArn of KeyConfiguration is in ${region}, the pool in ${home}` : undefined;
    },
  },
  {
    id: 'issuerUpdatedRefused',
    severity: 'error',
    condition: 'The pool has the updated issuer, and an authoriser or a load balancer verifies its tokens that knows the original one',
    consequence: 'every request is refused: Cognito authorisers of REST APIs and the Cognito action of load balancers don\'t know the updated issuer, a JWT '
      + 'authoriser knows the one that it is given',
    remedy: 'keep `TokenIssuer.ORIGINAL`, or verify with a JWT authoriser that has `auth.issuerUrl`, or with a function',
    source: ISSUERS,
    check: (pool) => {
      const refusing = pool.text('IssuerConfiguration.Type') === 'UPDATED' ? pool.verifiers.filter(expectsOriginal) : [];
      return refusing.length > 0 ? `IssuerConfiguration.Type is "UPDATED" and ${refusing.map(({ path }) => path).join(' and ')} expects the original issuer` : undefined;
    },
  },
];

/** Replicas, and what their pools must be. */
export const REPLICA_RULES: readonly AttachmentRule[] = [
  {
    id: 'replicaKey',
    severity: 'error',
    condition: 'A pool with a replica has no multi-Region key of its own',
    consequence: 'Cognito rejects the replica: each Region decrypts with its own replica of the key',
    remedy: 'give `encryptionKey` a key with `multiRegion: true`, and define `DirectoryReplicaKey` in the replica\'s Region first',
    source: GUIDE,
    check: ({ pool }) => pool && singleRegionKey(pool),
  },
  {
    id: 'replicaTwice',
    severity: 'error',
    condition: 'A pool has more than one replica',
    consequence: 'Cognito rejects the second one',
    remedy: 'keep one; a change of its Region takes the old one out first',
    source: GUIDE,
    check: (replica) => {
      const [first = replica] = replica.pool?.replicas ?? [];
      return first === replica ? undefined : `${first.path} is its replica already`;
    },
  },
  {
    id: 'replicaOriginalIssuer',
    severity: 'warning',
    condition: 'A pool with a replica has the original issuer',
    consequence: 'whoever fetches the keys that verify tokens asks the pool\'s Region, also while that is down',
    remedy: 'use `issuer: TokenIssuer.UPDATED`, once verifiers expect it; acknowledge it where an authoriser stands against that',
    source: GUIDE,
    check: ({ pool }) => pool && (pool.text('IssuerConfiguration.Type') ?? 'ORIGINAL') === 'ORIGINAL'
      && !pool.isToken('IssuerConfiguration') && !pool.isToken('IssuerConfiguration.Type')
      ? `IssuerConfiguration.Type is ${received(pool.value('IssuerConfiguration.Type'), 'not set, which Cognito takes for ORIGINAL')}` : undefined,
  },
  {
    id: 'replicaTotp',
    severity: 'warning',
    condition: 'People of a pool with a replica may have TOTP as second factor',
    consequence: 'whoever has it can\'t sign in while the pool\'s Region is down',
    remedy: 'offer another factor, such as `MfaPolicy.required({ totp: false, email: true })`, or acknowledge it and tell people',
    source: GUIDE,
    check: ({ pool }) => pool && ['ON', 'OPTIONAL'].includes(pool.text('MfaConfiguration') ?? '') && pool.list('EnabledMfas')?.includes('SOFTWARE_TOKEN_MFA')
      ? 'EnabledMfas holds "SOFTWARE_TOKEN_MFA"' : undefined,
  },
  {
    id: 'replicaOpenSignUp',
    severity: 'warning',
    condition: 'A pool with a replica lets people sign up',
    consequence: 'nobody signs up while the pool\'s Region is down; nor does anybody reset a password or change a profile',
    remedy: 'hide these in the app while it asks the other Region, and acknowledge it',
    source: GUIDE,
    check: ({ pool }) => pool && pool.flag('AdminCreateUserConfig.AllowAdminCreateUserOnly') !== true
      && !pool.isToken('AdminCreateUserConfig') && !pool.isToken('AdminCreateUserConfig.AllowAdminCreateUserOnly')
      ? `AdminCreateUserConfig.AllowAdminCreateUserOnly is ${received(pool.value('AdminCreateUserConfig.AllowAdminCreateUserOnly'))}` : undefined,
  },
  {
    id: 'replicaAtHome',
    severity: 'error',
    condition: 'A replica is in the Region of its pool',
    consequence: 'Cognito rejects the replica',
    remedy: 'give another Region',
    source: GUIDE,
    check: (replica) => {
      const region = replica.value('RegionName');
      const home = homeOf(replica);
      return (isObject(region) && region.Ref === 'AWS::Region') || (home !== undefined && region === home) ? `RegionName is ${received(region)}, where the pool is` : undefined;
    },
  },
];

/** What a replica has of its own. */
export const REGIONAL_SETTINGS_RULES: readonly AttachmentRule[] = [
  {
    id: 'replicaSettingsAtHome',
    severity: 'error',
    condition: 'The settings of a replica are in the Region of the pool',
    consequence: 'Cognito rejects them: there is no replica there',
    remedy: 'define `DirectoryReplicaSettings` in a stack in the replica\'s Region; the pool\'s own settings are its props',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolregionalconfigurationattachment.html',
    check: (settings) => {
      const region = stackRegion(settings);
      const atHome = settings.pool?.stack === settings.stack || (region !== undefined && region === homeOf(settings));
      return atHome ? `the stack is in ${region ?? 'the Region of the pool'}, and so is the pool` : undefined;
    },
  },
  {
    id: 'replicaUnguarded',
    severity: 'warning',
    condition: 'An active replica has no web ACL, or not each of the triggers, that its pool has',
    consequence: 'whoever asks the other Region passes by what the pool asks of everybody, at any time',
    remedy: 'give `DirectoryReplicaSettings` a `firewall`, and `addTrigger` with a function of its Region; or acknowledge it',
    source: GUIDE,
    check: (settings) => {
      const { pool } = settings;
      if (pool === undefined || settings.text('Status') !== 'ACTIVE') {
        return undefined;
      }
      const guarded = pool.webAclAssociations.some(({ stack }) => stack.region === settings.stack.region);
      const missing = [
        ...pool.webAclAssociations.length > 0 && !guarded ? ['a web ACL'] : [],
        ...pool.keys('LambdaConfig').filter((name) => name !== 'KMSKeyID' && pool.has(`LambdaConfig.${name}`)
          && !settings.isToken('LambdaConfig') && !settings.has(`LambdaConfig.${name}`)),
      ];
      return missing.length > 0 ? `${pool.path} has ${missing.join(', ')}, and its replica hasn't` : undefined;
    },
  },
];

/** Where domains fail over to, and what they speak. */
export const FAILOVER_RULES: readonly AttachmentRule[] = [
  {
    id: 'failoverWithoutReplica',
    severity: 'warning',
    condition: 'A domain fails over to a Region in which the pool has no replica',
    consequence: 'there is nobody who could answer while the pool\'s Region is down',
    remedy: 'use `auth.addReplica(id, { region })` with that Region; acknowledge it where another app defines the replica',
    source: GUIDE,
    check: (domain) => {
      const secondary = domain.text('Routing.Failover.SecondaryRegion');
      const there = domain.pool?.replicas.map((replica) => replica.value('RegionName'));
      return secondary !== undefined && there !== undefined && !there.some((region) => region === secondary || isObject(region))
        ? `SecondaryRegion is "${secondary}" and ${there.length === 0 ? 'the pool has no replica' : `the replica is in ${there.map((region) => received(region)).join(', ')}`}` : undefined;
    },
  },
  {
    id: 'domainOldTls',
    severity: 'warning',
    condition: 'A custom domain speaks TLS 1.0',
    consequence: 'whoever is between a person and the pages may make them use it; auditors find it',
    remedy: 'use `DomainSecurityPolicy.TLS_1_2_2021`',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CustomDomainConfigType.html',
    check: (domain) => domain.text('CustomDomainConfig.SecurityPolicy') === 'TLS_V1' ? 'SecurityPolicy of CustomDomainConfig is "TLS_V1"' : undefined,
  },
];

/** The key of the pool, where this app defines it. */
function keyOf(pool: UserPoolResource): AuthResource | undefined {
  const value = pool.value(KEY);
  // a key in another stack has become an import by now.
  const key = isObject(value) ? [...pool.referents(value), ...pool.referents(overrideOf(pool.cfn, KEY))].find(CfnResource.isCfnResource) : undefined;
  return key && new AuthResource(key);
}

function keyRegion(pool: UserPoolResource): string | undefined {
  const key = keyOf(pool);
  return key === undefined ? pool.text(KEY)?.split(':')[3] : stackRegion(key);
}

/** What is wrong with the key of a pool that has a replica. */
function singleRegionKey(pool: UserPoolResource): string | undefined {
  if (pool.isToken('KeyConfiguration') || pool.isToken('KeyConfiguration.KeyType')) {
    return undefined;
  }
  const type = pool.text('KeyConfiguration.KeyType');
  if (!pool.has(KEY) || type === 'AWS_OWNED_KEY') {
    return `KeyConfiguration.KeyType is ${received(type, 'not set, which Cognito takes for AWS_OWNED_KEY')}${type === 'CUSTOMER_MANAGED_KEY' ? ' and KmsKeyArn is not set' : ''}`;
  }
  const key = keyOf(pool);
  if (key?.type === 'AWS::KMS::Key' && key.flag('MultiRegion') !== true && !key.isToken('MultiRegion')) {
    return `MultiRegion of ${key.path} is ${received(key.value('MultiRegion'))}`;
  }
  const arn = pool.text(KEY);
  return arn !== undefined && /:key\/(?!mrk-)/.test(arn) ? `KmsKeyArn of KeyConfiguration is ${received(arn)}, and the id of a multi-Region key begins with "mrk-"` : undefined;
}

/** A JWT authoriser expects whatever it is told; the others know the original issuer alone. */
function expectsOriginal(verifier: UserPoolAttachment): boolean {
  switch (verifier.type) {
    case 'AWS::ApiGatewayV2::Authorizer': {
      const issuer = verifier.value('JwtConfiguration.Issuer');
      // the pool's attributes are those of the original issuer.
      return isObject(issuer) ? /"Provider(URL|Name)"/.test(JSON.stringify(issuer)) || textOf(issuer).startsWith('https://cognito-idp.')
        : String(issuer).startsWith('https://cognito-idp.');
    }
    case 'AWS::ApiGateway::Authorizer':
      return verifier.text('Type') === 'COGNITO_USER_POOLS';
    default:
      return verifier.objects(verifier.type.endsWith('Rule') ? 'Actions' : 'DefaultActions').some((action) => action.AuthenticateCognitoConfig !== undefined);
  }
}

/** The Region of the pool: its own, or the one that its id names. */
function homeOf(attachment: UserPoolAttachment): string | undefined {
  return attachment.pool === undefined ? /^([a-z0-9-]+)_/.exec(attachment.text('UserPoolId') ?? '')?.[1] : stackRegion(attachment.pool);
}

function stackRegion({ stack: { region } }: AuthResource): string | undefined {
  return Token.isUnresolved(region) ? undefined : region;
}
