import * as fs from 'fs';
import * as path from 'path';
import { SocialProvider } from '../../src';

const DOCS = path.join(__dirname, '..', '..', 'docs');
const PAGE = fs.readFileSync(path.join(DOCS, 'providers.md'), 'utf8');

// as GitHub makes them: lower case, punctuation gone, hyphens for spaces.
const HEADINGS = PAGE.replace(/```.*?```/gs, '').match(/^#+ .*$/gm)!
  .map((line) => line.replace(/^#+ /, '').toLowerCase().replace(/[^\w -]/g, '').replace(/ /g, '-'));

test('links within the page, and to it, lead to a heading', () => {
  const readme = fs.readFileSync(path.join(DOCS, '..', 'README.md'), 'utf8');
  const links = [...PAGE.matchAll(/\]\(#([^)]*)\)/g), ...readme.matchAll(/\]\(docs\/providers\.md#([^)]*)\)/g)].map(([, anchor]) => anchor!);
  expect(links).not.toHaveLength(0);
  expect(links.filter((anchor) => !HEADINGS.includes(anchor))).toEqual([]);
});

test('every provider has a section', () => {
  const sections: Record<string, string> = { oidc: 'any-openid-connect-provider', saml: 'any-saml-provider' };
  const providers = Object.getOwnPropertyNames(SocialProvider).filter((name) => !['length', 'name', 'prototype'].includes(name));
  expect(providers).toContain('google');
  expect(providers.map((name) => sections[name] ?? name).filter((section) => !HEADINGS.includes(section))).toEqual([]);
});
