import type { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { attributeOf, Resource } from './resource';
import type { UserPool } from './user-pool';
import type { Client } from './user-pool-client';
import { Text, Value } from './value';

/** Who verifies a pool's tokens, by resource type, and the property in which it names the pool. */
const VERIFIERS: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Authorizer': 'ProviderARNs',
  'AWS::ApiGatewayV2::Authorizer': 'JwtConfiguration',
  'AWS::ElasticLoadBalancingV2::Listener': 'DefaultActions',
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'Actions',
};

/** The property in which resources of other services name user pools, by resource type. Cognito's own say `UserPoolId`. */
const NAMED_IN: Readonly<Record<string, string>> = { 'AWS::WAFv2::WebACLAssociation': 'ResourceArn', ...VERIFIERS };

/** Whether a type names user pools. */
export function isAttachment(type: string): boolean {
  return type.startsWith('AWS::Cognito::') || type in NAMED_IN;
}

/** Whatever names a user pool: clients, domains, providers, brandings, groups, web ACLs, authorizers. */
export class Attachment extends Resource {
  /** `undefined` where the pool isn't defined in this stage. An authorizer may name several; this is the first. */
  pool?: UserPool;

  readonly client = this.at('ClientId');

  /** Where it names the pool. */
  get poolName(): Value { return this.at(NAMED_IN[this.type] ?? 'UserPoolId'); }

  get isVerifier(): boolean { return this.type in VERIFIERS; }

  /** The client that `ClientId` names, or its literal id; `undefined` where that can't be known. */
  get clientKey(): IConstruct | string | undefined { return this.referents(this.client.raw)[0] ?? this.client.text; }

  /** What users call the client. */
  get clientName(): string {
    const key = this.clientKey;
    return key === undefined ? String(this.client) : typeof key === 'string' ? key : key.node.path.replace(/\/UserPoolClient\/Resource$|\/Resource$/, '').split('/').at(-1)!;
  }

  /** Whether `ClientId` names that client. A client that can't be seen might be it. */
  mayName(client: Client): boolean {
    const [named] = this.referents(this.client.raw);
    return named === undefined || named === client.cfn;
  }

  /** The Region of its pool: the pool's own, or the one that its id names. */
  get home(): string | undefined {
    return this.pool === undefined ? /^([a-z0-9-]+)_/.exec(this.poolName.text ?? '')?.[1] : this.pool.region;
  }
}

/** On a domain of this library whose pages nobody chose: they follow from the clients of the pool. Another copy of this package knows it too. */
export const LATE_VERSION = Symbol.for('cdk-cognito-auth.v1.lateManagedLoginVersion');

export class Domain extends Attachment {
  readonly name = this.at('Domain');
  readonly custom = this.at('CustomDomainConfig');
  readonly certificate = this.at('CustomDomainConfig.CertificateArn');
  readonly securityPolicy = this.at('CustomDomainConfig.SecurityPolicy');
  readonly failoverRegion = this.at('Routing.Failover.SecondaryRegion');
  readonly loginVersion = this.at('ManagedLoginVersion');

  get isManagedLogin(): boolean {
    return this.loginVersion.isSet ? this.loginVersion.number === 2 : LATE_VERSION in this.cfn && this.pool?.hasPages !== false;
  }

  get isCustom(): boolean { return this.custom.isSet && !this.custom.isUnknown; }

  get isPrefix(): boolean { return !this.custom.isSet; }
}

export class IdentityProvider extends Attachment {
  readonly name = this.at('ProviderName');
  readonly kind = this.at('ProviderType');
  readonly details = this.at('ProviderDetails');
  readonly mapping = this.at('AttributeMapping');
  readonly identifiers = this.at('IdpIdentifiers');
  readonly scopes = this.detail('authorize_scopes');
  readonly metadataFile = this.detail('MetadataFile');
  readonly metadataUrl = this.detail('MetadataURL');

  get isSaml(): boolean { return this.kind.text === 'SAML'; }

  get isOidc(): boolean { return this.kind.text === 'OIDC'; }

  /** What clients must be able to write: Cognito maps the verification flags without asking them, and never lists them as writable. */
  get writes(): string[] {
    return this.mapping.keys.filter((name) => !['username', 'email_verified', 'phone_number_verified'].includes(name));
  }

  /** One of the details by its name. */
  detail(name: string): Value { return this.details.at(name); }
}

export class ResourceServer extends Attachment {
  readonly identifier = this.at('Identifier');

