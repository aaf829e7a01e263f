import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { AuthenticatedUserPool, SecurityProfile, SignUp } from 'cdk-cognito-auth';
import { CloudFormationValidator } from './tools/cloudformation-validator';
import { acknowledgements, nagFindings } from './tools/nag';

/** A pool with both kinds of client, and all that a profile leaves to the caller left out. */
function profiled(securityProfile?: SecurityProfile, signUp?: SignUp): Stack {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1' } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { securityProfile, signUp });
  auth.addSpaClient('App');
  auth.addWebClient('Website', { callbackUrls: ['https://www.example.com/callback'] });
  return stack;
}

/** What an L2 defines for whoever asks for nothing. */
function bare(): Stack {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1' } });
  new cognito.UserPool(stack, 'Pool', { selfSignUpEnabled: true }).addClient('App', { enableTokenRevocation: false });
  return stack;
}

const errors = (stack: Stack) => nagFindings(stack).filter(({ severity }) => severity === 'error').map(({ rule }) => rule);

describe('AWS\'s offline validator, strict', () => {
  const validator = new CloudFormationValidator();
  const templateOf = (stack: Stack) => (stack.node.root as App).synth().getStackByName('Stack').template;

  test.each([['BASELINE', SecurityProfile.BASELINE], ['STRICT', SecurityProfile.STRICT]])('finds nothing in %s', (_, profile) => {
    expect(validator.findings(templateOf(profiled(profile)))).toEqual([]);
  });

  test('finds a web ACL with a scope that doesn\'t exist', () => {
    const stack = profiled(SecurityProfile.STRICT);
    const acl = stack.node.findAll().find(node => node instanceof CfnWebACL) as CfnWebACL;
    acl.scope = 'GALACTIC';
    expect(validator.findings(templateOf(stack)).map(({ message }) => message)).toEqual([expect.stringContaining('GALACTIC')]);
  });
});

describe('cdk-nag, AwsSolutions', () => {
  test('has no error against BASELINE, and one acknowledgement', () => {
    const stack = profiled(SecurityProfile.BASELINE);
    expect(errors(stack)).toEqual([]);
    expect(acknowledgements(stack)).toEqual([expect.objectContaining({ rule: 'AwsSolutions-COG8', reason: expect.stringContaining('PLUS'), at: 'Stack/Auth' })]);
  });

  test('has nothing against STRICT, where nothing is acknowledged', () => {
    const stack = profiled(SecurityProfile.STRICT);
    expect(nagFindings(stack)).toEqual([]);
    expect(acknowledgements(stack)).toEqual([]);
  });

  test('has an error against a pool without a profile', () => {
    expect(errors(profiled())).toEqual(['AwsSolutions-COG8']);
  });

  test('has errors against a bare L2 pool', () => {
    expect(errors(bare())).toEqual(expect.arrayContaining(['AwsSolutions-COG1', 'AwsSolutions-COG8']));
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the checks below look into templates.
type Json = any;

interface Audited {
  readonly pool: Json;
  readonly clients: Json[];
  readonly risks: Json[];
  readonly webAclAssociations: Json[];
}

function audited(stack: Stack): Audited {
  const { Resources: resources } = (stack.node.root as App).synth().getStackByName('Stack').template;
  const of = (type: string) => Object.values<Json>(resources).filter(({ Type }) => Type === `AWS::${type}`).map(({ Properties }) => Properties);
  const [poolId] = Object.keys(resources).filter(id => resources[id].Type === 'AWS::Cognito::UserPool');
  return {
    pool: of('Cognito::UserPool')[0],
    clients: of('Cognito::UserPoolClient'),
    risks: of('Cognito::UserPoolRiskConfigurationAttachment'),
    webAclAssociations: of('WAFv2::WebACLAssociation').filter(({ ResourceArn }) => ResourceArn['Fn::GetAtt']?.[0] === poolId),
  };
}

/** What each control looks for in a deployed pool, asked of the template. */
const CONTROLS: Record<string, (audit: Audited) => boolean> = {
  'Security Hub Cognito.1, threat protection enforced': ({ pool }) => pool.UserPoolAddOns?.AdvancedSecurityMode === 'ENFORCED',
  'Security Hub Cognito.3, strong passwords': ({ pool }) => {
    const policy = pool.Policies?.PasswordPolicy ?? {};
    return policy.MinimumLength >= 8 && policy.TemporaryPasswordValidityDays <= 7
      && ['RequireLowercase', 'RequireUppercase', 'RequireNumbers', 'RequireSymbols'].every(name => policy[name] === true);
  },
  'Security Hub Cognito.4, threat protection of custom authentication': ({ pool }) =>
    pool.UserPoolAddOns?.AdvancedSecurityAdditionalFlows?.CustomAuthMode === 'ENFORCED',
  'Security Hub Cognito.5, MFA': ({ pool }) => pool.MfaConfiguration === 'ON',
  'Security Hub Cognito.6, deletion protection': ({ pool }) => pool.DeletionProtection === 'ACTIVE',
  'Prowler, compromised credentials blocked': ({ risks }) => risks.some(risk => risk.CompromisedCredentialsRiskConfiguration?.Actions.EventAction === 'BLOCK'),
  'Prowler, risky sign-ins blocked': ({ risks }) => risks.some(risk => ['LowAction', 'MediumAction', 'HighAction']
    .every(level => risk.AccountTakeoverRiskConfiguration?.Actions[level]?.EventAction === 'BLOCK')),
  'Prowler, user existence errors': ({ clients }) => clients.every(client => client.PreventUserExistenceErrors === 'ENABLED'),
  'Prowler, token revocation': ({ clients }) => clients.every(client => client.EnableTokenRevocation === true),
  'Prowler, passwords of 14 characters': ({ pool }) => pool.Policies?.PasswordPolicy?.MinimumLength >= 14,
  'Prowler, web ACL': ({ webAclAssociations }) => webAclAssociations.length === 1,
  'Prowler, self-registration': ({ pool }) => pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true,
};

describe('auditors\' controls', () => {
  const failed = (stack: Stack) => {
    const audit = audited(stack);
    return Object.keys(CONTROLS).filter(name => !CONTROLS[name](audit));
  };

  test('STRICT fails none', () => {
    expect(failed(profiled(SecurityProfile.STRICT))).toEqual([]);
  });

  test('STRICT fails self-registration where sign-up is opened, and nothing else', () => {
    expect(failed(profiled(SecurityProfile.STRICT, SignUp.open()))).toEqual(['Prowler, self-registration']);
  });

  test('BASELINE fails those that cost money or users\' patience', () => {
    expect(failed(profiled(SecurityProfile.BASELINE))).toEqual([
      'Security Hub Cognito.1, threat protection enforced',
      'Security Hub Cognito.4, threat protection of custom authentication',
      'Security Hub Cognito.5, MFA',
      'Prowler, compromised credentials blocked',
      'Prowler, risky sign-ins blocked',
      'Prowler, passwords of 14 characters',
      'Prowler, web ACL',
    ]);
  });

  test('a bare L2 pool fails all of them', () => {
    expect(failed(bare())).toEqual(Object.keys(CONTROLS));
  });
});
