import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, UserPoolAuthenticationProvider } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Aspects, CfnOutput, CfnParameter, Lazy, NestedStack, Stack, Tags, type CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import {
  AuthenticatedUserPool, FederatedIdentityPool, GuestAccess, IdentityPoolProvider, SignInDomain, SignUp, SocialProviders, UserPoolTrigger,
  type AppClient,
} from '../../src';
import { Synthesis } from '../../src/template/synthesis';
import { google } from '../support';
import { handler } from '../user-pool/pool';

/** What a reading is tried on. */
interface Site {
  readonly app: App;
  readonly stack: Stack;
  readonly auth: AuthenticatedUserPool;
  readonly website: AppClient;
  readonly identities: FederatedIdentityPool;
}

/** Everything that the view tells, read once. */
function look({ auth }: Site): void {
  expect(auth.summary.toString()).toContain('Feature plan: ');
  const { view } = Synthesis.of(auth);
  view.judged.forEach((resource) => resource.at('Name'));
  view.identityPools.flatMap((pool) => pool.roles()).forEach(({ role }) => role.statements);
  expect(auth.summary.roles.length).toBeGreaterThan(0);
}

function begin(): Site {
  const app = new App({ treeMetadata: false, stackTraces: false });
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1', account: '111122223333' } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login'), signUp: SignUp.open() });
  const website = auth.addWebClient('Website', { callbackUrls: ['https://app.example.org/callback'] });
  const identities = new FederatedIdentityPool(new Stack(app, 'Identities', { env: { region: 'eu-central-1', account: '111122223333' } }), 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, website.userPoolClient)],
    guests: GuestAccess.allow({ reason: 'a shop window' }),
  });
  return { app, stack, auth, website, identities };
}

/** What may follow a reading: each in a step of its own. */
const STEPS: Readonly<Record<string, (site: Site) => void>> = {
  'L2 grants on roles of the identity pool': ({ stack, identities }) => {
    new s3.Bucket(stack, 'Files', { encryption: s3.BucketEncryption.KMS }).grantRead(identities.authenticatedRole, 'shared/*');
    new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }).grantReadData(identities.guestRole!);
    identities.ownAccess.readWriteObjects(new s3.Bucket(stack, 'Own'));
  },
  'addToPrincipalPolicy': ({ identities }) => {
    const statement = (action: string) => new iam.PolicyStatement({ actions: [action], resources: ['arn:aws:x:::y'] });
    identities.authenticatedRole.addToPrincipalPolicy(statement('x:First'));
    identities.guestRole!.addToPrincipalPolicy(statement('x:Second'));
    identities.authenticatedRole.assumeRolePolicy!.addStatements(new iam.PolicyStatement({
      actions: ['sts:AssumeRole'], principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
    }));
  },
  'a role with a group': ({ auth, identities }) => {
    auth.addGroup('admin', { role: identities.addRole('Admin').role });
  },
  'triggers': ({ stack, auth }) => {
    const trigger = handler(stack, 'Trigger');
    auth.addTrigger(UserPoolTrigger.postConfirmation(trigger));
    auth.grants.manageGroupMembership(trigger);
  },
  'clients': ({ stack, auth }) => {
    const later = auth.addSpaClient('Later', { callbackUrls: ['https://later.example.org/'] });
    auth.userPool.addClient('Plain', { authFlows: { userSrp: true }, preventUserExistenceErrors: true, disableOAuth: true });
    new CfnOutput(stack, 'Page', { value: later.signInUrl() });
  },
  'callbacks, their secret and URLs': ({ stack, website }) => {
    new CfnOutput(stack, 'Authorize', { value: website.authorizeUrl() });
    website.addCallbackUrls(['https://second.example.org/callback']);
    website.storeClientSecret();
  },
  'providers': ({ stack, auth }) => {
    new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
  },
  'overrides': ({ auth, website }) => {
    l1(auth.userPool).addPropertyOverride('UserPoolTags.Team', 'one');
    l1(website.userPoolClient).addPropertyOverride('AllowedOAuthScopes', ['openid']);
    (auth.userPool.node.defaultChild as cognito.CfnUserPool).userPoolTier = 'PLUS';
  },
};

function l1(construct: IConstruct): CfnResource {
  return construct.node.defaultChild as CfnResource;
}

/** All templates, as text. */
function templates(app: App, options: { force?: boolean } = {}): string {
  return JSON.stringify(app.synth(options).stacks.map(({ stackName, template }) => [stackName, template as unknown]), undefined, 1);
}

