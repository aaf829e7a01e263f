import { CfnResource } from 'aws-cdk-lib/core';
import { referents } from '../template/resource';
import { isObject, type Text } from '../template/value';

/**
 * An URL that a text which is known in part may well become: a bucket's website is on http, no other resource is the user's own machine, and of
 * the rest the best is assumed.
 */
export function probable(text: Text): string {
  return text.filled((unknown, index) => {
    const isWebsite = isObject(unknown) && [unknown['Fn::GetAtt']].flat()[1] === 'WebsiteURL';
    const isResource = referents(unknown).some((target) => CfnResource.isCfnResource(target));
    return index === 0 ? `${isWebsite ? 'http' : 'https'}://host.invalid` : isResource ? 'host.invalid' : 'localhost';
  });
}
