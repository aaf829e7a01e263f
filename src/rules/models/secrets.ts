import { CfnParameter, Stack, TagManager, Token, type CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { contents, references, SECRET, type Source } from './secret-source';
import { once } from '../../private/once';
import { attributeOf, referents } from '../../template/resource';
import { gather, type Scan } from '../../template/scan';
import { Client } from '../../template/user-pool-client';
import { isIntrinsic, isObject } from '../../template/value';
import type { View } from '../../template/view';

/** What the model knows and what it can't, for the page of the rules. */
export const SECRETS_KNOW = 'Secrets: the secret of a client or provider is followed through references, copies, exports and nested stacks to wherever '
  + 'CloudFormation doesn\'t keep it; what code does with a secret that it reads can\'t be seen.';

/**
 * Where a secret may stand, by type: the write-only properties of CloudFormation's own schemas, of the types that sign in somewhere with a client's
 * secret.
 */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  [SECRET]: ['SecretString', 'GenerateSecretString'],
  'AWS::AppFabric::AppAuthorization': ['Credential'],
  'AWS::AppFlow::ConnectorProfile': ['ConnectorProfileConfig'],
  'AWS::BedrockAgentCore::ApiKeyCredentialProvider': ['ApiKey'],
  'AWS::BedrockAgentCore::OAuth2CredentialProvider': ['Oauth2ProviderConfigInput'],
  'AWS::Cognito::UserPoolIdentityProvider': ['ProviderDetails'],
  'AWS::DevOpsAgent::AgentSpace': ['OperatorApp.Idp.ClientSecret'],
  'AWS::EC2::VerifiedAccessTrustProvider': ['NativeApplicationOidcOptions.ClientSecret', 'OidcOptions.ClientSecret'],
  'AWS::ElasticLoadBalancingV2::Listener': ['DefaultActions.*.AuthenticateOidcConfig.ClientSecret'],
  'AWS::ElasticLoadBalancingV2::ListenerRule': ['Actions.*.AuthenticateOidcConfig.ClientSecret'],
  'AWS::Events::Connection': [
    'AuthParameters.ApiKeyAuthParameters.ApiKeyValue', 'AuthParameters.BasicAuthParameters.Password', 'AuthParameters.InvocationHttpParameters',
    'AuthParameters.OAuthParameters.ClientParameters.ClientSecret', 'AuthParameters.OAuthParameters.OAuthHttpParameters',
  ],
  'AWS::Glue::Connection': ['ConnectionInput.AuthenticationConfiguration'],
  'AWS::QuickSight::ActionConnector': ['AuthenticationConfig'],
  'AWS::QuickSight::DataSource': ['Credentials'],
  'AWS::QuickSight::OAuthClientApplication': ['ClientSecret'],
  'AWS::SageMaker::Workforce': ['OidcConfig.ClientSecret'],
};

/** What has nothing but names, tags and a description to write a text into. Stacks are full of it, and to read it costs time. */
const MUTE = /^AWS::(IAM::|Lambda::Permission|Logs::|S3::Bucket|SNS::Topic|SQS::)/;

/**
 * Where the secrets of clients and providers stand outside of what CloudFormation keeps secret: in outputs, environments, parameters, tags.
 */
class Readers {
  private readonly found = new Map<IConstruct | string, { readonly field?: string; readonly where: string }[]>();

  constructor(private readonly view: View) {
    for (const output of view.scan.outputs) {
      this.walk(view.read(output, output.value), output.node.path);
    }
    for (const cfn of mentioning(view.scan)) {
      const kept = KEPT[cfn.cfnResourceType] ?? [];
      const isKept = (path: string) => kept.includes(path) || isHidden(view.scan, cfn, path);
      const { properties } = view.resource(cfn) ?? {};
      for (const name of properties?.keys ?? []) {
        this.walk(properties!.object[name], `${cfn.node.path} (${name})`, name, isKept);
      }
      this.walk(view.read(cfn, ownMetadata(cfn)), `${cfn.node.path} (Metadata)`);
    }
  }

  /** Those of a secret, or of a field of it. Whoever has the whole has the field. */
  of({ secret, field }: Source): string[] {
    return (this.found.get(secret) ?? []).filter((one) => [one.field, field].includes(undefined) || one.field === field).map(({ where }) => where);
  }

