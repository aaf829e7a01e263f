import type { CfnUserPoolDomain, IUserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { CfnResource, Lazy, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { failure } from '../private/errors';
import { prefixDomainHost } from '../private/region';
import { Synthesis } from '../template/synthesis';

/**
 * The host of a domain's sign-in pages. Of a domain that the app defines it is read from the template when that is written, so an escape hatch counts.
 *
 * An imported domain is known by its name alone: with a dot it is a host, without one a prefix in the Region of its stack.
 *
 * Throws when an imported name is a token without a literal dot: it may be either.
 */
export function signInHost(scope: IConstruct, domain: IUserPoolDomain): string {
  const cfn = definitionOf(domain);
  if (cfn !== undefined) {
    return Lazy.uncachedString({ produce: () => hostOf(cfn) });
  }
  const { domainName } = domain;
  if (literalsOf(domainName).includes('.')) {
    return domainName;
  }
  if (Token.isUnresolved(domainName)) {
    throw failure(scope, '"domain" is imported by a name that only CloudFormation knows, which may be a prefix or a host: import it by its host, '
      + 'UserPoolDomain.fromDomainName(this, \'…\', `${prefix}.auth.${region}.amazoncognito.com`)');
  }
  return prefixDomainHost(domainName, domain.env.region);
}

/**
 * Whether a domain shows managed login, which needs a branding for each client. Of an imported domain nobody knows: most do.
 */
export function showsManagedLogin(domain: IUserPoolDomain): boolean {
  const cfn = definitionOf(domain);
  const version = cfn === undefined ? 2 : cfn.managedLoginVersion;
  // what only CloudFormation knows may be managed login, whose pages don't show without a branding.
  return version === 2 || (version !== undefined && Token.isUnresolved(version));
}

function definitionOf(domain: IUserPoolDomain): CfnUserPoolDomain | undefined {
  const cfn = domain.node.defaultChild;
  return CfnResource.isCfnResource(cfn) && cfn.cfnResourceType === 'AWS::Cognito::UserPoolDomain' ? cfn as CfnUserPoolDomain : undefined;
}

function hostOf(cfn: CfnUserPoolDomain): string {
  const { Domain, CustomDomainConfig } = Synthesis.of(cfn).written(cfn, { Domain: cfn.domain, CustomDomainConfig: cfn.customDomainConfig });
  const name = Token.asString(Domain);
  return CustomDomainConfig === undefined ? prefixDomainHost(name, cfn.stack.region) : name;
}

/** A text without its tokens, which are written with a dot. */
function literalsOf(text: string): string {
  return Tokenization.reverseString(text).tokens.reduce<string>((rest, token) => rest.replace(token.toString(), ''), text);
}
