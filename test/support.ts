import { App, PropertyInjectors, SecretValue, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
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

interface InjectableClass {
  readonly PROPERTY_INJECTION_ID: string;
}

/** A company's defaults, which lose to what a construct is given. Answers what the injector was given, one entry a call. */
export function companyDefaults(scope: IConstruct, construct: InjectableClass, defaults: object): object[] {
  return inject(scope, construct, (props) => ({ ...defaults, ...props }));
}

/** What a company forces on every construct, whatever it is given. */
export function companyRule(scope: IConstruct, construct: InjectableClass, forced: object): object[] {
  return inject(scope, construct, (props) => ({ ...props, ...forced }));
}

function inject(scope: IConstruct, { PROPERTY_INJECTION_ID: constructUniqueId }: InjectableClass, change: (props: object) => object): object[] {
  const seen: object[] = [];
  PropertyInjectors.of(scope).add({
    constructUniqueId,
    inject: (props: object) => {
      seen.push(props);
      return change(props);
    },
  });
  return seen;
}
