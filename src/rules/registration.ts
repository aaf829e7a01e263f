import { rulesOf, type Rule } from './rule';
import type { UserPool } from '../template/user-pool';

/** Clients that register themselves at the pool's domain. */
export const REGISTRATION_RULES: readonly Rule<UserPool>[] = rulesOf('pool', 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-dynamic-client-registration.html', {
  openRegistration: {
    severity: 'warning',
    condition: 'Anybody may register a client, for sign-in',
    consequence: 'a stranger\'s client shows your sign-in page and gets your users\' tokens: an API that takes every client of the pool takes it too',
    remedy: 'register clients with an initial access token, or name the clients that your APIs take, and acknowledge it',
    check: (pool) => isOpenToAll(pool) && !opensMachines(pool) ? 'OpenDcrEnabled of DcrConfiguration is true' : undefined,
  },
  openMachineRegistration: {
    condition: 'Anybody may register a client that gets tokens by itself',
    consequence: 'whoever finds the domain calls your APIs without signing in, and you pay for the tokens',
    remedy: 'take "client_credentials" out of `OpenDcrGrantTypes`, or register such clients with an initial access token',
    check: (pool) => isOpenToAll(pool) && opensMachines(pool)
      ? 'OpenDcrEnabled of DcrConfiguration is true and OpenDcrGrantTypes holds "client_credentials"' : undefined,
  },
});

function isOpenToAll(pool: UserPool): boolean {
  const registration = pool.at('DcrConfiguration');
  const grants = registration.at('OpenDcrGrantTypes');
  // an empty list refuses everybody; a configuration that doesn't say whether it is on is on.
  return registration.at('OpenDcrEnabled').flag === true && registration.at('EnableStatus').text !== 'Disabled' && grants.closedList?.length !== 0;
}

function opensMachines(pool: UserPool): boolean {
  return pool.at('DcrConfiguration.OpenDcrGrantTypes').list.includes('client_credentials');
}
