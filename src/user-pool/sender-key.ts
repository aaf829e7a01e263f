import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import type { EmailSender } from './email-sender';
import type { SmsSender } from './sms-sender';
import { failure } from '../private/errors';

/**
 * The key that the caller gave for the codes of custom senders: Cognito has one for both.
 *
 * Throws where each of them has another.
 */
export function senderKey(scope: IConstruct, email: EmailSender | undefined, sms: SmsSender | undefined): IKey | undefined {
  const [one, other] = [email?.encryptionKey, sms?.encryptionKey];
  if (one !== undefined && other !== undefined && one.keyArn !== other.keyArn) {
    throw failure(scope, '"encryptionKey" of EmailSender.custom() and of SmsSender.custom() are two keys, and a user pool has one for both: give one of them only');
  }
  return one ?? other;
}