/** The templates of a site after these steps, with something between them. */
function written(steps: readonly ((site: Site) => void)[], between: (site: Site) => void = () => undefined): string {
  const site = begin();
  between(site);
  for (const step of steps) {
    step(site);
    between(site);
  }
  return templates(site.app);
}

const ALL = Object.values(STEPS);

test('an Aspect that reads changes nothing', () => {
  const withAspect = (priority?: number) => (site: Site) => Aspects.of(site.app).add({
    visit: (node) => node === site.auth || node === site.identities ? look(site) : undefined,
  }, { priority });
  expect(written([...ALL, withAspect()])).toBe(written(ALL));
  expect(written([...ALL, withAspect(1), withAspect(999)])).toBe(written(ALL));
});

test('an Aspect that reads and then changes is written as if it hadn\'t read', () => {
  const changing = (reads: boolean) => (site: Site) => Aspects.of(site.app).add({
    visit: (node) => {
      if (node === l1(site.auth.userPool)) {
        if (reads) {
          look(site);
        }
        site.identities.authenticatedRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['x:Late'], resources: ['*'] }));
        l1(site.auth.userPool).addPropertyOverride('UserPoolTags.Team', 'aspect');
      }
    },
  });
  const text = written([...ALL, changing(true)]);
  expect(text).toContain('x:Late');
  expect(text).toBe(written([...ALL, changing(false)]));
});

test.each(Object.entries(STEPS))('a reading before %s changes nothing', (_, step) => {
  const plain = written([step]);
  expect(written([step], look)).toBe(plain);
  expect(plain).not.toBe(written([]));
});

test('a reading after each step of many, in any order, changes nothing', () => {
  expect(written(ALL, look)).toBe(written(ALL));
  const others = [...ALL].reverse();
  expect(written(others, look)).toBe(written(others));
});

test('a reading while the pool isn\'t complete changes nothing', () => {
  const make = (reads: boolean) => {
    const app = new App({ treeMetadata: false, stackTraces: false });
    const auth = new AuthenticatedUserPool(new Stack(app, 'Stack'), 'Auth');
    const seen = reads ? [auth.summary.featurePlan, String(auth.summary)] : [];
    auth.addSpaClient('App', { hostedPages: false });
    const later = reads ? [auth.summary.featurePlan] : [];
    return { text: templates(app), plans: [seen[0], later[0]] };
  };
  expect(make(true).text).toBe(make(false).text);
  // each answer is of its own moment.
  expect(make(true).plans).toEqual(['LITE', 'ESSENTIALS']);
});

test('two readings in one synthesis change nothing', () => {
  const twice = (site: Site) => site.stack.node.addValidation({
    validate: () => {
      look(site);
      look(site);
      return [];
    },
  });
  expect(written([...ALL, twice])).toBe(written(ALL));
});

test('a reading between two syntheses changes nothing, and neither does the first synthesis', () => {
  const site = begin();
  ALL.forEach((step) => step(site));
  const first = templates(site.app);
  look(site);
  expect(templates(site.app, { force: true })).toBe(first);
  look(site);
  expect(templates(site.app, { force: true })).toBe(first);
  expect(first).toBe(written(ALL));
});

test('what is defined between two syntheses is in the second', () => {
  const site = begin();
  look(site);
  templates(site.app);
  look(site);
  ALL.forEach((step) => step(site));
  look(site);
  // CDK itself writes the exports of the first synthesis first.
  expect(JSON.parse(templates(site.app, { force: true }))).toEqual(JSON.parse(written(ALL)));
});

test('a reading after a synthesis that failed changes nothing', () => {
  const site = begin();
  ALL.forEach((step) => step(site));
  const errors = ['not yet'];
  site.stack.node.addValidation({ validate: () => errors });
  look(site);
  expect(() => site.app.synth()).toThrow('not yet');
  errors.pop();
  look(site);
  expect(templates(site.app, { force: true })).toBe(written(ALL));
});

