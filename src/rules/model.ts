import { CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

type Properties = Readonly<Record<string, unknown>>;

/**
 * A resource as CloudFormation will see it: property names of the template, references resolved, raw overrides on top.
 */
export class AuthResource {
  private resolved?: { readonly Properties: Properties; readonly DeletionPolicy?: string };

  constructor(readonly cfn: CfnResource) {}

  get type(): string {
    return this.cfn.cfnResourceType;
  }

  get path(): string {
    return this.cfn.node.path;
  }

  get deletionPolicy(): string | undefined {
    return this.definition.DeletionPolicy;
  }

  /** Any value by its path, `Policies.PasswordPolicy.MinimumLength`; an object where it is still a token. */
  value(path: string): unknown {
    let value: unknown = this.definition.Properties;
    for (const name of path.split('.')) {
      if (typeof value !== 'object' || value === null) {
        return undefined;
      }
      value = (value as Properties)[name];
    }
    return value;
  }

  has(path: string): boolean {
    return this.value(path) !== undefined;
  }

  /** Whether the value is there but known to CloudFormation only. */
  isToken(path: string): boolean {
    return this.has(path) && this.text(path) === undefined;
  }

  /** A literal string. Numbers and booleans that CloudFormation takes for strings are read too. */
  text(path: string): string | undefined {
    const value = this.value(path);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
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
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;
  }

  /** A list of literal strings in which nothing is a token: only then may a rule say that something is missing. */
  closedList(path: string): string[] | undefined {
    const value = this.value(path);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  }

  /** A list of objects. */
  objects(path: string): Properties[] {
    const value = this.value(path);
    return Array.isArray(value) ? value.filter((item): item is Properties => typeof item === 'object' && item !== null) : [];
  }

  keys(path: string): string[] {
    const value = this.value(path);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  }

  private get definition() {
    if (this.resolved === undefined) {
      // the L1's getters don't show `addPropertyOverride`: what the stack is going to write does.
      const template = Stack.of(this.cfn).resolve(this.cfn._toCloudFormation()) as { Resources?: Record<string, { Properties?: Properties }> };
      this.resolved = { Properties: {}, ...Object.values(template.Resources ?? {})[0] };
    }
    return this.resolved;
  }
}

/** Whatever names a user pool in `UserPoolId`: clients, domains, providers, branding, groups. */
export class UserPoolAttachment extends AuthResource {
  /** undefined when the pool isn't defined in this stage. */
  pool?: UserPoolResource;

  /** Whether `ClientId` names that client. */
  names(client: UserPoolAttachment): boolean {
    return referenced(rawProperty(this.cfn, 'clientId')) === client.cfn;
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

  private ofType(type: string): UserPoolAttachment[] {
    return this.attachments.filter((attachment) => attachment.type === type);
  }
}

/** An identity pool with its role attachments, and the roles that they name where they are defined in this app. */
export class IdentityPoolResource extends AuthResource {
  readonly roleAttachments: AuthResource[] = [];

  /** The roles by the name under which the attachment hands them out: `authenticated`, `unauthenticated`. */
  roles(): { readonly name: string; readonly role: AuthResource }[] {
    return this.roleAttachments.flatMap((attachment) => {
      const roles = rawProperty(attachment.cfn, 'roles');
      return typeof roles !== 'object' || roles === null ? [] : Object.entries(roles).flatMap(([name, arn]) => {
        const role = referenced(arn);
        return CfnResource.isCfnResource(role) ? [{ name, role: new AuthResource(role) }] : [];
      });
    });
  }
}

/**
 * The construct behind an L1's property that is nothing but a reference. Identity survives stacks; a resolved `Fn::ImportValue` doesn't.
 */
export function referenced(value: unknown): IConstruct | undefined {
  if (typeof value !== 'string' || !Token.isUnresolved(value)) {
    return undefined;
  }
  const fragments = Tokenization.reverseString(value);
  const token = fragments.length === 1 ? fragments.firstToken : undefined;
  return token !== undefined && Reference.isReference(token) ? token.target : undefined;
}

/** An L1's property by its name in TypeScript. */
export function rawProperty(cfn: CfnResource, name: string): unknown {
  return (cfn as unknown as Record<string, unknown>)[name];
}
