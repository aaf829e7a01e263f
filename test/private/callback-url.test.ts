import { callbackUrlProblem, isLocalUrl } from '../../src/private/callback-url';

const NOT_ABSOLUTE = 'isn\'t an absolute URL';
const NOT_LOCAL = 'is http: on a host that isn\'t localhost';
const WHITE_SPACE = 'has white space or a control character in it';
const USER_INFO = 'has user info in front of its host';
const WILDCARD = 'has a wildcard, while Cognito compares URLs exactly';
const long = (length: number): string => 'https://app.example.org/'.padEnd(length, 'a');

test.each([
  // https
  'https://app.example.org',
  'https://app.example.org/',
  'https://app.example.org:8443/callback?tenant=a&next=%2Fhome',
  'HTTPS://APP.EXAMPLE.ORG/callback',
  'https://192.0.2.1/callback',
  'https://[2001:db8::1]/callback',
  'https://münchen.example/rückruf',
  'https://xn--mnchen-3ya.example/',
  'https://app.example.org/people/@me',
  'https://app.example.org/?mail=a@b.org',
  'https://app.example.org/?search=a*b',
  long(1024),
  // http on the person's own machine
  'http://localhost',
  'http://localhost:3000/callback',
  'http://127.0.0.1:8080',
  'http://[::1]:8080/callback',
  'HTTP://LocalHost:3000',
  // custom schemes
  'myapp://callback',
  'myapp://',
  'com.example.app:/callback',
  'com.example.app://callback/signed-in',
  'exp://192.0.2.1:19000/--/callback',
  'urn:ietf:wg:oauth:2.0:oob',
])('passes with %s', (url) => {
  expect(callbackUrlProblem(url)).toBeUndefined();
});

test.each([
  ['', NOT_ABSOLUTE],
  ['app.example.org', NOT_ABSOLUTE],
  ['/callback', NOT_ABSOLUTE],
  ['//app.example.org/callback', NOT_ABSOLUTE],
  ['https://', NOT_ABSOLUTE],
  ['https:/app.example.org', NOT_ABSOLUTE],
  ['https:app.example.org', NOT_ABSOLUTE],
  ['https:///app.example.org', NOT_ABSOLUTE],
  ['https:\\\\app.example.org', NOT_ABSOLUTE],
  ['http:localhost', NOT_ABSOLUTE],
  ['https://app.example.org:99999', NOT_ABSOLUTE],
  ['localhost:3000', NOT_ABSOLUTE],
  ['localhost:3000/callback', NOT_ABSOLUTE],
  ['app.example.org:8443/callback', NOT_ABSOLUTE],
  ['1app://callback', NOT_ABSOLUTE],

  [' https://app.example.org', WHITE_SPACE],
  ['https://app.example.org\n', WHITE_SPACE],
  ['https://app.example.org/a b', WHITE_SPACE],
  ['https://app.example.org/\u00a0', WHITE_SPACE],
  ['https://app.example.org/\u200b', WHITE_SPACE],
  ['https://app.example.org/\u0007', WHITE_SPACE],
  ['java\tscript:alert(1)', WHITE_SPACE],


  ['https://app.example.org/#', 'has a fragment'],
  ['https://app.example.org/#/callback', 'has a fragment'],
  ['myapp://callback#done', 'has a fragment'],

  ['https://app.example.org\\@evil.com', 'has a backslash'],
  ['https://app.example.org/\\evil.com', 'has a backslash'],

  ['https://me@app.example.org', USER_INFO],
  ['https://me:secret@app.example.org', USER_INFO],
  ['https://@app.example.org', USER_INFO],
  ['https://app.example.org@evil.com/callback', USER_INFO],
  ['http://localhost@evil.com', USER_INFO],
  ['myapp://me@callback', USER_INFO],

  ['http://app.example.org', NOT_LOCAL],
  ['HTTP://app.example.org', NOT_LOCAL],
  ['http://localhost.evil.com', NOT_LOCAL],
  ['http://localhost.', NOT_LOCAL],
  ['http://app.localhost', NOT_LOCAL],
  ['http://127.0.0.1.nip.io', NOT_LOCAL],
  ['http://127.0.0.2', NOT_LOCAL],
  ['http://0.0.0.0:3000', NOT_LOCAL],
  ['http://192.168.0.1', NOT_LOCAL],
  ['http://[::2]', NOT_LOCAL],
  ['http://localhost%2eevil.com', NOT_LOCAL],

  ['https://*.example.org', WILDCARD],
  ['https://app.example.org/*', WILDCARD],
  ['https://*', WILDCARD],
  ['myapp://*', WILDCARD],

  ...['javascript:alert(1)', 'JavaScript://app.example.org/%0aalert(1)', 'vbscript:x', 'data:text/html,x', 'blob:https://app.example.org/1', 'file:///etc/passwd', 'filesystem:x',
    'about:blank', 'ftp://app.example.org', 'mailto:me@example.org'].map((url) => [url, `has the scheme "${url.slice(0, url.indexOf(':') + 1).toLowerCase()}", which no app owns`]),
])('fails when it is %j, which %s', (url, problem) => {
  expect(callbackUrlProblem(url)).toBe(problem);
});

test.each([
  ['http://localhost', true],
  ['https://localhost:3000', true],
  ['http://127.0.0.1/callback', true],
  ['http://[::1]', true],
  ['https://app.example.org', false],
  ['http://localhost.evil.com', false],
  ['https://app.example.org/localhost', false],
  // the host of a custom scheme is no machine.
  ['myapp://localhost', false],
  ['localhost', false],
])('%s leads to the own machine: %p', (url, local) => {
  expect(isLocalUrl(url)).toBe(local);
});
