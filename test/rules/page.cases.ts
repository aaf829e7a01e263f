import { Buffer } from 'buffer';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { CfnCondition, Fn, type Stack } from 'aws-cdk-lib/core';
import { client, pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';
import { PageLanguage } from '../../src';

type Branding = Partial<cognito.CfnManagedLoginBrandingProps>;
type Asset = cognito.CfnManagedLoginBranding.AssetTypeProperty;
type Terms = Partial<cognito.CfnTermsProps>;

const URL = 'https://acme.org/terms';

/** A branding of a client, both of a pool of their own unless one is given. */
function branding(stack: Stack, { userPoolId = pool(stack).ref, ...props }: Branding = {}, id = 'Branding'): cognito.CfnManagedLoginBranding {
  const clientId = props.clientId ?? client(stack, { userPoolId }).ref;
  return new cognito.CfnManagedLoginBranding(stack, id, { userPoolId, clientId, settings: {}, ...props });
}

/** A picture in which no rule finds anything. */
function asset(props: Partial<Asset> = {}): Asset {
  return { category: 'FORM_LOGO', colorMode: 'DYNAMIC', extension: 'PNG', bytes: 'AAAA', ...props };
}

function picture(bytes: number): Asset {
  return asset({ bytes: Buffer.alloc(bytes).toString('base64') });
}

/** Terms of use, with a privacy policy unless the case is about it. */
function terms(stack: Stack, { userPoolId = pool(stack).ref, ...props }: Terms = {}, id = 'Terms'): cognito.CfnTerms {
  return new cognito.CfnTerms(stack, id, {
    userPoolId, clientId: 'abc', termsName: 'terms-of-use', termsSource: 'LINK', enforcement: 'NONE', links: { 'cognito:default': URL }, ...props,
  });
}

function bothTerms(stack: Stack, props: Terms): void {
  const userPoolId = pool(stack).ref;
  terms(stack, { userPoolId, ...props });
  ['terms-of-use', 'privacy-policy'].filter((termsName) => termsName !== (props.termsName ?? 'terms-of-use'))
    .forEach((termsName) => terms(stack, { userPoolId, clientId: props.clientId, termsName }, termsName));
}

/** A style sheet of the classic pages. */
function style(stack: Stack, userPoolId: string, css?: string): void {
  new cognito.CfnUserPoolUICustomizationAttachment(stack, 'Style', { userPoolId, clientId: 'ALL', css });
}

function domain(stack: Stack, userPoolId: string, managedLoginVersion: unknown, props: Partial<cognito.CfnUserPoolDomainProps> = {}): void {
  const { customDomainConfig } = props;
  const cfn = new cognito.CfnUserPoolDomain(stack, customDomainConfig === undefined ? 'Prefix' : 'Custom', { userPoolId, domain: 'acme', ...props });
  cfn.addPropertyOverride('ManagedLoginVersion', managedLoginVersion);
}

export const PAGE_CASES: RuleCases = {
  brandingValues: ruleCase({
    define: (stack, it: Branding) => branding(stack, { settings: undefined, ...it }),
    trips: [
      [{ useCognitoProvidedValues: true, settings: {} }, 'UseCognitoProvidedValues is true and Settings is set'],
      [{}, 'UseCognitoProvidedValues is not set and Settings is not set'],
      [{ useCognitoProvidedValues: false, assets: [asset()] }, 'UseCognitoProvidedValues is false and Settings is not set'],
    ],
    passes: [
      { useCognitoProvidedValues: true },
      { useCognitoProvidedValues: true, assets: [asset()] },
      { useCognitoProvidedValues: false, settings: {} },
      { settings: { categories: {} }, assets: [asset()] },
    ],
    tokens: [{ useCognitoProvidedValues: TOKEN.any }, { useCognitoProvidedValues: true, settings: TOKEN.any }],
  }),

  brandingAsset: ruleCase({
    define: (stack, it: Partial<Asset>[] | typeof TOKEN.any) => branding(stack, { assets: Array.isArray(it) ? it.map(asset) : it }),
    trips: [
      [[{ category: 'FAVICON_ICO' }], 'Assets holds FAVICON_ICO with the Extension "PNG"'],
      [[{ category: 'FAVICON_SVG', extension: 'ICO' }], 'Assets holds FAVICON_SVG with the Extension "ICO"'],
      [[{ category: 'IDP_BUTTON_ICON', extension: 'JPEG' }], 'Assets holds IDP_BUTTON_ICON with the Extension "JPEG"'],
      [[{ category: 'PAGE_BACKGROUND', extension: 'ICO' }], 'Assets holds PAGE_BACKGROUND with the Extension "ICO"'],
    ],
    passes: [
      [],
      [{ category: 'FAVICON_ICO', extension: 'ICO' }, { category: 'FAVICON_SVG', extension: 'SVG' }],
      [{ category: 'IDP_BUTTON_ICON', extension: 'ICO' }, { category: 'IDP_BUTTON_ICON', extension: 'SVG' }],
      ['PNG', 'SVG', 'JPEG', 'WEBP'].map((extension) => ({ category: 'PAGE_BACKGROUND', extension })),
      ['LIGHT', 'DARK', 'DYNAMIC'].map((colorMode) => ({ colorMode })),
    ],
    tokens: [TOKEN.any, [{ extension: TOKEN.text }, { colorMode: TOKEN.text }, { category: TOKEN.text, extension: 'ICO' }]],
  }),

  brandingSize: ruleCase({
    define: (stack, it: (number | string)[][]) => {
      const userPoolId = pool(stack).ref;
      it.forEach((sizes, index) => branding(stack, {
        userPoolId,
        clientId: client(stack, { userPoolId }, `Client${index}`).ref,
        assets: sizes.map((size) => typeof size === 'number' ? picture(size) : asset({ bytes: size })),
      }, `Branding${index}`));
    },
    trips: [
      [[[600_001]], 'Assets, with those of the brandings before it, has 600001 bytes'],
      [[[300_000, 300_001]], 'Assets, with those of the brandings before it, has 600001 bytes'],
      // one of them says it, not each.
      [[[300_000], [300_001], [1]], 'Assets, with those of the brandings before it, has 600001 bytes'],
    ],
    passes: [[[600_000]], [[300_000], [], [200_000, 100_000]]],
    tokens: [[[600_000, TOKEN.text]]],
  }),

  termsLink: ruleCase({
    define: (stack, it: cognito.CfnTermsProps['links']) => bothTerms(stack, { links: 'resolve' in it ? it : { 'cognito:default': URL, ...it } }),
    trips: [
      [{ 'cognito:klingon': URL }, 'Links has the language "cognito:klingon"'],
      [{ german: URL }, 'Links has the language "german"'],
      [{ 'cognito:default': 'http://acme.org' }, 'Links has "http://acme.org" for cognito:default'],
      [{ 'cognito:german': `http://${TOKEN.text}` }, 'Links has "http://\u2026" for cognito:german'],
      [{ 'cognito:german': 'acme.org', 'cognito:dutch': '' }, 'Links has "acme.org" for cognito:german, has "" for cognito:dutch'],
    ],
    passes: [
      {},
      Object.fromEntries(Object.values(PageLanguage).map((language) => [`cognito:${language}`, URL])),
    ],
    tokens: [TOKEN.any, { 'cognito:default': TOKEN.text, 'cognito:german': `https://${TOKEN.text}` }],
  }),

  termsDefaultMissing: ruleCase({
    define: (stack, links: cognito.CfnTermsProps['links']) => bothTerms(stack, { links }),
    trips: [[{ 'cognito:german': URL, 'cognito:dutch': URL }, 'Links has cognito:german, cognito:dutch only']],
    passes: [{ 'cognito:default': URL }, { 'cognito:default': URL, 'cognito:german': URL }],
    tokens: [TOKEN.any],
  }),

  termsPair: ruleCase({
    define: (stack, it: Terms[]) => {
      const userPoolId = pool(stack).ref;
      const { ref } = client(stack, { userPoolId });
      it.forEach((props, index) => terms(stack, { userPoolId, clientId: ref, ...props }, `Terms${index}`));
    },
    trips: [
      [[{}], 'TermsName is "terms-of-use" and the client has no "privacy-policy"'],
      [[{ termsName: 'privacy-policy' }], 'TermsName is "privacy-policy" and the client has no "terms-of-use"'],
    ],
    passes: [[], [{}, { termsName: 'privacy-policy' }]],
    tokens: [[{}, { termsName: TOKEN.text }], [{}, { termsName: 'privacy-policy', clientId: TOKEN.text }], [{ userPoolId: TOKEN.text }]],
  }),

  classicStyleWithoutEffect: ruleCase({
    define: (stack, { version, custom }: { version?: unknown; custom?: unknown }) => {
      const userPoolId = pool(stack).ref;
      domain(stack, userPoolId, version);
      if (custom !== undefined) {
        domain(stack, userPoolId, custom, {
          domain: 'login.acme.org', customDomainConfig: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' },
        });
      }
      style(stack, userPoolId);
    },
    trips: [
      [{ version: 2 }, 'ManagedLoginVersion of Stack/Prefix is 2'],
      [{ version: 2, custom: 2 }, 'ManagedLoginVersion of Stack/Prefix and Stack/Custom is 2'],
    ],
    passes: [{}, { version: 1 }, { version: 2, custom: 1 }],
    tokens: [{ version: TOKEN.any }, { version: 2, custom: TOKEN.any }],
  }),

  classicStyleWithoutDomain: ruleCase({
    define: (stack, it: { domains: boolean; userPoolId?: string }) => {
      const userPoolId = pool(stack).ref;
      if (it.domains) {
        domain(stack, userPoolId, 1);
      }
      style(stack, it.userPoolId ?? userPoolId);
    },
    trips: [[{ domains: false }, 'CSS is set, and no domain of Stack/Pool is defined']],
    passes: [{ domains: true }, { domains: false, userPoolId: 'us-east-1_abc' }],
    tokens: [{ domains: false, userPoolId: TOKEN.text }],
  }),

  brandingTwice: ruleCase({
    define: (stack, it: ('the client' | 'another client' | 'abc' | 'on a condition' | 'otherwise' | 'unknown')[]) => {
      const userPoolId = pool(stack).ref;
      const [one, other] = ['Client', 'Other'].map((id) => client(stack, { userPoolId }, id).ref);
      const ids = { 'the client': one, 'on a condition': one, 'otherwise': one, 'another client': other, 'abc': 'abc', 'unknown': TOKEN.text };
      const condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Fn.ref('Stage'), 'test') });
      const conditions: Record<string, CfnCondition> = { 'on a condition': condition, 'otherwise': new CfnCondition(stack, 'Otherwise', { expression: Fn.conditionNot(condition) }) };
      it.forEach((which, index) => {
        const cfn = branding(stack, { userPoolId, clientId: ids[which] }, `Branding${index}`);
        cfn.cfnOptions.condition = conditions[which];
      });
    },
    trips: [
      [['the client', 'another client', 'the client'], 'ManagedLoginBranding is there twice for one client: Stack/Branding0 and Stack/Branding2'],
      [['the client', 'on a condition'], 'ManagedLoginBranding is there twice for one client: Stack/Branding0 and Stack/Branding1'],
      [['the client', 'abc', 'abc'], 'ManagedLoginBranding is there twice for one client: Stack/Branding1 and Stack/Branding2'],
    ],
    passes: [['the client'], ['the client', 'another client', 'abc'], ['on a condition', 'otherwise']],
    tokens: [['unknown', 'unknown']],
  }),

  termsTwice: ruleCase({
    define: (stack, it: Terms[]) => {
      const userPoolId = pool(stack).ref;
      it.forEach((props, index) => terms(stack, { userPoolId, ...props }, `Terms${index}`));
    },
    trips: [[[{}, { termsName: 'privacy-policy' }, {}], 'TermsName is there twice for one client: Stack/Terms0 and Stack/Terms2']],
    passes: [[{}, { termsName: 'privacy-policy' }, { clientId: 'def' }, { clientId: 'def', termsName: 'privacy-policy' }]],
    tokens: [[{ termsName: TOKEN.text }, { termsName: TOKEN.text }], [{}, { termsName: 'privacy-policy' }, { clientId: TOKEN.text }]],
  }),

  pageCount: ruleCase({
    define: (stack, it: { brandings?: number; terms?: number; userPoolId?: string }) => {
      const userPoolId = pool(stack).ref;
      const to = it.userPoolId ?? userPoolId;
      const ids = (count = 0): string[] => Array.from({ length: count }, (_, index) => `client${index}`);
      ids(it.brandings).forEach((clientId) => branding(stack, { userPoolId: to, clientId }, `Branding-${clientId}`));
      ids(it.terms).forEach((clientId, index) => terms(stack, {
        userPoolId: to, clientId: `client${Math.floor(index / 2)}`, termsName: index % 2 === 0 ? 'privacy-policy' : 'terms-of-use',
      }, `Terms-${clientId}`));
    },
    trips: [
      [{ brandings: 21 }, 'ManagedLoginBranding is there 21 times, and Cognito takes 20'],
      [{ brandings: 21, terms: 42 }, 'ManagedLoginBranding is there 21 times, and Cognito takes 20; Terms is there 42 times, and Cognito takes 40'],
    ],
    passes: [{ brandings: 20, terms: 40 }],
    tokens: [{ brandings: 21, terms: 42, userPoolId: TOKEN.text }],
  }),
};
