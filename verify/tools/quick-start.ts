import { App, type AppProps } from 'aws-cdk-lib';
import { QuickStartStack } from '../examples/quick-start/quick-start-stack';

/** The quick start, as its app.ts defines it: `cli.test.ts` compares. */
export function quickStart(app: App): QuickStartStack {
  return new QuickStartStack(app, 'QuickStart', { env: { region: 'eu-central-1' } });
}

/** An app without the validator that runs at each synthesis: it takes a second, and these tests run a stricter one. */
export function plainApp(props: AppProps = {}): App {
  return new App({ builtinCloudFormationValidation: false, ...props });
}
