/**
 * One measurement: `node call.js <file> <trigger source>` loads the file that runs in the functions of workflows, calls it many times, and prints what
 * that took as JSON, in milliseconds: the import, and a call.
 *
 * It runs transpiled, with the configuration in the environment as Lambda has it.
 */
import { createRequire } from 'module';

const [file, triggerSource] = process.argv.slice(2);
const CALLS = 20000;

const begun = performance.now();
const { handler } = createRequire(__filename)(file) as { handler(event: object, context: object): Promise<object> };
const imported = performance.now();

const context = { getRemainingTimeInMillis: () => 5000 };
const event = () => ({
  version: '2',
  triggerSource,
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_example',
  userName: 'Okta_ada',
  callerContext: { clientId: 'client' },
  request: {
    userAttributes: {
      'sub': '0',
      'email': 'ada@acme.example',
      'email_verified': 'true',
      'custom:plan': 'pro',
      'custom:okta_groups': '[engineering, admins]',
      'identities': '[{"userId":"ada","providerName":"Okta","providerType":"OIDC","primary":"true"}]',
    },
    groupConfiguration: { groupsToOverride: ['staff'], iamRolesToOverride: [] },
    scopes: ['openid'],
  },
  response: {},
});

async function call(times: number): Promise<number> {
  const start = performance.now();
  for (let count = 0; count < times; count++) {
    await handler(event(), context);
  }
  return (performance.now() - start) / times;
}

void call(CALLS / 10).then(() => call(CALLS)).then((each) => console.log(JSON.stringify({ import: imported - begun, call: each })));
