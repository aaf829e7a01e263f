import { documented, identities } from './events/sign-up';
import { AwsServer, ran, type Answer } from './runtime/support';
import type { Step } from '../../src/workflows/runtime/step';

/** A user of the pool. */
export interface SimulatedUser {
  readonly username: string;
  readonly email?: string;
  readonly verified?: boolean;
  readonly status?: 'UNCONFIRMED' | 'CONFIRMED' | 'EXTERNAL_PROVIDER' | 'RESET_REQUIRED' | 'FORCE_CHANGE_PASSWORD';
  readonly disabled?: boolean;
  readonly factors?: readonly string[];
  readonly links?: [providerName: string, userId: string][];
}

/** An account at a provider: the subject as the provider writes it, and what it says of the user. */
export interface OutsideAccount {
  readonly provider: string;
  readonly subject: string;
  readonly email?: string;
  readonly verified?: boolean;
  readonly more?: Readonly<Record<string, string>>;
}

const FILTER = /^([a-z_]+) = "((?:[^"\\]|\\["\\])*)"$/;

/**
 * A user pool on loopback, as far as the API of the steps goes, with sign-ins from providers as Cognito has them: whoever is linked is the user, whoever isn't
 * goes through the trigger, and becomes a user of their own where that lets them.
 */
export class SimulatedPool {
  public users: SimulatedUser[] = [];
  /** what goes wrong: an answer in place of the right one, once it is asked for */
  public troubles: Partial<Record<string, Answer | 'hangs' | 'does it and fails'>> = {};
  /** whether user names keep their case */
  public keepsCase = false;
  public pageSize = 60;
  /** whether a linked account that has signed in is listed beside its user, as AWS's guide says */
  public listsLinked = false;
  private readonly server = new AwsServer((operation, input) => this.answer(operation, input));
  /** what a filter makes of addresses before it compares them */
  public compared = (text: string): string => text.toLowerCase();
  /** what happens between the look-up and the link */
  public meanwhile: () => void = () => {};

  public get calls(): string[] {
    return this.server.calls.map(([operation]) => operation);
  }

  public get inputs(): Record<string, unknown>[] {
    return this.server.calls.map(([, input]) => input);
  }

  public start(): Promise<unknown> {
    return this.server.start();
  }

  public stop(): Promise<void> {
    return this.server.stop();
  }

  public reset(...users: SimulatedUser[]): void {
    this.server.calls.length = 0;
    Object.assign(this, {
      users, troubles: {}, compared: (text: string) => text.toLowerCase(), keepsCase: false, pageSize: 60, listsLinked: false, meanwhile: () => {},
    });
  }

  public user(username: string): SimulatedUser {
    return this.users.find((one) => one.username === username)!;
  }

  /** The name of the user as whom an account signs in, or why it can't. */
  public async signIn<Entry>(account: OutsideAccount, step: Step<Entry>, entry: Entry, milliseconds = 5000): Promise<string> {
    const { provider, subject, email, verified, more } = account;
    const linked = this.users.find(({ links = [] }) => links.some(([name, id]) => name === provider && id === subject));
    if (linked !== undefined) {
      const listed = `${provider}_${subject}`.toLowerCase();
      if (this.listsLinked && this.users.every(({ username }) => username !== listed)) {
        this.users.push({ username: listed, email, verified, status: 'EXTERNAL_PROVIDER' });
      }
      return linked.disabled === true ? 'disabled' : linked.username;
    }
    const userName = this.keepsCase ? `${provider}_${subject}` : `${provider}_${subject}`.toLowerCase();
    const attributes = { ...email === undefined ? {} : { email }, ...verified === undefined ? {} : { email_verified: String(verified) }, ...more };
    try {
      await ran(step, [entry], documented('PreSignUp_ExternalProvider', attributes, userName), milliseconds);
    } catch (error) {
      return (error as Error).message;
    }
    if (this.users.every(({ username }) => username !== userName)) {
      this.users.push({ username: userName, email, verified, status: 'EXTERNAL_PROVIDER', links: [[provider, subject]] });
    }
    return userName;
  }

  private answer(operation: string, input: Record<string, unknown>): Answer | Promise<Answer> {
    const trouble = this.troubles[operation];
    if (trouble === 'hangs') {
      return new Promise(() => {});
    }
    if (trouble !== undefined && trouble !== 'does it and fails') {
      return trouble;
    }
    const { Username, Filter, PaginationToken } = input as { Username?: string; Filter?: string; PaginationToken?: string };
    switch (operation) {
      case 'ListUsers':
        return this.list(Filter ?? '', Number(PaginationToken ?? 0));
      case 'AdminGetUser': {
        const found = this.users.find(({ username }) => username === Username);
        return found === undefined ? { status: 400, error: 'UserNotFoundException' } : { body: { Username, UserMFASettingList: found.factors } };
      }
      case 'AdminLinkProviderForUser': {
        this.meanwhile();
        const answer = this.link(input as unknown as LinkInput);
        return trouble === undefined ? answer : { status: 400, error: 'InvalidParameterException' };
      }
      default:
        return { status: 400, error: 'UnknownOperationException' };
    }
  }

  private list(filter: string, from: number): Answer {
    const [, name, escaped] = FILTER.exec(filter) ?? [];
    if (name !== 'email') {
      return { status: 400, error: 'InvalidParameterException' };
    }
    const wanted = this.compared(escaped!.replace(/\\(.)/g, '$1'));
    const all = this.users.filter(({ email = '' }) => this.compared(email) === wanted);
    const to = from + this.pageSize;
    return {
      body: {
        Users: all.slice(from, to).map(({ username, email, verified, status = 'CONFIRMED', disabled, links }) => ({
          Username: username,
          UserStatus: status,
          Enabled: disabled !== true,
          Attributes: Object.entries({ sub: `sub-${username}`, email, email_verified: verified?.toString(), identities: links && identities(...links) })
            .filter(([, Value]) => Value !== undefined).map(([Name, Value]) => ({ Name, Value })),
        })),
        ...to < all.length ? { PaginationToken: String(to) } : {},
      },
    };
  }

  private link({ DestinationUser: to, SourceUser: source }: LinkInput): Answer {
    const at = this.users.findIndex(({ username }) => username === to.ProviderAttributeValue);
    const user = this.users[at];
    const isSource = ([name, id]: [string, string]) => name === source.ProviderName && id === source.ProviderAttributeValue;
    const isTaken = this.users.some(({ links = [] }) => links.some(isSource));
    if (user === undefined || to.ProviderName !== 'Cognito') {
      return { status: 400, error: 'UserNotFoundException' };
    }
    if (isTaken || source.ProviderAttributeName !== 'Cognito_Subject') {
      return { status: 400, error: 'InvalidParameterException' };
    }
    if ((user.links ?? []).length >= 5) {
      return { status: 400, error: 'LimitExceededException' };
    }
    this.users[at] = { ...user, links: [...user.links ?? [], [source.ProviderName, source.ProviderAttributeValue]] };
    return { body: {} };
  }
}

interface LinkInput {
  readonly DestinationUser: { readonly ProviderName: string; readonly ProviderAttributeValue: string };
  readonly SourceUser: { readonly ProviderName: string; readonly ProviderAttributeName: string; readonly ProviderAttributeValue: string };
}
