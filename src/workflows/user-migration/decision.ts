import type { AdminGetUserCommandOutput, AdminInitiateAuthCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import type { MigrationEntry } from './entry';
import { letsIn } from '../email-domains/entry';

/** The challenges that follow a right password, and ask for a second factor that the user has. */
const SECOND_FACTORS: readonly unknown[] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SELECT_MFA_TYPE'];

type Attributes = ReadonlyMap<string, string>;

/**
 * The user as the new pool makes them, in the words of the trigger's response, or the code of why it doesn't.
 *
 * @param typed the name that the user typed
 * @param proof what the old pool says to the password: nothing where the user has forgotten it
 */
export function decided(
  entry: MigrationEntry, typed: string, user: AdminGetUserCommandOutput, proof: AdminInitiateAuthCommandOutput | undefined,
): Readonly<Record<string, unknown>> | string {
  const old: Attributes = new Map((user.UserAttributes ?? []).map(({ Name = '', Value = '' }) => [Name, Value]));
  const attributes = mapped(entry.attributes, old);
  const hasVerified = (address: string) => attributes.get(`${address}_verified`) === 'true';
  const problem = stateFlaw(user, proof, hasVerified('email') || hasVerified('phone_number')) ?? nameFlaw(entry, typed, user.Username!, old, attributes)
    ?? (letsIn(entry.emailDomains, attributes.get('email')) ? undefined : 'emailDomain');
  if (problem !== undefined) {
    return problem;
  }
  const { UserMFASettingList: factors = [], MFAOptions: older = [] } = user;
  const hasSms = factors.includes('SMS_MFA') || older.length > 0;
  const keepsSms = hasSms && hasVerified('phone_number') && entry.secondFactors === 'KEEP_SMS';
  if ((hasSms || factors.length > 0 || SECOND_FACTORS.includes(proof?.ChallengeName)) && !keepsSms && entry.secondFactors !== 'DROP') {
    return 'SecondFactor';
  }
  if (entry.names === 'ALIAS') {
    // a name that looks like an address isn't accepted beside aliases.
    attributes.set('username', /@|^\+\d+$/.test(user.Username!) ? old.get('sub')! : user.Username!);
  }
  return {
    userAttributes: Object.fromEntries(attributes),
    ...proof && { finalUserStatus: user.UserStatus === 'CONFIRMED' ? 'CONFIRMED' : 'RESET_REQUIRED' },
    ...keepsSms && { enableSMSMFA: true },
  };
}

/** What comes along. An address is as verified as the old pool says, if it is that address. */
function mapped(sources: MigrationEntry['attributes'], old: Attributes): Map<string, string> {
  const attributes = new Map(Object.entries(sources).flatMap(([name, source]) => old.has(source) ? [[name, old.get(source)!] as const] : []));
  for (const address of ['email', 'phone_number'].filter((name) => attributes.has(name))) {
    attributes.set(`${address}_verified`, String(sources[address] === address && old.get(`${address}_verified`) === 'true'));
  }
  return attributes;
}

/** Why the user may not come in now. */
function stateFlaw(
  { Enabled, UserStatus: status }: AdminGetUserCommandOutput, proof: AdminInitiateAuthCommandOutput | undefined, isReachable: boolean,
): string | undefined {
  const isInvited = status === 'FORCE_CHANGE_PASSWORD';
  // whoever is asked to reset the password proves nothing by the old one.
  const mayCome = status === 'CONFIRMED' || (proof === undefined ? status === 'RESET_REQUIRED' : isInvited);
  if (Enabled !== true || !mayCome) {
    return Enabled !== true ? 'Disabled' : `Status:${status}`;
  }
  if (proof !== undefined && !proves(proof, isInvited)) {
    return 'Unproven';
  }
  // a temporary password is known to others: it ends with a new one, by a code.
  return (proof === undefined || isInvited) && !isReachable ? 'NoVerifiedAddress' : undefined;
}

/** Whether the answer proves that the password is right. */
function proves({ AuthenticationResult, ChallengeName }: AdminInitiateAuthCommandOutput, isInvited: boolean): boolean {
  return isInvited ? ChallengeName === 'NEW_PASSWORD_REQUIRED'
    : AuthenticationResult !== undefined || ChallengeName === 'MFA_SETUP' || SECOND_FACTORS.includes(ChallengeName);
}

/** Why what the user typed isn't to become theirs in the new pool: the old one finds users by other names too. */
function nameFlaw({ names }: MigrationEntry, typed: string, name: string, old: Attributes, attributes: Attributes): string | undefined {
  const isUuid = name === old.get('sub');
  const folded = (text: string | undefined) => text?.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const theirs = names === 'ADDRESS' ? [attributes.get('email'), attributes.get('phone_number')]
    : names === 'NAME' ? [isUuid ? old.get('email') ?? old.get('phone_number') : name]
      : [...isUuid ? [] : [name], ...['email', 'phone_number', 'preferred_username'].map((attribute) => old.get(attribute))];
  return theirs.some((one) => folded(one) === folded(typed)) ? undefined : 'OtherName';
}
