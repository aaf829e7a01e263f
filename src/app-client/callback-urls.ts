import { Token, Tokenization } from 'aws-cdk-lib/core';
import { received } from '../private/received';

/**
 * Callback URLs that are the same for every app.
 */
export class CallbackUrls {
  /**
   * The URLs at which a development server on the developer's own machine takes codes, as `localhost` and as `127.0.0.1`: servers and browsers differ about
   * the name.
   *
   * Give them to a client of their own: any program on that machine can listen there. Beside https hosts on one client they are a warning
   * (rule `clientLocalhostInProduction`).
   *
   * Throws when the port isn't 1 to 65535, or the path has no leading slash.
   *
   * @param port the port that the development server listens on
   * @param path where on it codes come back to
   */
  public static localhost(port: number, path: string = '/'): string[] {
    if (!Token.isUnresolved(port) && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
      throw new Error(`"port" must be a whole number from 1 to 65535, received ${received(port)}`);
    }
    if (!Token.isUnresolved(path) && !path.startsWith('/')) {
      throw new Error(`"path" must begin with a slash, received ${received(path)}`);
    }
    return ['localhost', '127.0.0.1'].map((host) => `http://${host}:${Tokenization.stringifyNumber(port)}${path}`);
  }

  private constructor() {}
}
