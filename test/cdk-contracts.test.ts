import * as fs from 'fs';
import * as path from 'path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  App, Aspects, CfnResource, Mixin, Mixins, NestedStack, RemovalPolicies, SecretValue, Stack, Stage, Tags, Tokenization, type StackProps,
} from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { synthError } from './support';
import { QuickStartStack } from '../examples/quick-start/quick-start-stack';
import {
  AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, ProfileAttribute, SignIn, SignInDomain, SignInFirewall, SocialProvider,
  SocialProviders, ThreatProtection, UserPoolRetention, UserSchema,
} from '../src';

const ENV = { env: { region: 'eu-central-1' } };

function app(): App {
  return new App({ treeMetadata: false, stackTraces: false });
}

/** What the quick start leaves out. */
class EverythingStack extends Stack {
  public readonly auth: AuthenticatedUserPool;

  constructor(scope: Construct, id: string, props: StackProps = ENV) {
    super(scope, id, props);
    this.auth = new AuthenticatedUserPool(this, 'Auth', {
      signIn: SignIn.emailOrPhone(),
      domain: SignInDomain.prefix('acme-everything'),
      attributes: UserSchema.of({ required: [ProfileAttribute.EMAIL] }),
      threatProtection: ThreatProtection.enforce(),
      firewall: SignInFirewall.standard(),
      retention: UserPoolRetention.destroy(),
    });
    const orders = this.auth.addResourceServer('Orders', { identifier: 'orders', scopes: [{ scopeName: 'read', scopeDescription: 'Read orders' }] });
    this.auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(orders, { scopeName: 'read', scopeDescription: 'Read orders' })] });
    const mobile = this.auth.addMobileClient('Phone', { callbackUrls: ['https://app.example.com/callback'] });
    const identities = new FederatedIdentityPool(this, 'Identities', {
      providers: [IdentityPoolProvider.userPool(this.auth.userPool, mobile.userPoolClient)],
    });
    const admin = this.auth.addGroup('admin', { role: identities.addRole('Admin').role });
    this.auth.addUser('First', { username: 'first@example.com', email: 'first@example.com', groups: [admin] });
  }
}

const STACKS = {
  'the quick start': (scope: Construct) => new QuickStartStack(scope, 'QuickStart', ENV),
  'a stack with everything else': (scope: Construct) => new EverythingStack(scope, 'Everything'),
};

function templateOf(stack: Stack): unknown {
  return Template.fromStack(stack).toJSON();
}

