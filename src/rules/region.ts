import { rulesOf, type Rule } from './rule';
import { received } from '../private/received';
import type { Domain, Replica, ReplicaSettings } from '../template/attachment';
import type { Resource } from '../template/resource';
import type { UserPool } from '../template/user-pool';
import { isObject } from '../template/value';

const GUIDE = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html';

const KEYS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/data-protection.html#data-encryption';

const ISSUERS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html#user-pool-oidc-issuer';

/** Keys and issuers. */
export const REGION_RULES: readonly Rule<UserPool>[] = rulesOf('pool', KEYS, {
  encryptionKeyAlias: {
    condition: 'The key that encrypts the pool is named by an alias',
    consequence: 'Cognito rejects the pool: it takes the ARN of the key only',
    remedy: 'give the key itself as `encryptionKey`',
    check: (pool) => {
      const { partial, text } = pool.encryptionKey;
      return /:alias\//.test(partial?.toString() ?? '') || keyOf(pool)?.type === 'AWS::KMS::Alias' ? `KmsKeyArn of KeyConfiguration is ${received(text, 'that of an alias')}` : undefined;
    },
  },
  encryptionKeyAsymmetric: {
    condition: 'The key that encrypts the pool isn\'t symmetric',
    remedy: 'use a key with the default `keySpec` and `keyUsage`',
    check: (pool) => {
      const spec = keyOf(pool)?.at('KeySpec').text ?? 'SYMMETRIC_DEFAULT';
      return spec === 'SYMMETRIC_DEFAULT' ? undefined : `KeySpec of the key is ${received(spec)}`;
    },
  },
  encryptionKeyRegion: {
    condition: 'The key that encrypts the pool is in another Region',
    consequence: 'Cognito rejects the pool; a replica finds the replica of a multi-Region key by itself',
    remedy: 'give the key of the pool\'s Region as `encryptionKey`',
    check: (pool) => {
      const region = pool.regionOf(pool.encryptionKey, 'KMS');
      const home = pool.region;
      return region !== undefined && home !== undefined && region !== home ? `KmsKeyArn of KeyConfiguration is in ${region}, the pool in ${home}` : undefined;
    },
  },
  issuerUpdatedRefused: {
    condition: 'The pool has the updated issuer, and its tokens are verified by an authorizer or a load balancer that knows the original one',
    consequence: 'every request is refused: Cognito authorizers of REST APIs and the Cognito action of load balancers don\'t know the updated issuer, a JWT '
      + 'authorizer knows the one that it is given',
    remedy: 'keep `TokenIssuer.ORIGINAL`, or verify with a JWT authorizer that has `auth.issuerUrl`, or with a function',
    source: ISSUERS,
    check: (pool) => {
      const refusing = pool.issuer.text === 'UPDATED' ? pool.verifiers.filter((verifier) => verifier.expectsOriginalIssuer) : [];
      return refusing.length > 0 ? `IssuerConfiguration.Type is "UPDATED" and ${refusing.map(({ path }) => path).join(' and ')} expects the original issuer` : undefined;
    },
  },
});

/** Replicas, and what their pools must be. */
export const REPLICA_RULES: readonly Rule<Replica>[] = rulesOf('second one', GUIDE, {
  replicaKey: {
    condition: 'A pool with a replica has no multi-Region key of its own',
    consequence: 'Cognito rejects the replica: each Region decrypts with its own replica of the key',
    remedy: 'give `encryptionKey` a key with `multiRegion: true`, and define `DirectoryReplicaKey` in the replica\'s Region first',
    check: ({ pool }) => pool && singleRegionKey(pool),
  },
  replicaTwice: {
    condition: 'A pool has more than one replica',
    remedy: 'keep one; a change of its Region takes the old one out first',
    check: (replica) => {
      const [first = replica] = replica.pool?.replicas ?? [];
      return first === replica ? undefined : `RegionName is that of a second replica, and ${first.path} is there already`;
    },
  },
  replicaOriginalIssuer: {
    severity: 'warning',
    condition: 'A pool with a replica has the original issuer',
    consequence: 'the keys that verify tokens are fetched from the pool\'s Region, also while that is down',
    remedy: 'use `issuer: TokenIssuer.UPDATED`, once verifiers expect it; acknowledge it where an authorizer doesn\'t take it',
    check: ({ pool }) => pool && (pool.issuer.text ?? 'ORIGINAL') === 'ORIGINAL'
      && !pool.issuer.isUnknown
      ? `IssuerConfiguration.Type is ${received(pool.issuer.raw, 'not set, which Cognito takes for ORIGINAL')}` : undefined,
  },
  replicaTotp: {
    severity: 'warning',
    condition: 'Users of a pool with a replica may have TOTP as second factor',
    consequence: 'users who have it can\'t sign in while the pool\'s Region is down',
    remedy: 'offer another factor, such as `MfaPolicy.required({ factors: [MfaFactor.sms()] })`, or acknowledge it and tell users',
    check: ({ pool }) => pool && ['ON', 'OPTIONAL'].includes(pool.mfa.text ?? '') && pool.secondFactors.list.includes('SOFTWARE_TOKEN_MFA')
      ? 'EnabledMfas holds "SOFTWARE_TOKEN_MFA"' : undefined,
  },
  replicaOpenSignUp: {
    severity: 'warning',
    condition: 'A pool with a replica lets users sign up',
    consequence: 'while the pool\'s Region is down, users can\'t sign up, reset a password or change a profile',
    remedy: 'hide these in the app while it uses the replica, and acknowledge it',
    check: ({ pool }) => pool && pool.adminOnly.flag !== true
      && !pool.adminOnly.isUnknown
      ? `AdminCreateUserConfig.AllowAdminCreateUserOnly is ${received(pool.adminOnly.raw)}` : undefined,
  },
  replicaAtHome: {
    condition: 'A replica is in the Region of its pool',
    consequence: 'Cognito rejects the replica',
    remedy: 'give another Region',
    check: (replica) => {
      const region = replica.replicaRegion.raw;
      const home = replica.home;
      return (isObject(region) && region.Ref === 'AWS::Region') || (home !== undefined && region === home) ? `RegionName is ${received(region)}, where the pool is` : undefined;
    },
  },
});

