import { App, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { demo } from './demo';
import { QuickStartStack } from './examples/quick-start/quick-start-stack';
import { bareStack, brokenQuickStart } from './tools/broken';
import { CloudFormationValidator } from './tools/cloudformation-validator';
import { acknowledgements, nagFindings } from './tools/nag';
import { plainApp, quickStart } from './tools/quick-start';
import { Output, Terminal } from './tools/terminal';

function templateOf(stack: QuickStartStack) {
  return (stack.node.root as App).synth().getStackArtifact(stack.artifactId).template;
}

describe('AWS\'s offline validator, strict', () => {
  const validator = new CloudFormationValidator();

  test('finds nothing in the template', () => {
    expect(validator.findings(templateOf(quickStart(plainApp())))).toEqual([]);
  });

  test('finds a value that no enum holds and a property that doesn\'t exist', () => {
    const findings = validator.findings(templateOf(brokenQuickStart(plainApp())));
    expect(findings.map(({ message }) => message)).toEqual(expect.arrayContaining([
      expect.stringContaining('MAYBE'),
      expect.stringContaining('Colour'),
    ]));
  });
});

describe('cdk-nag, AwsSolutions', () => {
  test('finds nothing that isn\'t acknowledged', () => {
    expect(nagFindings(quickStart(plainApp()))).toEqual([]);
  });

  test('would find exactly what is acknowledged', () => {
    const stack = quickStart(plainApp());
    const found = nagFindings(stack, { acknowledged: false }).map(({ rule }) => rule);
    expect(found.sort()).toEqual(acknowledgements(stack).map(({ rule }) => rule).sort());
    expect(found).not.toEqual([]);
  });

  test('finds the faults of a bare L2 user pool', () => {
    const { stack } = bareStack(plainApp());
    expect(nagFindings(stack).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['AwsSolutions-COG1', 'AwsSolutions-COG2']));
  });

  test('lets the quick start through as a plugin of the app', () => {
    const app = plainApp();
    Validations.of(app).addPlugins(new AwsSolutionsChecks());
    const stack = quickStart(app);
    expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual([stack.stackName]);
  });

  test('stops a bare L2 user pool as a plugin of the app', () => {
    const app = plainApp();
    Validations.of(app).addPlugins(new AwsSolutionsChecks());
    bareStack(app);
    expect(() => app.synth()).toThrow('AwsSolutions-COG1');
  });
});

describe('npm run demo', () => {
  function run(define: (app: App) => QuickStartStack, output: Partial<Output> = {}) {
    let text = '';
    const code = demo(new Terminal({ write: (part: string) => text += part, ...output }), define);
    // how lines are wrapped and aligned isn't what is tested here.
    return { code, text: text.replace(/\s+/g, ' ') };
  }

  const redirectUri = 'https://acme-login.auth.eu-central-1.amazoncognito.com/oauth2/idpresponse';
  const everything = run(quickStart);

  test.each([
    'Defined 15 resources in QuickStart, eu-central-1 1 user pool Auth/UserPool',
    '2 app clients Auth/Clients/App/UserPoolClient, Auth/Clients/Website/UserPoolClient',
    '2 identity providers Social/Providers/Google, Social/Providers/Apple',
    '1 identity pool Identities/IdentityPool',
    '1 secret Auth/Clients/Website/ClientSecret',
    '1 bucket Files',
    'Feature plan ESSENTIALS managed login needs ESSENTIALS',
    'Sign-in pages QuickStart/Auth/Clients/App https://acme-login.auth.eu-central-1.amazoncognito.com/login?client_id=<QuickStart/Auth/Clients/App/UserPoolClient>&',
    `Google ${redirectUri} at https://console.cloud.google.com`,
    `Apple ${redirectUri} at https://developer.apple.com`,
    'signed-in users: QuickStart/Identities/AuthenticatedRole',
    's3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload on <QuickStart/Files>/${cognito-identity.amazonaws.com:sub}/*',
    'Can never change once it is deployed sign-in identifier e-mail address',
    'AwsSolutions-COG8, on QuickStart/Auth threat protection needs the plan PLUS',
    'AwsSolutions-SMG4, on QuickStart/Auth/Clients/Website/ClientSecret Cognito makes the client secret',
    'AwsSolutions-S1, on QuickStart/Files access logs need',
    'AwsSolutions-IAM5[Resource::<QuickStart/Files>/<cognito-identity.amazonaws.com:sub>/*], on QuickStart/Identities the wildcard stands',
    'Findings none',
    'npx cdk deploy',
  ])('tells %s', said => {
    expect(everything.text).toContain(said);
  });

  test('ends well, in words for readers', () => {
    expect(everything.code).toBe(0);
    expect(everything.text).not.toMatch(/undefined|\$\{Token|\[object|✘/);
  });

  test('is colored where somebody looks', () => {
    const escape = '\x1b[';
    expect(everything.text).not.toContain(escape);
    expect(run(quickStart, { isTTY: true, columns: 80 }).text).toContain(`${escape}1mDefined`);
  });

  test('fails on a finding of the validator, and tells it', () => {
    const { code, text } = run(brokenQuickStart);
    expect(code).toBe(1);
    expect(text).toMatch(/✘ validate .* Findings 3 .*rule unknownValue, .*'MAYBE' is not one of/);
  });

  test('fails on a finding of cdk-nag, and tells it', () => {
    const { code, text } = run(app => {
      const stack = quickStart(app);
      new Bucket(stack, 'Plain');
      return stack;
    });
    expect(code).toBe(1);
    expect(text).toMatch(/✘ review .* Findings 2 .*AwsSolutions-S10, on QuickStart\/Plain/);
  });

  test('fails on what a rule of the library only warns of, and tells it', () => {
    const { code, text } = run(app => {
      const stack = quickStart(app);
      stack.auth.addSpaClient('Local', { callbackUrls: ['https://app.example.com/callback', 'http://localhost:3000/callback'] });
      return stack;
    });
    expect(code).toBe(1);
    expect(text).toMatch(/✘ synthesize .* Findings 1 warning annotation, on QuickStart\/Auth\/Clients\/Local.* \(rule clientLocalhostInProduction,/);
  });

  test('fails on what a rule of the library refuses, and tells it', () => {
    const { code, text } = run(app => {
      const stack = quickStart(app);
      stack.auth.userPool.addClient('Plain');
      return stack;
    });
    expect(code).toBe(1);
    expect(text).toMatch(/✘ synthesize .*rule clientImplicitGrant/);
  });
});
