import { readableAttributes, writableAttributes } from '../../src/app-client/attribute-lists';

test.each([
  [['openid', 'email', 'profile'], false],
  [['openid', 'phone'], true],
])('with the scopes %j the phone number is readable: %s', (scopes, phone) => {
  const attributes = readableAttributes(scopes, []);
  expect(attributes).toEqual(expect.arrayContaining(['email', 'email_verified', 'name', 'picture']));
  expect(attributes.includes('phone_number')).toBe(phone);
  expect(attributes.includes('phone_number_verified')).toBe(phone);
});

test('what the pool adds is readable, once and sorted', () => {
  const attributes = readableAttributes(['phone'], ['phone_number', 'custom:plan', 'name']);
  expect(attributes.filter((name) => ['custom:plan', 'name', 'phone_number', 'phone_number_verified'].includes(name)))
    .toEqual(['custom:plan', 'name', 'phone_number', 'phone_number_verified']);
});

test('the e-mail address alone is writable when nothing else is asked for', () => {
  expect(writableAttributes(false, [])).toEqual(['email']);
});

test('what the providers map is writable, once and sorted', () => {
  expect(writableAttributes(false, ['name', 'email', 'custom:plan'])).toEqual(['custom:plan', 'email', 'name']);
});

test('self-service writes the profile and nothing that verifies or costs', () => {
  const attributes = writableAttributes(true, []);
  expect(attributes).toEqual(expect.arrayContaining(['address', 'email', 'name', 'preferred_username']));
  expect(attributes.filter((name) => /verified|phone/.test(name))).toEqual([]);
});
