import { Construct } from 'constructs';
import { failure } from '../../src/private/errors';
import { testStack } from '../support';

test('an error begins with the path of the construct', () => {
  expect(failure(new Construct(testStack(), 'App'), '"urls" is empty: name one')).toEqual(new Error('[Stack/App] "urls" is empty: name one'));
});
