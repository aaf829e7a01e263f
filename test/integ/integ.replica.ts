import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HealthCheck, HealthCheckType } from 'aws-cdk-lib/aws-route53';
import {
  AuthenticatedUserPool, MfaPolicy, SignInDomain, SmsSender, TokenIssuer, DirectoryReplicaKey, DirectoryReplicaSettings, DirectoryReplicaStatus,
  UserPoolRetention,
} from 'cdk-cognito-auth';

/*
 * A pool with a replica: the key in both Regions, the pool, the failover of its pages, and what the replica has of its own.
 */
const app = new App();
const key = new Stack(app, 'ReplicaKey', { env: { region: 'eu-west-1' } });
const home = new Stack(app, 'ReplicaHome', { env: { region: 'eu-central-1' } });
const settings = new Stack(app, 'ReplicaSettings', { env: { region: 'eu-west-1' } });

const encryptionKey = new Key(home, 'Key', { multiRegion: true });
const healthCheck = new HealthCheck(home, 'HealthCheck', { type: HealthCheckType.HTTPS, fqdn: 'status.eu-central-1.example.com' });
const auth = new AuthenticatedUserPool(home, 'Auth', {
  encryptionKey,
  issuer: TokenIssuer.UPDATED,
  mfa: MfaPolicy.off(),
  domain: SignInDomain.prefix('acme-login', { failover: { secondaryRegion: 'eu-west-1', healthCheck } }),
  retention: UserPoolRetention.destroy(),
});
auth.addReplica('Ireland', { region: 'eu-west-1' });

// across Regions by their names, as an app without `crossRegionReferences` does it.
new DirectoryReplicaKey(key, 'Key', {
  primaryKey: Key.fromKeyArn(key, 'PrimaryKey', 'arn:aws:kms:eu-central-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab'),
});
new DirectoryReplicaSettings(settings, 'Replica', {
  userPool: UserPool.fromUserPoolId(settings, 'UserPool', 'eu-central-1_abcdefghi'),
  status: DirectoryReplicaStatus.ACTIVE,
  smsSender: SmsSender.sns(),
});

new IntegTest(app, 'ReplicaTest', { testCases: [key, home, settings] });
