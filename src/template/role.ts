import { isAbout } from './policy';
import { Resource } from './resource';
import { isIntrinsic, isLiteral, isObject, type Properties } from './value';

/** A role, with the policies that give it something, wherever in the stage they stand. */
export class Role extends Resource {
  readonly name = this.at('RoleName');
  readonly trust = this.at('AssumeRolePolicyDocument');
  readonly managedPolicies = this.at('ManagedPolicyArns');

  /** The statements by which it may be taken. */
  get trustStatements(): Properties[] { return statementsOf(this.trust.raw); }

  /** The statements of its own policies and of those of this app that are attached to it. */
  get statements(): Properties[] { return this.statementsThat(() => true); }

  /** Those about some actions, or that might be. It costs less than to read all. */
  statementsAbout(actions: RegExp): Properties[] { return this.statementsThat((statement) => isAbout(statement, actions)); }

  /** Those that are as somebody asks, before and after tokens are resolved. */
  statementsThat(isAsked: (statement: Properties) => boolean): Properties[] {
    const inline = this.at('Policies').objects.flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument));
    return [...inline, ...this.view.statementsOf(this, isAsked)].filter(isAsked);
  }

  /** The actions that it is allowed, as far as they are known. */
  get actions(): string[] {
    return this.statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => [Action].flat().filter(isLiteral));
  }
}

/** The statements of a policy's document that are known. */
export function statementsOf(document: unknown): Properties[] {
  const { Statement } = isIntrinsic(document) || !isObject(document) ? {} as Properties : document as Properties;
  return [Statement].flat().filter((one): one is Properties => isObject(one) && !isIntrinsic(one));
}
