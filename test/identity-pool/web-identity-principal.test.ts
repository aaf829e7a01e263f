import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { webIdentityPrincipal } from '../../src/identity-pool/web-identity-principal';
import { testStack } from '../support';

test.each([
  [undefined, 'cognito-identity.amazonaws.com'],
  ['eu-central-1', 'cognito-identity.amazonaws.com'],
  ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com'],
  ['us-gov-east-1', 'cognito-identity.us-gov-east-1.amazonaws.com'],
  ['cn-north-1', 'cognito-identity.cn-north-1.amazonaws.com.cn'],
])('in %s: exactly this pool, exactly these users', (region, principal) => {
  const stack = testStack({ env: { region } });
  new iam.Role(stack, 'Role', { assumedBy: webIdentityPrincipal(stack, 'pool-id', 'unauthenticated') });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: principal },
        Condition: {
          'StringEquals': { [`${principal}:aud`]: 'pool-id' },
          'ForAnyValue:StringLike': { [`${principal}:amr`]: 'unauthenticated' },
        },
      }],
    },
  });
});
