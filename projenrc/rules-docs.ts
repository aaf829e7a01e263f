/**
 * Writes docs/rules.md and docs/rule-examples.md from the table in src/rules: `npm run rules:docs`. The first comes with the package.
 */
import * as fs from 'fs';
import * as path from 'path';
import { PRELUDE, RULE_SNIPPETS } from './rule-snippets';
import { root } from './run';
import { CONSTRUCT_WARNINGS } from '../src/rules/construct-warnings';
import { CLAIMS_KNOW } from '../src/rules/models/claims';
import { CIRCLES_KNOW } from '../src/rules/models/graph';
import { POWERS_KNOW } from '../src/rules/models/powers';
import { SECRETS_KNOW } from '../src/rules/models/secrets';
import { TRUST_KNOWS } from '../src/rules/models/trust';
import type { RuleText } from '../src/rules/rule';
import { BOUNDS_KNOW } from '../src/rules/shape';
import { RULE_AREAS, type RuleArea } from '../src/rules/table';

/** Where the page is kept. */
export const RULES_PAGE = path.join(root, 'docs', 'rules.md');

/** Where the page with code for each rule is kept. */
export const EXAMPLES_PAGE = path.join(root, 'docs', 'rule-examples.md');

const EXAMPLES = 'https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/rule-examples.md';

/** What each model knows and what it can't, in a sentence. */
const MODELS = [CLAIMS_KNOW, TRUST_KNOWS, POWERS_KNOW, SECRETS_KNOW, CIRCLES_KNOW, BOUNDS_KNOW];

/** The page, as it should be. */
export function rulesPage(): string {
  return [
    '<!-- Written by `npm run rules:docs` from src/rules. Edit it there. -->',
    '',
    '# What the rules find',
    '',
    ...intro(),
    '## All rules',
    '',
    ...RULE_AREAS.flatMap(overview),
    ...RULE_AREAS.flatMap(({ title, rules }) => [`## ${title}`, '', ...rules.flatMap(entry)]),
  ].join('\n').trimEnd() + '\n';
}

/** The page with code, as it should be. */
export function examplesPage(): string {
  return [
    '<!-- Written by `npm run rules:docs` from projenrc/rule-snippets. Edit them there. -->',
    '',
    '# The rules by example',
    '',
    'Each rule of [rules.md](rules.md) with code that trips it and code that doesn\'t. All of it is compiled and synthesized by the tests of this library. It stands in',
    'the constructor of a stack, after these lines:',
    '',
    ...block(PRELUDE),
    ...RULE_AREAS.flatMap(({ title, rules }) => [`## ${title}`, '', ...rules.flatMap((rule) => [`### ${rule.id}`, '', `**${sentence(rule.condition)}**`, '', ...snippets(rule)])]),
  ].join('\n').trimEnd() + '\n';
}

function intro(): string[] {
  const rules = RULE_AREAS.flatMap((area) => [...area.rules]);
  const errors = rules.filter((rule) => rule.severity === undefined).length;
  return `
Amazon Cognito refuses many combinations of settings only when you deploy them, and accepts others that are insecure. \`cdk-cognito-auth\`
keeps them in one table of ${rules.length} rules, ${errors} errors and ${rules.length - errors} warnings, and holds it against your app at every \`cdk synth\`.

- **They see what is deployed.** Rules read the finished template: what escape hatches, Aspects and plain L2 or L1 constructs made of it counts,
  also when a client or provider of your pool is defined in another stack.
- **They tell everything at once.** All errors are listed in one go and nothing is written to \`cdk.out\`. Warnings become annotations.
- **They don't guess.** A value that only CloudFormation knows passes, and so does one that AWS adds tomorrow.

What several rules must understand is a model, which they ask:

${MODELS.map((known) => `- ${known}`).join('\n')}

A finding names the resource, the values, the way out, and its entry on this page:

\`\`\`text
[Stack/Auth] Stack/Auth/UserPool/Plain/Resource: "oAuth.flows" (AllowedOAuthFlows) is ["implicit","code"]; allow the authorization code grant only, with PKCE:
\`addSpaClient\` or \`addWebClient\` do (rule clientImplicitGrant, https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/rules.md#clientimplicitgrant; to accept it:
Validations.of(<construct at "Stack/Auth/UserPool/Plain">).acknowledge({ id: 'cdk-cognito-auth:clientImplicitGrant', reason: '…' }))
\`\`\`

## Plain L2 and L1 constructs

The constructs of this library, and whatever is attached to their pools, are checked by themselves. To check the rest, name a scope:
an app, a stage, a stack, or a single construct.

\`\`\`ts
CognitoRules.check(app);
\`\`\`

## Accepting a finding

AWS may know better, and so may you. Say where, and why, with CDK's own call. Each finding shows it, with the id and the path. In TypeScript:

\`\`\`ts
Validations.of(auth).acknowledge({
  id: 'cdk-cognito-auth:clientLocalhostInProduction',
  reason: 'a demo without users in it',
});
\`\`\`

Python:

\`\`\`python
Validations.of(auth).acknowledge(Acknowledgment(
    id="cdk-cognito-auth:clientLocalhostInProduction",
    reason="a demo without users in it",
))
\`\`\`

Java:

\`\`\`java
Validations.of(auth).acknowledge(Acknowledgment.builder()
    .id("cdk-cognito-auth:clientLocalhostInProduction")
    .reason("a demo without users in it")
    .build());
\`\`\`

Go:

\`\`\`go
awscdk.Validations_Of(auth).Acknowledge(&awscdk.Acknowledgment{
	Id:     jsii.String("cdk-cognito-auth:clientLocalhostInProduction"),
	Reason: jsii.String("a demo without users in it"),
})
\`\`\`

- **It holds for the construct and everything in it.** A warning can be accepted at any height, up to the app. An error is accepted below its stack, on
  the resource or on a construct that holds it; one that is accepted higher stays, and says where to put the call.
- **The id may be written as CDK prints it**: \`annotation::…\`, \`Annotation::…\`, \`Construct-Annotations::…\`, \`[ack: …]\`, or the rule's id alone.
- **Rules marked final** are about secrets that others can read and roles that others can take. To acknowledge one is an error, and so is an
  empty reason, and an id with \`cdk-cognito-auth:\` in front that is no rule.
- **\`auth.summary\` shows each with its reason**, and after the synthesis those that met no finding.

The constructs warn of a few things that no template shows. They are accepted in the same way:

| warning | |
| --- | --- |
${Object.entries(CONSTRUCT_WARNINGS).map(([id, condition]) => `| \`${id}\` | ${condition} |`).join('\n')}

