import { App, SecretValue, Stack, type StackProps } from 'aws-cdk-lib/core';
import { SocialProvider, type ISocialProvider } from '../src';

/** A stack of its own app. */
export function testStack(props: StackProps = {}): Stack {
  return new Stack(new App({ treeMetadata: false, stackTraces: false }), 'Stack', props);
}

/** Google, with a secret that may be deployed. */
export function google(): ISocialProvider {
  return SocialProvider.google({ clientId: 'google-client', clientSecret: SecretValue.secretsManager('google', { jsonField: 'secret' }) });
}

/** What a synthesis throws. */
export function synthError(stack: Stack): string {
  try {
    (stack.node.root as App).synth();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the synthesis succeeded');
}
