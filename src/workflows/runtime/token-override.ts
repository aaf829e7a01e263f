import type { TriggerEvent } from './event';
import { isJson, textsOf, type Json } from './json';

/** A token that is made: of the access tokens, those of machines come by an event of their own. */
export type TokenName = 'id' | 'access';

/** What is known of a group's role. Cognito names the roles of the groups that a user is stored in, without saying whose they are. */
export interface GroupRole {
  readonly group: string;
  /** its ARN: not needed of a group in which users are stored only */
  readonly role?: string;
  /** the lowest number goes first, and none at all last */
  readonly precedence?: number;
}

/**
 * What the answer of token generation changes, in whatever version the event has. Several steps write into the same answer.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export class TokenOverride {
  /** Version 1 changes the ID token only, in another shape. */
  private readonly isFirst: boolean;
  private readonly name: string;

  constructor(private readonly event: TriggerEvent) {
    this.isFirst = event.version === '1';
    this.name = this.isFirst ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails';
  }

  /** Machines have no attributes, groups or ID tokens. */
  public get isOfMachine(): boolean {
    return this.event.triggerSource === 'TokenGeneration_ClientCredentials';
  }

  /** The groups that the tokens name by now. */
  public get groups(): readonly string[] {
    return textsOf(this.now.groupsToOverride);
  }

  /**
   * Adds groups, with their roles. The preferred role is that of the lowest precedence; none, where groups with different roles share it.
   *
   * @param known the groups that have roles
   */
  public join(groups: readonly string[], known: readonly GroupRole[] = []): void {
    const { groups: before, now: { iamRolesToOverride, preferredRole = null } } = this;
    const roles = textsOf(iamRolesToOverride);
    const added = known.filter(({ group, role }) => role !== undefined && groups.includes(group));
    const rank = rankOf(added);
    const old = roles.length > 0 ? rankOf(known.filter(({ group }) => before.includes(group))) : undefined;
    const first = new Set([
      ...old !== undefined && (added.length === 0 || old <= rank) ? [preferredRole] : [],
      ...old === undefined || rank <= old ? added.filter((one) => rankOf([one]) === rank).map(({ role }) => role) : [],
    ]);
    // whatever the answer leaves out is taken away.
    within(this.event.response, this.name).groupOverrideDetails = {
      groupsToOverride: [...new Set([...before, ...groups])],
      iamRolesToOverride: [...new Set([...roles, ...added.map(({ role }) => role)])],
      preferredRole: first.size === 1 ? [...first][0] : null,
    };
  }

  /** Adds a claim, or changes it. */
  public claim(token: TokenName, name: string, value: unknown): void {
    within(this.part(token), 'claimsToAddOrOverride')[name] = value;
  }

  /** Leaves a claim out. */
  public suppress(token: TokenName, name: string): void {
    addTo(this.part(token), 'claimsToSuppress', [name]);
  }

  /** Adds scopes to the access token. */
  public addScopes(scopes: readonly string[]): void {
    if (scopes.length > 0) {
      addTo(this.part('access'), 'scopesToAdd', scopes);
    }
  }

  private get now(): Json {
    const answer = this.event.response[this.name];
    const details = isJson(answer) && isJson(answer.groupOverrideDetails) ? answer.groupOverrideDetails : this.event.request.groupConfiguration;
    return isJson(details) ? details : {};
  }

  /** What is said of a token; of an access token, to which version 1 has nothing to say, it is dropped. */
  private part(token: TokenName): Json {
    const details = (): Json => within(this.event.response, this.name);
    return !this.isFirst ? within(details(), `${token}TokenGeneration`) : token === 'id' ? details() : {};
  }
}

/** The object under a name, which Cognito leaves empty at first. */
function within(holder: Json, name: string): Json {
  const value = holder[name];
  return isJson(value) ? value : holder[name] = {};
}

function addTo(part: Json, name: string, texts: readonly string[]): void {
  part[name] = [...new Set([...textsOf(part[name]), ...texts])];
}

function rankOf(roles: readonly GroupRole[]): number {
  return Math.min(...roles.map(({ precedence = Infinity }) => precedence));
}
