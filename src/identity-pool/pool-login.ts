import type { CfnIdentityPool, IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { Names } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { IdentityPoolProviderConfig } from './identity-pool-provider-config';
import { failure } from '../private/errors';

/** A provider as the identity pool knows it. */
export interface PoolLogin {
  /** the same at every synthesis, no token */
  readonly mappingKey: string;
  /** what role mappings call it */
  readonly mappedName: string;
  /** what tags call it: of a user pool without the client */
  readonly taggedName: string;
  /** the same for all that have one `taggedName` */
  readonly tagsKey: string;
  readonly userPool?: IUserPool;
}

/** Takes a provider into the identity pool. */
export function addLogin(scope: Construct, l2: IdentityPool, config: IdentityPoolProviderConfig): PoolLogin {
  const { userPoolTokens, socialTokens, openIdConnectProvider, samlProvider, developerProviderName } = config;
  if (userPoolTokens !== undefined) {
    const { clientId, providerName, serverSideTokenCheck = true, mappingKey, userPool } = userPoolTokens;
    // the L2's own binder makes the identity pool wait for everything in the user pool's subtree, groups with roles included.
    l2.addUserPoolAuthentication({ bind: () => ({ clientId, providerName, serverSideTokenCheck }) });
    return {
      mappingKey,
      mappedName: `${providerName}:${clientId}`,
      taggedName: providerName,
      tagsKey: userPool === undefined ? mappingKey : Names.nodeUniqueId(userPool.node),
      userPool,
    };
  }
  const cfn = l2.node.defaultChild as CfnIdentityPool;
  if (socialTokens !== undefined) {
    const { providerName, appId } = socialTokens;
    const known = cfn.supportedLoginProviders as Record<string, string> | undefined;
    if (known?.[providerName] !== undefined) {
      throw failure(scope, `"providers" holds ${providerName} twice, with ${JSON.stringify(known[providerName])} and ${JSON.stringify(appId)}: `
        + 'an identity pool takes one app of it, define another identity pool for the other');
    }
    cfn.supportedLoginProviders = { ...known, [providerName]: appId };
    return named(providerName, providerName);
  }
  if (openIdConnectProvider !== undefined) {
    const arn = openIdConnectProvider.openIdConnectProviderArn;
    cfn.openIdConnectProviderArns = [...cfn.openIdConnectProviderArns ?? [], arn];
    return named(Names.nodeUniqueId(openIdConnectProvider.node), arn);
  }
  if (samlProvider !== undefined) {
    const arn = samlProvider.samlProviderArn;
    cfn.samlProviderArns = [...cfn.samlProviderArns ?? [], arn];
    return named(Names.nodeUniqueId(samlProvider.node), arn);
  }
  if (developerProviderName !== undefined) {
    if (cfn.developerProviderName !== undefined) {
      throw failure(scope, `"providers" holds two developer providers, ${JSON.stringify(cfn.developerProviderName)} and ${JSON.stringify(developerProviderName)}: `
        + 'an identity pool takes one, let both back ends vouch under one name');
    }
    cfn.developerProviderName = developerProviderName;
    return named(developerProviderName, developerProviderName);
  }
  throw failure(scope, 'a provider answers with nothing that this version knows: give "userPoolTokens" or another of its kind, or use IdentityPoolProvider.userPool(…)');
}

function named(mappingKey: string, name: string): PoolLogin {
  return { mappingKey, mappedName: name, taggedName: name, tagsKey: mappingKey };
}
