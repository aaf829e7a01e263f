import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Token, type CfnResource } from 'aws-cdk-lib/core';
import { definitionOf, resolve, unresolved, type Definition, type TemplateResolver } from './resolver';
import { isObject, type Properties } from './value';

/** What can be attached to roles. */
export const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/** Stands for a document that nobody asked for. */
const UNREAD = 'Unread';

/** A policy of which no more is read than whom it is attached to: most are others', and documents cost most. */
export class Policy {
  readonly definition: Definition;
  private document?: PolicyDocument;

  constructor(readonly cfn: CfnResource, private readonly resolver: TemplateResolver) {
    this.definition = definitionOf(cfn, resolver, (properties) => this.skimmed(properties)) ?? {};
  }

  /**
   * The statements that somebody asks for, by what they are before tokens are resolved; `undefined` where that isn't possible without reading all of it.
   */
  statements(isAsked: (statement: Properties) => boolean): Properties[] | undefined {
    const { PolicyDocument: written } = this.definition.Properties ?? {};
    if (this.document === undefined || !isObject(written) || Object.keys(written).join() !== UNREAD) {
      return undefined;
    }
    const { Statement = [] } = (this.resolver.written(this.document) ?? {}) as { readonly Statement?: Properties[] };
    const asked = Statement.filter(isAsked);
    return asked.length === 0 ? asked : resolve(this.cfn, asked, this.resolver) as Properties[];
  }

  /** What stands in for its properties. Overrides are written on top of it. */
  private skimmed(properties: unknown): unknown {
    const held = unresolved(properties) as Properties;
    const { roles, roleName, policyDocument } = held;
    if (!('policyDocument' in held)) {
      return properties; // a resource without a class of its own.
    }
    this.document = policyDocument instanceof PolicyDocument ? policyDocument : undefined;
    return { policyName: '-', policyDocument: { [UNREAD]: true }, roles, roleName };
  }
}

/** Whether a statement is about some actions, or might be. */
export function isAbout({ Action, NotAction }: Properties, actions: RegExp): boolean {
  const isNamed = (action: unknown) => typeof action !== 'string' || Token.isUnresolved(action) || actions.test(action);
  return NotAction !== undefined || [Action].flat().some(isNamed);
}
