import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CognitoRules } from 'cdk-cognito-auth';
import { CloudFormationValidator } from './tools/cloudformation-validator';
import { propertiesOf, type Sample, samples } from './tools/shapes';

/** Of these properties only the service's own model says something: CloudFormation's schema, and so its validator, takes everything. */
const SERVICE_ONLY = [
  'IdentityPool.SupportedLoginProviders.key', 'UserPool.EmailAuthenticationMessage', 'UserPool.EmailAuthenticationSubject', 'UserPool.UserPoolName', 'UserPool.UserPoolTags.key',
  'UserPoolIdentityProvider.AttributeMapping.key', 'UserPoolIdentityProvider.ProviderDetails.key', 'UserPoolReplica.UserPoolTagsAtCreate.key',
];

/** And of these types everything. */
const SERVICE_ONLY_TYPES = [
  'IdentityPoolPrincipalTag', 'IdentityPoolRoleAttachment', 'LogDeliveryConfiguration', 'UserPoolRegionalConfigurationAttachment', 'UserPoolRiskConfigurationAttachment',
  'UserPoolUICustomizationAttachment', 'UserPoolUser', 'UserPoolUserToGroupAttachment',
];

const SAMPLES = samples();

interface Judgement {
  readonly sample: Sample;
  readonly theirs?: string;
  readonly ours?: 'error' | 'warning';
}

/** What each of the two says about the values of a type themselves, and not about what isn't there. */
function judged(type: string): Judgement[] {
  const some = SAMPLES.filter(sample => sample.type === type);
  const stack = new Stack(new App({ context: { '@aws-cdk/core:disableValidation': true, '@aws-cdk/core:stackResourceLimit': 0 } }), 'Stack');
  const Type = `AWS::Cognito::${type}`;
  const resources = some.map((sample, index) => new CfnResource(stack, `R${index}`, { type: Type, properties: propertiesOf(sample) }));
  const found = new CloudFormationValidator().findings({
    Resources: Object.fromEntries(some.map((sample, index) => [`R${index}`, { Type, Properties: propertiesOf(sample) }])),
  });
  CognitoRules.check(stack);
  const errors = errorsOf(stack).filter(line => line.includes('(rule outOfBounds,'));
  return some.map((sample, index) => {
    const shown = sample.at.replace(/\.0(?=\.|$)/g, '[]');
    const { node } = resources[index];
    const error = errors.find(line => line.includes(` ${node.path}: `) && (line.includes(`${shown}) `) || line.includes(`${shown} `)));
    const warning = node.metadata.find(({ data }) => String(data).includes('(rule unknownValue,') && String(data).includes(shown));
    return {
      sample,
      theirs: found.find(({ rule, at }) => /^[FW]30/.test(rule) && at === `R${index} Properties.${sample.at}`)?.rule,
      ours: error !== undefined ? 'error' : warning !== undefined ? 'warning' : undefined,
    };
  });
}

function errorsOf(stack: Stack): string[] {
  try {
    (stack.node.root as App).synth();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}

const JUDGED = [...new Set(SAMPLES.map(({ type }) => type))].flatMap(judged);

test('every property of every type is tried', () => {
  expect(new Set(SAMPLES.map(({ type }) => type)).size).toBe(18);
  expect(SAMPLES.length).toBeGreaterThan(400);
});

test('ours says of each edge what the table says', () => {
  const wrong = JUDGED.filter(({ sample: { isTaken, isListed }, ours }) => ours !== (isTaken ? undefined : isListed ? 'warning' : 'error'));
  expect(wrong.map(({ sample, ours }) => [sample.type, sample.at, String(sample.value).slice(0, 50), ours])).toEqual([]);
});

test('what AWS\'s validator finds is found', () => {
  // values that the service's model has and CloudFormation's schema not yet, and languages, which another rule knows.
  const silent = JUDGED.filter(({ sample: { isTaken, isListed, at }, theirs, ours }) => theirs !== undefined && ours === undefined && !(isTaken && isListed) && at !== 'Links.key');
  expect(silent.map(({ sample, theirs }) => [sample.type, sample.at, String(sample.value).slice(0, 50), theirs])).toEqual([]);
});

test('what AWS\'s validator takes is no error, but for what only the service knows', () => {
  const alarms = JUDGED.filter(({ sample, theirs, ours }) => theirs === undefined && ours === 'error' && !SERVICE_ONLY_TYPES.includes(sample.type));
  expect([...new Set(alarms.map(({ sample }) => `${sample.type}.${sample.at}`))]).toEqual(SERVICE_ONLY);
});
