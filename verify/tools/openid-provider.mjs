/**
 * OpenID providers behind one loopback port, as behind a proxy that ends TLS: a request says by its forwarded host which one it is for.
 * Started with a list of providers, it answers with its port. Whoever comes to sign in is signed in at once.
 */
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

/** What OpenID Connect says that each scope brings (Core, section 5.4), and one scope that only these providers have. */
const CLAIMS = {
  openid: ['sub'],
  profile: [
    'name', 'family_name', 'given_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website', 'gender', 'birthdate',
    'zoneinfo', 'locale', 'updated_at',
  ],
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
  staff: ['employee_number'],
};

const PERSON = Object.fromEntries(Object.values(CLAIMS).flat().map(claim => [claim, `ada's ${claim}`]));

function provider({ issuer, clients, paths, authMethods }) {
  return new Provider(issuer, {
    clients,
    claims: CLAIMS,
    scopes: Object.keys(CLAIMS),
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ ...PERSON, sub: accountId }) }),
    interactions: { url: (_, { uid }) => `${new URL(issuer).pathname.replace(/\/$/, '')}/sign-in/${uid}` },
    features: { devInteractions: { enabled: false } },
    ...paths && { routes: paths },
    ...authMethods && { clientAuthMethods: authMethods },
  });
}

const served = new Map(JSON.parse(process.argv[2]).map(options => {
  const { host, pathname } = new URL(options.issuer);
  const one = provider(options);
  one.proxy = true;
  return [host, { provider: one, callback: one.callback(), prefix: pathname.replace(/\/$/, ''), refuses: options.refuses ?? [] }];
}));

async function signIn({ provider: one }, request, response) {
  const { params } = await one.interactionDetails(request, response);
  const grant = new one.Grant({ accountId: 'ada', clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  await one.interactionFinished(request, response, { login: { accountId: 'ada' }, consent: { grantId: await grant.save() } });
}

const server = createServer(async (request, response) => {
  const one = served.get(request.headers['x-forwarded-host']);
  const url = new URL(request.url, 'http://localhost');
  if (one === undefined || !url.pathname.startsWith(`${one.prefix}/`) || one.refuses.includes(`${request.method} ${url.pathname}`)) {
    response.writeHead(404).end('nothing here');
    return;
  }
  request.originalUrl = request.url;
  request.url = request.url.slice(one.prefix.length);
  await (request.url.startsWith('/sign-in/') ? signIn(one, request, response) : one.callback(request, response));
});

process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
