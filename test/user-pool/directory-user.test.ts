import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, CfnParameter, CfnResource, Annotations as CoreAnnotations, Stack, Stage } from 'aws-cdk-lib/core';
import { only } from './pool';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, InvitationDelivery, RoleMapping, SignIn,
  type AuthenticatedUserPoolProps, type DirectoryUserOptions,
} from '../../src';
import { testStack } from '../support';

function pool(props: AuthenticatedUserPoolProps = {}): { stack: Stack; auth: AuthenticatedUserPool } {
  const stack = testStack();
  return { stack, auth: new AuthenticatedUserPool(stack, 'Auth', props) };
}

const IN_GROUP = 'AWS::Cognito::UserPoolUserToGroupAttachment';

test('the invitation goes to the address that is the user name, and counts as verified', () => {
  const { stack, auth } = pool();
  const user = auth.addUser('Root', { username: 'root@example.com' });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPoolUser')).toEqual({
    UserPoolId: stack.resolve(auth.userPool.userPoolId) as unknown,
    Username: 'root@example.com',
    DesiredDeliveryMediums: ['EMAIL'],
    UserAttributes: [{ Name: 'email', Value: 'root@example.com' }, { Name: 'email_verified', Value: 'true' }],
  });
  const [id] = Object.keys(template.findResources('AWS::Cognito::UserPoolUser'));
  expect(stack.resolve(user.username)).toEqual({ Ref: id });
  template.resourceCountIs(IN_GROUP, 0);
});

test('every option', () => {
  const { stack, auth } = pool({ signIn: SignIn.username() });
  const groups = ['Admins', 'Staff'].map((id) => auth.addGroup(id));
  const user = auth.addUser('Root', { username: 'root', email: 'root@example.com', groups });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPoolUser')).toMatchObject({ Username: 'root', UserAttributes: [{ Name: 'email', Value: 'root@example.com' }, {}] });
  for (const group of groups) {
    template.hasResourceProperties(IN_GROUP, {
      UserPoolId: stack.resolve(auth.userPool.userPoolId) as object,
      Username: stack.resolve(user.username) as object,
      GroupName: stack.resolve(group.groupName) as object,
    });
  }
  template.resourceCountIs(IN_GROUP, 2);
});

test('a warning says that a change deletes the user, and can be acknowledged', () => {
  const { stack, auth } = pool();
  const [root, other] = ['Root', 'Other'].map((id) => auth.addUser(id, { username: `${id}@example.com` }));
  CoreAnnotations.of(root!).acknowledgeWarning('cdk-cognito-auth:userInTemplate', 'the first administrator');
  Template.fromStack(stack);
  expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('deletes the user and makes another')).map(({ id }) => id)).toEqual(['/Stack/Auth/Users/Other']);
  expect(other!.node.path).toBe('Stack/Auth/Users/Other');
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
    const groups = [auth.addGroup('Admins', { role: identities.addRole('Admins').role })];
    ['Root', 'Second'].forEach((id) => auth.addUser(id, { username: `${id}@example.com`, groups }));
    expect(app.synth().getStackByName('Pools').dependencies.map(({ id }) => id)).not.toContain('Clients');
    Template.fromStack(clients).resourceCountIs(IN_GROUP, 2);
  });

  test('that are imported are names', () => {
    const { stack, auth } = pool();
    auth.addUser('Root', { username: 'root@example.com', groups: [cognito.UserPoolGroup.fromGroupName(stack, 'Admins', 'admins')] });
    expect(only(Template.fromStack(stack), IN_GROUP).GroupName).toBe('admins');
  });

  test('keep users when the stack moves under a stage: a replaced membership is added, then removed', () => {
    const ids = [new App(), new Stage(new App(), 'Prod')].map((above) => {
      const stack = new Stack(above, 'Stack');
      const auth = new AuthenticatedUserPool(stack, 'Auth');
      auth.addUser('Root', { username: 'root@example.com', groups: [auth.addGroup('Admins')] });
      return Object.keys(Template.fromStack(stack).findResources(IN_GROUP));
    });
    expect(ids[0]).toEqual(ids[1]);
  });
});

test('nobody who depends on the pool waits for its users and groups', () => {
  const { stack, auth } = pool();
  auth.addUser('Root', { username: 'root@example.com', groups: [auth.addGroup('Admins')] });
  new CfnResource(stack, 'Dependant', { type: 'Test::Dependant' }).node.addDependency(auth);
  Template.fromStack(stack).hasResource('Test::Dependant', { DependsOn: ['AuthUserPool8115E87F'] });
});

