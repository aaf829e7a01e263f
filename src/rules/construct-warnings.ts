/**
 * What constructs warn of by themselves, where no template shows it: the ids are contract like those of the rules, and so is the way to accept them.
 *
 * Each with the condition that trips it, in a sentence without a full stop.
 */
export const CONSTRUCT_WARNINGS = {
  clientProvidersUnseen: 'The user pool of an app client is imported, and no identity provider is registered with it',
  lockDoubtful: 'A change against the lock file of which nobody can tell here whether users lose anything by it',
  lockIncomplete: 'A resource or choice isn\'t in the lock file yet',
  lockUpdated: 'The lock file is rewritten at this synthesis',
  messageInParts: 'A text message that is sent in more than one part, each of which costs',
  messagesWithoutSes: 'Localized e-mails, and Cognito itself sends the mails of the user pool',
  migrationEnded: 'A user migration whose `until` has passed',
  styleContrast: 'Two colors of a managed login style that lie on each other have a contrast below 4.5 to 1',
  userInTemplate: 'A user is defined in the template: a change of its name, its address or its id deletes it and makes another',
} as const;

/** The id of such a warning. */
export type ConstructWarning = keyof typeof CONSTRUCT_WARNINGS;