/** What a replica has of its own. */
export const REGIONAL_SETTINGS_RULES: readonly Rule<ReplicaSettings>[] = rulesOf('settings', 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolregionalconfigurationattachment.html', {
  replicaSettingsAtHome: {
    condition: 'The settings of a replica are in the Region of the pool',
    consequence: 'Cognito rejects them: there is no replica there',
    remedy: 'define `DirectoryReplicaSettings` in a stack in the replica\'s Region; the pool\'s own settings are its props',
    check: (settings) => {
      const region = settings.region;
      const atHome = settings.pool?.stack === settings.stack || (region !== undefined && region === settings.home);
      return atHome ? `"env" of the stack has the Region ${region ?? 'of the pool'}, and so has that of the pool` : undefined;
    },
  },
  replicaUnguarded: {
    severity: 'warning',
    condition: 'An active replica has no web ACL, or not each of the triggers, that its pool has',
    consequence: 'requests to the other Region bypass what protects the pool, at any time',
    remedy: 'give `DirectoryReplicaSettings` a `firewall`, and `addTrigger` with a function of its Region; or acknowledge it',
    source: GUIDE,
    check: (settings) => {
      const { pool } = settings;
      if (pool === undefined || settings.status.text !== 'ACTIVE') {
        return undefined;
      }
      const guarded = pool.webAclAssociations.some(({ stack }) => stack.region === settings.stack.region);
      const missing = [
        ...pool.webAclAssociations.length > 0 && !guarded ? ['WebACLAssociation'] : [],
        ...pool.triggers.keys.filter((name) => name !== 'KMSKeyID' && pool.triggers.at(name).isSet
          && !settings.triggers.isUnknown && !settings.triggers.at(name).isSet).map((name) => `LambdaConfig.${name}`),
      ];
      return missing.length > 0 ? `${missing.join(', ')} of ${pool.path} protects the pool, and its replica has none` : undefined;
    },
  },
});

/** Where domains fail over to, and which TLS they accept. */
export const FAILOVER_RULES: readonly Rule<Domain>[] = rulesOf('domain', GUIDE, {
  failoverWithoutReplica: {
    severity: 'warning',
    condition: 'A domain fails over to a Region in which the pool has no replica',
    consequence: 'nothing answers there while the pool\'s Region is down',
    remedy: 'use `auth.addReplica(id, { region })` with that Region; acknowledge it where another app defines the replica',
    check: (domain) => {
      const secondary = domain.failoverRegion.text;
      const there = domain.pool?.replicas.map((replica) => replica.replicaRegion.raw);
      return secondary !== undefined && there !== undefined && !there.some((region) => region === secondary || isObject(region))
        ? `SecondaryRegion is "${secondary}" and ${there.length === 0 ? 'the pool has no replica' : `the replica is in ${there.map((region) => received(region)).join(', ')}`}` : undefined;
    },
  },
  domainOldTls: {
    severity: 'warning',
    condition: 'A custom domain accepts TLS 1.0',
    consequence: 'an attacker between a user and the pages may make them use it; auditors find it',
    remedy: 'use `DomainSecurityPolicy.TLS_1_2_2021`',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CustomDomainConfigType.html',
    check: (domain) => domain.securityPolicy.text === 'TLS_V1' ? 'SecurityPolicy of CustomDomainConfig is "TLS_V1"' : undefined,
  },
});

/** The key of the pool, where this app defines it. */
function keyOf(pool: UserPool): Resource | undefined {
  return pool.named(pool.encryptionKey)[0];
}

/** What is wrong with the key of a pool that has a replica. */
function singleRegionKey(pool: UserPool): string | undefined {
  if (pool.encryptionKeyType.isUnknown) {
    return undefined;
  }
  const type = pool.encryptionKeyType.text;
  if (!pool.encryptionKey.isSet || type === 'AWS_OWNED_KEY') {
    return `KeyConfiguration.KeyType is ${received(type, 'not set, which Cognito takes for AWS_OWNED_KEY')}${type === 'CUSTOMER_MANAGED_KEY' ? ' and KmsKeyArn is not set' : ''}`;
  }
  const key = keyOf(pool);
  if (key?.type === 'AWS::KMS::Key' && key.at('MultiRegion').flag !== true && !key.at('MultiRegion').isUnknown) {
    return `MultiRegion of ${key.path} is ${received(key.at('MultiRegion').raw)}`;
  }
  const arn = pool.encryptionKey.text;
  return arn !== undefined && /:key\/(?!mrk-)/.test(arn) ? `KmsKeyArn of KeyConfiguration is ${received(arn)}, and the id of a multi-Region key begins with "mrk-"` : undefined;
}
