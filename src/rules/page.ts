import { probable } from './probable-url';
import { rulesOf, type Rule } from './rule';
import { parse } from '../private/callback-url';
import { MAX_PICTURES, PAGE_LANGUAGES } from '../private/page-limits';
import { received } from '../private/received';
import type { Attachment, Branding, ClassicStyle, Terms } from '../template/attachment';
import type { UserPool } from '../template/user-pool';
import { isLiteral, own, type Properties } from '../template/value';

const BRANDING = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html';
const CLASSIC = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUICustomization.html';
const QUOTAS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#resource-quotas';
const TERMS = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateTerms.html';

/** The kinds of files that Cognito knows. */
const EXTENSIONS = ['ICO', 'JPEG', 'PNG', 'SVG', 'WEBP'];

/** Those that a category takes, where it isn't every kind of picture. */
const TAKEN: Readonly<Record<string, string[]>> = { FAVICON_ICO: ['ICO'], FAVICON_SVG: ['SVG'], IDP_BUTTON_ICON: ['ICO', 'SVG'] };
const PICTURES = ['JPEG', 'PNG', 'SVG', 'WEBP'];

/** Each document, and the one without which Cognito doesn't show it. */
const PARTNERS: Readonly<Record<string, string>> = { 'terms-of-use': 'privacy-policy', 'privacy-policy': 'terms-of-use' };

const LANGUAGES = ['default', ...PAGE_LANGUAGES].map((language) => `cognito:${language}`);

/** Styles of managed login. */
export const BRANDING_RULES: readonly Rule<Branding>[] = rulesOf('branding', BRANDING, {
  brandingValues: {
    condition: 'A branding has both Cognito\'s values and settings of its own, or neither',
    remedy: 'set `useCognitoProvidedValues: true` alone, or give `settings`: an empty object will do',
    check: (branding) => {
      if (branding.cognitoValues.isUnknown || branding.settings.isUnknown) {
        return undefined;
      }
      // Cognito takes assets beside its own values, whatever the page says.
      const provided = branding.cognitoValues.flag === true;
      return provided === branding.settings.isSet
        ? `UseCognitoProvidedValues is ${received(branding.cognitoValues.flag)} and Settings is ${provided ? 'set' : 'not set'}` : undefined;
    },
  },
  brandingAsset: {
    condition: 'A picture of a branding is of a kind that its place doesn\'t take',
    remedy: 'use ICO for FAVICON_ICO, SVG for FAVICON_SVG, either for IDP_BUTTON_ICON and PNG, SVG, JPEG or WEBP elsewhere',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssetType.html',
    check: (branding) => {
      const bad = branding.assets.objects.flatMap((asset) => {
        const [category, extension] = [asset.Category, asset.Extension];
        return isLiteral(category) && isLiteral(extension) && !takes(category, extension) ? [`${category} with the Extension ${JSON.stringify(extension)}`] : [];
      });
      return bad.length > 0 ? `Assets holds ${bad.join(', ')}` : undefined;
    },
  },
  brandingSize: {
    condition: 'The pictures of a pool\'s brandings in one template hold more than 600,000 bytes',
    consequence: 'CloudFormation refuses a template of more than a megabyte, and base64 adds a third to each picture; Cognito itself takes 1,000,000 bytes a picture',
    remedy: 'make the pictures smaller, or define some of the clients in another stack',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
    check: (branding) => {
      const all = (branding.pool?.brandings ?? [branding]).filter(({ stack }) => stack === branding.stack);
      const before = all.slice(0, all.indexOf(branding)).reduce((sum, one) => sum + pictureBytes(one), 0);
      const total = before + pictureBytes(branding);
      // one of them says it for all.
      return before <= MAX_PICTURES && total > MAX_PICTURES ? `Assets, with those of the brandings before it, has ${total} bytes` : undefined;
    },
  },
});

