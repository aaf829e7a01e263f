import { App } from 'aws-cdk-lib';
import { QuickStartStack } from './quick-start-stack';

const app = new App();

new QuickStartStack(app, 'QuickStart', {
  // a literal: the addresses that you register at Google and Apple have the Region in them.
  env: { region: 'eu-central-1' },
});
