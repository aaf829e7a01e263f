import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, UserPoolTrigger } from '../../src';
import { testStack } from '../support';
import { handler } from '../user-pool/pool';

function two(): { app: App; pools: Stack; others: Stack; auth: AuthenticatedUserPool } {
  const app = new App();
  const [pools, others] = [new Stack(app, 'Pools'), new Stack(app, 'Others')];
  return { app, pools, others, auth: new AuthenticatedUserPool(pools, 'Auth') };
}

function policies(stack: Stack): string[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map((policy) => JSON.stringify(policy.Properties.Roles));
}

function dependencies(app: App, stack: Stack): string[] {
  return app.synth().getStackByName(stack.stackName).dependencies.map((other) => other.id).filter((id) => !id.endsWith('.assets'));
}

describe('where the policy stands', () => {
  test('beside the pool, for a role in the pool\'s stack', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.grants.readUsers(handler(stack, 'Fn'));
    expect(policies(stack)).toHaveLength(1);
    expect(auth.node.findChild('Grants').node.children.map((child) => child.node.id)).toEqual(['Fn.ServiceRole']);
  });

  test('in the role\'s stack, for anybody else: a function there may hold the pool\'s id', () => {
    const { app, pools, others, auth } = two();
    const fn = handler(others, 'Fn', { POOL: auth.userPool.userPoolId });
    auth.grants.readUsers(fn);
    expect(dependencies(app, others)).toEqual(['Pools']);
    expect(dependencies(app, pools)).toEqual([]);
    expect(Object.keys(Template.fromStack(others).findResources('AWS::IAM::Policy'))).toEqual([expect.stringMatching(/^AuthPoolsGrantsToFnServiceRole/)]);
  });

  test.each(['grant', 'trigger'])('beside the pool, for a trigger in another stack, with the %s first', (first) => {
    const { app, pools, others, auth } = two();
    const fn = handler(others, 'Fn');
    const steps = [() => auth.grants.readUsers(fn), () => auth.addTrigger(UserPoolTrigger.postConfirmation(fn))];
    (first === 'grant' ? steps : steps.reverse()).forEach((step) => step());
    expect(dependencies(app, pools)).toEqual(['Others']);
    expect(dependencies(app, others)).toEqual([]);
    expect(policies(pools)).toHaveLength(1);
    expect(policies(others)).toEqual([]);
    Template.fromStack(pools).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: ['cognito-idp:AdminGetUser', 'cognito-idp:ListUsers'] })] },
    });
  });

  test.each(['grant', 'trigger'])('beside the pool, for whoever shares a stack with a trigger, with the %s first', (first) => {
    const { app, pools, others, auth } = two();
    const steps = [() => auth.grants.readUsers(handler(others, 'Worker')), () => auth.addTrigger(UserPoolTrigger.preSignUp(handler(others, 'Trigger')))];
    (first === 'grant' ? steps : steps.reverse()).forEach((step) => step());
    expect(dependencies(app, pools)).toEqual(['Others']);
    expect(policies(pools)).toHaveLength(1);
  });

  test('beside the pool, for a trigger whose role is in a stack of its own', () => {
    const { app, pools, others, auth } = two();
    const role = new iam.Role(new Stack(app, 'Roles'), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const fn = new lambda.Function(others, 'Fn', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('x'), role });
    auth.grants.readUsers(fn);
    auth.addTrigger(UserPoolTrigger.preSignUp(fn));
    // the pool's stack waits for both: a worker in either can't wait for the pool.
    [others, Stack.of(role)].forEach((stack) => auth.grants.readUsers(handler(stack, 'Worker')));
    expect(dependencies(app, pools).sort()).toEqual(['Others', 'Roles']);
    expect(policies(pools)).toHaveLength(3);
  });

  describe('of an identity pool, whose stack waits for its user pool\'s', () => {
    function vouching(backEndIn: 'Pools' | 'Later', first: 'grant' | 'provider') {
      const { app, pools, others, auth } = two();
      const identities = new FederatedIdentityPool(others, 'Identities', { providers: [IdentityPoolProvider.developer('login.acme.app')] });
      const role = new iam.Role(backEndIn === 'Pools' ? pools : new Stack(app, backEndIn), 'BackEnd', { assumedBy: new iam.AccountRootPrincipal() });
      const { userPoolClient } = auth.addSpaClient('App');
      const steps = [
        () => identities.grantDeveloperAuthentication(role),
        // by its reference it is the same pool.
        () => identities.addProvider(IdentityPoolProvider.userPool(cognito.UserPool.fromUserPoolId(others, 'Imported', auth.userPool.userPoolId), userPoolClient)),
      ];
      (first === 'grant' ? steps : steps.reverse()).forEach((step) => step());
      return { app, pools, others, backEnds: Stack.of(role) };
    }

    test.each(['grant', 'provider'] as const)('beside the identity pool, for a back end in the user pool\'s stack, with the %s first', (first) => {
      const { app, pools, others } = vouching('Pools', first);
      expect([pools, others].map((stack) => dependencies(app, stack))).toEqual([[], ['Pools']]);
      expect([pools, others].map((stack) => policies(stack).length)).toEqual([0, 1]);
    });

    test('in the stack of a back end that waits for the identity pool\'s', () => {
      const { app, others, backEnds } = vouching('Later', 'provider');
      expect(dependencies(app, backEnds)).toEqual(['Others']);
      expect([others, backEnds].map((stack) => policies(stack).length)).toEqual([0, 1]);
    });
  });

  test('is told apart where two stacks have a role of one name', () => {
    const { app, pools, others, auth } = two();
    const further = new Stack(app, 'Further');
    for (const stack of [others, further]) {
      const fn = handler(stack, 'Fn');
      auth.grants.readUsers(fn);
      auth.addTrigger(stack === others ? UserPoolTrigger.preSignUp(fn) : UserPoolTrigger.postConfirmation(fn));
    }
    auth.grants.readUsers(handler(pools, 'Fn'));
    expect(new Set(policies(pools)).size).toBe(3);
  });

  test('is in the nested stack of the role', () => {
    const { app, pools, auth } = two();
    const nested = new NestedStack(pools, 'Nested');
    auth.grants.readUsers(handler(nested, 'Fn'));
    app.synth();
    expect(policies(nested)).toHaveLength(1);
    expect(policies(pools)).toEqual([]);
  });

  test('beside the pool, for whoever is in a nested stack of a trigger\'s stack', () => {
    const { app, pools, others, auth } = two();
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(new NestedStack(others, 'Triggers'), 'Fn')));
    auth.grants.readUsers(handler(new NestedStack(others, 'Workers'), 'Fn'));
    expect(dependencies(app, pools)).toEqual(['Others']);
    expect(policies(pools)).toHaveLength(1);
  });

  test('in the parent\'s stack, for a role there that waits for a pool in a nested stack', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(new NestedStack(stack, 'Nested'), 'Auth');
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(stack, 'Trigger')));
    const waiting = new iam.Role(new NestedStack(stack, 'Other'), 'Role', {
      assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', { StringEquals: { pool: auth.userPool.userPoolId } }),
    });
    auth.grants.readUsers(waiting);
    expect(policies(Stack.of(waiting))).toHaveLength(1);
  });

  test('has the same id when the stack moves under a stage: a change would replace it', () => {
    const ids = [new App(), new Stage(new App(), 'Prod')].map((above) => {
      const stack = new Stack(above, 'Stack');
      new AuthenticatedUserPool(stack, 'Auth').grants.readUsers(handler(stack, 'Fn'));
      return Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    });
    expect(ids[0]).toEqual(ids[1]);
  });
});