  /** What a value resolves to, also by way of a secret that holds another one. */
  sources(value: unknown, seen: readonly IConstruct[] = []): Source[] {
    if (!isObject(value)) {
      return typeof value === 'string' && value.includes('{{resolve:') ? this.resolved(value, seen) : [];
    }
    const attribute = attributeOf(value);
    if (attribute !== undefined) {
      return /(^|\.)ClientSecret$/.test(String(attribute)) ? referents(value).flatMap((target) => this.clients(target)).map((secret) => ({ secret })) : [];
    }
    const inner = Object.values(value).flatMap((part) => this.sources(part, seen));
    return 'Fn::Join' in value ? [...inner, ...this.resolved(value, seen)] : inner;
  }

  private walk(value: unknown, where: string, path = '', isKept: (path: string) => boolean = () => false): void {
    if (isKept(path)) {
      return;
    }
    if (isObject(value) && !isIntrinsic(value)) {
      Object.keys(value).forEach((name) => this.walk(value[name], where, `${path}.${Array.isArray(value) ? '*' : name}`, isKept));
      return;
    }
    this.sources(value).forEach(({ secret, field }) => gather(this.found, secret, { field, where }));
  }

  private resolved(value: unknown, seen: readonly IConstruct[]): Source[] {
    return references(this.view, value).flatMap((source) => {
      const holder = typeof source.secret === 'string' || seen.includes(source.secret) ? undefined : this.view.resource(source.secret);
      const held = holder === undefined ? [] : contents(holder, source.field);
      return [source, ...held.flatMap((part) => this.sources(part.value, [...seen, holder!.cfn]))];
    });
  }

  /** The client that has the secret, or that of which a custom resource asks for it. */
  private clients(target: IConstruct): IConstruct[] {
    const isClient = (one: IConstruct) => this.view.resource(one) instanceof Client;
    return isClient(target) ? [target] : referents(this.view.resource(target)?.properties.raw).filter(isClient);
  }
}

/** Where the secret of a client can be read. */
export function readersOfClient({ view, cfn }: Client): string[] {
  return [...new Set(readersIn(view).of({ secret: cfn }))];
}

/** Where what a value of a provider resolves to can be read. A client's own secret is that client's business. */
export function readersOfValue(view: View, value: unknown): string[] {
  const readers = readersIn(view);
  return [...new Set(readers.sources(value).filter(({ secret }) => typeof secret === 'string' || !(view.resource(secret) instanceof Client)).flatMap((source) => readers.of(source)))];
}

const readersIn = once((view: View) => new Readers(view));

/** The resources in which something may be a secret. A nested stack that gets one hands it on under any name. */
const mentioning = once((scan: Scan): readonly CfnResource[] => {
  const loud = scan.resources.filter((cfn) => !MUTE.test(cfn.cfnResourceType) || tells(cfn));
  const found = loud.filter((cfn) => ownMetadata(cfn) !== undefined || mentions(scan.definition(cfn)?.Properties));
  return found.some(({ cfnResourceType }) => cfnResourceType === 'AWS::CloudFormation::Stack') ? loud : found;
});

/** Whether a tag or the description of a resource holds what only CloudFormation knows. */
function tells(cfn: CfnResource & { readonly description?: unknown }): boolean {
  const tags = TagManager.of(cfn);
  return Token.isUnresolved(cfn.description)
    || (tags?.hasTags() === true && Object.values(tags.tagValues()).some((tag) => Token.isUnresolved(tag) || mentions(tag)));
}

function mentions(value: unknown): boolean {
  return typeof value === 'string' ? value.includes('ClientSecret') || value.includes('{{resolve') : isObject(value) && Object.values(value).some(mentions);
}

/** What a resource says beside its properties, without what CDK writes there. */
function ownMetadata({ cfnOptions: { metadata = {} } }: CfnResource): object | undefined {
  const own = Object.entries(metadata).filter(([name]) => !name.startsWith('aws:'));
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

/** Whether a nested stack takes it by a parameter with NoEcho. */
function isHidden(scan: Scan, cfn: CfnResource, path: string): boolean {
  const [name, id] = cfn.cfnResourceType === 'AWS::CloudFormation::Stack' ? path.split('.') : [];
  const nested = name === 'Parameters' && id !== undefined ? scan.constructs.find((one) => Stack.isStack(one) && one.nestedStackResource === cfn) : undefined;
  const parameter = nested && scan.element(nested as Stack, id);
  return parameter instanceof CfnParameter && parameter.noEcho;
}
