import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib/core';

/** What users do with the items of a partition. Scans can't be narrowed to one. */
export type ItemActions = 'read' | 'write' | 'list' | 'readWrite';

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
const LIST = ['dynamodb:Query'];
const ACTIONS: Readonly<Record<ItemActions, string[]>> = { read: READ, write: WRITE, list: LIST, readWrite: [...READ, ...WRITE, ...LIST] };

/**
 * Lets users work with the items of a table whose partition key is what a policy variable names. Its indexes are left out.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function grantItems(role: iam.IRole, table: ITable, owner: string, actions: ItemActions): iam.Grant {
  if (table.encryptionKey !== undefined) {
    role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [table.encryptionKey.keyArn],
      // without them, whoever has the role could decrypt whatever else the key protects.
      conditions: {
        StringEquals: { 'kms:ViaService': `dynamodb.${regionOf(table)}.${Stack.of(table).urlSuffix}`, 'kms:EncryptionContext:aws:dynamodb:tableName': table.tableName },
      },
    }));
  }
  return iam.Grant.addToPrincipal({
    grantee: role,
    actions: ACTIONS[actions],
    resourceArns: [table.tableArn],
    // a request may name several keys: all of them must be the owner's. A request that names none would have only such.
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [owner] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } },
  });
}

/** The ARN of an imported table names its Region; the L2 would take the stack's. */
function regionOf({ tableArn, env }: ITable): string {
  const { region } = Token.isUnresolved(tableArn) ? env : Arn.split(tableArn, ArnFormat.SLASH_RESOURCE_NAME);
  return region ?? env.region;
}
