/** JSON as it comes from a template. */
type Json = string | number | boolean | null | Json[] | JsonObject;
interface JsonObject { [key: string]: Json }

/** A CloudFormation template, as far as this file looks into it. */
export interface Template {
  readonly Resources: Record<string, JsonObject>;
}

/**
 * Where two templates differ in anything but their logical ids, a line for each place.
 *
 * Resources are matched by their type and their order among those of that type.
 */
export function differences(one: Template, other: Template): string[] {
  return compare('', withoutLogicalIds(one), withoutLogicalIds(other));
}

/** The logical ids that only one of two templates has, a line for each: they come from the construct tree. */
export function logicalIds(one: Template, other: Template): string[] {
  const [ids, others] = [one, other].map(({ Resources }) => Object.keys(Resources));
  const lines = (side: string, found: string[]) => found.map(id => `only the ${side} has the logical id ${id}`);
  return [...lines('first', ids.filter(id => !others.includes(id))), ...lines('second', others.filter(id => !ids.includes(id)))];
}

/** Every logical id becomes the resource's type with a number: `AWS::IAM::Role 1`. */
function withoutLogicalIds(template: Template): Json {
  const names = new Map<Json, string>();
  const counts = new Map<Json, number>();
  for (const [id, { Type }] of Object.entries(template.Resources)) {
    counts.set(Type, (counts.get(Type) ?? 0) + 1);
    names.set(id, `${String(Type)} ${counts.get(Type)}`);
  }
  const name = (value: Json): Json => names.get(value) ?? value;
  const rename = (value: Json): Json => {
    if (Array.isArray(value)) {
      return value.map(rename);
    }
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, reference(key, inner) ?? rename(inner)])) : value;
  };
  const reference = (key: string, value: Json): Json | undefined => {
    switch (key) {
      case 'Ref':
      case 'PolicyName': // the L2 `Policy` takes its logical id for a name.
        return name(value);
      case 'RoleMappings': // its keys are names that whoever writes them makes up.
        return isObject(value) ? Object.values(value).map(rename) : undefined;
      case 'DependsOn':
        return [value].flat().map(name).sort();
      case 'Fn::GetAtt':
        return Array.isArray(value) ? [name(value[0]), ...value.slice(1).map(rename)] : undefined;
      default:
        return undefined;
    }
  };
  const resources = Object.entries(template.Resources).map(([id, resource]) => [name(id), rename(resource)] as const);
  return { ...rename(template as unknown as Json) as JsonObject, Resources: Object.fromEntries(resources) };
}

function compare(path: string, one: Json | undefined, other: Json | undefined): string[] {
  if ((Array.isArray(one) && Array.isArray(other)) || (isObject(one) && isObject(other))) {
    const places = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return places.flatMap(place => compare(`${path} / ${place}`, (one as JsonObject)[place], (other as JsonObject)[place]));
  }
  return one === other ? [] : [`${path.slice(3)}: ${JSON.stringify(one) ?? 'absent'} ≠ ${JSON.stringify(other) ?? 'absent'}`];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
