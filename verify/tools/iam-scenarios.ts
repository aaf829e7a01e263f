import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, ClassicFlow, FederatedIdentityPool, GuestAccess, IdentityPoolProvider, PrincipalTags,
  RoleClaimRule, RoleMapping, UserPoolTrigger,
} from 'cdk-cognito-auth';

/** Where the parts of an identity pool with everything stand. */
export interface Places {
  readonly pool: Stack;
  readonly triggers: Stack;
  readonly clients: Stack;
  readonly users: Stack;
}

/** What differs between scenarios. */
export interface Features {
  readonly guests?: boolean;
  readonly tags?: boolean;
}

/** An app without the validator, whose templates name the construct of each resource. */
export function namedApp(): App {
  return new App({ builtinCloudFormationValidation: false, context: { 'aws:cdk:enable-path-metadata': true } });
}

/** The same stack for everything. */
export function together(stack: Stack): Places {
  return { pool: stack, triggers: stack, clients: stack, users: stack };
}

/** Groups with roles, rules with roles, and triggers that may do something on the pool. */
export function everything({ pool, triggers, clients, users }: Places, { guests = false, tags = false }: Features = {}): FederatedIdentityPool {
  const auth = new AuthenticatedUserPool(pool, 'Auth');
  const trigger = new lambda.Function(triggers, 'Trigger', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async (event) => event;'),
  });
  auth.addTrigger(UserPoolTrigger.postConfirmation(trigger));
  auth.addTrigger(UserPoolTrigger.preTokenGeneration(trigger));
  auth.grants.manageGroupMembership(trigger);
  auth.grants.updateUserAttributes(trigger);

  const [byGroup, byPlan] = ['ByGroup', 'ByPlan'].map(id => new AppClient(clients, id, {
    userPool: auth.userPool,
    applicationType: ApplicationType.SINGLE_PAGE,
    callbackUrls: ['https://app.example.com/callback'],
  }).userPoolClient);
  const plans = RoleMapping.rules();
  const principalTags = tags ? PrincipalTags.of({ tenant: 'tenant' }) : undefined;
  const identities = new FederatedIdentityPool(users, 'Identities', {
    providers: [
      IdentityPoolProvider.userPool(auth.userPool, byGroup, { roleMapping: RoleMapping.token(), principalTags }),
      IdentityPoolProvider.userPool(auth.userPool, byPlan, { roleMapping: plans, principalTags }),
    ],
    guests: guests ? GuestAccess.allow({ reason: 'the map is shown before the sign-in' }) : undefined,
  });
  const members = identities.addRole('Members').role;
  auth.addGroup('Admins', { precedence: 1, role: identities.addRole('Admins').role });
  auth.addGroup('Members', { precedence: 2, role: members });
  plans.addRule(RoleClaimRule.claimEquals('plan', 'gold', identities.addRole('Gold').role));
  plans.addRule(RoleClaimRule.claimEquals('plan', 'silver', members));
  return identities;
}

/** A pool that is known by its id only, whose users have groups. */
export function byId(stack: Stack): FederatedIdentityPool {
  const userPool = cognito.UserPool.fromUserPoolId(stack, 'UserPool', 'eu-central-1_abc');
  const client = cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', '0example00client00id000000');
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(userPool, client, { roleMapping: RoleMapping.token() })],
  });
  new cognito.UserPoolGroup(stack, 'Admins', { userPool, role: identities.addRole('Admins').role });
  return identities;
}

/** Every other provider, a back end among them. */
export function withoutUserPool(stack: Stack): FederatedIdentityPool {
  const arn = (kind: string) => `arn:aws:iam::111111111111:${kind}-provider/acme`;
  const principalTags = PrincipalTags.defaults();
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [
      IdentityPoolProvider.google({ clientId: 'google' }),
      IdentityPoolProvider.oidc(iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Oidc', arn('oidc'))),
      IdentityPoolProvider.developer('login.acme.app'),
    ],
    rolePath: '/users/',
  });
  iam.PermissionsBoundary.of(identities).apply(iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'users'));
  // the role was there before the tags.
  identities.addRole('Early');
  identities.addProvider(IdentityPoolProvider.saml(iam.SamlProvider.fromSamlProviderArn(stack, 'Saml', arn('saml')), { principalTags }));
  identities.addRole('Late');
  identities.grantDeveloperAuthentication(new iam.Role(stack, 'BackEnd', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  return identities;
}

/** Users whom only a back end authenticates, with tags of its choice, and whose apps assume the role themselves. */
export function vouched(stack: Stack): FederatedIdentityPool {
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.developer('login.acme.app', { tagsFromBackEnd: true })],
    classicFlow: ClassicFlow.allow({ reason: 'devices in the field know no other' }),
  });
  identities.grantDeveloperAuthentication(new iam.Role(stack, 'BackEnd', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  return identities;
}

/** Stacks of these names. */
export function stacks<Name extends string>(app: App, ...names: Name[]): Record<Name, Stack> {
  return Object.fromEntries(names.map(name => [name, new Stack(app, name, { env: { region: 'eu-central-1' } })])) as Record<Name, Stack>;
}