describe('the invitation', () => {
  const addressed = (options: Partial<DirectoryUserOptions> & { readonly username: string }, signIn: SignIn) => {
    const { stack, auth } = pool({ signIn });
    auth.addUser('Root', options);
    const { MessageAction, DesiredDeliveryMediums, UserAttributes } = only(Template.fromStack(stack), 'AWS::Cognito::UserPoolUser');
    const attributes = UserAttributes as { Name: string; Value: string }[];
    return {
      action: MessageAction as unknown,
      mediums: DesiredDeliveryMediums as unknown,
      attributes: Object.fromEntries(attributes.map(({ Name, Value }) => [Name, Value])),
    };
  };
  const email = { email: 'root@example.com', email_verified: 'true' };
  const phone = { phone_number: '+4915550100', phone_number_verified: 'true' };

  test.each<[string, SignIn, DirectoryUserOptions, string[], object]>([
    ['the e-mail address', SignIn.email(), { username: email.email, phoneNumber: phone.phone_number }, ['EMAIL'], { ...email, ...phone }],
    ['the phone number that is the user name', SignIn.phone(), { username: phone.phone_number }, ['SMS'], phone],
    ['the phone number of a user without an e-mail address', SignIn.username(), { username: 'root', phoneNumber: phone.phone_number }, ['SMS'], phone],
    ['both', SignIn.emailOrPhone(), { username: phone.phone_number, email: email.email, invitation: InvitationDelivery.EMAIL_AND_SMS }, ['EMAIL', 'SMS'], { ...email, ...phone }],
    ['the phone number on request', SignIn.email(), { username: email.email, phoneNumber: phone.phone_number, invitation: InvitationDelivery.SMS }, ['SMS'], { ...email, ...phone }],
  ])('goes to %s', (_, signIn, options, mediums, attributes) => {
    expect(addressed(options, signIn)).toEqual({ action: undefined, mediums, attributes });
  });

  test.each<[SignIn, DirectoryUserOptions, object]>([
    [SignIn.email(), { username: email.email }, email],
    [SignIn.username(), { username: 'root' }, {}],
  ])('may be none (%#)', (signIn, options, attributes) => {
    expect(addressed({ ...options, invitation: InvitationDelivery.NONE }, signIn)).toEqual({ action: 'SUPPRESS', mediums: undefined, attributes });
  });
});

describe('attributes', () => {
  test('are there from the beginning, and what the caller says of the addresses stays', () => {
    const { stack, auth } = pool();
    auth.addUser('Root', { username: 'root@example.com', attributes: { 'given_name': 'Jane', 'custom:plan': 'gold', 'email_verified': 'false' } });
    expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolUser').UserAttributes).toEqual([
      { Name: 'email', Value: 'root@example.com' }, { Name: 'email_verified', Value: 'false' }, { Name: 'given_name', Value: 'Jane' }, { Name: 'custom:plan', Value: 'gold' },
    ]);
  });

  test.each([
    ['email', '"attributes" holds "email", which has a prop of its own: give it as "email"'],
    ['phone_number', '"attributes" holds "phone_number", which has a prop of its own: give it as "phoneNumber"'],
    ['givenName', '"attributes" holds "givenName", which is no standard attribute: write "given_name"'],
    ['plan', '"attributes" holds "plan", which is no standard attribute: write "custom:plan"'],
  ])('fails when %s is among them', (name, message) => {
    expect(() => pool().auth.addUser('Root', { username: 'root@example.com', attributes: { [name]: 'x' } })).toThrow(`[Stack/Auth/Users/Root] ${message}`);
  });
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
    [SignIn.email(), { username: 'root', email: 'root@example.com' }, '"username" must be what users sign in with, email, received "root"'],
    [SignIn.phone(), { username: 'root@example.com' }, '"username" must be what users sign in with, phone_number, received "root@example.com"'],
    [SignIn.phone(), { username: '015550100', email: 'root@example.com' }, '"username" must be what users sign in with, phone_number, received "015550100"'],
    [SignIn.emailOrPhone(), { username: 'root' }, '"username" must be what users sign in with, email or phone_number, received "root"'],
    [SignIn.username(), { username: 'root' }, '"email" is not set, and the invitation goes there: give the address, or choose another "invitation"'],
    [SignIn.phone(), { username: '+4915550100', invitation: InvitationDelivery.EMAIL }, '"email" is not set, and the invitation goes there'],
    [SignIn.email(), { username: 'root@example.com', invitation: InvitationDelivery.SMS }, '"phoneNumber" is not set, and the invitation goes there'],
    [SignIn.email(), { username: 'root@example.com', invitation: InvitationDelivery.EMAIL_AND_SMS }, '"phoneNumber" is not set, and the invitation goes there'],
    [SignIn.email(), { username: 'root@example.com', phoneNumber: '0155' }, '"phoneNumber" must be a phone number with "+" and the country code, received "0155"'],
    [SignIn.username(), { username: 'root', email: 'nobody' }, '"email" must be an e-mail address, received "nobody"'],
  ])('fails when it can\'t be one, or there is no address (%#)', (signIn, options, message) => {
    expect(() => pool({ signIn }).auth.addUser('Root', options)).toThrow(`[Stack/Auth/Users/Root] ${message}`);
  });
});
