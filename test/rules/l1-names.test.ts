import * as fs from 'fs';
import * as path from 'path';
import { isFree, nameOf } from '../../src/rules/l1-names';

describe.each([
  ['the oldest CDK that we take', '.'],
  ['the newest', 'verify'],
])('of Cognito\'s L1s in %s', (_, folder) => {
  const library = path.join(__dirname, '..', '..', folder, 'node_modules', 'aws-cdk-lib');
  const source = fs.readFileSync(path.join(library, 'aws-cognito', 'lib', 'cognito.generated.js'), 'utf8');
  /** How each property is written: `{Name:how(properties.getter)}`, in a function for each type. */
  const written = source.split('function convertCfn').slice(1).flatMap((code) => (
    [...code.slice(0, code.indexOf('}):properties')).matchAll(/[{,]([A-Za-z0-9]+):([^,{}]*?)properties\.(\w+)\)/g)]
      .map(([, name, how, getter]) => ({ type: code.slice(0, code.indexOf('ToCloudFormation')).replace(/Property$/, ''), name, how, getter }))
  ));

  test('every name is known that isn\'t its getter with a capital letter', () => {
    expect(written.length).toBeGreaterThan(200);
    const unknown = written.filter(({ type, name, getter }) => nameOf(getter, type.replace(/^UserPool/, '')) !== name);
    // roles with mappings are read as the stack writes them.
    expect(unknown.map(({ type, name }) => `${type} ${name}`)).toEqual(['IdentityPoolRoleAttachmentMappingRule RoleARN']);
  });

  test('every property in which names are people\'s own is known', () => {
    const free = written.filter(({ how }) => /objectToCloudFormation|hashMapper/.test(how));
    expect(free.length).toBeGreaterThan(8);
    expect(free.map(({ name }) => name).filter((name) => !isFree(name))).toEqual(['RoleMappings']);
  });
});

test.each([['minimumLength', 'MinimumLength'], ['MinimumLength', undefined], ['Ref', undefined], ['', undefined]])('"%s" is %s to CloudFormation', (getter, name) => {
  expect(nameOf(getter, '')).toBe(name);
});
