import type { CfnIdentityPool, IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { Names } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { IdentityPoolProviderConfig } from './identity-pool-provider-config';
import { failure } from '../private/errors';
import { localPath } from '../private/local-path';

/** A provider as the identity pool knows it. */
export interface PoolLogin {
  /** the key of its role mapping, the same at every synthesis, no token; computed when it is needed, since names of constructs cost time */
  readonly mappingKey: () => string;
  /** what role mappings call it */
  readonly mappedName: string;
  /** what tags call it: of a user pool without the client */
  readonly taggedName: string;
  /** the id of its tags, the same for all that have one `taggedName` */
  readonly tagsId: () => string;
  readonly userPool?: IUserPool;
}

/** Takes a provider into the identity pool. */
export function addLogin(scope: Construct, l2: IdentityPool, config: IdentityPoolProviderConfig): PoolLogin {
  const { userPoolTokens, socialTokens, openIdConnectProvider, samlProvider, developerProviderName } = config;
  if (userPoolTokens !== undefined) {
    const { clientId, providerName, serverSideTokenCheck = true, userPool, userPoolClient } = userPoolTokens;
    const mappingKey = () => {
      if (userPoolTokens.mappingKey === undefined && userPoolClient === undefined) {
        throw failure(scope, `"userPoolTokens" of the client ${JSON.stringify(clientId)} has neither "mappingKey" nor "userPoolClient", and roles or tags need a name for it: `
          + 'add one of them');
      }
      return userPoolTokens.mappingKey ?? Names.nodeUniqueId(userPoolClient!.node);
    };
    // the L2's own binder makes the identity pool wait for everything in the user pool's subtree, groups with roles included.
    l2.addUserPoolAuthentication({ bind: () => ({ clientId, providerName, serverSideTokenCheck }) });
    return {
      mappingKey,
      mappedName: `${providerName}:${clientId}`,
      taggedName: providerName,
      tagsId: userPool === undefined ? mappingKey : () => localPath(userPool, scope),
      userPool,
    };
  }
  const cfn = l2.node.defaultChild as CfnIdentityPool;
  if (socialTokens !== undefined) {
    const { providerName, clientId } = socialTokens;
    const known = cfn.supportedLoginProviders as Record<string, string> | undefined;
    if (known?.[providerName] !== undefined) {
      throw failure(scope, `"providers" holds ${providerName} twice, with ${JSON.stringify(known[providerName])} and ${JSON.stringify(clientId)}: `
        + 'an identity pool takes one app of it, define another identity pool for the other');
    }
    cfn.supportedLoginProviders = { ...known, [providerName]: clientId };
    return named(providerName, () => providerName);
  }
  if (openIdConnectProvider !== undefined) {
    const arn = openIdConnectProvider.openIdConnectProviderArn;
    cfn.openIdConnectProviderArns = [...cfn.openIdConnectProviderArns ?? [], arn];
    return named(arn, () => Names.nodeUniqueId(openIdConnectProvider.node), () => localPath(openIdConnectProvider, scope));
  }
  if (samlProvider !== undefined) {
    const arn = samlProvider.samlProviderArn;
    cfn.samlProviderArns = [...cfn.samlProviderArns ?? [], arn];
    return named(arn, () => Names.nodeUniqueId(samlProvider.node), () => localPath(samlProvider, scope));
  }
  if (developerProviderName !== undefined) {
    if (cfn.developerProviderName !== undefined) {
      throw failure(scope, `"providers" holds two developer providers, ${JSON.stringify(cfn.developerProviderName)} and ${JSON.stringify(developerProviderName)}: `
        + 'an identity pool takes one, let both back ends use one name');
    }
    cfn.developerProviderName = developerProviderName;
    return named(developerProviderName, () => developerProviderName);
  }
  throw failure(scope, 'a provider returns nothing that this version knows: return "userPoolTokens" or another of its kind, or use IdentityPoolProvider.userPool(…)');
}

function named(name: string, mappingKey: () => string, tagsId = mappingKey): PoolLogin {
  return { mappingKey, mappedName: name, taggedName: name, tagsId };
}