describe.each(Object.entries(STACKS))('%s: every L1 property answers its declared type', (_, define) => {
  const DECLARED = declaredTypes();

  /** The getters of an L1 whose answer isn't of their type, and how many were asked. */
  function asked(cfn: CfnResource): { readonly answered: number; readonly wrong: string[] } {
    const getters = DECLARED.get(cfn.constructor.name) ?? [];
    const answers = getters.map((getter) => ({ ...getter, value: Reflect.get(cfn, getter.name) as unknown }))
      .filter(({ value }) => value !== undefined);
    return {
      answered: answers.length,
      wrong: answers.filter(({ type, value }) => !type.split(' | ').some((one) => isOf(one, value))).map(({ name, type }) => `${cfn.node.path}.${name}: ${type}`),
    };
  }

  test('to whoever asks for it', () => {
    const stack = define(app());
    const all = stack.node.findAll().filter((one) => CfnResource.isCfnResource(one)).map(asked);
    expect(all.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(all.filter(({ answered }) => answered > 0).length).toBeGreaterThan(8);
  });

  test('during the synthesis, and asking changes no template', () => {
    const [plain, visited] = [define(app()), define(app())];
    const wrong: string[] = [];
    Aspects.of(visited).add({
      visit: (node) => {
        if (CfnResource.isCfnResource(node)) {
          wrong.push(...asked(node).wrong);
        }
      },
    });
    expect(templateOf(visited)).toEqual(templateOf(plain));
    expect(wrong).toEqual([]);
  });

  test('and an Aspect may iterate every list of a client', () => {
    const [plain, visited] = [define(app()), define(app())];
    const lists = DECLARED.get('CfnUserPoolClient')!.filter(({ type }) => type.includes('Array<')).map(({ name }) => name);
    expect(lists).toEqual([
      'allowedOAuthFlows', 'allowedOAuthScopes', 'callbackUrLs', 'explicitAuthFlows', 'logoutUrLs', 'readAttributes', 'supportedIdentityProviders', 'writeAttributes',
    ]);
    let iterated = 0;
    Aspects.of(visited).add({
      visit: (node) => {
        if (node instanceof cognito.CfnUserPoolClient) {
          for (const list of lists) {
            for (const item of Reflect.get(node, list) as string[] | undefined ?? []) {
              iterated += item.length;
            }
          }
        }
      },
    });
    expect(templateOf(visited)).toEqual(templateOf(plain));
    expect(iterated).toBeGreaterThan(0);
  });
});

describe('what CDK does to a whole scope', () => {
  test('RemovalPolicies: what may go goes, what must stay stays', () => {
    const stack = new EverythingStack(app(), 'Everything');
    RemovalPolicies.of(stack).retain();
    const resources = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, { DeletionPolicy?: string }>);
    expect(new Set(resources.map(({ DeletionPolicy }) => DeletionPolicy))).toEqual(new Set(['Retain']));
  });

  test('RemovalPolicies: destroy is found on a pool that is protected', () => {
    const stack = new Stack(app(), 'Stack', ENV);
    new AuthenticatedUserPool(stack, 'Auth');
    RemovalPolicies.of(stack).destroy();
    expect(synthError(stack)).toContain('"retention" (DeletionPolicy) is "Delete" and DeletionProtection "ACTIVE"');
  });

  test('Tags: on pools and roles', () => {
    const stack = new EverythingStack(app(), 'Everything');
    Tags.of(stack).add('team', 'identity');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTags: { team: 'identity' } });
    template.hasResourceProperties('AWS::Cognito::IdentityPool', { IdentityPoolTags: [{ Key: 'team', Value: 'identity' }] });
    template.allResourcesProperties('AWS::IAM::Role', { Tags: [{ Key: 'team', Value: 'identity' }] });
  });

  test('PermissionsBoundary: on every role', () => {
    const stack = new EverythingStack(app(), 'Everything');
    iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'acme'));
    Template.fromStack(stack).allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue() });
  });

  class ShortTokens extends Mixin {
    public override supports(construct: IConstruct): construct is cognito.CfnUserPoolClient {
      return construct instanceof cognito.CfnUserPoolClient;
    }

    public applyTo(construct: IConstruct): void {
      const client = construct as cognito.CfnUserPoolClient;
      client.accessTokenValidity = 15;
      client.callbackUrLs = [...client.callbackUrLs ?? [], 'https://acme.example.com/callback'];
      client.supportedIdentityProviders = [...client.supportedIdentityProviders ?? []];
    }
  }

  test('Mixins: on every L1 that they support, and lists may be copied', () => {
    const stack = new EverythingStack(app(), 'Everything');
    new SocialProviders(stack, 'Social', { userPool: stack.auth.userPool, providers: [oidc()] });
    expect(Mixins.of(stack).apply(new ShortTokens()).report).toHaveLength(2);
    const template = Template.fromStack(stack);
    template.allResourcesProperties('AWS::Cognito::UserPoolClient', { AccessTokenValidity: 15 });
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      CallbackURLs: ['https://app.example.com/callback', 'https://acme.example.com/callback'],
      SupportedIdentityProviders: ['COGNITO', { Ref: Match.stringLikeRegexp('^SocialProvidersAcme') }],
    });
  });

  test('a Mixin on one construct', () => {
    const stack = new Stack(app(), 'Stack', ENV);
    const { userPoolClient } = new AuthenticatedUserPool(stack, 'Auth').addSpaClient('App', { hostedPages: false });
    const client = userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
    class ShortSessions extends Mixin {
      public applyTo(): void {
        client.authSessionValidity = 3;
      }
    }
    client.with(new ShortSessions());
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { AuthSessionValidity: 3 });
  });
});

