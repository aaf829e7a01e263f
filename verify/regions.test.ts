import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  AuthenticatedUserPool, EmailSender, MfaPolicy, SignInFirewall, SmsSender, TokenIssuer, DirectoryReplicaKey, DirectoryReplicaSettings,
  DirectoryReplicaStatus,
} from 'cdk-cognito-auth';
import { CloudFormationValidator } from './tools/cloudformation-validator';

const env = (region: string) => ({ env: { region, account: '123456789012' }, crossRegionReferences: true });

/** The key and its replica, the pool and its replica, and what that has of its own: all that crosses Regions in one app. */
function app(): App {
  const root = new App();
  const encryptionKey = new kms.Key(new Stack(root, 'Keys', env('eu-central-1')), 'Key', { multiRegion: true });
  const replicaKey = new DirectoryReplicaKey(new Stack(root, 'KeysAway', env('eu-west-1')), 'Key', { primaryKey: encryptionKey });
  const auth = new AuthenticatedUserPool(new Stack(root, 'Pool', env('eu-central-1')), 'Auth', {
    encryptionKey,
    issuer: TokenIssuer.UPDATED,
    mfa: MfaPolicy.off(),
    firewall: SignInFirewall.standard(),
  });
  auth.addSpaClient('App');
  auth.addReplica('Ireland', { region: 'eu-west-1', replicaKey });
  new DirectoryReplicaSettings(new Stack(root, 'PoolAway', env('eu-west-1')), 'Settings', {
    userPool: auth.userPool,
    status: DirectoryReplicaStatus.ACTIVE,
    emailSender: EmailSender.cognito(),
    smsSender: SmsSender.sns(),
    firewall: SignInFirewall.standard(),
  });
  return root;
}

/** CDK's own function between Regions waits twice for its role. */
const ours = ({ at }: { at: string }) => !/^CustomCrossRegionExport(Reader|Writer)/.test(at);

describe('AWS\'s offline validator, strict, of a CDK that knows these properties', () => {
  const validator = new CloudFormationValidator();

  test.each(['Keys', 'KeysAway', 'Pool', 'PoolAway'])('finds nothing in %s', name => {
    expect(validator.findings(app().synth().getStackByName(name).template).filter(ours)).toEqual([]);
  });

  test.each<[string, string, string, unknown]>([
    ['Pool', 'AWS::Cognito::UserPool', 'KeyConfiguration', { KeyType: 'SKELETON_KEY' }],
    ['Pool', 'AWS::Cognito::UserPool', 'IssuerConfiguration', { Type: 'UPDATED', Since: 2026 }],
    ['Pool', 'AWS::Cognito::UserPoolReplica', 'Region', 'eu-west-1'],
    ['PoolAway', 'AWS::Cognito::UserPoolRegionalConfigurationAttachment', 'Mood', 'SLEEPY'],
  ])('finds what it doesn\'t know in %s: %s with another %s', (name, type, property, value) => {
    const { template } = app().synth().getStackByName(name);
    const [resource] = Object.values<{ Type: string; Properties: Record<string, unknown> }>(template.Resources).filter(({ Type }) => Type === type);
    resource.Properties[property] = value;
    expect(validator.findings(template).filter(ours)).not.toEqual([]);
  });
});

test('each stack waits for the one before it', () => {
  const waits = (name: string) => app().synth().getStackByName(name).dependencies.map(({ id }) => id).filter(id => !id.endsWith('.assets'));
  expect(waits('KeysAway')).toEqual(['Keys']);
  expect(waits('Pool')).toEqual(expect.arrayContaining(['Keys', 'KeysAway']));
  expect(waits('PoolAway')).toEqual(['Pool']);
});

test('the L1 that knows a replica says what ours does', () => {
  const stack = new Stack(new App(), 'Stack');
  const own = new cognito.CfnUserPoolReplica(stack, 'Replica', { userPoolId: 'eu-central-1_abc', regionName: 'eu-west-1' });
  const [, written] = Object.entries<{ Type: string; Properties: object }>(app().synth().getStackByName('Pool').template.Resources)
    .find(([, { Type }]) => Type === own.cfnResourceType)!;
  expect(Object.keys(written.Properties).sort()).toEqual(['RegionName', 'UserPoolId']);
  expect(own.cfnResourceType).toBe('AWS::Cognito::UserPoolReplica');
});

test('what the newest CDK deprecates would fail', () => {
  const root = new App();
  expect(() => new Stack(root, 'One').addDependency(new Stack(root, 'Other'))).toThrow('Stack#addDependency is deprecated');
});
