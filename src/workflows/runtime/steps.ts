import type { Step } from './step';
import { duplicateEmails } from '../duplicate-emails/step';
import { emailDomains } from '../email-domains/step';
import { derivedGroups, storedGroups } from '../group-membership/step';
import { localizedMessages } from '../messages/step';
import { ownFunction } from '../own-function/step';
import { providerGroups } from '../provider-groups/step';
import { tokenClaims } from '../token-claims/step';
import { userMigration } from '../user-migration/step';

/**
 * The steps of all triggers, in the order in which they run: who is refused comes first, and functions of the caller's see what the others did.
 */
export const STEPS: Readonly<Record<string, Step>> = {
  emailDomains,
  duplicateEmails,
  storedGroups,
  providerGroups,
  derivedGroups,
  tokenClaims,
  localizedMessages,
  userMigration,
  ownFunction,
};
