import * as fs from 'fs';
import { CfnUserPoolUICustomizationAttachment as Attachment, type IUserPool, type IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { failure } from '../private/errors';

/**
 * Puts a style sheet on a client's classic pages.
 *
 * Cognito takes selectors of its own classes only, each of which ends in `-customizable`, and refuses the rest when it is deployed.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/hosted-ui-classic-branding.html
 */
export function defineClassicStyleSheet(scope: Construct, file: string, userPool: IUserPool, client: IUserPoolClient): Attachment {
  const css = read(scope, file);
  const foreign = selectors(css).find((selector) => !/^\.[\w-]+-customizable(:[\w-]+)?$/.test(selector));
  if (foreign !== undefined) {
    throw failure(scope, `"classicStyleSheet" has the selector ${JSON.stringify(foreign)}, and Cognito takes its own classes only, `
      + 'such as ".submitButton-customizable": see the template in the console');
  }
  return new Attachment(scope, 'ClassicStyleSheet', {
    userPoolId: userPool.userPoolId,
    clientId: client.userPoolClientId,
    css,
  });
}

function selectors(css: string): string[] {
  const rules = css.replace(/\/\*[^]*?\*\//g, '').split('}').map((rule) => rule.slice(0, Math.max(0, rule.indexOf('{'))));
  return rules.flatMap((rule) => rule.split(',')).map((selector) => selector.trim()).filter((selector) => selector !== '');
}

function read(scope: Construct, file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    throw failure(scope, `"classicStyleSheet" is ${JSON.stringify(file)}, which can't be read: give the path of a file, such as path.join(__dirname, 'login.css')`);
  }
}
