import { type Api, membersOf, OURS, type TypeReference } from './api';
import { type Expression, isSpecial, type Program, type Special } from './program';

/** The public members of ours that a program uses. */
export function meets(api: Api, { statements, checked }: Program): ReadonlySet<string> {
  const met = new Set<string>(checked ? ['CognitoRules.check'] : []);
  const walk = (value: Expression | undefined, type: TypeReference) => {
    if (value === undefined || value === null) {
      return;
    }
    if (Array.isArray(value)) {
      value.forEach(one => walk(one, type.collection?.elementtype ?? type));
    } else if (typeof value === 'object' && isSpecial(value as Expression)) {
      special(value as Special);
    } else if (typeof value === 'object') {
      const members = type.fqn !== undefined && api[type.fqn]?.datatype ? membersOf(api, type.fqn) : [];
      for (const [name, one] of Object.entries(value)) {
        const member = members.find(({ property }) => property.name === name);
        if (member?.owner.fqn.startsWith(OURS)) {
          met.add(`${member.owner.name}.${name}`);
        }
        walk(one, member?.property.type ?? type.collection?.elementtype ?? {});
      }
    }
  };
  const special = (value: Special) => {
    if ('$call' in value) {
      const [, fqn, method] = /^(.*)\.(\w+)$/.exec(value.$call)!;
      call(fqn, method, value.args);
      if (value.then !== undefined) {
        call(fqn, value.then.method, value.then.args);
      }
      // the interpreter reads the whole object.
      api[fqn].properties?.filter(property => !property.static).forEach(({ name }) => met.add(`${api[fqn].name}.${name}`));
    } else if ('$get' in value) {
      met.add(value.$get.slice(OURS.length));
    } else if ('of' in value) {
      value.of.forEach(one => walk(one, {}));
    }
  };
  const call = (fqn: string, name: string, args: readonly Expression[]) => {
    met.add(`${api[fqn].name}.${name}`);
    const { parameters = [] } = api[fqn].methods!.find(method => method.name === name)!;
    args.forEach((arg, at) => walk(arg, parameters[at].type));
  };
  for (const statement of statements) {
    switch (statement.kind) {
      case 'new': {
        const props = api[statement.type]?.initializer?.parameters?.[2];
        if (statement.type.startsWith(OURS)) {
          met.add(`${statement.type.slice(OURS.length)}.new`);
          walk(statement.props, props!.type);
        }
        break;
      }
      case 'call': case 'static':
        call(statement.type, statement.method, statement.args);
        break;
      case 'read': {
        met.add(`${statement.type.slice(OURS.length)}.${statement.property}`);
        read(api, api[statement.type].properties!.find(({ name }) => name === statement.property)!.type, met);
        break;
      }
      case 'company':
        met.add(`${statement.type.slice(OURS.length)}.PROPERTY_INJECTION_ID`);
        break;
      default:
    }
  }
  return met;
}

/** A list of structs is printed whole. */
function read(api: Api, type: TypeReference, met: Set<string>): void {
  const fqn = type.fqn ?? type.collection?.elementtype.fqn;
  if (fqn !== undefined && api[fqn]?.datatype) {
    membersOf(api, fqn).forEach(({ owner, property }) => met.add(`${owner.name}.${property.name}`));
  }
}