  get scopes(): Value[] { return this.at('Scopes').items.map((scope) => new Value(scope)); }

  /** Its scopes as clients name them; `undefined` where one can't be known. */
  get scopeNames(): string[] | undefined {
    const names = this.scopes.map((scope) => scope.at('ScopeName').text);
    return this.identifier.text === undefined || !this.at('Scopes').isClosed || names.includes(undefined) ? undefined : names.map((name) => `${this.identifier.text}/${name}`);
  }
}

export class Branding extends Attachment {
  readonly cognitoValues = this.at('UseCognitoProvidedValues');
  readonly settings = this.at('Settings');
  readonly assets = this.at('Assets');
}

export class Terms extends Attachment {
  readonly name = this.at('TermsName');
  readonly source = this.at('TermsSource');
  readonly enforcement = this.at('Enforcement');
  readonly links = this.at('Links');
}

export class Group extends Attachment {
  readonly name = this.at('GroupName');
  readonly role = this.at('RoleArn');
  readonly precedence = this.at('Precedence');
}

export class RiskConfiguration extends Attachment {
  readonly actions = this.at('AccountTakeoverRiskConfiguration.Actions');
  readonly notify = this.at('AccountTakeoverRiskConfiguration.NotifyConfiguration');
  readonly exceptions = this.at('RiskExceptionConfiguration');
  readonly compromised = this.at('CompromisedCredentialsRiskConfiguration');
}

export class LogDelivery extends Attachment {
  /** What is logged, and where. */
  get logs(): Value[] { return this.at('LogConfigurations').objects.map((log) => new Value(log)); }

  get exportsActivity(): boolean {
    return this.at('LogConfigurations').objects.some((log) => log.EventSource === 'userAuthEvents');
  }
}

export class WebAclAssociation extends Attachment {}

export class Replica extends Attachment {
  readonly replicaRegion = this.at('RegionName');
}

/** What a replica has of its own. */
export class ReplicaSettings extends Attachment {
  readonly status = this.at('Status');
  readonly triggers = this.at('LambdaConfig');
}

export class ClassicStyle extends Attachment {
  readonly css = this.at('CSS');
}

/** An authorizer of an API or a listener of a load balancer. */
export class Verifier extends Attachment {
  /** Whether it takes tokens of the original issuer only. A JWT authorizer expects whatever it is told. */
  get expectsOriginalIssuer(): boolean {
    switch (this.type) {
      case 'AWS::ApiGatewayV2::Authorizer': {
        const { raw } = this.at('JwtConfiguration.Issuer');
        // the pool's attributes are those of the original issuer.
        const issuer = Text.of(raw);
        return issuer?.head.startsWith('https://cognito-idp.') === true
          || issuer?.parts.some((part) => typeof part === 'object' && ['ProviderURL', 'ProviderName'].includes(String(attributeOf(part.unknown)))) === true;
      }
      case 'AWS::ApiGateway::Authorizer':
        return this.at('Type').text === 'COGNITO_USER_POOLS';
      default:
        return this.poolName.objects.some((action) => action.AuthenticateCognitoConfig !== undefined);
    }
  }
}

/** What stands for each type that names a user pool. */
export function attachmentClass(type: string): (new (cfn: CfnResource, view: Resource['view']) => Attachment) | undefined {
  return CLASSES[type] ?? (type in VERIFIERS ? Verifier : isAttachment(type) ? Attachment : undefined);
}

const CLASSES: Readonly<Record<string, new (cfn: CfnResource, view: Resource['view']) => Attachment>> = {
  'AWS::Cognito::ManagedLoginBranding': Branding,
  'AWS::Cognito::Terms': Terms,
  'AWS::Cognito::UserPoolDomain': Domain,
  'AWS::Cognito::UserPoolGroup': Group,
  'AWS::Cognito::UserPoolIdentityProvider': IdentityProvider,
  'AWS::Cognito::UserPoolReplica': Replica,
  'AWS::Cognito::UserPoolResourceServer': ResourceServer,
  'AWS::Cognito::UserPoolRegionalConfigurationAttachment': ReplicaSettings,
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': RiskConfiguration,
  'AWS::Cognito::UserPoolUICustomizationAttachment': ClassicStyle,
  'AWS::Cognito::LogDeliveryConfiguration': LogDelivery,
  'AWS::WAFv2::WebACLAssociation': WebAclAssociation,
};
