import { ARecord, RecordTarget, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct, IDependable } from 'constructs';
import { failure } from '../private/errors';

/**
 * The A record that Cognito looks for above a custom domain.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
 */
export class ParentRecord {
  /**
   * A record of this app: the domain waits for it.
   *
   * @param record the record, or what holds it
   */
  public static existing(record: IDependable): ParentRecord {
    return new ParentRecord(record);
  }

  /**
   * Defines an A record in `hostedZone` with an address that is reserved for documentation and leads nowhere.
   *
   * Don't use it where the parent has an A record already: the deployment fails on the second one.
   */
  public static placeholder(): ParentRecord {
    return new ParentRecord();
  }

  /**
   * The record of this app: undefined for a placeholder.
   */
  public readonly record?: IDependable;

  private constructor(record?: IDependable) {
    this.record = record;
  }

  /**
   * @internal
   */
  public _bind(scope: Construct, parent: string, zone: IHostedZone | undefined): IDependable {
    if (this.record !== undefined) {
      return this.record;
    }
    if (zone === undefined) {
      throw failure(scope, '"parentRecord" is a placeholder and "hostedZone" is not set: give the zone in which to define it');
    }
    return new ARecord(scope, 'ParentRecord', { zone, recordName: `${parent}.`, target: RecordTarget.fromIpAddresses('192.0.2.1') });
  }
}
