import { powersOf } from './models/powers';
import { said, rulesOf, type Rule } from './rule';
import type { IdentityPool } from '../template/identity-pool';
import { own } from '../template/value';

/**
 * What AWS lets guests do in the enhanced flow, by the prefix of its actions: what either of its two session policies allows.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonCognitoUnAuthedIdentitiesSessionPolicy.html
 */
const WHOLE_SERVICES = [
  'appsync', 'cloudwatch', 'codewhisperer', 'cognito-identity', 'cognito-idp', 'cognito-sync', 'comprehend', 'dynamodb', 'execute-api',
  'firehose', 'gamelift', 'iot', 'kinesis', 'lambda', 'lex', 'logs', 'machinelearning', 'mobileanalytics', 'mobiletargeting',
  'personalize', 'polly', 'rekognition', 's3', 'sdb', 'ses', 'sns', 'sqs', 'transcribe', 'translate',
];

/** And of these services some actions. */
const SOME_ACTIONS: Readonly<Record<string, RegExp>> = {
  geo: /^(GetMap|ListMaps$|SearchPlaceIndex|GetPlace$|CalculateRoute|.*Geofences?$|.*DevicePosition)/i,
  kms: /^(Encrypt|Decrypt|ReEncrypt|GenerateDataKey)/i,
  rum: /^PutRumEvents/i,
  sagemaker: /^InvokeEndpoint/i,
  textract: /^(DetectDocumentText|AnalyzeDocument)/i,
};

/** What guests may do. */
export const GUEST_RULES: readonly Rule<IdentityPool>[] = rulesOf('identity pool', 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services', {
  guestServices: {
    severity: 'warning',
    condition: 'Guests are granted what AWS doesn\'t let them do',
    consequence: 'the call is refused, whatever the role allows: the enhanced flow limits guests, not signed-in users, to a list of services',
    remedy: `grant it to signed-in users, or use what remains for guests: ${WHOLE_SERVICES.join(', ')}; some actions of ${Object.keys(SOME_ACTIONS).join(', ')}`,
    check: (pool) => {
      // the classic flow has no such limit.
      if (pool.guests.flag !== true || (pool.classicFlow.isSet && pool.classicFlow.flag !== false)) {
        return undefined;
      }
      return said(pool.roles().filter(({ to }) => to === 'unauthenticated').flatMap(({ role }) => {
        const { administers, reachesAll } = powersOf(role);
        // of those another rule speaks.
        const others = [...administers, ...reachesAll];
        const refused = [...new Set(role.actions)].filter((action) => !mayGuest(action) && !others.includes(action));
        return refused.length > 0 ? [`Roles.unauthenticated is ${role.path}, which allows ${JSON.stringify(refused)}`] : [];
      }));
    },
  },
});

function mayGuest(action: string): boolean {
  const [service = '', name = ''] = action.split(':');
  return WHOLE_SERVICES.includes(service.toLowerCase()) || own(SOME_ACTIONS, service.toLowerCase())?.test(name) === true;
}
