import { CfnResource, type Stack } from 'aws-cdk-lib';
import { Finding } from './finding';
import { acknowledgements } from './nag';
import { Terminal } from './terminal';
import { QuickStartStack } from '../examples/quick-start/quick-start-stack';

/** What the report is about. */
export interface ReportInput {
  readonly stack: QuickStartStack;
  readonly findings: readonly Finding[];
  /** the folder of the example */
  readonly example: string;
}

/** Resource types by the names that readers have for them, one and many, in the order of the report. */
const KINDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'AWS::Cognito::UserPool': ['user pool', 'user pools'],
  'AWS::Cognito::UserPoolDomain': ['sign-in domain', 'sign-in domains'],
  'AWS::Cognito::UserPoolClient': ['app client', 'app clients'],
  'AWS::Cognito::ManagedLoginBranding': ['branding of sign-in pages', 'brandings of sign-in pages'],
  'AWS::Cognito::UserPoolIdentityProvider': ['identity provider', 'identity providers'],
  'AWS::Cognito::IdentityPool': ['identity pool', 'identity pools'],
  'AWS::Cognito::IdentityPoolRoleAttachment': ['attachment of roles', 'attachments of roles'],
  'AWS::SecretsManager::Secret': ['secret', 'secrets'],
  'AWS::IAM::Role': ['role', 'roles'],
  'AWS::IAM::Policy': ['policy of a role', 'policies of roles'],
  'AWS::S3::Bucket': ['bucket', 'buckets'],
  'AWS::S3::BucketPolicy': ['policy of a bucket', 'policies of buckets'],
};

/** The whole report: everything that `auth.summary` tells, and what the tools said. */
export function report(terminal: Terminal, { stack, findings, example }: ReportInput): void {
  const { summary } = stack.auth;
  const resources = resourcesOf(stack);
  const named = (text: string) => withNames(text, resources);

  terminal.section('Defined', `${resources.length} resources in ${stack.stackName}, ${stack.region}`);
  terminal.table(countKinds(resources).map(({ kind, names }) => [`${String(names.length).padStart(2)} ${kind}`, terminal.dim(names.join(', '))]));

  terminal.section('Feature plan', summary.featurePlan);
  summary.featurePlanReasons.forEach(reason => terminal.text(reason));

  terminal.section('Sign-in pages');
  terminal.table(summary.signInPages.map(({ client, url }) => [client, named(url)]));

  terminal.section('Redirect URIs to register');
  terminal.table(summary.redirectUris.flatMap(({ provider, uri, registerAt }) => [[provider, named(uri)], ['', terminal.dim(`at ${registerAt}`)]] as const));

  terminal.section('Roles');
  for (const { role, who, permissions } of summary.roles) {
    terminal.text(`${who}: ${role}`);
    permissions.forEach(permission => terminal.text(named(permission), 2));
  }

  terminal.section('Can never change', 'once it is deployed');
  terminal.table(summary.immutableChoices.map(({ name, value }) => [name, value]));

  if (summary.notes.length > 0) {
    terminal.section('Notes');
    summary.notes.forEach(note => terminal.text(note));
  }

  terminal.section('Acknowledged');
  const accepted = [
    ...summary.acknowledgements.map(({ id, reason }) => ({ rule: id, reason, at: stack.auth.node.path })),
    ...acknowledgements(stack),
  ];
  accepted.forEach(({ rule, reason, at }) => {
    terminal.text(`${named(rule)}, on ${at}`);
    terminal.text(terminal.dim(reason), 2);
  });

  terminal.section('Findings', findings.length === 0 ? terminal.green('none') : terminal.red(String(findings.length)));
  findings.forEach(({ rule, severity, at, message, remedy }) => {
    terminal.text(`${severity} ${rule}${at === '' ? '' : `, on ${at}`}`);
    terminal.text(message, 2);
    if (remedy !== undefined) {
      terminal.text(remedy, 2);
    }
  });

  terminal.section('Next');
  terminal.text(`The assembly is in ${example}/cdk.out. ${example}/README.md says what to change before the stack is yours. Then:`);
  terminal.text(`cd ${example} && npx cdk deploy`, 2);
  terminal.line();
}

interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** the path of the construct that it stands for */
  readonly path: string;
}

function resourcesOf(stack: Stack): Resource[] {
  return stack.node.findAll().filter(CfnResource.isCfnResource).filter(cfn => cfn.cfnResourceType !== 'AWS::CDK::Metadata').map(cfn => ({
    logicalId: stack.resolve(cfn.logicalId),
    type: cfn.cfnResourceType,
    path: cfn.node.path.replace(/\/Resource$/, ''),
  }));
}

/** The resources by kind. What isn't in the table comes last, by its type. */
function countKinds(resources: Resource[]): { kind: string; names: string[] }[] {
  const types = new Set([...Object.keys(KINDS), ...resources.map(({ type }) => type)]);
  return [...types].flatMap(type => {
    const names = resources.filter(resource => resource.type === type).map(({ path }) => path.split('/').slice(1).join('/'));
    const [one, many] = KINDS[type] ?? [type, type];
    return names.length === 0 ? [] : [{ kind: names.length === 1 ? one : many, names }];
  });
}

/** Puts constructs in the place of logical ids: `<FilesBucket1234ABCD.Arn>` becomes `<QuickStart/Files>`. */
function withNames(text: string, resources: Resource[]): string {
  return text.replace(/<(\w+)(\.\w+)?>/g, (whole, id) => {
    const resource = resources.find(({ logicalId }) => logicalId === id);
    return resource === undefined ? whole : `<${resource.path}>`;
  });
}
