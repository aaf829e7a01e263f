const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a URL leads to the person's own machine. */
export function isLocalUrl(url: string): boolean {
  const parsed = parse(url);
  return parsed !== undefined && LOCAL_HOSTS.includes(parsed.hostname);
}

/**
 * What is wrong with a literal redirect URL, as the end of the sentence "… holds <url>, which …".
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
 */
export function callbackUrlProblem(url: string): string | undefined {
  const parsed = parse(url);
  if (parsed === undefined || /^https?:(?!\/\/[^/])/i.test(url)) {
    return 'isn\'t an absolute URL';
  }
  if (/\s/.test(url)) {
    return 'has white space in it';
  }
  if (url.length > 1024) {
    return 'is longer than 1,024 characters';
  }
  if (url.includes('#')) {
    return 'has a fragment';
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return 'has user info in front of its host';
  }
  if (parsed.protocol === 'http:' && !LOCAL_HOSTS.includes(parsed.hostname)) {
    return 'is http: on a host that isn\'t localhost';
  }
  if (parsed.hostname.includes('*')) {
    return 'has a wildcard, while Cognito compares URLs exactly';
  }
  if (['javascript:', 'data:', 'file:', 'vbscript:', 'blob:', 'about:'].includes(parsed.protocol)) {
    return `has the scheme "${parsed.protocol}", which no app owns`;
  }
  return undefined;
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
