import * as fs from 'fs';
import * as path from 'path';
import { App, Duration, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CognitoRules } from 'cdk-cognito-auth';
import * as ts from 'typescript';

/** What the examples of AWS CDK's README find around them. */
const AROUND = { Stack, Duration, RemovalPolicy, SecretValue, acm, cognito, iam, kms, lambda, UserPool: cognito.UserPool };

/** The examples that AWS publishes with the L2s. They are read where they are installed. */
const README = path.join(path.dirname(require.resolve('aws-cdk-lib/package.json')), 'aws-cognito', 'README.md');
const EXAMPLES = [...fs.readFileSync(README, 'utf8').matchAll(/^```ts[^\n]*\n([^]*?)^```/gm)].map(([, code]) => code!);

/** What an example only declares. */
function given(stack: Stack, type: string): unknown {
  switch (type) {
    case 'lambda.Function':
      return new lambda.Function(stack, `Given${stack.node.children.length}`, { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = 1') });
    case 'iam.Role':
      return new iam.Role(stack, 'GivenRole', { assumedBy: new iam.AccountRootPrincipal() });
    default:
      throw new Error(`nothing is given of the type ${type}`);
  }
}

/** What our rules say of a stack that an example defines; `undefined` where the example needs more around it. */
function findings(code: string, spoil: (stack: Stack) => void = () => {}): string[] | undefined {
  const app = new App({ context: { '@aws-cdk/core:disableValidation': true } });
  const stack = new Stack(app, 'Stack', { env: { account: '111111111111', region: 'us-east-1' } });
  const body = code.replace(/^import .*$/gm, '').replace(/^declare const (\w+): ([\w.]+);/gm, (_, name, type) => `const ${name} = given(${JSON.stringify(type)});`);
  const { outputText } = ts.transpileModule(`(function () {\n${body}\n})`, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.None } });
  try {
    new Function('given', ...Object.keys(AROUND), `return ${outputText.replace(/^"use strict";\s*/, '')}`)((type: string) => given(stack, type), ...Object.values(AROUND)).call(stack);
  } catch {
    return undefined;
  }
  spoil(stack);
  CognitoRules.check(stack);
  let errors: string[] = [];
  try {
    app.synth();
  } catch (error) {
    errors = (error as Error).message.split('\n');
  }
  return [...errors, ...stack.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)))].filter(text => /\(rule (outOfBounds|unknownValue|quotaExceeded),/.test(text));
}

const JUDGED = EXAMPLES.map(code => ({ code, texts: findings(code) })).filter(({ texts }) => texts !== undefined);

test('what AWS shows in its own examples is within the bounds, and known', () => {
  expect(JUDGED.length).toBeGreaterThanOrEqual(40);
  expect(JUDGED.filter(({ texts }) => texts!.length > 0)).toEqual([]);
});

test('what is outside of the bounds in such an example is found', () => {
  const [code] = JUDGED.filter(one => one.code.includes('new cognito.UserPool(')).map(one => one.code);
  const spoil = (stack: Stack) => stack.node.findAll().forEach(one => one instanceof cognito.CfnUserPool && one.addPropertyOverride('UserPoolName', 'Acme: users'));
  expect(findings(code, spoil)).toEqual([expect.stringContaining('"userPoolName" (UserPoolName) is "Acme: users"')]);
});
