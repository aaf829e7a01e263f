import { CfnParameter, CfnResource, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { referents, type Resource } from '../../template/resource';
import { isObject, parsed, Text } from '../../template/value';
import type { View } from '../../template/view';

/** What holds secrets. */
export const SECRET = 'AWS::SecretsManager::Secret';

/** A secret: that of a client, or one of Secrets Manager, by its name where it is defined elsewhere, or a field of it. */
export interface Source {
  readonly secret: IConstruct | string;
  readonly field?: string;
}

/** What is literal of a text, and the text. */
interface Part {
  readonly literal: string;
  readonly value: unknown;
}

/** Stands for a token, by its number: JSON takes it in a text, and nobody writes it. */
const MARK = /\uE000(\d+)\uE000/g;

/** An ARN ends with six letters of AWS's own. */
const REFERENCE = /{{resolve:secretsmanager:(arn:[^}]*?:secret:)?([^:}]*)(?::SecretString:([^:}]*))?[^}]*}}/g;

/** The secrets that the dynamic references in a text mean. */
export function references(view: View, value: unknown): Source[] {
  const { text, pieces } = marked(value);
  return [...text.matchAll(REFERENCE)].flatMap(([, arn, name, asked]) => {
    const field = asked === '' ? undefined : asked;
    const bare = arn === undefined ? name : name.replace(/-\w{6}$/, '');
    const referred = [...name.matchAll(MARK)].flatMap(([, index]) => referents(pieces[Number(index)])).map((one) => view.resource(one));
    const named = referred.length > 0 ? referred : [name, bare].flatMap((one) => view.called(SECRET, one));
    const secrets = named.flatMap((one) => one?.type === SECRET ? [one.cfn] : []);
    const elsewhere = bare.replace(MARK, (_, index) => JSON.stringify(pieces[Number(index)]));
    return (secrets.length > 0 ? secrets : [elsewhere]).map((secret) => ({ secret, field }));
  });
}

/** The fields of a secret of Secrets Manager whose text is JSON, or the one that is asked for; else the whole text. Nothing of what is generated. */
export function contents(secret: Resource, field: string | undefined): Part[] {
  const isGenerated = field !== undefined && field === secret.at('GenerateSecretString.GenerateStringKey').text;
  const texts = isGenerated ? [] : ['SecretString', 'GenerateSecretString.SecretStringTemplate'].map((path) => secret.at(path).raw);
  return texts.filter((text) => text !== undefined).flatMap((value) => {
    const { text, pieces } = marked(value);
    const known = parsed(text);
    const chosen = known === undefined ? [text] : field === undefined ? Object.values(known) : [known[field] ?? ''];
    return chosen.map((one) => typeof one === 'string' ? one : JSON.stringify(one)).map((one) => ({
      literal: one.replace(/{{resolve:[^}]*}}/g, '').replace(MARK, ''),
      value: { 'Fn::Join': ['', one.split(MARK).map((piece, at) => at % 2 === 0 ? piece : pieces[Number(piece)])] },
    }));
  });
}

/** What is wrong with the secret that a provider is given. Only what CloudFormation itself resolves, in secret, while it deploys is taken. */
export function secretProblem(provider: Resource, value: unknown): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (!isObject(value) || 'Fn::Join' in value) {
    return textProblem(isObject(value) ? String(Text.of(value)) : String(value as string)) ?? shown(provider, value);
  }
  const [name] = Object.keys(value);
  switch (name) {
    case 'Fn::GetAtt':
      return crosses(provider, value) ?? shown(provider, value);
    case 'Ref':
      return shownParameter(value) ?? crosses(provider, value) ?? called(value);
    case 'Fn::ImportValue':
      return 'comes through a stack export, which everybody in the account reads';
    default:
      return `comes through ${name}, which hides no secret`;
  }
}

/** A reference to another stack that isn't an export: a nested stack gets it by a parameter of its own, which CDK makes without NoEcho. */
function crosses(provider: Resource, value: unknown): string | undefined {
  const elsewhere = referents(value).some((referent) => Stack.of(referent) !== provider.stack);
  return elsewhere ? 'goes to a nested stack by a parameter, which everybody who sees the stack reads' : undefined;
}

/** The `Ref` of a resource is its name or its ARN. */
function called(value: unknown): string | undefined {
  const resource = referents(value).find(CfnResource.isCfnResource);
  return resource === undefined ? undefined : `is what ${resource.node.path} is called, and no secret`;
}

/** A reference to a resource of which the template tells the text. */
function shown(provider: Resource, value: unknown): string | undefined {
  const parameter = provider.view.named(value).find(({ type }) => type === 'AWS::SSM::Parameter');
  if (parameter !== undefined) {
    return `is the value of ${parameter.path}, which stands in the template`;
  }
  for (const { secret, field } of references(provider.view, value)) {
    const resource = typeof secret === 'string' ? undefined : provider.view.resource(secret);
    const parts = resource === undefined ? [] : contents(resource, field);
    const problem = parts.some(({ literal }) => literal !== '') ? 'stands in the template'
      : parts.map((part) => shownParameter(part.value)).find((one) => one !== undefined);
    if (problem !== undefined) {
      return `is in ${resource!.path}, whose text ${problem}`;
    }
  }
  return undefined;
}

/** What a parameter in a value shows, if it holds one. */
function shownParameter(value: unknown): string | undefined {
  const parameters = referents(value).filter((referent) => referent instanceof CfnParameter);
  return parameters.some(({ noEcho }) => !noEcho) ? 'is a parameter without NoEcho, which everybody who sees the stack reads'
    : parameters.some((parameter) => parameter.default) ? 'is a parameter whose default stands in the template' : undefined;
}

function textProblem(text: string): string | undefined {
  if (text.startsWith('{{resolve:ssm')) {
    return 'is a reference to Systems Manager, whose plain parameters are readable and whose secure ones CloudFormation doesn\'t resolve for identity providers';
  }
  return /^{{resolve:secretsmanager:[^{}]*}}$/.test(text) ? undefined : 'is a literal';
}

/** A text with a mark for each token. */
function marked(value: unknown): { readonly text: string; readonly pieces: readonly unknown[] } {
  const pieces = (Text.of(value)?.parts ?? []).map((piece) => typeof piece === 'string' ? piece : piece.unknown);
  return { pieces, text: pieces.map((piece, index) => typeof piece === 'string' ? piece : `\uE000${index}\uE000`).join('') };
}
