import { type ChildProcess, fork } from 'child_process';
import * as path from 'path';

/** A provider that `openid-provider.mjs` is to be. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clients: readonly Record<string, unknown>[];
  /** paths, by the name of the endpoint, where they aren't the usual ones */
  readonly paths?: Record<string, string>;
  /** how clients may show their secret; any way unless this is given */
  readonly authMethods?: readonly string[];
  /** what isn't served, such as `GET /me` */
  readonly refuses?: readonly string[];
}

/** What Cognito knows when somebody signs in. */
export interface SignIn {
  readonly server: Record<string, unknown>;
  readonly idToken: Record<string, unknown>;
  readonly attributes: Record<string, unknown>;
}

/** Real providers in a process, and Cognito, played by a real client, in another: neither package loads in jest. */
export class OpenIdWorld {
  static async start(providers: readonly OpenIdProvider[]): Promise<OpenIdWorld> {
    const provider = run('openid-provider', JSON.stringify(providers));
    return new OpenIdWorld(provider, run('openid-relying-party'), await next<number>(provider));
  }

  private constructor(private readonly provider: ChildProcess, private readonly cognito: ChildProcess, private readonly port: number) {}

  /** Signs somebody in with nothing but `ProviderDetails` and the redirect URI of the pool's domain. */
  async signIn(details: Record<string, string>, redirectUri: string): Promise<SignIn> {
    const answer = next<SignIn & { error?: string }>(this.cognito);
    this.cognito.send({ details, redirectUri, port: this.port });
    const { error, ...signIn } = await answer;
    if (error !== undefined) {
      throw new Error(error);
    }
    return signIn;
  }

  /** The document that an issuer serves about itself. */
  async discovery(issuer: string): Promise<Record<string, unknown>> {
    const { host, pathname } = new URL(`${issuer}/.well-known/openid-configuration`);
    const response = await fetch(`http://127.0.0.1:${this.port}${pathname}`, { headers: { 'x-forwarded-host': host, 'x-forwarded-proto': 'https' } });
    return await response.json() as Record<string, unknown>;
  }

  end(): Promise<unknown> {
    const processes = [this.provider, this.cognito];
    const ended = processes.map(child => new Promise(resolve => child.once('exit', resolve)));
    processes.forEach(child => child.disconnect());
    return Promise.all(ended);
  }
}

function run(file: string, ...args: string[]): ChildProcess {
  // what the packages warn of, the age of Node.js first, isn't asked here.
  return fork(path.join(__dirname, `${file}.mjs`), args, { execArgv: ['--no-warnings'], silent: true });
}

function next<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (data: Buffer) => said += data;
    const ended = (code: number | null) => reject(new Error(`the process ended with ${code}: ${said}`));
    child.stderr!.on('data', listen);
    child.once('exit', ended);
    child.once('message', message => {
      child.off('exit', ended);
      child.stderr!.off('data', listen);
      resolve(message as T);
    });
  });
}
