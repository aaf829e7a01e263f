import { CfnResource } from 'aws-cdk-lib/core';
import { AuthResource } from './model';
import type { IdentityPoolRule } from './rule';
import { isObject, isToken, type Properties } from './template';

const EVERYTHING = /^/;

/**
 * What AWS lets guests do in the enhanced flow, by the prefix of its actions: what either of its two session policies allows.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonCognitoUnAuthedIdentitiesSessionPolicy.html
 */
const GUEST_SERVICES: Readonly<Record<string, RegExp>> = {
  'appsync': EVERYTHING,
  'cloudwatch': EVERYTHING,
  'codewhisperer': EVERYTHING,
  'cognito-identity': EVERYTHING,
  'cognito-idp': EVERYTHING,
  'cognito-sync': EVERYTHING,
  'comprehend': EVERYTHING,
  'dynamodb': EVERYTHING,
  'execute-api': EVERYTHING,
  'firehose': EVERYTHING,
  'gamelift': EVERYTHING,
  'geo': /^(GetMap|ListMaps$|SearchPlaceIndex|GetPlace$|CalculateRoute|.*Geofences?$|.*DevicePosition)/i,
  'iot': EVERYTHING,
  'kinesis': EVERYTHING,
  'kms': /^(Encrypt|Decrypt|ReEncrypt|GenerateDataKey)/i,
  'lambda': EVERYTHING,
  'lex': EVERYTHING,
  'logs': EVERYTHING,
  'machinelearning': EVERYTHING,
  'mobileanalytics': EVERYTHING,
  'mobiletargeting': EVERYTHING,
  'personalize': EVERYTHING,
  'polly': EVERYTHING,
  'rekognition': EVERYTHING,
  'rum': /^PutRumEvents/i,
  's3': EVERYTHING,
  'sagemaker': /^InvokeEndpoint/i,
  'sdb': EVERYTHING,
  'ses': EVERYTHING,
  'sns': EVERYTHING,
  'sqs': EVERYTHING,
  'textract': /^(DetectDocumentText|AnalyzeDocument)/i,
  'transcribe': EVERYTHING,
  'translate': EVERYTHING,
};

/** What guests may do. */
export const GUEST_RULES: readonly IdentityPoolRule[] = [
  {
    id: 'guestServices',
    severity: 'warning',
    condition: 'Guests are granted what AWS doesn\'t let them do',
    consequence: 'the call is refused, whatever the role allows: the enhanced flow limits guests, not signed-in people, to a list of services',
    remedy: `grant it to signed-in people, or use what remains for guests: ${Object.keys(GUEST_SERVICES).join(', ')}; of geo, kms, rum, sagemaker and textract only some actions`,
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services',
    check: (pool) => {
      // the classic flow has no such limit.
      if (pool.flag('AllowUnauthenticatedIdentities') !== true || (pool.has('AllowClassicFlow') && pool.flag('AllowClassicFlow') !== false)) {
        return undefined;
      }
      const found = pool.roles().filter(({ to }) => to === 'unauthenticated').flatMap(({ role }) => {
        const refused = [...new Set(actions(role))].filter((action) => !mayGuest(action));
        return refused.length > 0 ? [`the role ${role.path} allows guests ${JSON.stringify(refused)}`] : [];
      });
      return found.length > 0 ? found.join('; ') : undefined;
    },
  },
];

function mayGuest(action: string): boolean {
  const [service = '', name = ''] = action.split(':');
  return GUEST_SERVICES[service.toLowerCase()]?.test(name) === true;
}

/** What the policies of a role allow, as far as they stand in the app. */
function actions(role: AuthResource): string[] {
  const attached = role.cfn.node.root.node.findAll().filter(CfnResource.isCfnResource)
    .filter(({ cfnResourceType }) => cfnResourceType === 'AWS::IAM::Policy' || cfnResourceType === 'AWS::IAM::ManagedPolicy')
    .map((cfn) => new AuthResource(cfn));
  const managed = role.referents(role.value('ManagedPolicyArns'));
  const own = attached.filter((policy) => managed.includes(policy.cfn) || policy.referents(policy.value('Roles')).includes(role.cfn));
  const documents = [...role.objects('Policies').map((policy) => policy.PolicyDocument), ...own.map((policy) => policy.value('PolicyDocument'))];
  return documents.filter(known).flatMap((document) => [document.Statement].flat().filter(known))
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => [Action].flat().filter((action): action is string => typeof action === 'string' && !isToken(action)));
}

function known(value: unknown): value is Properties {
  return isObject(value) && !isToken(value);
}
