import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, UserPoolAuthenticationProvider } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, UserPoolTrigger } from 'cdk-cognito-auth';
import { cycle, type GraphTemplate, stackCycle } from './tools/graph';
import { byId, everything, namedApp, type Places, vouched, withoutUserPool } from './tools/iam-scenarios';

type Part = keyof Places;

/** Each part in the stack that is named by all its parts. */
function spread(app: App, groups: readonly string[]): Places {
  const parts: Record<string, Part> = { T: 'triggers', P: 'pool', C: 'clients', I: 'users' };
  return Object.fromEntries(groups.flatMap(group => {
    const stack = new Stack(app, group, { env: { region: 'eu-central-1' } });
    return [...group].map(letter => [parts[letter], stack]);
  })) as unknown as Places;
}

function templates(app: App): Record<string, GraphTemplate> {
  return Object.fromEntries(app.synth().stacks.map(({ stackName, template }) => [stackName, template]));
}

/** All circles of an app: in its templates, and between them. */
function circles(app: App): string[][] {
  const all = templates(app);
  return [...Object.values(all).map(cycle), stackCycle(all)].filter(found => found.length > 0);
}

describe('groups, rules, triggers with grants, tags and guests, where T are the triggers, P the user pool, C its clients and I the identity pool,', () => {
  const features = { guests: true, tags: true };

  test.each([
    [['PTCI']],
    [['PT', 'CI']], [['PTC', 'I']], [['T', 'PCI']],
    [['PT', 'C', 'I']], [['T', 'P', 'CI']], [['T', 'PC', 'I']],
    [['T', 'P', 'C', 'I']],
  ])('make no circle in %j', groups => {
    const app = namedApp();
    everything(spread(app, groups), features);
    expect(circles(app)).toEqual([]);
    expect(Object.keys(templates(app))).toHaveLength(groups.length);
  });

  test.each([
    [['P', 'TCI']], [['PTI', 'C']], [['TC', 'PI']], [['PC', 'TI']], [['P', 'TI', 'C']],
  ])('can\'t be in %j, and the way round is told', groups => {
    const app = namedApp();
    expect(() => {
      everything(spread(app, groups), features);
      app.synth();
    }).toThrow(/waits for .* waits for .*\(rule circularDependency, /);
  });
});

test.each([['a pool that is known by its id', byId], ['whoever comes without a user pool', withoutUserPool], ['a back end that vouches', vouched]])('%s makes no circle', (_, define) => {
  const app = namedApp();
  define(new Stack(app, 'Stack'));
  expect(circles(app)).toEqual([]);
});

// on the function's default policy: pool, function, policy, identity pool, pool.
test('a trigger that authenticates users makes no circle', () => {
  const app = namedApp();
  const stack = new Stack(app, 'Stack');
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const client = auth.addSpaClient('App').userPoolClient;
  const trigger = new lambda.Function(stack, 'Trigger', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async (event) => event;'),
  });
  auth.addTrigger(UserPoolTrigger.postConfirmation(trigger));
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, client), IdentityPoolProvider.developer('login.acme.app')],
  });
  identities.grantDeveloperAuthentication(trigger);
  expect(circles(app)).toEqual([]);
});

describe('circles are found', () => {
  const reference = (value: unknown) => ({ Type: 'Any', Properties: { Other: [{ Deep: value }] } });

  test.each<[string, unknown]>([
    ['Ref', { Ref: 'A' }],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['A', 'Arn'] }],
    ['Fn::GetAtt with a dot', { 'Fn::GetAtt': 'A.Arn' }],
    ['Fn::Sub', { 'Fn::Sub': 'arn:${A.Arn}' }],
    ['Fn::Sub with variables', { 'Fn::Sub': ['arn:${Variable}', { Variable: { Ref: 'A' } }] }],
    ['Fn::Join', { 'Fn::Join': ['', ['arn:', { Ref: 'A' }]] }],
  ])('through %s', (_, value) => {
    expect(cycle({ Resources: { A: reference({ Ref: 'B' }), B: reference(value), Waits: reference({ Ref: 'A' }), Free: reference('A') } })).toEqual(['A', 'B']);
    expect(cycle({ Resources: { A: reference('B'), B: reference(value) } })).toEqual([]);
  });

  test('through DependsOn, of three and of one', () => {
    const waits = (...ids: string[]) => ({ Type: 'Any', DependsOn: ids });
    expect(cycle({ Resources: { A: waits('B'), B: waits('D', 'C'), C: { Type: 'Any', DependsOn: 'A' }, D: waits() } })).toEqual(['A', 'B', 'C']);
    expect(cycle({ Resources: { A: waits('A') } })).toEqual(['A']);
  });

  test('between stacks', () => {
    const stack = (exported: string, imported: string) => ({
      Resources: { Any: reference({ 'Fn::ImportValue': imported }) },
      Outputs: { Any: { Value: { Ref: 'Any' }, Export: { Name: exported } } },
    });
    expect(stackCycle({ One: stack('a', 'b'), Two: stack('b', 'c'), Three: stack('c', 'a'), Waits: stack('d', 'a') })).toEqual(['One', 'Three', 'Two']);
    expect(() => stackCycle({ One: stack('a', 'missing') })).toThrow('One imports "missing", which nobody exports');
  });

  test('where plain L2 constructs give a group a role that trusts the identity pool', () => {
    const stack = new Stack(namedApp(), 'Bare');
    const userPool = new cognito.UserPool(stack, 'UserPool');
    const userPoolClient = userPool.addClient('Client', { disableOAuth: true });
    const identities = new IdentityPool(stack, 'IdentityPool', {
      authenticationProviders: { userPools: [new UserPoolAuthenticationProvider({ userPool, userPoolClient })] },
    });
    userPool.addGroup('Editors', {
      role: new iam.Role(stack, 'Role', {
        assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': identities.identityPoolId },
        }),
      }),
    });
    expect(circles(stack.node.root as App)).toEqual([[/^IdentityPool/, /^Role/, /^UserPoolEditors/].map(id => expect.stringMatching(id))]);
  });
});
