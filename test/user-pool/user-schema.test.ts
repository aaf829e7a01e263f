import { Template } from 'aws-cdk-lib/assertions';
import { only, poolProperties } from './pool';
import { AuthenticatedUserPool, ProfileAttribute, UserAttribute, UserSchema } from '../../src';
import { testStack } from '../support';

function clientOf(attributes: UserSchema): ReturnType<typeof only> {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { attributes }).addSpaClient('App');
  return only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient');
}

test.each([undefined, UserSchema.of(), UserSchema.of({ custom: {}, required: [] })])('no schema is emitted where nothing is asked for (%#)', (attributes) => {
  expect(poolProperties({ attributes }).Schema).toBeUndefined();
});

test('custom attributes stand in it without their prefix, standard ones only where they are required', () => {
  const attributes = UserSchema.of({
    custom: { plan: UserAttribute.text({ maxLength: 20 }), seats: UserAttribute.number({ min: 1, mutable: false }), beta: UserAttribute.flag() },
    required: [ProfileAttribute.NAME],
    userWritable: [ProfileAttribute.LOCALE],
  });
  expect(poolProperties({ attributes }).Schema).toEqual([
    { Name: 'name', Required: true, Mutable: true },
    { Name: 'plan', AttributeDataType: 'String', Mutable: true, StringAttributeConstraints: { MinLength: '0', MaxLength: '20' } },
    { Name: 'seats', AttributeDataType: 'Number', Mutable: false, NumberAttributeConstraints: { MinValue: '1' } },
    { Name: 'beta', AttributeDataType: 'Boolean', Mutable: true },
  ]);
});

test('an attribute that is required twice stands there once', () => {
  const attributes = UserSchema.of({ required: [ProfileAttribute.NAME, ProfileAttribute.NAME] });
  expect(poolProperties({ attributes }).Schema).toEqual([{ Name: 'name', Required: true, Mutable: true }]);
});

describe('clients', () => {
  test('read custom attributes, unless they are hidden', () => {
    const { ReadAttributes: read } = clientOf(UserSchema.of({
      custom: { plan: UserAttribute.text(), score: UserAttribute.number({ userReadable: false }) },
    }));
    expect((read as string[]).filter((name) => name.startsWith('custom:'))).toEqual(['custom:plan']);
    expect(read).toEqual(expect.arrayContaining(['email', 'name']));
  });

  test('write custom attributes only where people may', () => {
    const { WriteAttributes: written } = clientOf(UserSchema.of({
      custom: { role: UserAttribute.text(), nickname2: UserAttribute.text({ userWritable: true }) },
    }));
    expect(written).toEqual(['custom:nickname2', 'email']);
  });

  test('write what everybody must have: nobody could sign up otherwise', () => {
    expect(clientOf(UserSchema.of({ required: [ProfileAttribute.GIVEN_NAME, ProfileAttribute.EMAIL] })).WriteAttributes).toEqual(['email', 'given_name']);
  });

  test('write the standard attributes that people may', () => {
    expect(clientOf(UserSchema.of({ userWritable: [ProfileAttribute.LOCALE, ProfileAttribute.PHONE_NUMBER] })).WriteAttributes)
      .toEqual(['email', 'locale', 'phone_number']);
  });

  test('of every kind do, each attribute once', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { attributes: UserSchema.of({ required: [ProfileAttribute.NAME], userWritable: [ProfileAttribute.NAME] }) });
    auth.addSpaClient('App');
    auth.addWebClient('Web', { selfService: true });
    for (const { Properties: client } of Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPoolClient'))) {
      expect((client.WriteAttributes as string[]).filter((name) => name === 'name')).toEqual(['name']);
    }
  });
});

describe('a frozen schema', () => {
  test('leaves the template, whatever else is said', () => {
    const attributes = UserSchema.of({ frozen: true, required: [ProfileAttribute.NAME], custom: { plan: UserAttribute.text() } });
    expect(poolProperties({ attributes })).not.toHaveProperty('Schema');
  });

  test('leaves the lists of clients as they are: the pool keeps its attributes', () => {
    expect(clientOf(UserSchema.of({ frozen: true, required: [ProfileAttribute.NAME] })).WriteAttributes).toEqual(['email', 'name']);
  });
});

test('the standard attributes are those that Cognito lets people have, by its names', () => {
  expect(Object.values(ProfileAttribute).sort()).toEqual([
    'address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number', 'picture',
    'preferred_username', 'profile', 'website', 'zoneinfo',
  ]);
});

test.each(['name', 'email', 'sub', 'updated_at', 'phone_number_verified'])('fails when "%s" is to be an attribute of one\'s own', (name) => {
  expect(() => poolProperties({ attributes: UserSchema.of({ custom: { [name]: UserAttribute.text() } }) })).toThrow(
    `[Stack/Auth] "custom" holds "${name}", which is a standard attribute and there already: choose another name`);
});

test('fails when the prefix is in the name', () => {
  const attributes = UserSchema.of({ custom: { 'custom:plan': UserAttribute.text() } });
  expect(() => poolProperties({ attributes })).toThrow('[Stack/Auth] "custom" holds "custom:plan": leave "custom:" out, Cognito adds it');
});
