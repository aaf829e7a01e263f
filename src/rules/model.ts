import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnResource, type CfnElement, type Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { definitionOf, type Definition } from './definition';
import { referents } from './resolver';
import { isDynamic, isObject, isToken, type Properties } from './template';

/** The names in a path. Rules ask for the same few again and again. */
const paths = new Map<string, readonly string[]>();

function within(properties: Properties, path: string): unknown {
  let names = paths.get(path);
  if (names === undefined) {
    names = path.split('.');
    paths.set(path, names);
  }
  let value: unknown = properties;
  for (let index = 0; index < names.length && !(index > 0 && isToken(value)); index++) {
    value = isObject(value) ? value[names[index]] : undefined;
  }
  return value;
}

/**
 * A resource as CloudFormation will see it: property names of the template, references resolved, raw overrides on top.
 */
export class AuthResource {
  private resolved?: Definition;

  constructor(readonly cfn: CfnResource) {}

  get type(): string {
    return this.cfn.cfnResourceType;
  }

  get path(): string {
    return this.cfn.node.path;
  }

  get stack(): Stack {
    return this.cfn.stack;
  }

  get deletionPolicy(): string | undefined {
    return this.definition.DeletionPolicy;
  }

  /** Any value by its path, `Policies.PasswordPolicy.MinimumLength`; the token where it, or what holds it, still is one. */
  value(path: string): unknown {
    const { Properties } = this.definition;
    return path.includes('.') ? within(Properties, path) : Properties[path];
  }

  has(path: string): boolean {
    return this.value(path) !== undefined;
  }

  /** Whether the template itself sets the value. What holds it may be a token, and then nobody knows. */
  sets(path: string): boolean {
    const end = path.lastIndexOf('.');
    return this.has(path) && (end < 0 || !this.isToken(path.slice(0, end)));
  }

  /** Whether the value is there but known to CloudFormation only. */
  isToken(path: string): boolean {
    return isToken(this.value(path));
  }

  /** A literal string. Numbers and booleans that CloudFormation takes for strings are read too. */
  text(path: string): string | undefined {
    const value = this.value(path);
    return value === undefined || isObject(value) || isDynamic(value) ? undefined : String(value);
  }

  number(path: string): number | undefined {
    const value = Number(this.text(path) ?? NaN);
    return Number.isNaN(value) ? undefined : value;
  }

  flag(path: string): boolean | undefined {
    const value = this.text(path);
    return value === undefined ? undefined : value === 'true';
  }

  /** The literal strings of a list; `undefined` where there is no list or the whole list is a token. */
  list(path: string): string[] | undefined {
    const value = this.value(path);
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string' && !isDynamic(item)) : undefined;
  }

  /** A list of literal strings in which nothing is a token: only then may a rule say that something is missing. */
  closedList(path: string): string[] | undefined {
    return this.isClosed(path) ? this.list(path) : undefined;
  }

  /** Whether nothing in a list, nor the list itself, is a token. No list at all is closed too. */
  isClosed(path: string): boolean {
    const value = this.value(path);
    return value === undefined || (Array.isArray(value) && !value.some(isToken));
  }

  /** The objects of a list, tokens left out. */
  objects(path: string): Properties[] {
    const value = this.value(path);
    return Array.isArray(value) ? value.filter((item): item is Properties => isObject(item) && !isToken(item)) : [];
  }

  /** The names in an object; none where it is a token. */
  keys(path: string): string[] {
    const value = this.value(path);
    return isObject(value) && !Array.isArray(value) && !isToken(value) ? Object.keys(value) : [];
  }

  /** The constructs that a value refers to, across stacks too. */
  referents(value: unknown): IConstruct[] {
    return referents(value, this.stack);
  }

  private get definition(): Definition {
    this.resolved ??= definitionOf(this.cfn);
    return this.resolved;
  }
}

const WEB_ACL_ASSOCIATION = 'AWS::WAFv2::WebACLAssociation';

/** Who verifies a pool's tokens, by resource type, and the property in which it names the pool. */
const VERIFIERS: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Authorizer': 'ProviderARNs',
  'AWS::ApiGatewayV2::Authorizer': 'JwtConfiguration',
  'AWS::ElasticLoadBalancingV2::Listener': 'DefaultActions',
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'Actions',
};

/** The property in which a resource of another service names user pools, by resource type. Cognito's own say `UserPoolId`. */
export const POOL_NAMED_IN: ReadonlyMap<string, string> = new Map([[WEB_ACL_ASSOCIATION, 'ResourceArn'], ...Object.entries(VERIFIERS)]);

/** What may hold the secret of a provider. */
export const SECRET = 'AWS::SecretsManager::Secret';

/** The property in which people may read what they are given, by resource type. */
export const READABLE_IN: ReadonlyMap<string, string> = new Map([['AWS::Lambda::Function', 'Environment'], ['AWS::CloudFormation::Stack', 'Parameters']]);