describe('plain constructs, changed after a reading', () => {
  /** Constructs of CDK's own, and what may still change about each. */
  function plain(scope: Stack): Readonly<Record<string, () => void>> {
    const userPool = new cognito.UserPool(scope, 'Pool');
    const client = userPool.addClient('Client');
    const role = new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('First')] });
    const other = new iam.Role(scope, 'Other', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const statement = (action: string) => new iam.PolicyStatement({ actions: [action], resources: ['*'] });
    const policy = new iam.Policy(scope, 'Policy', { roles: [role], statements: [statement('x:First')] });
    const managed = new iam.ManagedPolicy(scope, 'Managed', { roles: [role], statements: [statement('x:Second')] });
    const identities = new IdentityPool(scope, 'Identities', { authenticationProviders: { userPools: [new UserPoolAuthenticationProvider({ userPool, userPoolClient: client })] } });
    const fn = handler(scope, 'Fn', { FIRST: '1' });
    const nested = new NestedStack(scope, 'Nested', { parameters: { First: '1' } });
    new CfnParameter(nested, 'First');
    const api = new apigateway.RestApi(scope, 'Api', { deploy: false });
    const authorizer = new apigateway.CognitoUserPoolsAuthorizer(scope, 'Authorizer', { cognitoUserPools: [userPool] });
    api.root.addMethod('GET', new apigateway.MockIntegration(), { authorizer });
    const l1Client = new cognito.CfnUserPoolClient(scope, 'L1', { userPoolId: userPool.userPoolId, callbackUrLs: ['https://first.example'] });
    const group = new cognito.CfnUserPoolGroup(scope, 'Group', { userPoolId: userPool.userPoolId, description: Lazy.string({ produce: () => 'cached' }) });
    return {
      'tags of all': () => Tags.of(scope.node.root).add('team', 'identity'),
      'a trigger of the pool': () => userPool.addTrigger(cognito.UserPoolOperation.POST_CONFIRMATION, handler(scope, 'Trigger')),
      'a policy of the pool\'s trigger': () => userPool.grant(fn, 'cognito-idp:ListUsers'),
      'a provider and what waits for it': () => {
        const provider = new cognito.UserPoolIdentityProviderAmazon(scope, 'Amazon', { userPool, clientId: 'a', clientSecret: '{{resolve:secretsmanager:a}}' });
        client.node.addDependency(provider);
      },
      'a role of a policy': () => policy.attachToRole(other),
      'a user of a policy': () => policy.attachToUser(new iam.User(scope, 'User')),
      'a statement of a policy': () => policy.addStatements(statement('x:Later')),
      'a role of a managed policy': () => managed.attachToRole(other),
      'a statement of a managed policy': () => managed.addStatements(statement('x:Later')),
      'a managed policy of a role': () => role.addManagedPolicy(managed),
      'another managed policy of a role': () => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('Second')),
      'an inline policy of a role': () => role.attachInlinePolicy(new iam.Policy(scope, 'Inline', { statements: [statement('x:Inline')] })),
      'a statement of a trust': () => role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:TagSession'], principals: [new iam.AnyPrincipal()] })),
      'a boundary of a role': () => iam.PermissionsBoundary.of(role).apply(managed),
      'a provider of an identity pool': () => identities.addUserPoolAuthentication(new UserPoolAuthenticationProvider({ userPool, userPoolClient: userPool.addClient('Second') })),
      'a variable of a function': () => fn.addEnvironment('SECOND', '2'),
      'a parameter of a nested stack': () => {
        nested.setParameter('Second', userPool.userPoolId);
        new CfnParameter(nested, 'Second');
      },
      'a reference from a nested stack': () => new CfnOutput(nested, 'Out', { value: userPool.userPoolArn }),
      'a reference from another stack': () => new CfnOutput(new Stack(scope.node.root as App, 'Elsewhere'), 'Out', { value: client.userPoolClientId }),
      'a method of an API': () => api.root.addMethod('POST', new apigateway.MockIntegration(), { authorizer }),
      'a property of an L1': () => {
        l1Client.callbackUrLs = [...l1Client.callbackUrLs ?? [], 'https://second.example'];
        group.groupName = 'later';
      },
      'a condition': () => l1Client.addOverride('Condition', 'Later'),
    };
  }

  function templatesAfter(change: string | undefined, reads: boolean): string {
    const app = new App({ treeMetadata: false, stackTraces: false });
    const stack = new Stack(app, 'Stack');
    const changes = plain(stack);
    const readAll = () => {
      const { view } = Synthesis.of(stack);
      view.scan.resources.forEach((cfn) => view.resource(cfn));
    };
    if (reads) {
      readAll();
    }
    if (change !== undefined) {
      changes[change]!();
    }
    if (reads) {
      readAll();
    }
    return templates(app);
  }

  const CHANGES = Object.keys(plain(new Stack()));

  test.each(CHANGES)('%s', (change) => {
    const changed = templatesAfter(change, false);
    expect(changed).not.toBe(templatesAfter(undefined, false));
    expect(templatesAfter(change, true)).toBe(changed);
  });
});
