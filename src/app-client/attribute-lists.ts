/** What `profile` hands out and a profile page edits. None of them may decide about access. */
const PROFILE = [
  'address', 'birthdate', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'picture',
  'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
];

/**
 * The attributes that a client reads: the profile, the e-mail address, and the phone number only where its scope asks for it.
 *
 * A scope whose attributes can't be read answers `invalid_grant`.
 */
export function readableAttributes(scopes: readonly string[]): string[] {
  return [...PROFILE, 'email', 'email_verified', ...scopes.includes('phone') ? ['phone_number', 'phone_number_verified'] : []].sort();
}

/**
 * The attributes that a client writes: the e-mail address, without which nobody signs up; what the providers rewrite; and the
 * profile where people may edit it. The phone number isn't among them: verifying it sends text messages at your cost.
 */
export function writableAttributes(selfService: boolean, mapped: readonly string[]): string[] {
  return [...new Set(['email', ...mapped, ...selfService ? PROFILE : []])].sort();
}
