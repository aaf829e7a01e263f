import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Fn, Token, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** What a case can't do without, beside what it is about: these rules are silent on the construct. */
export function accept<C extends Construct>(construct: C, ...ids: string[]): C {
  ids.forEach((id) => Validations.of(construct).acknowledge({ id: `cdk-cognito-auth:${id}`, reason: 'another rule is tried' }));
  return construct;
}

/** A function from elsewhere. */
export const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:f';

/** A user pool in which no rule finds anything. Its domain and the permissions of its triggers are nobody's business. */
export function pool(scope: Construct, props: cognito.CfnUserPoolProps = {}, id = 'Pool'): cognito.CfnUserPool {
  return accept(new cognito.CfnUserPool(scope, id, {
    usernameConfiguration: { caseSensitive: false },
    adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    // whoever comes from a provider is looked at too.
    lambdaConfig: { preSignUp: LAMBDA },
    ...props,
  }), 'domainMissing', 'triggerPermissionMissing');
}

/** A client in which no rule finds anything, of a pool of its own unless one is given. */
export function client(scope: Construct, props: Partial<cognito.CfnUserPoolClientProps> = {}, id = 'Client'): cognito.CfnUserPoolClient {
  return new cognito.CfnUserPoolClient(scope, id, {
    userPoolId: props.userPoolId ?? pool(scope).ref,
    preventUserExistenceErrors: 'ENABLED',
    ...props,
  });
}

/** A client with hosted pages, in which no rule finds anything. */
export function hostedClient(scope: Construct, props: Partial<cognito.CfnUserPoolClientProps> = {}, id = 'Client'): cognito.CfnUserPoolClient {
  return client(scope, {
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthFlows: ['code'],
    allowedOAuthScopes: ['openid'],
    callbackUrLs: ['https://app.example.org/callback'],
    ...props,
  }, id);
}

/** A Google provider in which no rule finds anything, of a pool of its own unless one is given. */
export function provider(
  scope: Construct,
  { providerDetails, ...props }: Partial<cognito.CfnUserPoolIdentityProviderProps> = {},
  id = 'Provider',
): cognito.CfnUserPoolIdentityProvider {
  return new cognito.CfnUserPoolIdentityProvider(scope, id, {
    userPoolId: props.userPoolId ?? pool(scope).ref,
    providerName: 'Google',
    providerType: 'Google',
    providerDetails: { client_id: 'id', client_secret: '{{resolve:secretsmanager:google:SecretString:::}}', authorize_scopes: 'openid email', ...providerDetails },
    ...props,
  });
}

/** An identity pool without guests and without providers. */
export function identityPool(scope: Construct, props: Partial<cognito.CfnIdentityPoolProps> = {}, id = 'Identities'): cognito.CfnIdentityPool {
  return new cognito.CfnIdentityPool(scope, id, { allowUnauthenticatedIdentities: false, ...props });
}

/** Roles or mappings of an identity pool, of a pool of its own unless one is given. */
export function attachment(
  scope: Construct,
  props: Partial<cognito.CfnIdentityPoolRoleAttachmentProps> = {},
  id = 'Attachment',
): cognito.CfnIdentityPoolRoleAttachment {
  return new cognito.CfnIdentityPoolRoleAttachment(scope, id, { identityPoolId: props.identityPoolId ?? identityPool(scope).ref, ...props });
}

/** A role with the one statement as its trust. */
export function role(scope: Construct, statement: object, id = 'Role'): iam.CfnRole {
  return new iam.CfnRole(scope, id, { assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] } });
}

/** The trust that the role of an identity pool's users should have. */
export function trust(changes: object = {}): object {
  return {
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      'StringEquals': { 'cognito-identity.amazonaws.com:aud': 'us-east-1:00000000-0000-0000-0000-000000000000' },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    },
    ...changes,
  };
}

/** A value that only CloudFormation knows, for each type that a property may have. */
export const TOKEN = {
  text: Fn.ref('Parameter'),
  number: Token.asNumber({ Ref: 'Parameter' }),
  list: Token.asList({ Ref: 'Parameter' }),
  any: Token.asAny({ Ref: 'Parameter' }),
};
