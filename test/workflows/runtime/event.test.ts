import { eventOf } from './support';
import { attributesOf, identitiesOf } from '../../../src/workflows/runtime/event';

test('attributes are texts, and no name of every object is one', () => {
  const attributes = attributesOf(eventOf('PreSignUp_SignUp', { userAttributes: { email: 'ada@acme.example', age: 3, given_name: null } }));
  expect([...attributes]).toEqual([['email', 'ada@acme.example']]);
  expect(attributes.get('constructor')).toBeUndefined();
});

test.each([[undefined], [null], ['text'], [7]])('a user may come without attributes: %p', (userAttributes) => {
  expect(attributesOf(eventOf('PreSignUp_SignUp', { userAttributes })).size).toBe(0);
});

test.each([
  ['[{"userId":"1","providerName":"Okta","providerType":"OIDC","primary":"true"}]', ['Okta']],
  ['[{"providerName":"Okta"},{"userId":"1"},null,"Okta",7,{"providerName":7,"userId":"1"}]', []],
  ['{"providerName":"Okta","userId":"1"}', []],
  ['[{"providerName":"Okta","userId":"1"}', []],
  [undefined, []],
])('identities are what Cognito writes: %p', (text, names) => {
  const attributes = new Map(text === undefined ? [] : [['identities', text]]);
  expect(identitiesOf(attributes).map(({ providerName }) => providerName)).toEqual(names);
});
