import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { configuration } from '../../../src/workflows/runtime/configuration';

const directory = () => fs.mkdtempSync(path.join(os.tmpdir(), 'workflow-'));

test('is what the environment and the file beside the code say, together', () => {
  const withFile = directory();
  fs.writeFileSync(path.join(withFile, 'workflow.json'), JSON.stringify({ claims: [2], messages: [3] }));
  expect(configuration({ COGNITO_WORKFLOW: '{"claims":[1]}' }, withFile)).toEqual({ claims: [1, 2], messages: [3] });
});

test('is nothing where that was said', () => {
  expect(configuration({ COGNITO_WORKFLOW: '{}' }, directory())).toEqual({});
});

test('fails where nobody said anything: nobody gets past what was taken away', () => {
  expect(() => configuration({}, directory())).toThrow('COGNITO_WORKFLOW is not set');
});