describe('where the constructs stand', () => {
  test('in a Stage as in an app, and in two Stages at once', () => {
    const root = app();
    const alone = new QuickStartStack(app(), 'QuickStart', ENV);
    const staged = ['Test', 'Live'].map((id) => new QuickStartStack(new Stage(root, id), 'QuickStart', { ...ENV, stackName: 'QuickStart' }));
    // a role says in its description whose it is.
    const [test, live] = staged.map((stack) => JSON.parse(JSON.stringify(templateOf(stack)).replace(/(Test|Live)\/QuickStart\//g, 'QuickStart/')) as unknown);
    expect(test).toEqual(live);
    expect(Object.keys((test as { Resources: object }).Resources)).toEqual(Object.keys((templateOf(alone) as { Resources: object }).Resources));
  });

  test('in nested stacks: the pool in one, its providers in another, the identity pool in the parent', () => {
    const stack = new Stack(app(), 'Stack', ENV);
    const auth = new AuthenticatedUserPool(new NestedStack(stack, 'Users'), 'Auth', { domain: SignInDomain.prefix('acme-nested') });
    new SocialProviders(auth, 'Social', { userPool: auth.userPool, providers: [oidc()] });
    const client = auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/callback'] });
    new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)] });
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::IdentityPool', 1);
    Template.fromStack(Stack.of(auth)).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      SupportedIdentityProviders: ['COGNITO', { Ref: Match.anyValue() }],
    });
  });
});

describe('how often it is synthesized', () => {
  test.each(Object.entries(STACKS))('%s: in two apps of one process, the same', (_, define) => {
    expect(templateOf(define(app()))).toEqual(templateOf(define(app())));
  });

  test.each(Object.entries(STACKS))('%s: twice by force, the same', (_, define) => {
    const root = app();
    const { artifactId } = define(root);
    const [first, second] = [root.synth(), root.synth({ force: true })].map((assembly) => assembly.getStackArtifact(artifactId).template as unknown);
    expect(second).toEqual(first);
  });

  test('by force after a change: it counts', () => {
    const root = app();
    const stack = new EverythingStack(root, 'Everything');
    root.synth();
    new SocialProviders(stack, 'Social', { userPool: stack.auth.userPool, providers: [oidc()] });
    const { template } = root.synth({ force: true }).getStackArtifact(stack.artifactId) as { template: { Resources: Record<string, CfnClient> } };
    const offered = Object.values(template.Resources).flatMap(({ Properties: properties }) => properties?.SupportedIdentityProviders ?? []);
    expect(offered).toEqual(['COGNITO', { Ref: expect.stringMatching(/^SocialProvidersAcme/) as string }]);
  });
});

interface CfnClient {
  readonly Properties?: { readonly SupportedIdentityProviders?: unknown[] };
}

function oidc() {
  return SocialProvider.oidc({ name: 'Acme', issuerUrl: 'https://login.acme.org', clientId: 'id', clientSecret: SecretValue.secretsManager('acme') });
}

interface Getter {
  readonly name: string;
  readonly type: string;
}

/** The getters of the L1s and their types, as CDK declares them. */
function declaredTypes(): Map<string, Getter[]> {
  const library = path.dirname(require.resolve('aws-cdk-lib/package.json'));
  const sources = ['cognito', 'iam', 'wafv2', 's3'].map((name) => fs.readFileSync(path.join(library, `aws-${name}/lib/${name}.generated.d.ts`), 'utf8'));
  const classes = sources.flatMap((source) => source.split(/^export declare /m)).filter((one) => one.startsWith('class Cfn'));
  return new Map(classes.map((declaration) => [
    /^class (\w+)/.exec(declaration)![1]!,
    [...declaration.matchAll(/^ {4}get (\w+)\(\): (.+);$/gm)].map(([, name, type]) => ({ name: name!, type: type! })),
  ]));
}

function isOf(type: string, value: unknown): boolean {
  switch (type.replace(/<.*/, '')) {
    case 'any': return true;
    case 'Array': return Array.isArray(value);
    case 'string': case 'number': case 'boolean': return typeof value === type;
    case 'undefined': return value === undefined;
    case 'cdk.IResolvable': return Tokenization.isResolvable(value);
    default: return typeof value === 'object' && !Array.isArray(value) && !Tokenization.isResolvable(value);
  }
}
