import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, CfnParameter, CfnResource, Annotations as CoreAnnotations, Stack, Stage } from 'aws-cdk-lib/core';
import { only } from './pool';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping, SignIn,
  type AuthenticatedUserPoolProps,
} from '../../src';
import { testStack } from '../support';

function pool(props: AuthenticatedUserPoolProps = {}): { stack: Stack; auth: AuthenticatedUserPool } {
  const stack = testStack();
  return { stack, auth: new AuthenticatedUserPool(stack, 'Auth', props) };
}

const IN_GROUP = 'AWS::Cognito::UserPoolUserToGroupAttachment';

test('the invitation goes to the address that is the user name, and counts as verified', () => {
  const { stack, auth } = pool();
  const member = auth.addUser('Root', { username: 'root@example.com' });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPoolUser')).toEqual({
    UserPoolId: stack.resolve(auth.userPool.userPoolId) as unknown,
    Username: 'root@example.com',
    DesiredDeliveryMediums: ['EMAIL'],
    UserAttributes: [{ Name: 'email', Value: 'root@example.com' }, { Name: 'email_verified', Value: 'true' }],
  });
  const [id] = Object.keys(template.findResources('AWS::Cognito::UserPoolUser'));
  expect(stack.resolve(member.username)).toEqual({ Ref: id });
  template.resourceCountIs(IN_GROUP, 0);
});

test('every option', () => {
  const { stack, auth } = pool({ signIn: SignIn.username() });
  const groups = ['Admins', 'Staff'].map((id) => auth.addGroup(id));
  const member = auth.addUser('Root', { username: 'root', email: 'root@example.com', groups });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPoolUser')).toMatchObject({ Username: 'root', UserAttributes: [{ Name: 'email', Value: 'root@example.com' }, {}] });
  for (const group of groups) {
    template.hasResourceProperties(IN_GROUP, {
      UserPoolId: stack.resolve(auth.userPool.userPoolId) as object,
      Username: stack.resolve(member.username) as object,
      GroupName: stack.resolve(group.groupName) as object,
    });
  }
  template.resourceCountIs(IN_GROUP, 2);
});

test('a warning says that a change deletes the person, and can be acknowledged', () => {
  const { stack, auth } = pool();
  const [root, other] = ['Root', 'Other'].map((id) => auth.addUser(id, { username: `${id}@example.com` }));
  CoreAnnotations.of(root!).acknowledgeWarning('cdk-cognito-auth:userInTemplate', 'the first administrator');
  Template.fromStack(stack);
  expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('deletes the person and makes another')).map(({ id }) => id)).toEqual(['/Stack/Auth/Other']);
  expect(other!.node.path).toBe('Stack/Auth/Other');
});

describe('groups', () => {
  test('are told apart also where their constructs have one id', () => {
    const { stack, auth } = pool();
    const app = auth.addSpaClient('App');
    const identities = new FederatedIdentityPool(stack, 'Identities', {
      providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: RoleMapping.token() })],
    });
    const groups = ['Admins', 'Staff'].map((id) => auth.addGroup(id, { role: identities.addRole(id).role }));
    auth.addUser('Root', { username: 'root@example.com', groups });
    Template.fromStack(stack).resourceCountIs(IN_GROUP, 2);
  });

  test('with roles of an identity pool in a stack that waits for the pool\'s make no cycle', () => {
    const app = new App();
    const [pools, clients] = [new Stack(app, 'Pools'), new Stack(app, 'Clients')];
    const auth = new AuthenticatedUserPool(pools, 'Auth');
    const client = new AppClient(clients, 'App', { userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE });
    const identities = new FederatedIdentityPool(clients, 'Identities', {
      providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
    });
    const groups = [new cognito.UserPoolGroup(clients, 'Admins', { userPool: auth.userPool, role: identities.addRole('Admins').role })];
    ['Root', 'Second'].forEach((id) => auth.addUser(id, { username: `${id}@example.com`, groups }));
    expect(app.synth().getStackByName('Pools').dependencies.map(({ id }) => id)).not.toContain('Clients');
    Template.fromStack(clients).resourceCountIs(IN_GROUP, 2);
  });

  test('that are imported are names', () => {
    const { stack, auth } = pool();
    auth.addUser('Root', { username: 'root@example.com', groups: [cognito.UserPoolGroup.fromGroupName(stack, 'Admins', 'admins')] });
    expect(only(Template.fromStack(stack), IN_GROUP).GroupName).toBe('admins');
  });

  test('keep people when the stack moves under a stage: a replaced membership is added, then removed', () => {
    const ids = [new App(), new Stage(new App(), 'Prod')].map((above) => {
      const stack = new Stack(above, 'Stack');
      const auth = new AuthenticatedUserPool(stack, 'Auth');
      auth.addUser('Root', { username: 'root@example.com', groups: [auth.addGroup('Admins')] });
      return Object.keys(Template.fromStack(stack).findResources(IN_GROUP));
    });
    expect(ids[0]).toEqual(ids[1]);
  });
});

test('nobody who depends on the pool waits for its people and groups', () => {
  const { stack, auth } = pool();
  auth.addUser('Root', { username: 'root@example.com', groups: [auth.addGroup('Admins')] });
  new CfnResource(stack, 'Dependant', { type: 'Test::Dependant' }).node.addDependency(auth);
  Template.fromStack(stack).hasResource('Test::Dependant', { DependsOn: ['AuthUserPool8115E87F'] });
});

describe('the user name', () => {
  test.each([
    [SignIn.email(), { username: 'root@example.com' }],
    [SignIn.phone(), { username: '+4915550100', email: 'root@example.com' }],
    [SignIn.emailOrPhone(), { username: '+4915550100', email: 'root@example.com' }],
    [SignIn.emailOrPhone(), { username: 'root@example.com' }],
    [SignIn.username({ emailAlias: true }), { username: 'root', email: 'root@example.com' }],
  ])('is what people sign in with (%#)', (signIn, options) => {
    const { stack, auth } = pool({ signIn });
    auth.addUser('Root', options);
    expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolUser').Username).toBe(options.username);
  });

  test('that only CloudFormation knows passes', () => {
    const { stack, auth } = pool();
    auth.addUser('Root', { username: new CfnParameter(stack, 'Administrator').valueAsString });
    expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolUser').UserAttributes[0]).toEqual({ Name: 'email', Value: { Ref: 'Administrator' } });
  });

  test.each([
    [SignIn.email(), { username: 'root', email: 'root@example.com' }, '"username" must be what people sign in with, email, received "root"'],
    [SignIn.phone(), { username: 'root@example.com' }, '"username" must be what people sign in with, phone_number, received "root@example.com"'],
    [SignIn.phone(), { username: '015550100', email: 'root@example.com' }, '"username" must be what people sign in with, phone_number, received "015550100"'],
    [SignIn.emailOrPhone(), { username: 'root' }, '"username" must be what people sign in with, email or phone_number, received "root"'],
    [SignIn.phone(), { username: '+4915550100' }, '"email" is not set, and "username" is "+4915550100": give the address to which the invitation goes'],
    [SignIn.username(), { username: 'root' }, '"email" is not set, and "username" is "root": give the address to which the invitation goes'],
    [SignIn.username(), { username: 'root', email: 'nobody' }, '"email" must be an e-mail address, received "nobody"'],
  ])('fails when it can\'t be one, or there is no address (%#)', (signIn, options, message) => {
    expect(() => pool({ signIn }).auth.addUser('Root', options)).toThrow(`[Stack/Auth/Root] ${message}`);
  });
});
