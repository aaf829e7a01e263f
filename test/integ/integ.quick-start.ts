import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App } from 'aws-cdk-lib';
import { QuickStartStack } from '../../examples/quick-start/quick-start-stack';

/*
 * The quick start, to the letter: what a change of the library changes in it shows in the pull request.
 */
const app = new App();

new IntegTest(app, 'QuickStartTest', {
  testCases: [new QuickStartStack(app, 'QuickStart')],
});
