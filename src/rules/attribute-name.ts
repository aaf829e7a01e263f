import { isToken, type Properties } from './template';

/** The names that OpenID Connect gives; all others are custom. */
export const STANDARD_ATTRIBUTES = [
  'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname',
  'phone_number', 'phone_number_verified', 'picture', 'preferred_username', 'profile', 'sub', 'updated_at', 'website', 'zoneinfo',
];

/**
 * An attribute's name in mappings and in clients' lists, as a list of one: `Schema` leaves out the prefix of custom and developer attributes.
 * None where only CloudFormation knows it.
 */
export function attributeNames({ Name: name, DeveloperOnlyAttribute: developer }: Properties): string[] {
  if (typeof name !== 'string' || isToken(name)) {
    return [];
  }
  // a prefix that is there already is doubled (awsdocs/aws-cloudformation-user-guide#932).
  return [STANDARD_ATTRIBUTES.includes(name) ? name : `${String(developer) === 'true' ? 'dev' : 'custom'}:${name}`];
}
