/**
 * Plays Cognito towards an OpenID provider. A message holds what a template says of the provider, the answer what a sign-in brought.
 */
import * as client from 'openid-client';

/** What the provider serves at its https addresses, fetched from the loopback port behind them. */
function fetcher(port) {
  return (url, { headers, ...options } = {}) => {
    const { host, pathname, search } = new URL(url);
    const forwarded = new Headers(headers);
    forwarded.set('x-forwarded-host', host);
    forwarded.set('x-forwarded-proto', 'https');
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, { ...options, redirect: 'manual', headers: forwarded });
  };
}

/** The endpoints: those that are given, or those that the issuer names. */
async function serverOf(details, send) {
  const { oidc_issuer: issuer } = details;
  if (details.token_url !== undefined) {
    return {
      issuer,
      authorization_endpoint: details.authorize_url,
      token_endpoint: details.token_url,
      userinfo_endpoint: details.attributes_url,
      jwks_uri: details.jwks_uri,
    };
  }
  const response = await send(`${issuer}/.well-known/openid-configuration`);
  if (response.status !== 200) {
    throw new Error(`no discovery at ${issuer}: ${response.status}`);
  }
  const server = await response.json();
  if (server.issuer !== issuer) {
    throw new Error(`the issuer is ${server.issuer}, not ${issuer}`);
  }
  return server;
}

/** What a browser does: it follows, keeps cookies, and comes back to the redirect URI. */
async function browse(from, redirectUri, send) {
  const cookies = new Map();
  let url = from;
  while (!url.href.startsWith(`${redirectUri}?`)) {
    const response = await send(url, { headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    response.headers.getSetCookie().map(cookie => /^([^=]+)=([^;]*)/.exec(cookie)).forEach(([, name, value]) => cookies.set(name, value));
    const location = response.headers.get('location');
    if (location === null) {
      throw new Error(`the provider doesn't send the user back: ${response.status} ${await response.text()}`);
    }
    url = new URL(location, url);
  }
  return url;
}

async function signIn({ details, redirectUri, port }) {
  const send = fetcher(port);
  const server = await serverOf(details, send);
  // the secret goes into the body: Cognito never sends it in a header.
  const config = new client.Configuration(server, details.client_id, {}, client.ClientSecretPost(details.client_secret));
  config[client.customFetch] = send;
  client.enableNonRepudiationChecks(config);

  const state = client.randomState();
  const start = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: details.authorize_scopes, state });
  const back = await browse(start, redirectUri, send);
  const tokens = await client.authorizationCodeGrant(config, back, { expectedState: state, idTokenExpected: true });

  const attributesUrl = new URL(server.userinfo_endpoint);
  const response = await client.fetchProtectedResource(config, tokens.access_token, attributesUrl, details.attributes_request_method);
  if (response.status !== 200) {
    throw new Error(`no attributes by ${details.attributes_request_method}: ${response.status}`);
  }
  return { server, idToken: tokens.claims(), attributes: await response.json() };
}

process.on('disconnect', () => process.exit());
process.on('message', async message => {
  try {
    process.send(await signIn(message));
  } catch (error) {
    process.send({ error: told(error) });
  }
});

function told({ message, error, error_description: description, cause }) {
  const answer = cause instanceof Response ? `${new URL(cause.url).pathname} answers ${cause.status}` : cause?.message ?? cause?.error;
  return [message, error, description, answer].filter(Boolean).join(': ');
}