/** Whatever names a user pool, mostly in `UserPoolId`: clients, domains, providers, branding, groups, web ACLs, authorisers. */
export class UserPoolAttachment extends AuthResource {
  /** undefined when the pool isn't defined in this stage. */
  pool?: UserPoolResource;

  /** Outputs, functions and nested stacks of its stack: what people may read who may not read secrets. */
  exposed: readonly CfnElement[] = [];

  /** Those of Secrets Manager in this stage. */
  secrets: readonly AuthResource[] = [];

  /** Whether `ClientId` names that client. A client that can't be seen might be it. */
  mayName(client: UserPoolAttachment): boolean {
    const [named] = this.referents(this.value('ClientId'));
    return named === undefined || named === client.cfn;
  }
}

/** A user pool with all that is attached to it in this stage, in order of definition. */
export class UserPoolResource extends AuthResource {
  readonly attachments: UserPoolAttachment[] = [];

  get clients(): UserPoolAttachment[] {
    return this.ofType('AWS::Cognito::UserPoolClient');
  }

  get providers(): UserPoolAttachment[] {
    return this.ofType('AWS::Cognito::UserPoolIdentityProvider');
  }

  get domains(): UserPoolAttachment[] {
    return this.ofType('AWS::Cognito::UserPoolDomain');
  }

  get brandings(): UserPoolAttachment[] {
    return this.ofType('AWS::Cognito::ManagedLoginBranding');
  }

  get riskConfigurations(): UserPoolAttachment[] {
    return this.ofType('AWS::Cognito::UserPoolRiskConfigurationAttachment');
  }

  /** Declared in the code and taken out of the template (a pool that is stuck): what the pool has can't be seen. */
  get schemaIsHidden(): boolean {
    return !this.isClosed('Schema') || (!this.has('Schema') && (this.cfn as CfnUserPool).schema !== undefined);
  }

  get groups(): UserPoolAttachment[] {
    return this.ofType('AWS::Cognito::UserPoolGroup');
  }

  get terms(): UserPoolAttachment[] {
    return this.ofType('AWS::Cognito::Terms');
  }

  get logDeliveries(): UserPoolAttachment[] {
    return this.ofType('AWS::Cognito::LogDeliveryConfiguration');
  }

  get webAclAssociations(): UserPoolAttachment[] {
    return this.ofType(WEB_ACL_ASSOCIATION);
  }

  get replicas(): UserPoolAttachment[] {
    return this.ofType('AWS::Cognito::UserPoolReplica');
  }

  /** Authorisers of APIs, listeners of load balancers. */
  get verifiers(): UserPoolAttachment[] {
    return this.attachments.filter(({ type }) => VERIFIERS[type] !== undefined);
  }

  private ofType(type: string): UserPoolAttachment[] {
    return this.attachments.filter((attachment) => attachment.type === type);
  }
}

/** A role that an identity pool hands out, to members or to guests. */
export interface HandedOutRole {
  readonly to: 'authenticated' | 'unauthenticated';
  readonly role: AuthResource;
}

/** An identity pool with its role attachments and tags, and with the user pools among its providers, where they are defined in this stage. */
export class IdentityPoolResource extends AuthResource {
  readonly roleAttachments: AuthResource[] = [];
  readonly principalTags: AuthResource[] = [];
  readonly userPools: UserPoolResource[] = [];

  /** Clients of this stage whose user pool isn't. */
  readonly strangers: UserPoolAttachment[] = [];

  private handedOut?: readonly HandedOutRole[];

  /** Each role once: attached, mapped by rules, or a group's. Roles from outside the app can't be seen. */
  roles(): readonly HandedOutRole[] {
    this.handedOut ??= this.findRoles();
    return this.handedOut;
  }

  /** Another identity pool of the same people hands it out: it never trusts this one. */
  private isOfOthers(role: AuthResource): boolean {
    const pools = role.referents(role.value('AssumeRolePolicyDocument')).filter(CfnResource.isCfnResource).filter(({ cfnResourceType }) => cfnResourceType === this.type);
    return pools.length > 0 && !pools.includes(this.cfn);
  }

  private findRoles(): HandedOutRole[] {
    const found = new Map<string, HandedOutRole>();
    const add = (to: HandedOutRole['to'], source: AuthResource, path: string) => source.referents(source.value(path)).forEach((role) => {
      if (CfnResource.isCfnResource(role) && role.cfnResourceType === 'AWS::IAM::Role') {
        found.set(`${to} ${role.node.path}`, { to, role: new AuthResource(role) });
      }
    });
    for (const attachment of this.roleAttachments) {
      add('authenticated', attachment, 'Roles.authenticated');
      add('unauthenticated', attachment, 'Roles.unauthenticated');
      add('authenticated', attachment, 'RoleMappings');
    }
    const own = [...found.keys()];
    this.userPools.flatMap((pool) => pool.groups).forEach((group) => add('authenticated', group, 'RoleArn'));
    // of a group's role that is open to anybody, `groupRoleTrust` speaks.
    return [...found].filter(([key, { role }]) => own.includes(key) || !this.isOfOthers(role)).map(([, handedOut]) => handedOut);
  }
}
