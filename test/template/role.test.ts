import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Fn, Stack } from 'aws-cdk-lib/core';
import type { Role } from '../../src/template/role';
import { Synthesis } from '../../src/template/synthesis';

const ENV = { account: '111111111111', region: 'eu-central-1' };
const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');

function statement(action: string, effect: iam.Effect = iam.Effect.ALLOW): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: [action], resources: ['*'], effect });
}

function seen(role: iam.Role): Role {
  return Synthesis.of(role).view.resource(role.node.defaultChild!) as Role;
}

function stacks(...ids: string[]): Stack[] {
  const app = new App();
  return ids.map((id) => new Stack(app, id, { env: ENV }));
}

test('a new role may do nothing, and whoever may take it is told', () => {
  const [stack] = stacks('Stack') as [Stack];
  const role = seen(new iam.Role(stack, 'Role', { assumedBy }));
  expect([role.statements, role.actions]).toEqual([[], []]);
  expect(role.trustStatements).toMatchObject([{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }]);
});

test('the statements are those of its own policies and of all that are attached to it, wherever they stand', () => {
  const [stack, other] = stacks('Stack', 'Other') as [Stack, Stack];
  const role = new iam.Role(stack, 'Role', {
    assumedBy,
    roleName: 'named',
    inlinePolicies: { inline: new iam.PolicyDocument({ statements: [statement('a:Inline')] }) },
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'), new iam.ManagedPolicy(stack, 'Managed', { statements: [statement('a:Managed')] })],
  });
  role.addToPolicy(statement('a:Default'));
  role.addToPolicy(statement('a:Denied', iam.Effect.DENY));
  new iam.Policy(other, 'Away', { roles: [role], statements: [statement('a:Away')] });
  new iam.CfnPolicy(other, 'Named', { policyName: 'p', policyDocument: { Statement: { Effect: 'Allow', Action: ['a:Named', Fn.ref('Parameter')], Resource: '*' } }, roles: ['named'] });
  new iam.ManagedPolicy(other, 'ManagedAway', { roles: [role], statements: [statement('a:ManagedAway')] });
  expect(seen(role).actions.sort()).toEqual(['a:Away', 'a:Default', 'a:Inline', 'a:Managed', 'a:ManagedAway', 'a:Named']);
  expect(seen(role).statements.filter(({ Effect }) => Effect === 'Deny')).toHaveLength(1);
});

test('a neighbor\'s policies are its own', () => {
  const [stack, other] = stacks('Stack', 'Other') as [Stack, Stack];
  const role = new iam.Role(stack, 'Role', { assumedBy, roleName: 'named' });
  new iam.Role(stack, 'Neighbor', { assumedBy }).addToPolicy(statement('a:Neighbor'));
  new iam.CfnPolicy(other, 'Named', { policyName: 'p', policyDocument: { Statement: [{ Effect: 'Allow', Action: 'a:Named', Resource: '*' }] }, roles: ['named-otherwise'] });
  new iam.CfnPolicy(new Stack(stack.node.scope!, 'Away', { env: { ...ENV, account: '222222222222' } }), 'Policy', {
    policyName: 'p', policyDocument: { Statement: [{ Effect: 'Allow', Action: 'a:Away', Resource: '*' }] }, roles: ['named'],
  });
  expect(seen(role).actions).toEqual([]);
});

test('what isn\'t known has no statements', () => {
  const [stack] = stacks('Stack') as [Stack];
  const role = new iam.Role(stack, 'Role', { assumedBy });
  (role.node.defaultChild as iam.CfnRole).addPropertyOverride('AssumeRolePolicyDocument', { 'Fn::GetAtt': ['Some', 'Document'] });
  (role.node.defaultChild as iam.CfnRole).addPropertyOverride('Policies', [{ PolicyName: 'p', PolicyDocument: { Ref: 'Parameter' } }, { Ref: 'Parameter' }]);
  expect([seen(role).trustStatements, seen(role).statements]).toEqual([[], []]);
});
