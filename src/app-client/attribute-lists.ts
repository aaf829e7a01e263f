/** What `profile` hands out and a profile page edits. None of them may decide about access. */
const PROFILE = [
  'address', 'birthdate', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'picture',
  'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
];

/**
 * The attributes that a client reads: the profile, the e-mail address, what the pool adds, and the phone number where its scope asks for it.
 *
 * A scope whose attributes can't be read answers `invalid_grant`.
 */
export function readableAttributes(scopes: readonly string[], added: readonly string[]): string[] {
  const phone = scopes.includes('phone') ? ['phone_number', 'phone_number_verified'] : [];
  return [...new Set([...PROFILE, 'email', 'email_verified', ...phone, ...added])].sort();
}

/**
 * The attributes that a client writes: the e-mail address, without which no user signs up; what the providers rewrite; and the
 * profile where users may edit it. The phone number isn't among them: verifying it sends text messages at your cost.
 */
export function writableAttributes(selfService: boolean, mapped: readonly string[]): string[] {
  return [...new Set(['email', ...mapped, ...selfService ? PROFILE : []])].sort();
}

/**
 * Those of a client's own list that the pool's schema doesn't let users write: a client narrows what the pool says. A profile may be opened by a client,
 * as `selfService` does.
 */
export function forbiddenAttributes(chosen: readonly string[], writable: readonly string[]): string[] {
  return chosen.filter((name) => !writable.includes(name) && !PROFILE.includes(name));
}
