import { CfnResource } from 'aws-cdk-lib/core';
import { attributeOf, referents } from '../template/resource';
import type { Text } from '../template/value';

/**
 * A URL that a text which is known in part may become: a bucket's website is on http, no resource of AWS is the user's own machine, and of the
 * rest the best is assumed.
 */
export function probable(text: Text): string {
  return text.filled((unknown, before) => {
    if (before === '' && attributeOf(unknown) === 'WebsiteURL') {
      return 'http://host.invalid';
    }
    if (/:\/\/[^/?#]*:$/.test(before)) {
      return '443';
    }
    if (before.endsWith('://') && isService(unknown)) {
      return 'host.invalid';
    }
    const likely = ['https://host.invalid', 'http://localhost', ...isScheme(before) ? [`${before}://host.invalid`] : []];
    return likely.find((url) => url.startsWith(before))?.slice(before.length) ?? '';
  });
}

/** Whether a text is, or may become, an https URL. */
export function mayBeHttps(text: Text): boolean {
  return text.mayStartWith('https://') && !probable(text).startsWith('http:');
}

function isScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*$/i.test(text);
}

/** A parameter, a custom resource or another stack may say anything. */
function isService(unknown: unknown): boolean {
  return referents(unknown).some((target) => CfnResource.isCfnResource(target) && /^AWS::(?!SSM::|CloudFormation::)/.test(target.cfnResourceType));
}
