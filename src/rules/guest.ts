import { said, type Rule } from './rule';
import type { IdentityPool } from '../template/identity-pool';

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
export const GUEST_RULES: readonly Rule<IdentityPool>[] = [
  {
    id: 'guestServices',
    severity: 'warning',
    condition: 'Guests are granted what AWS doesn\'t let them do',
    consequence: 'the call is refused, whatever the role allows: the enhanced flow limits guests, not signed-in users, to a list of services',
    remedy: `grant it to signed-in users, or use what remains for guests: ${Object.keys(GUEST_SERVICES).join(', ')}; of geo, kms, rum, sagemaker and textract only some actions`,
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services',
    check: (pool) => {
      // the classic flow has no such limit.
      if (pool.guests.flag !== true || (pool.classicFlow.isSet && pool.classicFlow.flag !== false)) {
        return undefined;
      }
      const found = pool.roles().filter(({ to }) => to === 'unauthenticated').flatMap(({ role }) => {
        const refused = [...new Set(role.actions)].filter((action) => !mayGuest(action));
        return refused.length > 0 ? [`the role ${role.path} allows guests ${JSON.stringify(refused)}`] : [];
      });
      return said(found);
    },
  },
];

function mayGuest(action: string): boolean {
  const [service = '', name = ''] = action.split(':');
  return GUEST_SERVICES[service.toLowerCase()]?.test(name) === true;
}
