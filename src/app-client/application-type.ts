/**
 * The kinds of app that the Cognito console knows.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
 */
export enum ApplicationType {
  /**
   * A single-page application: runs in the browser and keeps no secret.
   */
  SINGLE_PAGE = 'SINGLE_PAGE',

  /**
   * A traditional web application: its server keeps a client secret.
   */
  TRADITIONAL_WEB = 'TRADITIONAL_WEB',

  /**
   * A mobile or desktop application: runs on users' devices and keeps no secret. The console calls it "mobile app".
   */
  MOBILE = 'MOBILE',
}
