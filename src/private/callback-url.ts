const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** Schemes that belong to the browser or to another service, never to an app. */
const FOREIGN_SCHEMES = [
  'javascript:', 'vbscript:', 'data:', 'blob:', 'file:', 'filesystem:', 'about:', 'ftp:', 'mailto:', 'tel:', 'sms:', 'ws:', 'wss:',
  'view-source:', 'jar:', 'content:', 'intent:', 'itms-apps:',
];

/** Whether a URL leads to a server on the user's own machine. */
export function isLocalUrl(url: string): boolean {
  const parsed = parse(url);
  return parsed !== undefined && ['http:', 'https:'].includes(parsed.protocol) && LOCAL_HOSTS.includes(parsed.hostname);
}

/** Whether a URL leads to the host of documentation. */
export function isExampleUrl(url: string): boolean {
  return parse(url)?.hostname === 'example.com';
}

/**
 * What is wrong with a literal redirect URL, as the end of the sentence "… holds <url>, which …".
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
 */
export function callbackUrlProblem(url: string): string | undefined {
  if (/[\s\p{C}]/u.test(url)) {
    return 'has white space or a control character in it';
  }
  const parsed = parse(url);
  if (parsed === undefined || /^https?:(?!\/\/[^/])/i.test(url) || isHostAndPort(url)) {
    return 'isn\'t an absolute URL';
  }
  if (url.includes('#')) {
    return 'has a fragment';
  }
  // browsers read a backslash as a slash, servers don't: they may disagree about the host.
  if (url.includes('\\')) {
    return 'has a backslash';
  }
  if (/^[^/?]*:\/\/[^/?]*@/.test(url)) {
    return 'has user info in front of its host';
  }
  if (parsed.protocol === 'http:' && !isLocalUrl(url)) {
    return 'is http: on a host that isn\'t localhost';
  }
  if ((parsed.hostname + parsed.pathname).includes('*')) {
    return 'has a wildcard, while Cognito compares URLs exactly';
  }
  if (FOREIGN_SCHEMES.includes(parsed.protocol)) {
    return `has the scheme "${parsed.protocol}", which no app owns`;
  }
  return undefined;
}

/** `localhost:3000/callback` parses as a URL with the scheme "localhost:". */
function isHostAndPort(url: string): boolean {
  return /^[^/:]+:\d+([/?]|$)/.test(url);
}

/** Not `URL.canParse`: once it is compiled, Node.js 20's refuses hosts in letters beyond ASCII. */
export function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
