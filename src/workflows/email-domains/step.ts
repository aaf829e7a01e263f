import { flaw, letsIn, type EmailDomainsEntry } from './entry';
import { attributesOf, identitiesOf, type TriggerEvent } from '../runtime/event';
import { externalName, isSameProvider } from '../runtime/external-name';
import { Refusal, type Step } from '../runtime/step';

/** Who isn't looked at: users whom an administrator makes, until they sign in, and machines. */
const PASS = ['PreSignUp_AdminCreateUser', 'TokenGeneration_ClientCredentials'];

/**
 * Refuses users whose address has another domain: before there is an account, and at each sign-in, so that nobody gets in with an address that changed, or
 * from a migration or an import.
 */
export const emailDomains: Step<EmailDomainsEntry> = {
  flaw,

  run: (event, entries) => {
    const attributes = attributesOf(event);
    const asked = PASS.includes(event.triggerSource) ? [] : entries.filter(isAsked(event, attributes));
    if (asked.length === 0) {
      return;
    }
    if (!letsIn(asked, attributes.get('email'))) {
      throw new Refusal('emailDomain', 'This is not possible with this e-mail address.');
    }
    // who signs up here proves the address next.
    if (event.triggerSource !== 'PreSignUp_SignUp' && attributes.get('email_verified') !== 'true' && !asked.every(({ isVouched }) => isVouched)) {
      throw new Refusal('emailUnverified', 'The e-mail address of this account is not verified.');
    }
  },
};

/** Which lists a user must be let in by: the provider's at the first sign-in with it, later those of all the accounts that sign in as the user. */
function isAsked(event: TriggerEvent, attributes: ReadonlyMap<string, string>): (entry: EmailDomainsEntry) => boolean {
  const isFirst = event.triggerSource === 'PreSignUp_ExternalProvider';
  // at sign-up the attributes are the stranger's own words.
  const isUser = event.triggerSource.startsWith('TokenGeneration_');
  const isExternal = isFirst || (isUser && attributes.get('cognito:user_status') === 'EXTERNAL_PROVIDER');
  const name = isFirst ? externalName(event.userName) : undefined;
  const providers = isFirst ? name === undefined ? [] : [name.provider]
    : isUser ? identitiesOf(attributes).map(({ providerName }) => providerName) : [];
  // a provider that nobody can tell might be any of them.
  const isUnknown = isExternal && providers.length === 0;
  return ({ provider }) => provider === undefined ? !isExternal : isUnknown || providers.some((one) => isSameProvider(one, provider));
}
