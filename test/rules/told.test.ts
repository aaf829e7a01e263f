import { messageProblems } from './told';
import { inProps } from '../../src/rules/props';

const PAGE = 'https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/rules.md#outofbounds';
const ACCEPT = "to accept it: Validations.of(<construct at \"Stack/Pool\">).acknowledge({ id: 'cdk-cognito-auth:outOfBounds', reason: '…' })";
const GOOD = `"minLength" (MinimumLength) is 100, and Cognito takes whole numbers, 6 to 99; give what it takes (rule outOfBounds, ${PAGE}; ${ACCEPT})`;

describe('how a finding is told', () => {
  test.each([
    GOOD,
    GOOD.replace('"minLength" (MinimumLength)', '"oAuth.flows" (AllowedOAuthFlows)'),
    GOOD.replace('"minLength" (MinimumLength)', '"addTrigger()" (LambdaConfig.PreSignUp)'),
    GOOD.replace('"minLength" (MinimumLength)', 'UserPoolTags'),
  ])('is right in %s', (text) => {
    expect(messageProblems(text, { id: 'outOfBounds' })).toEqual([]);
  });

  test.each<{ problem: string; text: string; final?: boolean }>(([
    ['begins with MinimumLength', GOOD.replace('"minLength" (MinimumLength)', 'MinimumLength')],
    ['begins with "leastLength"', GOOD.replace('minLength', 'leastLength')],
    ['begins with the', `the least length is 100${GOOD.slice(GOOD.indexOf(';'))}`],
    ['has no remedy, id or page', GOOD.replace('; give what it takes', '')],
    ['has no remedy, id or page', GOOD.replace('#outofbounds', '')],
    ['doesn\'t say how it is accepted, or that of a final one', GOOD.replace(ACCEPT, '')],
    ['doesn\'t say how it is accepted, or that of a final one', GOOD, true],
    ['has /[$#]\\{Token\\[/', GOOD.replace('100', '"${Token[TOKEN.7]}"')],
    ['has /\\bundefined\\b/', GOOD.replace('100', 'undefined')],
    ['has /\\b(?:person|people)\\b/i', GOOD.replace('it takes', 'people have')],
    [`has ${GOOD.length + 900} characters`, GOOD.replace('100', `1${'0'.repeat(902)}`)],
  ] as [string, string, boolean?][]).map(([problem, text, final]) => ({ problem, text, final })))('is told as wrong: $problem', ({ problem, text, final }) => {
    expect(messageProblems(text, { id: 'outOfBounds', final })).toEqual([problem]);
  });
});

describe('properties are told with our props', () => {
  test.each([
    ['UserPool', 'MfaConfiguration is "OFF" and EnabledMfas is ["SMS_MFA"]', '"mfa" (MfaConfiguration) is "OFF" and EnabledMfas is ["SMS_MFA"]'],
    ['UserPool', 'Policies.PasswordPolicy.MinimumLength is 5', '"minLength" (Policies.PasswordPolicy.MinimumLength) is 5'],
    ['UserPool', 'Schema[].Name is "a b"', '"attributes" (Schema[].Name) is "a b"'],
    ['UserPoolResourceServer', 'Name is "a b"', '"userPoolResourceServerName" (Name) is "a b"'],
    ['IdentityPool', 'RoleMappings.cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a:b has', '"roleMapping" (RoleMappings.cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a:b) has'],
    ['UserPool', 'UserPoolTags has 0 characters', 'UserPoolTags has 0 characters'],
  ])('in a %s: %s', (type, problem, told) => {
    expect(inProps(`AWS::Cognito::${type}`, problem)).toBe(told);
  });

  test.each(['"Schema" is "the \\"Domain\\" of Schema"', 'Schema/Domain/Resource names Domain/Schema', 'the id waits ("Stack/A" (Environment.Domain))', 'AWS::Cognito::Schema', 'Schemas', 'a.Schema'])(
    'but not what is a value, a path or another name: %s', (problem) => {
      expect(inProps('AWS::Cognito::UserPool', problem)).toBe(problem);
    });
});
