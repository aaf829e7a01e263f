import { SecretValue } from 'aws-cdk-lib/core';
import { secretText } from '../../src/social-providers/secret-text';
import { testStack } from '../support';

test('a secret becomes a reference in the template', () => {
  expect(testStack().resolve(secretText(SecretValue.secretsManager('google', { jsonField: 'secret' })))).toBe('{{resolve:secretsmanager:google:SecretString:secret::}}');
});
