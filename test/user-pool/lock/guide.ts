/** A way to an adoption, as docs/adopt-an-existing-pool.md has it. */
export interface Recipe {
  readonly title: string;
  /** what stands beside the app, by name */
  readonly files: Readonly<Record<string, string>>;
  readonly deployed: string;
  readonly adopted: string;
}

/** What the guide's steps tell its reader to run, with the state of the app at that point, and the lock that they add. */
export interface Steps {
  readonly commands: readonly (readonly [state: string, command: string])[];
  readonly lock: string;
}

export function stepsOf(guide: string): Steps {
  const [steps] = sectionsOf(guide).filter(([title]) => title === 'The steps');
  return {
    commands: blocksOf(steps[1]).flatMap(([language, state, code]) => language === 'sh' ? code.trim().split('\n').map((line) => [state, line] as const) : []),
    lock: blocksOf(steps[1]).find(([, name]) => name === 'lock')![2],
  };
}

export function recipesOf(guide: string): Recipe[] {
  return sectionsOf(guide).flatMap(([title, text]) => {
    const blocks = blocksOf(text);
    const code = (name: string) => blocks.find(([language, info]) => language === 'ts' && info === name)?.[2];
    const [deployed, adopted] = [code('deployed'), code('adopted')];
    return deployed === undefined || adopted === undefined ? []
      : [{ title, deployed, adopted, files: Object.fromEntries(blocks.filter(([language]) => language === 'json').map(([, name, content]) => [name, content])) }];
  });
}

function sectionsOf(guide: string): [string, string][] {
  return guide.split(/^## /m).slice(1).map((section) => [section.slice(0, section.indexOf('\n')), section]);
}

/** Fenced blocks that say what they are: language, name, text. */
function blocksOf(text: string): [string, string, string][] {
  return [...text.matchAll(/^```(\w+) ([\w.]+)\n([^]*?)^```/gm)].map(([, language, name, code]) => [language, name, code]);
}
