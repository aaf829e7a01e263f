import * as fs from 'fs';
import { App, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { CognitoRules } from 'cdk-cognito-auth';
import { bareStack } from './tools/broken';
import { plainApp, quickStart } from './tools/quick-start';

/** The ids of the rules that stop the synthesis. */
function stoppedBy(app: App): string[] {
  try {
    app.synth();
    return [];
  } catch (error) {
    return [...(error as Error).message.matchAll(/\(rule (\w+), https:\/\/[^);]+#\w+[);]/g)].map(([, id]) => id);
  }
}

/** What the CLI would show as warnings. */
function warnings(app: App): string[] {
  return app.synth().getStackByName('QuickStart').messages.filter(({ level }) => level === 'warning').map(({ entry }) => String(entry.data));
}

/** A client that one rule warns of. */
function withLocalClient(app: App) {
  const stack = quickStart(app);
  const client = stack.auth.addSpaClient('Local', { callbackUrls: ['https://app.example.com/callback', 'http://localhost:3000/callback'] });
  return { stack, client };
}

describe('on our pool', () => {
  test('a plain L2 client is stopped, for each of its faults at once', () => {
    const app = plainApp();
    quickStart(app).auth.userPool.addClient('Plain');
    expect(stoppedBy(app)).toEqual(expect.arrayContaining(['clientImplicitGrant', 'clientExampleCallback', 'managedLoginWithoutBranding']));
  });

  test('a careful plain L2 client passes', () => {
    const app = plainApp();
    quickStart(app).auth.userPool.addClient('Plain', { disableOAuth: true });
    expect(stoppedBy(app)).toEqual([]);
  });

  test('an escape hatch is seen', () => {
    const app = plainApp();
    (quickStart(app).auth.userPool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('UserPoolTier', 'LITE');
    expect(stoppedBy(app)).toEqual(['planTooLow']);
  });

  test('nothing is written when a rule stops the synthesis', () => {
    const [stopped, passed] = [plainApp(), plainApp()];
    quickStart(stopped).auth.userPool.addClient('Plain');
    quickStart(passed);
    expect(stoppedBy(stopped)).not.toEqual([]);
    expect(stoppedBy(passed)).toEqual([]);
    const templates = (app: App) => fs.readdirSync(app.outdir).filter(file => file.endsWith('.template.json'));
    expect(templates(stopped)).toEqual([]);
    expect(templates(passed)).toEqual(['QuickStart.template.json']);
  });

  test('a warning reaches whoever synthesizes', () => {
    const app = plainApp();
    withLocalClient(app);
    expect(warnings(app)).toEqual([expect.stringContaining('rule clientLocalhostInProduction')]);
  });

  test('a warning that was acknowledged doesn\'t', () => {
    const app = plainApp();
    const { client } = withLocalClient(app);
    Validations.of(client).acknowledge({ id: 'cdk-cognito-auth:clientLocalhostInProduction', reason: 'one client for development and production' });
    expect(warnings(app)).toEqual([]);
  });
});

describe('on bare L2 constructs', () => {
  function bareApp(): App {
    const app = plainApp();
    const { stack, userPool } = bareStack(app);
    userPool.addClient('Client');
    new IdentityPool(stack, 'IdentityPool');
    return app;
  }

  test('all faults are found once the app asks for it', () => {
    const app = bareApp();
    CognitoRules.check(app);
    expect(stoppedBy(app)).toEqual(expect.arrayContaining(['clientImplicitGrant', 'clientExampleCallback']));
  });

  test('nothing happens in an app that doesn\'t ask', () => {
    expect(stoppedBy(bareApp())).toEqual([]);
  });
});