describe('app clients', () => {
  function clientAndPolicy(steps: (auth: AuthenticatedUserPool, fn: lambda.Function) => void): { waitsFor: unknown; policies: string[] } {
    const stack = testStack();
    steps(new AuthenticatedUserPool(stack, 'Auth'), handler(stack, 'Fn'));
    const template = Template.fromStack(stack);
    const [client] = Object.values(template.findResources('AWS::Cognito::UserPoolClient'));
    return { waitsFor: client!.DependsOn as unknown, policies: Object.keys(template.findResources('AWS::IAM::Policy')) };
  }

  const client = (auth: AuthenticatedUserPool) => auth.addWebClient('Web');
  const grant = (auth: AuthenticatedUserPool, fn: lambda.Function) => auth.grants.readUsers(fn);
  const trigger = (auth: AuthenticatedUserPool, fn: lambda.Function) => auth.addTrigger(UserPoolTrigger.preSignUp(fn));
  const again = (auth: AuthenticatedUserPool, fn: lambda.Function) => auth.addTrigger(UserPoolTrigger.postConfirmation(fn));

  test.each([
    ['client, grant, trigger', [client, grant, trigger]],
    ['client, trigger, grant', [client, trigger, grant]],
    ['grant, client, trigger', [grant, client, trigger]],
    ['trigger, client, grant', [trigger, client, grant]],
    ['grant, trigger, client', [grant, trigger, client]],
    ['trigger, grant, client', [trigger, grant, client]],
    ['trigger, grant, another trigger, client', [trigger, grant, again, client]],
    ['client, grant, trigger, another trigger, grant', [client, grant, trigger, again, grant]],
  ])('wait for what a trigger may do: %s', (_, steps) => {
    const { waitsFor, policies: ids } = clientAndPolicy((auth, fn) => steps.forEach((step) => step(auth, fn)));
    expect(ids).toHaveLength(1);
    expect(waitsFor).toEqual(ids);
  });

  test('don\'t wait for what somebody else may do', () => {
    const { waitsFor, policies: ids } = clientAndPolicy((auth, fn) => [client, grant].forEach((step) => step(auth, fn)));
    expect(ids).toHaveLength(1);
    expect(waitsFor).toBeUndefined();
  });
});

test('whoever was to wait for a grant waits for its policy wherever it has moved', () => {
  const { app, pools, others, auth } = two();
  const fn = handler(others, 'Fn');
  const dependant = new CfnResource(pools, 'Dependant', { type: 'Test::Dependant' });
  auth.grants.readUsers(fn).applyBefore(dependant);
  auth.addTrigger(UserPoolTrigger.preSignUp(fn));
  app.synth();
  const template = Template.fromStack(pools);
  template.hasResource('Test::Dependant', { DependsOn: Object.keys(template.findResources('AWS::IAM::Policy')) });
});

describe('an imported role', () => {
  const ARN = 'arn:aws:iam::111111111111:role/worker';

  test('gets a policy in the stack that imports it', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-central-1' } });
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.grants.readUsers(iam.Role.fromRoleArn(stack, 'Role', ARN));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { Roles: ['worker'] });
  });

  test.each<[string, (stack: Stack) => iam.IRole]>([
    ['that is to stay as it is', (stack) => iam.Role.fromRoleArn(stack, 'Role', ARN, { mutable: false })],
    ['of another account', (stack) => iam.Role.fromRoleArn(stack, 'Role', ARN.replace('111111111111', '222222222222'))],
    ['without policy updates', (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).withoutPolicyUpdates()],
  ])('%s gets none', (_, role) => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-central-1' } });
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.grants.readUsers(role(stack));
    auth.addWebClient('Web');
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });
});
