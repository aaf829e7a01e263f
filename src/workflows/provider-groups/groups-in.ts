/**
 * The groups that an attribute names: a JSON array, the list `[a, b]` that Cognito makes of several values of SAML, or one name. Nothing is taken from a text that
 * is none of these: a list with brackets in it or without its end, or an object, which Microsoft Entra sends where there are too many groups.
 */
export function groupsIn(text: string): string[] | undefined {
  const value = text.trim();
  const json = value.startsWith('[') ? parsed(value) : undefined;
  if (Array.isArray(json)) {
    return json.every((group) => typeof group === 'string') ? json : undefined;
  }
  const [, list] = /^\[([^[\]{}]*)\]$/.exec(value) ?? [];
  return list !== undefined ? list.split(',').map((group) => group.trim()).filter((group) => group !== '')
    : /[[\]{}]/.test(value) ? undefined : value === '' ? [] : [value];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
