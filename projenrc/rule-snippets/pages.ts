import { ts, type RuleSnippets } from './snippet';

/** Styles of managed login, terms and the classic pages. */
export const PAGE_SNIPPETS: RuleSnippets = {
  brandingValues: {
    bad: ts`
      new cognito.CfnManagedLoginBranding(this, 'Branding', {
        userPoolId: userPool.userPoolId,
        clientId: 'a1b2c3',
        useCognitoProvidedValues: true,
        settings: { categories: { global: { colorSchemeMode: 'DARK' } } },
      });
    `,
    good: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback'],
        style: ManagedLoginStyle.of({ colorMode: ColorMode.DARK }),
      });
    `,
  },
  brandingAsset: {
    bad: ts`
      const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');
      new cognito.CfnManagedLoginBranding(this, 'Branding', {
        userPoolId: userPool.userPoolId,
        clientId: 'a1b2c3',
        settings: {},
        assets: [{ category: 'FAVICON_ICO', extension: 'SVG', colorMode: 'DYNAMIC', bytes }],
      });
    `,
    good: ts`
      const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');
      new cognito.CfnManagedLoginBranding(this, 'Branding', {
        userPoolId: userPool.userPoolId,
        clientId: 'a1b2c3',
        settings: {},
        assets: [{ category: 'FAVICON_SVG', extension: 'SVG', colorMode: 'DYNAMIC', bytes }],
      });
    `,
  },
  brandingSize: {
    bad: ts`
      const bytes = Buffer.alloc(650_000).toString('base64');
      new cognito.CfnManagedLoginBranding(this, 'Branding', {
        userPoolId: userPool.userPoolId,
        clientId: 'a1b2c3',
        settings: {},
        assets: [{ category: 'PAGE_BACKGROUND', extension: 'JPEG', colorMode: 'DYNAMIC', bytes }],
      });
    `,
    good: ts`
      const bytes = Buffer.alloc(90_000).toString('base64');
      new cognito.CfnManagedLoginBranding(this, 'Branding', {
        userPoolId: userPool.userPoolId,
        clientId: 'a1b2c3',
        settings: {},
        assets: [{ category: 'PAGE_BACKGROUND', extension: 'JPEG', colorMode: 'DYNAMIC', bytes }],
      });
    `,
  },
  brandingTwice: {
    bad: ts`
      // the client has one already
      new cognito.CfnManagedLoginBranding(this, 'Branding', {
        userPoolId: auth.userPool.userPoolId,
        clientId: client.userPoolClient.userPoolClientId,
        settings: { categories: { global: { colorSchemeMode: 'DARK' } } },
      });
    `,
    good: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback'],
        style: ManagedLoginStyle.of({ colorMode: ColorMode.DARK }),
      });
    `,
  },
  termsLink: {
    bad: ts`
      const document = { userPoolId: userPool.userPoolId, clientId: 'a1b2c3', termsSource: 'LINK', enforcement: 'NONE' };
      const plain = { 'cognito:default': 'http://example.com/terms' };
      const secure = { 'cognito:default': 'https://example.com/privacy' };
      new cognito.CfnTerms(this, 'Terms', { ...document, termsName: 'terms-of-use', links: plain });
      new cognito.CfnTerms(this, 'Privacy', { ...document, termsName: 'privacy-policy', links: secure });
    `,
    good: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback'],
        legalDocuments: { termsOfUse: 'https://example.com/terms', privacyPolicy: 'https://example.com/privacy' },
      });
    `,
  },
  termsDefaultMissing: {
    bad: ts`
      const document = { userPoolId: userPool.userPoolId, clientId: 'a1b2c3', termsSource: 'LINK', enforcement: 'NONE' };
      const german = { 'cognito:german': 'https://example.com/de/agb' };
      const all = { 'cognito:default': 'https://example.com/privacy' };
      new cognito.CfnTerms(this, 'Terms', { ...document, termsName: 'terms-of-use', links: german });
      new cognito.CfnTerms(this, 'Privacy', { ...document, termsName: 'privacy-policy', links: all });
    `,
    good: ts`
      const german = { termsOfUse: 'https://example.com/de/agb', privacyPolicy: 'https://example.com/de/datenschutz' };
      const translations = [{ language: PageLanguage.GERMAN, ...german }];
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback'],
        legalDocuments: { termsOfUse: 'https://example.com/terms', privacyPolicy: 'https://example.com/privacy', translations },
      });
    `,
  },
  termsPair: {
    bad: ts`
      new cognito.CfnTerms(this, 'Terms', {
        userPoolId: userPool.userPoolId,
        clientId: 'a1b2c3',
        termsName: 'terms-of-use',
        termsSource: 'LINK',
        enforcement: 'NONE',
        links: { 'cognito:default': 'https://example.com/terms' },
      });
    `,
    good: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback'],
        legalDocuments: { termsOfUse: 'https://example.com/terms', privacyPolicy: 'https://example.com/privacy' },
      });
    `,
  },
  termsTwice: {
    bad: ts`
      const document = { userPoolId: userPool.userPoolId, clientId: 'a1b2c3', termsSource: 'LINK', enforcement: 'NONE' };
      const links = { 'cognito:default': 'https://example.com/legal' };
      new cognito.CfnTerms(this, 'Terms', { ...document, termsName: 'terms-of-use', links });
      new cognito.CfnTerms(this, 'Privacy', { ...document, termsName: 'privacy-policy', links });
      new cognito.CfnTerms(this, 'TermsAgain', { ...document, termsName: 'terms-of-use', links });
    `,
    good: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback'],
        legalDocuments: { termsOfUse: 'https://example.com/terms', privacyPolicy: 'https://example.com/privacy' },
      });
    `,
  },
  classicStyleWithoutEffect: {
    bad: ts`
      // the domain of \`auth\` shows managed login
      new cognito.CfnUserPoolUICustomizationAttachment(this, 'Style', {
        userPoolId: auth.userPool.userPoolId,
        clientId: client.userPoolClient.userPoolClientId,
        css: '.submitButton-customizable { background-color: #1166bb; }',
      });
    `,
    good: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback'],
        style: ManagedLoginStyle.of({ light: { primary: '#1166bb', primaryText: '#ffffff' } }),
      });
    `,
  },
  classicStyleWithoutDomain: {
    bad: ts`
      new cognito.CfnUserPoolUICustomizationAttachment(this, 'Style', {
        userPoolId: userPool.userPoolId,
        clientId: 'ALL',
        css: '.submitButton-customizable { background-color: #1166bb; }',
      });
    `,
    good: ts`
      const domain = userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme-users' } });
      new cognito.CfnUserPoolUICustomizationAttachment(this, 'Style', {
        userPoolId: userPool.userPoolId,
        clientId: 'ALL',
        css: '.submitButton-customizable { background-color: #1166bb; }',
      }).node.addDependency(domain);
    `,
  },
  pageCount: {
    bad: ts`
      for (let tenant = 1; tenant <= 21; tenant++) {
        auth.addSpaClient(\`Tenant\${tenant}\`, { callbackUrls: [\`https://shop.example.com/\${tenant}/callback\`] });
      }
    `,
    good: ts`
      // one client: the app knows the tenant from the token
      auth.addSpaClient('Tenants', { callbackUrls: ['https://shop.example.com/callback'] });
    `,
  },
};
