import { BOUND_SNIPPETS } from './bounds';
import { CLIENT_SNIPPETS } from './clients';
import { DIRECTORY_SNIPPETS } from './directory';
import { FACTOR_SNIPPETS } from './factors';
import { FEDERATION_SNIPPETS } from './federation';
import { MESSAGE_SNIPPETS } from './messages';
import { PAGE_SNIPPETS } from './pages';
import { REGION_SNIPPETS } from './regions';
import { RELATION_SNIPPETS } from './relations';
import type { RuleSnippets } from './snippet';
import { WORKFLOW_SNIPPETS } from './workflow';

export { IMPORTS, PRELUDE, preludeOf } from './prelude';
export type { RuleSnippet, RuleSnippets } from './snippet';

/** A pair for every rule. `test/rules/snippets.test.ts` compiles and runs them. */
export const RULE_SNIPPETS: RuleSnippets = {
  ...DIRECTORY_SNIPPETS,
  ...FACTOR_SNIPPETS,
  ...MESSAGE_SNIPPETS,
  ...WORKFLOW_SNIPPETS,
  ...CLIENT_SNIPPETS,
  ...REGION_SNIPPETS,
  ...FEDERATION_SNIPPETS,
  ...PAGE_SNIPPETS,
  ...BOUND_SNIPPETS,
  ...RELATION_SNIPPETS,
};
