import * as http from 'http';
import type { AddressInfo } from 'net';

/** A user of the old pool. */
export interface OldUser {
  readonly username?: string;
  readonly password?: string;
  readonly status?: string;
  readonly enabled?: boolean;
  readonly factors?: readonly string[];
  readonly olderFactors?: readonly string[];
  readonly challenge?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What was asked, by the name of the operation. */
export interface Asked {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly authorization: string;
}

const SUB = '5d1f9a52-8a1c-4d53-9b0e-3d7c1c1a0f11';

/** An account that signs in with the address of its key. */
function defaults(address: string, user: OldUser): Required<OldUser> {
  const attributes = { sub: SUB, email: address, email_verified: 'true', ...user.attributes };
  return { username: SUB, password: 'Right-password1', status: 'CONFIRMED', enabled: true, factors: [], olderFactors: [], challenge: '', ...user, attributes };
}

/**
 * A user pool as far as a migration asks it, with an STS beside it. It answers as Cognito does: to each name of a user, to disabled users, to passwords to be changed.
 */
export class OldPoolServer {
  readonly asked: Asked[] = [];
  /** what STS answers */
  assumed = ASSUMED;
  /** an error in place of an answer, by operation */
  readonly failures = new Map<string, { readonly status: number; readonly type: string }>();

  readonly http = http.createServer((request, response) => this.receive(request, response));

  constructor(private readonly users: ReadonlyMap<string, Required<OldUser>>) {}

  /** how long an answer takes in milliseconds, by operation and name */
  delay: (operation: string, name: string) => number = () => 0;

  get url(): string { return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`; }

  operations(): string[] { return this.asked.map(({ operation }) => operation).sort(); }

  async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  private receive(request: http.IncomingMessage, response: http.ServerResponse): void {
    let text = '';
    request.on('data', (chunk: Buffer) => text += chunk.toString());
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target'] ?? new URLSearchParams(text).get('Action')).replace(/.*\./, '');
      const body = text.startsWith('{') ? JSON.parse(text) as Record<string, unknown> : Object.fromEntries(new URLSearchParams(text));
      this.asked.push({ operation, body, authorization: String(request.headers.authorization) });
      const name = String(body.Username ?? (body.AuthParameters as Record<string, string> | undefined)?.USERNAME);
      setTimeout(() => this.answer(operation, name, body, response), this.delay(operation, name));
    });
  }

  private answer(operation: string, name: string, body: Readonly<Record<string, unknown>>, response: http.ServerResponse): void {
    const failure = this.failures.get(operation);
    if (operation === 'AssumeRole') {
      response.writeHead(failure?.status ?? 200, { 'content-type': 'text/xml' }).end(failure === undefined ? this.assumed
        : `<ErrorResponse><Error><Type>Sender</Type><Code>${failure.type}</Code><Message>no</Message></Error></ErrorResponse>`);
      return;
    }
    const result = failure ?? (operation === 'AdminGetUser' ? this.user(name) : this.proof(name, (body.AuthParameters as Record<string, string>).PASSWORD));
    const isError = typeof (result as { type?: unknown }).type === 'string';
    response.writeHead(isError ? (result as { status?: number }).status ?? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify(isError ? { __type: (result as { type: string }).type, message: `about ${name}` } : result));
  }

  /** By the user name, the sub or an address, as AdminGetUser takes them. */
  private find(name: string): Required<OldUser> | undefined {
    const names = ({ username, attributes: { sub, email, phone_number } }: Required<OldUser>) => [username, sub, email, phone_number];
    return this.users.get(name) ?? [...this.users.values()].find((user) => names(user).includes(name));
  }

  private user(name: string): object {
    const user = this.find(name);
    return user === undefined ? { type: 'UserNotFoundException' } : {
      Username: user.username,
      Enabled: user.enabled,
      UserStatus: user.status,
      UserAttributes: Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
      ...user.factors.length > 0 && { UserMFASettingList: user.factors },
      ...user.olderFactors.length > 0 && { MFAOptions: user.olderFactors.map((DeliveryMedium) => ({ DeliveryMedium, AttributeName: 'phone_number' })) },
    };
  }

  private proof(name: string, password: string | undefined): object {
    const user = this.find(name);
    if (user === undefined) {
      return { type: 'UserNotFoundException' };
    }
    if (!user.enabled || user.status === 'EXTERNAL_PROVIDER') {
      return { type: 'NotAuthorizedException' };
    }
    if (user.status === 'RESET_REQUIRED') {
      return { type: 'PasswordResetRequiredException' };
    }
    if (user.status === 'UNCONFIRMED') {
      return { type: 'UserNotConfirmedException' };
    }
    if (password !== user.password) {
      return { type: 'NotAuthorizedException' };
    }
    const challenge = user.challenge !== '' ? user.challenge
      : user.status === 'FORCE_CHANGE_PASSWORD' ? 'NEW_PASSWORD_REQUIRED'
        : user.factors.length > 1 ? 'SELECT_MFA_TYPE' : user.factors[0] ?? (user.olderFactors.length > 0 ? 'SMS_MFA' : undefined);
    return challenge === undefined ? { AuthenticationResult: { AccessToken: 'a', IdToken: 'i', RefreshToken: 'r' } } : { ChallengeName: challenge, Session: 'session' };
  }
}

/** A server that listens. */
export async function oldPoolServer(users: Readonly<Record<string, OldUser>>): Promise<OldPoolServer> {
  const server = new OldPoolServer(new Map(Object.entries(users).map(([address, user]) => [address, defaults(address, user)])));
  await new Promise<void>((done) => server.http.listen(0, '127.0.0.1', done));
  return server;
}

const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>ASIAASSUMED</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;
