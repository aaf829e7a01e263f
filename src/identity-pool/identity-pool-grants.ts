import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Grant, Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { grantItems } from './own-items';
import { grantList, grantObjects, ownId } from './own-prefix';
import { PrincipalTags } from './principal-tags';

/**
 * What people may do with what is theirs, by name: the least that works. Reading, writing and listing are granted one by one.
 *
 * Theirs are the objects under the prefix `<owner>/` of a bucket, and the items of a table whose partition key is the owner. The owner is
 * the person's identity id, or the value of a tag. Nobody reaches anybody else's.
 */
export class IdentityPoolGrants {
  /**
   * @internal
   */
  public static _own(role: Role): IdentityPoolGrants {
    return new IdentityPoolGrants(role, ownId(role));
  }

  /**
   * @internal
   */
  public static _byTag(role: Role, tag: string): IdentityPoolGrants {
    return new IdentityPoolGrants(role, PrincipalTags.tag(tag));
  }

  private constructor(private readonly role: Role, private readonly owner: string) {}

  /**
   * Reads objects: `s3:GetObject` on `<owner>/*`.
   *
   * @param bucket the bucket
   */
  public readObjects(bucket: IBucket): Grant {
    return grantObjects(this.role, bucket, this.owner, 'read');
  }

  /**
   * Writes and deletes objects: `s3:PutObject`, `s3:DeleteObject` and `s3:AbortMultipartUpload` on `<owner>/*`.
   *
   * @param bucket the bucket
   */
  public writeObjects(bucket: IBucket): Grant {
    return grantObjects(this.role, bucket, this.owner, 'write');
  }

  /**
   * Lists objects: `s3:ListBucket` where the request asks for a prefix that begins with `<owner>/`.
   *
   * @param bucket the bucket
   */
  public listObjects(bucket: IBucket): Grant {
    return grantList(this.role, bucket, this.owner);
  }

  /**
   * Reads items by their keys: `dynamodb:GetItem` and `dynamodb:BatchGetItem` where each partition key is the owner.
   *
   * @param table the table
   */
  public readItems(table: ITable): Grant {
    return grantItems(this.role, table, this.owner, 'read');
  }

  /**
   * Writes and deletes items: `dynamodb:PutItem`, `UpdateItem`, `DeleteItem` and `BatchWriteItem` where each partition key is the owner.
   *
   * @param table the table
   */
  public writeItems(table: ITable): Grant {
    return grantItems(this.role, table, this.owner, 'write');
  }

  /**
   * Lists items: `dynamodb:Query` on the table where the partition key is the owner. Indexes are left out.
   *
   * @param table the table
   */
  public listItems(table: ITable): Grant {
    return grantItems(this.role, table, this.owner, 'list');
  }
}
