import type { CfnIdentityPoolProps } from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { accept, attachment, identityPool, TOKEN, trust } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

const GUESTS = { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' } };
const POOL = { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:00000000-0000-0000-0000-000000000000' } };

interface Granted {
  readonly actions: unknown;
  readonly effect?: 'Deny';
  readonly by?: 'policy' | 'managed policy' | 'attached policy' | 'policy of another';
  readonly pool?: Partial<CfnIdentityPoolProps>;
  readonly to?: 'authenticated';
}

const allows = (actions: string[]): string => `Roles.unauthenticated is Stack/Role, which allows ${JSON.stringify(actions)}`;

export const GUEST_CASES: RuleCases = {
  guestServices: ruleCase({
    define: (stack, it: Granted) => {
      const cfn = identityPool(stack, { allowUnauthenticatedIdentities: true, ...it.pool });
      const identityPoolId = accept(cfn, 'identityPoolGuests', 'identityPoolClassicFlow', 'roleAdministers', 'roleReachesAll').ref;
      const policyDocument = { Statement: [{ Effect: it.effect ?? 'Allow', Action: it.actions, Resource: '*' }] };
      const managed = it.by === 'attached policy' ? [new iam.CfnManagedPolicy(stack, 'Managed', { policyDocument }).ref] : undefined;
      const role = new iam.CfnRole(stack, 'Role', {
        assumeRolePolicyDocument: { Statement: [trust(it.to === 'authenticated' ? {} : { Condition: { ...POOL, ...GUESTS } })] },
        policies: it.by === undefined ? [{ policyName: 'inline', policyDocument }] : undefined,
        managedPolicyArns: managed,
      });
      if (it.by === 'policy' || it.by === 'policy of another') {
        new iam.CfnPolicy(stack, 'Policy', { policyName: 'policy', policyDocument, roles: [it.by === 'policy' ? role.ref : 'another'] });
      } else if (it.by === 'managed policy') {
        new iam.CfnManagedPolicy(stack, 'Policy', { policyDocument, roles: [role.ref] });
      }
      attachment(stack, { identityPoolId, roles: { [it.to ?? 'unauthenticated']: role.attrArn } });
    },
    trips: [
      [{ actions: 'ec2:DescribeInstances' }, allows(['ec2:DescribeInstances'])],
      [{ actions: ['s3:GetObject', 'secretsmanager:DescribeSecret'], by: 'policy' }, allows(['secretsmanager:DescribeSecret'])],
      [{ actions: 'bedrock:InvokeModel', by: 'managed policy' }, allows(['bedrock:InvokeModel'])],
      [{ actions: 'bedrock:InvokeModel', by: 'attached policy' }, allows(['bedrock:InvokeModel'])],
      // of what administers, or reaches all, other rules speak.
      [{ actions: ['kms:CreateGrant', 'textract:*', '*', 'iam:PassRole', 'ssm:GetParameter'] }, allows(['kms:CreateGrant', 'textract:*'])],
      // of the older API for places and maps some actions, and nothing of the newer one.
      [{ actions: ['geo:*', 'geo:CreateMap', 'geo:GetPlaceIndex', 'geo-maps:GetTile'] }, allows(['geo:*', 'geo:CreateMap', 'geo:GetPlaceIndex', 'geo-maps:GetTile'])],
    ],
    passes: [
      { actions: ['s3:GetObject', 'S3:PutObject', 'kms:Decrypt', 'rum:PutRumEvents'] },
      { actions: ['geo:GetMap*', 'geo:GetMapTile', 'geo:SearchPlaceIndexForText', 'geo:GetPlace', 'geo:PutGeofence', 'geo:BatchGetDevicePosition'] },
      { actions: 'ec2:DescribeInstances', effect: 'Deny' },
      { actions: 'ec2:DescribeInstances', by: 'policy of another' },
      // signed-in users have no such limit, and neither has the classic flow.
      { actions: 'ec2:DescribeInstances', to: 'authenticated' },
      { actions: 'ec2:DescribeInstances', pool: { allowClassicFlow: true } },
    ],
    tokens: [{ actions: TOKEN.text }, { actions: [TOKEN.text] }, { actions: TOKEN.any }, { actions: 'ec2:DescribeInstances', pool: { allowClassicFlow: TOKEN.any } }],
  }),
};
