import type { CfnEmailIdentity, IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Arn, ArnFormat, CfnResource, Token } from 'aws-cdk-lib/core';
import { failure } from '../private/errors';

/** Where Cognito finds an SES identity beside the pool's own Region. */
const SES_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'];

/**
 * An SES identity as Cognito sends from it.
 *
 * Throws when the address isn't under the identity.
 */
export class SesSender {
  /** the address of the sender */
  public readonly address: string;

  /** with its name if there is one */
  public readonly from: string;

  constructor(private readonly identity: IEmailIdentity, fromAddress: string | undefined, fromName?: string) {
    const name = nameOf(identity);
    const isAddress = !Token.isUnresolved(name) && name.includes('@');
    const address = fromAddress ?? (isAddress ? name : `no-reply@${name}`);
    if (!Token.isUnresolved(name) && !Token.isUnresolved(address) && !isUnder(address.toLowerCase(), name.toLowerCase())) {
      throw failure(identity, `"fromAddress" must be ${isAddress ? '' : 'under '}the identity ${JSON.stringify(name)}, received ${JSON.stringify(address)}: SES refuses to send it`);
    }
    this.address = address;
    this.from = fromName === undefined ? address : `${phrase(fromName)} <${address}>`;
  }

  /** Throws when the identity is where a pool of this Region can't send from. */
  public sourceArn(poolRegion: string): string {
    const { emailIdentityArn } = this.identity;
    const { region } = Token.isUnresolved(emailIdentityArn) ? this.identity.env : Arn.split(emailIdentityArn, ArnFormat.SLASH_RESOURCE_NAME);
    const reachable = [...new Set([poolRegion, ...SES_REGIONS])];
    if (!Token.isUnresolved(region) && !Token.isUnresolved(poolRegion) && !reachable.includes(region!)) {
      throw failure(this.identity, `the SES identity is in ${region}, and a user pool in ${poolRegion} sends from ${reachable.join(', ')} only: `
        + 'verify the identity in one of them');
    }
    return emailIdentityArn;
  }
}

/** The verified domain or address. The L2 hides what it was made with behind a reference. */
function nameOf(identity: IEmailIdentity): string {
  const cfn = identity.node.defaultChild;
  return CfnResource.isCfnResource(cfn) && cfn.cfnResourceType === 'AWS::SES::EmailIdentity' ? (cfn as CfnEmailIdentity).emailIdentity : identity.emailIdentityName;
}

/** A domain stands for its subdomains too, an address for itself. */
function isUnder(address: string, identity: string): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return identity.includes('@') ? address === identity : domain === identity || domain.endsWith(`.${identity}`);
}

/** A name as RFC 5322 wants it in front of an address: quoted where it holds special characters, encoded where it isn't ASCII. */
function phrase(name: string): string {
  if (Token.isUnresolved(name) || /^[\w !#$%&'*+/=?^`{|}~-]*$/.test(name)) {
    return name;
  }
  return /^[ -~]*$/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : `=?UTF-8?B?${Buffer.from(name, 'utf-8').toString('base64')}?=`;
}
