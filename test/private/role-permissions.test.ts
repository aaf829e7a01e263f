import * as iam from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { permissionsOf } from '../../src/private/role-permissions';
import { testStack } from '../support';

const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');

test('a new role may do nothing', () => {
  const role = new iam.Role(testStack(), 'Role', { assumedBy });
  new iam.Policy(role, 'Empty', { roles: [role] });
  expect(permissionsOf(role)).toEqual([]);
});

test('each statement is a line, as granted so far', () => {
  const stack = testStack();
  const role = new iam.Role(stack, 'Role', { assumedBy });
  const bucket = new Bucket(stack, 'Bucket');
  role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [bucket.arnForObjects('a/*'), bucket.bucketArn] }));
  expect(permissionsOf(role)).toEqual(['Allow s3:GetObject, s3:PutObject on <Stack/Bucket>/a/*, <Stack/Bucket>']);

  role.addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:*'], resources: ['*'], conditions: { Bool: { 'aws:SecureTransport': 'false' } } }));
  expect(permissionsOf(role)[1]).toBe('Deny s3:* on * if aws:SecureTransport Bool false');
});

test('statements that say what they don\'t mean are read so', () => {
  const role = new iam.Role(testStack(), 'Role', { assumedBy });
  role.addToPolicy(new iam.PolicyStatement({ notActions: ['iam:*', 'sts:*'], notResources: ['arn:aws:s3:::a'] }));
  expect(permissionsOf(role)).toEqual(['Allow all but iam:*, sts:* on all but arn:aws:s3:::a']);
});

test('inline, further and managed policies count too', () => {
  const stack = testStack();
  const statement = (action: string) => new iam.PolicyStatement({ actions: [action], resources: ['*'] });
  const role = new iam.Role(stack, 'Role', {
    assumedBy,
    inlinePolicies: { inline: new iam.PolicyDocument({ statements: [statement('a:Inline')] }) },
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')],
  });
  new iam.Policy(role, 'Further', { roles: [role], statements: [statement('a:Further')] });
  expect(permissionsOf(role)).toEqual([
    'Allow a:Inline on *',
    'Allow a:Further on *',
    'the managed policy arn:<partition>:iam::aws:policy/ReadOnlyAccess',
  ]);
});
