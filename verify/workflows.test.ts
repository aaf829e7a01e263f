import { execFileSync } from 'child_process';
import * as path from 'path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CloudFormationValidator } from './tools/cloudformation-validator';
import { mayDo } from './tools/iam';
import { Deployment } from './tools/iam-deployment';
import { nagFindings } from './tools/nag';
import { everyWorkflow } from './tools/workflows';

const TRIGGERS = ['PreSignUp', 'PostConfirmation', 'PreTokenGenerationConfig', 'CustomMessage', 'UserMigration'] as const;
const POOL = 'userpool/eu-central-1_StackAuthUserPool8115E87F';
const OLD = 'userpool/eu-central-1_Example12';

const { stack, own } = everyWorkflow();
const app = stack.node.root as App;
const assembly = app.synth();
const { template } = assembly.getStackByName('Stack');
const deployment = Deployment.of(app);

describe('every workflow at once', () => {
  test('passes AWS\'s validator, strict, which finds a trigger of another name', () => {
    const validator = new CloudFormationValidator();
    // CDK's function waits for its role twice.
    expect(validator.findings(template).filter(({ rule }) => rule !== 'W3005')).toEqual([]);
    const spoiled = JSON.parse(JSON.stringify(template).replace('"PreSignUp":', '"BeforeSignUp":'));
    expect(validator.findings(spoiled).map(({ message }) => message).join()).toContain('BeforeSignUp');
  });

  test('has no circle: what each resource waits for comes before it', () => {
    expect(Object.keys(Template.fromJSON(template).findResources('AWS::Cognito::UserPool'))).toEqual(['AuthUserPool8115E87F']);
    const circular = JSON.parse(JSON.stringify(template));
    const functionId = Object.keys(circular.Resources).find(id => id.startsWith('AuthWorkflowsPreSignUpFunction'))!;
    circular.Resources[functionId].Properties.Description = { Ref: 'AuthUserPool8115E87F' };
    expect(() => Template.fromJSON(circular)).toThrow('cycl'); // the control.
  });

  test('has nothing for cdk-nag about the functions, their roles and logs', () => {
    expect(nagFindings(stack).filter(({ at }) => at.includes('/Workflows/') || at.includes('/Grants/'))).toEqual([]);
  });

  test('has the ids that it will have', () => {
    const ids = Object.keys(template.Resources).filter(id => /^AuthWorkflows|^AuthTriggers|^AuthGrants/.test(id));
    expect(ids.sort()).toEqual([
      'AuthGrantsAuthWorkflowsPostConfirmationRole66CEB20E',
      'AuthGrantsAuthWorkflowsPreSignUpRole2ED3CFBD',
      'AuthTriggersCustomMessagePermission685F8303',
      'AuthTriggersPostConfirmationPermission2F9712EE',
      'AuthTriggersPreSignUpPermission750E3ABA',
      'AuthTriggersPreTokenGenerationConfigPermission1BD8CCC6',
      'AuthTriggersUserMigrationPermissionBAD0CC43',
      'AuthWorkflowsCustomMessageFunctionAD2133D7',
      'AuthWorkflowsCustomMessageLogsEADF1C42',
      'AuthWorkflowsCustomMessageRole43927FFB',
      'AuthWorkflowsCustomMessageRoleDefaultPolicyC552C9F5',
      'AuthWorkflowsPostConfirmationFunction766F95C3',
      'AuthWorkflowsPostConfirmationLogsB3E7100D',
      'AuthWorkflowsPostConfirmationRole70A7D7F8',
      'AuthWorkflowsPostConfirmationRoleDefaultPolicyBEE20B14',
      'AuthWorkflowsPreSignUpFunction5B949604',
      'AuthWorkflowsPreSignUpLogs857C2DA8',
      'AuthWorkflowsPreSignUpRoleCE5BC9AE',
      'AuthWorkflowsPreSignUpRoleDefaultPolicyFAC84429',
      'AuthWorkflowsPreTokenGenerationConfigFunctionC9450DEB',
      'AuthWorkflowsPreTokenGenerationConfigLogs03DD2FD0',
      'AuthWorkflowsPreTokenGenerationConfigRoleDefaultPolicyD1092063',
      'AuthWorkflowsPreTokenGenerationConfigRoleF6C02081',
      'AuthWorkflowsUserMigrationFunction643C7993',
      'AuthWorkflowsUserMigrationLogsBD03702A',
      'AuthWorkflowsUserMigrationRoleC4DFC786',
      'AuthWorkflowsUserMigrationRoleDefaultPolicyA101535A',
    ]);
  });
});

/** What each function may do, beside writing its log and calling the caller's function. */
const ALLOWED: Record<typeof TRIGGERS[number], [action: string, on: string][]> = {
  PreSignUp: [['cognito-idp:ListUsers', POOL], ['cognito-idp:AdminGetUser', POOL], ['cognito-idp:AdminLinkProviderForUser', POOL]],
  PostConfirmation: [['cognito-idp:AdminAddUserToGroup', POOL]],
  PreTokenGenerationConfig: [],
  CustomMessage: [],
  UserMigration: [['cognito-idp:AdminInitiateAuth', OLD], ['cognito-idp:AdminGetUser', OLD]],
};

const EVERYTHING = [
  'ListUsers', 'AdminGetUser', 'AdminLinkProviderForUser', 'AdminAddUserToGroup', 'AdminInitiateAuth', 'AdminCreateUser', 'AdminDeleteUser', 'AdminSetUserPassword',
  'AdminUpdateUserAttributes', 'AdminConfirmSignUp', 'AdminRemoveUserFromGroup', 'UpdateUserPool', 'DescribeUserPoolClient', 'AdminRespondToAuthChallenge',
].map(action => `cognito-idp:${action}`);