/** Terms of use and privacy policies. */
export const TERMS_RULES: readonly Rule<Terms>[] = rulesOf('terms', TERMS, {
  termsLink: {
    condition: 'A link to terms isn\'t an https address, or is for a language that managed login doesn\'t have',
    consequence: 'Cognito rejects the terms, or users read them on a page that an attacker on the way can change',
    remedy: 'give https addresses; the languages are `cognito:default` and `cognito:` with a value of `PageLanguage`',
    check: (terms) => {
      const bad = terms.links.keys.flatMap((language) => {
        const url = terms.links.at(language).partial;
        if (!LANGUAGES.includes(language)) {
          return [`has the language ${JSON.stringify(language)}`];
        }
        return url === undefined || parse(probable(url))?.protocol === 'https:' ? [] : [`has ${JSON.stringify(url.toString())} for ${language}`];
      });
      return bad.length > 0 ? `Links ${bad.join(', ')}` : undefined;
    },
  },
  termsDefaultMissing: {
    severity: 'warning',
    condition: 'Terms have links for some languages, and none for the others',
    consequence: 'users with another language see no link, and sign up all the same',
    remedy: 'give a link for `cognito:default`',
    check: (terms) => {
      const languages = terms.links.keys;
      return languages.length > 0 && !languages.includes('cognito:default') ? `Links has ${languages.join(', ')} only` : undefined;
    },
  },
  termsPair: {
    condition: 'A client has terms of use without a privacy policy, or the other way round',
    consequence: 'Cognito shows neither',
    remedy: 'define both: `legalDocuments` of a client does',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html#managed-login-terms-documents',
    check: (terms) => {
      const name = terms.name.text ?? '';
      const partner = own(PARTNERS, name);
      const client = terms.clientKey;
      const others = terms.pool?.terms.filter(({ clientKey }) => client === undefined || clientKey === undefined || clientKey === client);
      return partner !== undefined && others?.every((other) => !other.name.isUnknown && other.name.text !== partner)
        ? `TermsName is "${name}" and the client has no "${partner}"` : undefined;
    },
  },
});

/** Style sheets of the classic pages. */
export const CLASSIC_RULES: readonly Rule<ClassicStyle>[] = rulesOf('style sheet', CLASSIC, {
  classicStyleWithoutEffect: {
    severity: 'warning',
    condition: 'The classic pages have a style sheet, and the pool shows managed login',
    consequence: 'nobody sees it',
    remedy: 'use `style` of a client or a `CfnManagedLoginBranding`, or let the domain show the classic pages',
    check: (style) => {
      const domains = style.pool?.domains ?? [];
      return domains.length > 0 && domains.every((domain) => domain.isManagedLogin)
        ? `ManagedLoginVersion of ${paths(domains)} is 2` : undefined;
    },
  },
  classicStyleWithoutDomain: {
    condition: 'The classic pages have a style sheet, and the pool has no domain',
    consequence: 'Cognito rejects the style sheet ("A domain must be associated with this user pool")',
    remedy: 'define a domain, and let the style sheet depend on it',
    check: (style) => style.pool?.domains.length === 0 ? `CSS is set, and no domain of ${style.pool.path} is defined` : undefined,
  },
});

/** What a pool has more of than it may. */
export const PAGE_RULES: readonly Rule<UserPool>[] = rulesOf('second', BRANDING, {
  brandingTwice: {
    condition: 'A client has more than one branding',
    remedy: 'keep one; clients of this library bring theirs, which `style` changes',
    check: ({ brandings }) => twice(brandings, 'ManagedLoginBranding', (branding) => [branding.clientKey]),
  },
  termsTwice: {
    condition: 'A client has the same terms twice',
    remedy: 'keep one, with a link for each language in it',
    source: TERMS,
    check: ({ terms }) => twice(terms, 'TermsName', (one) => [one.clientKey, one.name.text]),
  },
  pageCount: {
    condition: 'A pool has more than 20 brandings or more than 40 terms',
    consequence: 'Cognito rejects the others; nobody can raise these quotas',
    remedy: 'let apps share a client, or use another pool',
    source: QUOTAS,
    check: ({ brandings, terms }) => {
      const counts = [[brandings.length, 20, 'ManagedLoginBranding'], [terms.length, 40, 'Terms']] as const;
      const over = counts.filter(([count, most]) => count > most);
      return over.length > 0 ? over.map(([count, most, what]) => `${what} is there ${count} times, and Cognito takes ${most}`).join('; ') : undefined;
    },
  },
});

/** A kind that Cognito doesn't know yet may fit. */
function takes(category: string, extension: string): boolean {
  return !EXTENSIONS.includes(extension) || (own(TAKEN, category) ?? PICTURES).includes(extension);
}

function pictureBytes(branding: Branding): number {
  return branding.assets.objects.reduce((sum: number, { Bytes }: Properties) => sum + Buffer.byteLength(isLiteral(Bytes) ? Bytes : '', 'base64'), 0);
}


/** The first of several that have the same key, every part of which is known. */
function twice<A extends Attachment>(attachments: readonly A[], name: string, keyOf: (one: A) => unknown[]): string | undefined {
  const keyed = attachments.map((one) => ({ one, key: keyOf(one) })).filter(({ key }) => !key.includes(undefined));
  for (const { key } of keyed) {
    const same = keyed.filter((other) => other.key.every((part, at) => part === key[at])).map(({ one }) => one);
    if (same.length > 1) {
      return `${name} is there twice for one client: ${paths(same)}`;
    }
  }
  return undefined;
}

function paths(attachments: readonly Attachment[]): string {
  return attachments.map(({ path }) => path).join(' and ');
}
