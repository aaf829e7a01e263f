import * as fs from 'fs';
import * as path from 'path';

/** The names of our public API. */
const OURS = new Set([...fs.readFileSync(path.join(__dirname, '..', '..', 'API.md'), 'utf8').matchAll(/^#####.* `(\w+)`/gm)].map(([, name]) => name!));

/** Props and methods of the L2s, or of what stands around a pool, where none of ours sets the property. */
const OF_L2S = new Set([
  'action', 'addClient', 'assumedBy', 'autoVerify', 'clientId', 'defaultAction', 'env', 'generateSecret', 'identifier', 'jwtAudience', 'keySpec', 'multiRegion', 'oAuth.flows', 'onCreate', 'onUpdate',
  'preventUserExistenceErrors', 'roleName', 'sourceArn', 'userPoolClientSecret', 'userPoolResourceServerName',
]);

/** Properties that only L1s and overrides set. */
const OF_L1S = new Set([
  'LogConfigurations[].CloudWatchLogsConfiguration.LogGroupArn', 'LogGroupArn', 'LogLevel', 'OpenDcrEnabled', 'S3Configuration', 'TermsSource', 'UserPoolTags',
]);

/** A prop in quotes, and the property that it sets; the Region of a stack is no property. */
const PROP = /^"([\w.]+)(?:\(\))?" (?:or "\w+" )?\([A-Z][^\s()]*(?:, [A-Z]\w+)?\)[ ,]|^"(env)" of /;

/** As much as a reader takes in, the services that guests may use excepted. */
const MOST = 900;

/** What is wrong with how a finding is told, without the path in front: our prop first, the value, the way out, and where to accept it. */
export function messageProblems(text: string, { id, final }: { readonly id: string; readonly final?: boolean }): string[] {
  const [, named, stack] = PROP.exec(text) ?? [];
  const prop = named ?? stack;
  const first = /^[^\s]+/.exec(text)?.[0] ?? '';
  // the way round is about resources, a profile about several props.
  const isOther = (id === 'circularDependency' && /^"\w+\//.test(text)) || (id === 'profileWeakened' && text.startsWith('"securityProfile" is '));
  const [, remedy = ''] = new RegExp(`; ([^;]+(?:; .*)?) \\(rule ${id}, https://\\S+#${id.toLowerCase()}[;)]`).exec(text) ?? [];
  return [
    ...isOther || OF_L1S.has(first) || (prop !== undefined && (OURS.has(prop) || OF_L2S.has(prop))) ? [] : [`begins with ${first}`],
    ...remedy === '' ? ['has no remedy, id or page'] : [],
    ...text.includes(`cdk-cognito-auth:${id}', reason:`) === (final !== true) ? [] : ['doesn\'t say how it is accepted, or that of a final one'],
    ...[/[$#]\{Token\[/, /Resolution error/, /\bundefined\b/, /\[object /, /\b(?:person|people)\b/i].filter((word) => word.test(text.replace(/"[^"$#]*"/g, ''))).map((word) => `has ${String(word)}`),
    ...text.length > MOST && id !== 'guestServices' ? [`has ${text.length} characters`] : [],
  ];
}