describe.each(TRIGGERS)('the function of %s', trigger => {
  const permissions = deployment.role(`Stack/Auth/Workflows/${trigger}/Role`).permissions();
  const may = (action: string, resource: string) => mayDo(permissions, action, resource, {});
  const arn = (on: string) => `arn:aws:cognito-idp:eu-central-1:111111111111:${on}`;

  test('may call what its steps need, on that pool, and nothing else there', async () => {
    const allowed = new Set(ALLOWED[trigger].map(pair => pair.join()));
    for (const on of [POOL, OLD, 'userpool/eu-central-1_Other']) {
      for (const action of EVERYTHING) {
        expect([action, on, await may(action, arn(on))]).toEqual([action, on, allowed.has([action, on].join())]);
      }
    }
  });

  test('may call the caller\'s function and write its own log, and no others', async () => {
    const functionArn = deployment.value(stack, own.functionArn);
    expect(await may('lambda:InvokeFunction', functionArn)).toBe(true);
    expect(await may('lambda:InvokeFunction', functionArn.replace(/[^:]+$/, 'other'))).toBe(false);
    expect(await may('lambda:UpdateFunctionCode', functionArn)).toBe(false);
    expect(await may('sts:AssumeRole', 'arn:aws:iam::111111111111:role/acme-staff')).toBe(false);
    expect(JSON.stringify(permissions)).not.toContain('"*"');
  });
});

/** The function as it would be deployed: its asset, and the environment that the template gives it. */
function call(trigger: typeof TRIGGERS[number], event: object): Promise<Record<string, any>> { // eslint-disable-line @typescript-eslint/no-explicit-any -- of each trigger another.
  const id = Object.keys(template.Resources).find(name => name.startsWith(`AuthWorkflows${trigger}Function`))!;
  const { Environment, Code } = template.Resources[id].Properties;
  const told = Environment.Variables.COGNITO_WORKFLOW;
  const code = path.join(assembly.directory, `asset.${path.basename(Code.S3Key, '.zip')}`, 'index.js');
  const text = typeof told === 'string' ? told : (told['Fn::Join'][1] as unknown[]).map(part => typeof part === 'string' ? part : 'token').join('');
  const steps = Object.fromEntries(Object.entries(JSON.parse(text) as object).filter(([name]) => name !== 'ownFunction'));
  const run = `
    const { handler } = require(${JSON.stringify(code)});
    handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 5000 }).then(({ response }) => response, ({ message }) => ({ refused: message }))
      .then(answer => process.stdout.write('ANSWER' + JSON.stringify(answer)));`;
  const output = execFileSync(process.execPath, ['-e', run], {
    encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: undefined, COGNITO_WORKFLOW: JSON.stringify(steps) },
  });
  return Promise.resolve(JSON.parse(output.split('ANSWER')[1]));
}

describe('as it is deployed', () => {
  const event = (triggerSource: string, userAttributes: object, more: object = {}) => ({
    version: '3',
    triggerSource,
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_example',
    userName: 'ada',
    callerContext: { clientId: 'client' },
    request: { userAttributes, groupConfiguration: { groupsToOverride: ['members'], iamRolesToOverride: [], preferredRole: null }, ...more },
    response: {},
  });
  const ADA = { 'sub': '1', 'email': 'Ada@ACME.example', 'email_verified': 'true', 'custom:plan': 'pro', 'cognito:user_status': 'CONFIRMED' };

  test.each([
    ['ada@acme.example', undefined],
    ['ada@evil-acme.example', 'This is not possible with this e-mail address.'],
    ['ada@acme.example@evil.example', 'This is not possible with this e-mail address.'],
  ])('lets %s sign up, or not', async (email, refused) => {
    expect((await call('PreSignUp', event('PreSignUp_SignUp', { email }))).refused).toBe(refused);
  });

  test('puts groups, roles, claims and scopes into tokens', async () => {
    const { claimsAndScopeOverrideDetails: { groupOverrideDetails, idTokenGeneration, accessTokenGeneration } } = await call(
      'PreTokenGenerationConfig', event('TokenGeneration_Authentication', ADA, { scopes: ['openid'] }));
    expect(groupOverrideDetails.groupsToOverride.sort()).toEqual(['members', 'staff']);
    expect(groupOverrideDetails.iamRolesToOverride).toEqual([expect.stringContaining('role/acme-staff')]);
    expect(idTokenGeneration).toMatchObject({ claimsToAddOrOverride: { plan: 'pro', environment: 'production' }, claimsToSuppress: ['phone_number'] });
    expect(accessTokenGeneration).toMatchObject({ claimsToAddOrOverride: { plan: 'pro' }, scopesToAdd: ['orders/read'] });
    expect(JSON.stringify([idTokenGeneration, accessTokenGeneration])).not.toContain('tenant'); // Ada has no account at Okta.
  });

  test.each([
    ['an address that isn\'t verified', { email_verified: 'false' }, 'The e-mail address of this account is not verified.'],
    ['an address that changed', { email: 'ada@elsewhere.example' }, 'This is not possible with this e-mail address.'],
  ])('gives no tokens for %s', async (_, changed, refused) => {
    expect(await call('PreTokenGenerationConfig', event('TokenGeneration_RefreshTokens', { ...ADA, ...changed }))).toEqual({ refused });
  });

  test('writes to the user in the user\'s language', async () => {
    const written = async (locale: string) => (await call('CustomMessage', event('CustomMessage_ForgotPassword', { ...ADA, locale }, {
      codeParameter: '{####}', usernameParameter: null,
    }))).emailSubject as string;
    expect(await written('de-AT')).not.toBe(await written('en'));
    expect(await written('xx')).toBe(await written('en'));
  });
});
