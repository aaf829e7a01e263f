import { CfnElement, CfnResource, type CfnOutput } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { meaningOf } from '../../template/resolver';
import { idOf, type Scan } from '../../template/scan';
import { isIntrinsic, isObject, type Properties } from '../../template/value';

/** That something of a template waits for something else. */
export interface Link {
  readonly from: CfnResource | CfnOutput;
  readonly to: IConstruct;
  /** the property that says so */
  readonly at: string;
}

/** As messages show it. */
export function said({ from, to, at }: Link): string {
  return `"${from.node.path}" waits for "${to.node.path}"${at === '' ? '' : ` (${at})`}`;
}

/**
 * Tells by which property something waits for something else.
 *
 * @param standsFor the resource that is the nested stack in which it is
 * @param read what the properties say once stacks are linked
 */
export function linkOf(scan: Scan, from: CfnResource | CfnOutput, to: IConstruct, standsFor: IConstruct = to, read?: unknown): Link {
  const ends = [to, standsFor];
  const path = CfnResource.isCfnResource(from) ? pathTo(read ?? scan.definition(from)?.Properties, ends) : ['Value'];
  return { from, to, at: path?.join('.') ?? (CfnResource.isCfnResource(from) && scan.dependencies(from).some((one) => ends.includes(one)) ? 'DependsOn' : '') };
}

function pathTo(value: unknown, ends: readonly IConstruct[]): string[] | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  if (isIntrinsic(value) && ends.some((end) => meaningOf(value)?.target === end || (CfnElement.isCfnElement(end) && names(value, idOf(end))))) {
    return [];
  }
  for (const [name, part] of Object.entries(value)) {
    const path = pathTo(part, ends);
    if (path !== undefined) {
      return name.startsWith('Fn::') ? [] : [name, ...path];
    }
  }
  return undefined;
}

/** Whether an intrinsic function names an element, as an override does before stacks are linked. */
function names(value: Properties, id: string): boolean {
  return value.Ref === id || String([value['Fn::GetAtt']].flat()[0]).split('.')[0] === id;
}

/** What breaks a circle, by what each of some links looks like: type, property, type. */
const WAYS: readonly (readonly [links: readonly RegExp[], wayOut: string])[] = [
  [[/^Trigger Environment.* Cognito::UserPool$/], 'read the pool\'s id from `event.userPoolId`'],
  [[/^Trigger Environment.* Cognito::UserPoolClient$/], 'read the client\'s id from `event.callerContext.clientId`'],
  [[/^IAM::\w+ Polic.* Cognito::UserPool$/], 'put the permission into an `iam.Policy` of its own, as `auth.grants` does'],
  [[/ SecretsManager::Secret$/, /^SecretsManager::Secret .* Cognito::UserPool(Client)?$/],
    'give the secret a name, `storeClientSecret({ secretName: \'\u2026\' })`, and refer to it by that name, `Secret.fromSecretNameV2()`'],
  [[/^Cognito::UserPoolClient (Callback|Logout|DefaultRedirect).* CloudFront::Distribution$/],
    'give the distribution a domain name of your own and name that, `addRedirectsFrom(distribution, { domainNames: [\'\u2026\'] })`'],
  [[/^Cognito::UserPoolClient (Callback|Logout|DefaultRedirect)URLs?.* (?!CloudFront::Distribution)\S+$/],
    'name a URL of a domain of your own, `addCallbackUrls([\'https://\u2026\'])`'],
  [[/^Cognito::UserPoolClient SupportedIdentityProviders/], 'define the client beside its identity provider or in a stack that waits for it, `new AppClient(stack, \'\u2026\', { userPool, \u2026 })`'],
  [[/^Cognito::UserPoolGroup RoleArn/], 'add the group with `addGroup(id, { role })` of our pool, which defines it beside the role'],
  [[/^Lambda::Function Environment.* Cognito::/], 'let the function look the id up when it runs, by the literal name of an SSM parameter'],
  [[/^(Cognito::\S+|CloudFormation::Stack) DependsOn|DependsOn Cognito::/], 'leave the dependency out'],
];

/**
 * How a circle can be broken, as far as that is known.
 *
 * @param movable what might stand in another nested stack
 */
export function wayOut(links: readonly Link[], movable: readonly IConstruct[] = []): string {
  const triggers = new Set<IConstruct>();
  // an alias or a version stands for a function.
  [...links, ...links].forEach(({ from, to, at }) => (at.startsWith('LambdaConfig.') || (triggers.has(from) && at === 'FunctionName') ? triggers.add(to) : undefined));
  const texts = links.map(({ from, to, at }) => `${triggers.has(from) ? 'Trigger' : typeOf(from)} ${at} ${typeOf(to)}`);
  const ways = WAYS.filter(([patterns]) => patterns.every((pattern) => texts.some((text) => pattern.test(text)))).map(([, way]) => way);
  ways.push(...movable.map(({ node }) => `move "${node.path}" out of its nested stack, which CloudFormation defines as a whole`));
  return ways.length > 0 ? `; ${ways.join(', or ')}` : '';
}

function typeOf(construct: IConstruct): string {
  return CfnResource.isCfnResource(construct) ? construct.cfnResourceType.slice('AWS::'.length) : '';
}