[The rules by example](${EXAMPLES}) shows each with code that trips it, and code that doesn't.
`.trim().split('\n').concat('');
}

function overview({ title, rules }: RuleArea): string[] {
  return [
    `**[${title}](#${slug(title)})**`,
    '',
    '| rule | | finds |',
    '| --- | --- | --- |',
    ...rules.map((rule) => `| [${rule.id}](#${slug(rule.id)}) | ${label(rule)} | ${text(rule.condition)} |`),
    '',
  ];
}

function entry(rule: RuleText): string[] {
  const acknowledge = rule.final ? 'It can\'t be acknowledged.' : 'It can be acknowledged.';
  return [
    `### ${rule.id}`,
    '',
    `**${sentence(rule.condition)}**`,
    '',
    `- Severity: ${label(rule)}. ${acknowledge}`,
    `- Consequence: ${sentence(rule.consequence)}`,
    `- Remedy: ${sentence(rule.remedy)}`,
    `- Source: [${sourceName(rule.source)}](${rule.source}) · [example](${EXAMPLES}#${slug(rule.id)})`,
    '',
  ];
}

function snippets({ id }: RuleText): string[] {
  const snippet = RULE_SNIPPETS[id];
  if (snippet === undefined) {
    throw new Error(`projenrc/rule-snippets has no pair for ${id}`);
  }
  return ['Bad:', '', ...block(snippet.bad), 'Good:', '', ...block(snippet.good)];
}

function block(code: string): string[] {
  return ['```ts', code, '```', ''];
}

function label(rule: RuleText): string {
  return `${rule.severity ?? 'error'}${rule.final ? ', **final**' : ''}`;
}

function sentence(words: string): string {
  return `${text(words.charAt(0).toUpperCase() + words.slice(1))}.`;
}

/** Words as Markdown shows them: what could be markup is escaped, code is left alone. */
function text(words: string): string {
  return words.split(/(`[^`]*`)/).map((part) => part.startsWith('`') ? part : part.replace(/</g, '&lt;').replace(/[*|[\]]/g, '\\$&')).join('');
}

/** A page in a few words: `aws/aws-cdk#7625`, or its host. */
function sourceName(source: string): string {
  const { host, pathname } = new URL(source);
  const issue = /^\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)$/.exec(pathname);
  return host === 'github.com' && issue ? `${issue[1]}#${issue[2]}` : host;
}

/** The anchor that GitHub makes of a heading. */
function slug(heading: string): string {
  return heading.toLowerCase().replace(/[^\w -]/g, '').replace(/ /g, '-');
}

if (require.main === module) {
  fs.mkdirSync(path.dirname(RULES_PAGE), { recursive: true });
  [[RULES_PAGE, rulesPage()], [EXAMPLES_PAGE, examplesPage()]].forEach(([page, written]) => {
    fs.writeFileSync(page!, written!);
    console.log(`wrote ${path.relative(root, page!)}`);
  });
}
