/** What CloudFormation knows while it deploys: what each `Ref` becomes, and the texts of the secrets. */
export interface Deployment {
  readonly references?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A value of a template as the service behind it gets it. Fails on what a deployment couldn't know. */
export function deployed<T>(value: unknown, deployment: Deployment): T {
  return resolved(value, deployment) as T;
}

function resolved(value: unknown, deployment: Deployment): unknown {
  if (typeof value === 'string') {
    return value.replace(/{{resolve:secretsmanager:([^:}]+):SecretString:([^:}]*)[^}]*}}/g, (_, name, field) => secret(deployment, name, field));
  }
  if (Array.isArray(value)) {
    return value.map(item => resolved(item, deployment));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  switch (name) {
    case 'Ref':
      return known(deployment.references?.[argument], `Ref ${argument}`);
    case 'Fn::Join':
      return resolved(argument[1].map((part: unknown) => resolved(part, deployment)).join(argument[0]), deployment);
    default:
      if (name?.startsWith('Fn::')) {
        throw new Error(`${name} isn't known here`);
      }
      return Object.fromEntries(entries.map(([key, item]) => [key, resolved(item, deployment)]));
  }
}

function secret({ secrets = {} }: Deployment, name: string, field: string): string {
  const text = known(secrets[name], `the secret ${name}`);
  return field === '' ? text : known(JSON.parse(text)[field], `the field ${field} of the secret ${name}`);
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new Error(`${what} isn't known here`);
  }
  return value;
}
