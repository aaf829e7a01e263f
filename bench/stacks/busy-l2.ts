import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { SecretValue, type Stack } from 'aws-cdk-lib/core';
import { addReaders, BUSY, liftResourceLimit, numbers } from './busy';
import { defineDomain, defineIdentityPool, defineUserPool, signedInUsers, spaClient, webClient } from './l2';

/** The same by hand: what of the growth is CDK's own. */
export function defineTimes(stack: Stack, times: number): void {
  liftResourceLimit(stack);
  const userPool = defineUserPool(stack, 'UserPool');
  defineDomain(userPool, 'Domain', userPool, stack.stackName, cognito.ManagedLoginVersion.CLASSIC_HOSTED_UI);
  const providers = numbers(BUSY.providers * times).map((number) => new cognito.UserPoolIdentityProviderOidc(stack, `Company${number}`, {
    userPool,
    name: `Company${number}`,
    issuerUrl: `https://company${number}.example.com`,
    clientId: 'our-client',
    clientSecret: SecretValue.secretsManager(`company-${number}`).unsafeUnwrap(),
    attributeMapping: {
      email: cognito.ProviderAttribute.other('email'),
      fullname: cognito.ProviderAttribute.other('name'),
      profilePicture: cognito.ProviderAttribute.other('picture'),
    },
    scopes: ['openid', 'email', 'profile'],
  }));
  const clients = numbers(BUSY.clients * times).map((number) => {
    const options = number % 2 === 1 ? spaClient : webClient;
    return userPool.addClient(`App${number}`, options(`https://app${number}.example.com`, providers));
  });
  const identityPool = defineIdentityPool(stack, 'Identities', userPool, clients[0]);
  const authenticated = new iam.Role(stack, 'AuthenticatedRole', {
    description: `Signed-in users of the identity pool ${stack.node.path}/Identities`,
    assumedBy: signedInUsers(identityPool),
  });
  for (const number of numbers(BUSY.groups * times)) {
    const role = new iam.Role(stack, `Group${number}Role`, { description: `Group${number}, users of the identity pool ${stack.node.path}/Identities`, assumedBy: signedInUsers(identityPool) });
    userPool.addGroup(`Group${number}`, { groupName: `Group${number}`, precedence: number, role });
  }
  new cognito.CfnIdentityPoolRoleAttachment(stack, 'Roles', {
    identityPoolId: identityPool.ref,
    roles: { authenticated: authenticated.roleArn },
    roleMappings: {
      userPool: {
        type: 'Token',
        ambiguousRoleResolution: 'Deny',
        identityProvider: `${userPool.userPoolProviderName}:${clients[0].userPoolClientId}`,
      },
    },
  });
  addReaders(stack, times, clients.map((client) => client.userPoolClientId));
}
