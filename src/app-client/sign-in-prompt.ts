/**
 * What users see who are signed in already, by the parameter `prompt` of OpenID Connect. Identity providers get each of them but `NONE`.
 */
export enum SignInPrompt {
  /** No page: users come back with a code, or with the error `login_required`. */
  NONE = 'none',
  /** The sign-in page: users sign in again. */
  LOGIN = 'login',
  /** The identity provider lets users choose an account. Nothing changes for accounts of the pool itself. */
  SELECT_ACCOUNT = 'select_account',
  /** The identity provider asks for consent. Nothing changes for accounts of the pool itself. */
  CONSENT = 'consent',
}
