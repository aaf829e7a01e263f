import type { UserType } from '@aws-sdk/client-cognito-identity-provider';
import { flaw, type DuplicateEmailsEntry } from './entry';
import { domainOf } from '../runtime/email-domain';
import { attributesOf, identitiesOf, type TriggerEvent } from '../runtime/event';
import { externalName, isSameProvider, type ExternalName } from '../runtime/external-name';
import { Refusal, type Step, type StepContext } from '../runtime/step';

/** How many accounts at providers Cognito links to one user. */
const MOST = 5;

/** Their subjects have no capitals, so that they are known from a user name in lower case. */
const LOWER = ['Google', 'SignInWithApple'];

/**
 * Refuses users who come from a provider with an address that another user has, or links them to that user.
 *
 * Whatever can't be looked up is refused: to go on would make a second user, for good.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html
 */
export const duplicateEmails: Step<DuplicateEmailsEntry> = {
  flaw,

  run: async (event, [entry], context) => {
    const attributes = attributesOf(event);
    const email = attributes.get('email') ?? '';
    if (event.triggerSource !== 'PreSignUp_ExternalProvider' || email === '') {
      return;
    }
    // an address that nobody verified is nobody's: otherwise whoever types it in at the sign-up page keeps its owner out.
    const holders = await usersWith(email, event, context, ({ UserStatus }, of) => (
      of.get('email_verified') === 'true' || (entry.policy === 'REFUSE' && UserStatus === 'EXTERNAL_PROVIDER')));
    // the directory may list a linked account beside its user.
    const [user, ...others] = holders.filter((one) => !holders.some((other) => isLinked(one, other)));
    if (user === undefined) {
      return;
    }
    const name = externalName(event.userName);
    const trusted = (entry.trustedProviders ?? []).find((one) => entry.policy === 'LINK_VERIFIED' && name !== undefined && isSameProvider(one, name.provider));
    const refused = trusted === undefined || name === undefined ? 'addressTaken'
      : attributes.get('email_verified') !== 'true' || domainOf(email) === undefined ? 'emailUnverified'
        : others.length > 0 ? 'severalUsers'
          : user.UserStatus !== 'CONFIRMED' || user.Enabled !== true ? 'userNotConfirmed' : undefined;
    if (refused !== undefined) {
      throw new Taken(refused);
    }
    await link(user, { provider: trusted!, subject: name!.subject }, entry, event, context);
  },
};

/** The address is another user's. What is shown is always the same. */
class Taken extends Refusal {
  constructor(code: string) {
    super(code, 'There is an account with this e-mail address already. Please sign in the way you did before.');
  }
}

/** Cognito has begun to make another user, so this sign-in must end; the next one is that of the linked user. */
class Linked extends Refusal {
  constructor() {
    super('accountLinked', 'ACCOUNT_LINKED: please sign in once more.');
  }
}

async function link(
  user: UserType, as: ExternalName, { bypassMfa, trustedProviders = [] }: DuplicateEmailsEntry, event: TriggerEvent, context: StepContext,
): Promise<never> {
  const { provider } = as;
  const subject = subjectOf(as, event);
  if (subject === undefined) {
    throw new Taken('subjectUnknown');
  }
  const identities = identitiesOf(attributesIn(user));
  const same = identities.find(({ providerName }) => isSameProvider(providerName, provider));
  if (same?.userId === subject) {
    throw new Linked();
  }
  // an address that the provider gave to somebody else since has another subject there.
  if (same !== undefined || identities.length >= MOST) {
    throw new Taken(same === undefined ? 'tooManyLinks' : 'otherSubject');
  }
  // an address that such a provider wrote is nobody's proof, whatever the user verified before.
  if (!identities.every(({ providerName }) => trustedProviders.some((one) => isSameProvider(one, providerName)))) {
    throw new Taken('otherProvider');
  }
  const { sdk, send } = context.cognito();
  const at = { UserPoolId: event.userPoolId };
  if (bypassMfa !== true) {
    const { UserMFASettingList = [], MFAOptions = [] } = await send(new sdk.AdminGetUserCommand({ ...at, Username: user.Username }));
    if (UserMFASettingList.length + MFAOptions.length > 0) {
      throw new Taken('secondFactor');
    }
  }
  try {
    await send(new sdk.AdminLinkProviderForUserCommand({
      ...at,
      DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: user.Username },
      SourceUser: { ProviderName: provider, ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: subject },
    }));
  } catch (error) {
    // another sign-in of the same user may have been first; Cognito has also been seen to link and to say that it can't.
    const [again] = await usersWith(attributesOf(event).get('email')!, event, context, ({ Username }) => Username === user.Username);
    const linked = again === undefined ? [] : identitiesOf(attributesIn(again));
    if (!linked.some(({ providerName, userId }) => isSameProvider(providerName, provider) && userId === subject)) {
      throw error;
    }
  }
  throw new Linked();
}

/**
 * The users with an address, as mailboxes compare it: without regard to the case of its letters, in ASCII only. More than a user with the accounts that are
 * linked, and another, aren't needed.
 *
 * Their attributes aren't chosen: `ListUsers` fails where a user lacks one that is asked for.
 */
async function usersWith(
  email: string, { userPoolId }: TriggerEvent, context: StepContext, isMeant: (user: UserType, attributes: ReadonlyMap<string, string>) => boolean,
): Promise<UserType[]> {
  if (/\p{C}/u.test(email)) {
    throw new Taken('emailUnverified');
  }
  const { sdk, send } = context.cognito();
  const found = new Map<string, UserType>();
  for (const written of new Set([email, folded(email)])) {
    let PaginationToken: string | undefined;
    do {
      const Filter = `email = "${written.replace(/["\\]/g, '\\$&')}"`;
      const page = await send(new sdk.ListUsersCommand({ UserPoolId: userPoolId, Filter, PaginationToken }));
      for (const user of page.Users ?? []) {
        const attributes = attributesIn(user);
        if (folded(attributes.get('email') ?? '') === folded(email) && isMeant(user, attributes)) {
          found.set(user.Username!, user);
        }
      }
      ({ PaginationToken } = page);
    } while (PaginationToken !== undefined && found.size <= MOST + 1);
  }
  return [...found.values()];
}

/** Whether a user from a provider is an account that is linked to another user. */
function isLinked({ Username, UserStatus }: UserType, to: UserType): boolean {
  return UserStatus === 'EXTERNAL_PROVIDER' && to.Username !== Username
    && identitiesOf(attributesIn(to)).some(({ providerName, userId }) => isSameProvider(`${providerName}_${userId}`, Username!));
}

function attributesIn({ Attributes = [] }: UserType): ReadonlyMap<string, string> {
  return new Map(Attributes.map(({ Name, Value }) => [Name!, Value ?? '']));
}

/** In ASCII only: the sign of Kelvin has a "k" for its lower case, and is another mailbox. */
function folded(email: string): string {
  return email.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * The subject as the provider writes it: a link to it in lower case is never found. Where the name of the user is in lower case, a custom attribute
 * tells it, which comes from the provider in this event and is the same but for case.
 */
function subjectOf({ provider, subject }: ExternalName, event: TriggerEvent): string | undefined {
  if (event.userName !== event.userName!.toLowerCase() || subject.toUpperCase() === subject || LOWER.includes(provider)) {
    return subject;
  }
  const custom = [...attributesOf(event)].filter(([name, value]) => name.startsWith('custom:') && value.toLowerCase() === subject);
  const [known, ...others] = new Set(custom.map(([, value]) => value));
  return others.length === 0 ? known : undefined;
}
