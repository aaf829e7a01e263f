import { accept, client, pool } from './resources';
import { found, testRules } from './rule-case';
import { SCHEMA_CASES } from './schema.cases';
import { SCHEMA_CLIENT_RULES, SCHEMA_PROVIDER_RULES, SCHEMA_RULES } from '../../src/rules/schema';

testRules([...SCHEMA_RULES, ...SCHEMA_CLIENT_RULES, ...SCHEMA_PROVIDER_RULES], SCHEMA_CASES);

test('whether an attribute is required may be text, as CloudFormation takes it', () => {
  expect(found((stack) => {
    const userPool = accept(pool(stack, { schema: [{ name: 'team' }, { name: 'email' }] }), 'schemaRequiredStandard');
    ['0', '1'].forEach((index) => userPool.addPropertyOverride(`Schema.${index}.Required`, 'true'));
    client(stack, { userPoolId: userPool.ref, writeAttributes: ['name'] });
  })).toEqual(['schemaCustomRequired', 'clientCannotWriteRequired']);
});

test('an attribute that is called "custom:" something gets the prefix twice, and is unknown by the name that was meant', () => {
  expect(found((stack) => {
    const userPoolId = pool(stack, { schema: [{ name: 'custom:team', mutable: true }] }).ref;
    client(stack, { userPoolId, readAttributes: ['custom:team'] });
  })).toEqual(['schemaCustomName', 'clientUnknownAttribute']);
});
