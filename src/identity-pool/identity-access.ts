import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Grant, IRole } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { grantItems, type ItemActions } from './item-grants';
import { grantList, grantObjects } from './object-grants';
import { tagVariable } from './principal-tags';
import { failure } from '../private/errors';
import { received } from '../private/received';
import { identityPrincipal } from '../private/region';

/** No wildcard and no policy variable: the folder means the same for everybody. The `${` is that of tokens too. */
const FOLDER = /^(?!\/)(?!.*(?:\$\{|[*?])).*\/$/s;

/**
 * Options for the methods of `IdentityAccess` that grant access to objects.
 */
export interface ObjectAccessOptions {
  /**
   * The folder in the bucket: literal text that ends with `/` and doesn't begin with one, without `*`, `?` and `${`.
   *
   * For signed-in users it stands before the owner: with `private/` the objects are those under `private/<owner>/`. For guests it is the whole prefix, such as
   * `public/`.
   *
   * @default - the objects are those under `<owner>/`; for guests it must be set
   */
  readonly prefix?: string;
}

/**
 * What the users of a role may do with the objects of a bucket and the items of a table that belong to one owner. Each method grants its actions to the role,
 * and nothing that belongs to other owners.
 *
 * | made by | owner | objects | items |
 * | --- | --- | --- | --- |
 * | `ownAccess` | the user's identity id | under `<prefix><identity id>/` | whose partition key is the identity id |
 * | `accessByTag(tag)` | the value of the session's principal tag; without the tag nothing is allowed | under `<prefix><value>/` | whose partition key is the value |
 * | `guestAccess` | all guests | under `<prefix>` | none |
 *
 * Where the bucket or table has a key of its own, the grant includes the key for these objects, or this table, only.
 *
 * @example
 * declare const identities: FederatedIdentityPool;
 * declare const uploads: s3.Bucket;
 * identities.ownAccess.readWriteObjects(uploads, { prefix: 'private/' });
 * identities.accessByTag('tenant').readObjects(uploads, { prefix: 'tenants/' });
 */
export class IdentityAccess {
  /**
   * @internal
   */
  public static _own(role: IRole): IdentityAccess {
    return new IdentityAccess(role, `\${${identityPrincipal(Stack.of(role).region)}:sub}`);
  }

  /**
   * @internal
   */
  public static _byTag(role: IRole, tag: string): IdentityAccess {
    return new IdentityAccess(role, tagVariable(role, tag));
  }

  /**
   * @internal
   */
  public static _guests(role: IRole): IdentityAccess {
    return new IdentityAccess(role);
  }

  private constructor(private readonly role: IRole, private readonly owner?: string) {}

  /**
   * Reads objects: `s3:GetObject`. Listing them is granted by `listObjects`.
   *
   * Throws when the prefix isn't a folder, or when guests have none.
   *
   * @param bucket the bucket
   * @param options the folder
   */
  public readObjects(bucket: IBucket, options: ObjectAccessOptions = {}): Grant {
    return grantObjects(this.role, bucket, this.prefix(options), 'read');
  }

  /**
   * Writes and deletes objects: `s3:PutObject`, `s3:DeleteObject` and `s3:AbortMultipartUpload`. Reading them is granted by `readObjects`.
   *
   * Throws when the prefix isn't a folder, or when guests have none.
   *
   * @param bucket the bucket
   * @param options the folder
   */
  public writeObjects(bucket: IBucket, options: ObjectAccessOptions = {}): Grant {
    return grantObjects(this.role, bucket, this.prefix(options), 'write');
  }

  /**
   * Lists objects: `s3:ListBucket`, where the request asks for this prefix or a longer one. A request without a prefix is denied.
   *
   * Throws when the prefix isn't a folder, or when guests have none.
   *
   * @param bucket the bucket
   * @param options the folder
   */
  public listObjects(bucket: IBucket, options: ObjectAccessOptions = {}): Grant {
    return grantList(this.role, bucket, this.prefix(options));
  }

  /**
   * Reads, writes, deletes and lists objects: all that `readObjects`, `writeObjects` and `listObjects` allow.
   *
   * Throws when the prefix isn't a folder, or when guests have none.
   *
   * @param bucket the bucket
   * @param options the folder
   */
  public readWriteObjects(bucket: IBucket, options: ObjectAccessOptions = {}): Grant {
    const prefix = this.prefix(options);
    return grantList(this.role, bucket, prefix).combine(grantObjects(this.role, bucket, prefix, 'readWrite'));
  }

  /**
   * Reads items by their keys: `dynamodb:GetItem` and `dynamodb:BatchGetItem`.
   *
   * Throws for guests, who own no items.
   *
   * @param table the table
   */
  public readItems(table: ITable): Grant {
    return this.items(table, 'read');
  }

  /**
   * Writes and deletes items: `dynamodb:PutItem`, `dynamodb:UpdateItem`, `dynamodb:DeleteItem` and `dynamodb:BatchWriteItem`.
   *
   * Throws for guests, who own no items.
   *
   * @param table the table
   */
  public writeItems(table: ITable): Grant {
    return this.items(table, 'write');
  }

  /**
   * Lists items: `dynamodb:Query` on the table. Scans and indexes can't be narrowed to one owner: they aren't granted.
   *
   * Throws for guests, who own no items.
   *
   * @param table the table
   */
  public listItems(table: ITable): Grant {
    return this.items(table, 'list');
  }

  /**
   * Reads, writes, deletes and lists items: all that `readItems`, `writeItems` and `listItems` allow.
   *
   * Throws for guests, who own no items.
   *
   * @param table the table
   */
  public readWriteItems(table: ITable): Grant {
    return this.items(table, 'readWrite');
  }

  private prefix({ prefix }: ObjectAccessOptions): string {
    if (prefix === undefined && this.owner === undefined) {
      throw failure(this.role, '"prefix" is not set, and guests own no objects: name the folder that all guests share, such as { prefix: \'public/\' }');
    }
    if (prefix !== undefined && !FOLDER.test(prefix)) {
      throw failure(this.role, `"prefix" is no folder, received ${received(prefix)}: write literal text that ends with "/" and doesn't begin with one, `
        + 'without "*", "?" and "${", such as "private/"');
    }
    return `${prefix ?? ''}${this.owner === undefined ? '' : `${this.owner}/`}`;
  }

  private items(table: ITable, actions: ItemActions): Grant {
    if (this.owner === undefined) {
      throw failure(this.role, `guests own no items, and got access to those of "${table.node.path}": grant what all guests share to the table's own grants, `
        + 'such as `table.grant(identities.guestRole, \'dynamodb:GetItem\')`, or give signed-in users access with `identities.ownAccess`');
    }
    return grantItems(this.role, table, this.owner, actions);
  }
}
