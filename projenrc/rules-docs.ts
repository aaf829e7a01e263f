/**
 * Writes docs/rules.md from the table in src/rules.
 */
console.log('rules:docs: nothing to write yet');
