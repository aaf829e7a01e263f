import { CfnTerms, type IUserPool, type IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { PageLanguage } from './page-language';
import { parse } from '../private/callback-url';
import { failure } from '../private/errors';

/**
 * Terms of use and privacy policy in one language. Managed login shows them in pairs only.
 */
export interface LegalLinks {
  /**
   * The address of the terms of use, https, up to 1,024 characters.
   */
  readonly termsOfUse: string;

  /**
   * The address of the privacy policy, https, up to 1,024 characters.
   */
  readonly privacyPolicy: string;
}

/**
 * The documents of one language.
 */
export interface TranslatedLegalLinks extends LegalLinks {
  /**
   * The language of the sign-in page on which they are shown.
   */
  readonly language: PageLanguage;
}

/**
 * The documents to which managed login links where users sign up through a client. Cognito shows the links and enforces nothing: keep your own proof of consent.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html#managed-login-terms-documents
 */
export interface LegalDocuments extends LegalLinks {
  /**
   * The documents in other languages, each language once.
   *
   * @default - all users see the same
   */
  readonly translations?: TranslatedLegalLinks[];
}

/** Defines both documents of a client, which wait for it. */
export function defineLegalDocuments(scope: Construct, documents: LegalDocuments, userPool: IUserPool, client: IUserPoolClient): void {
  const translations = documents.translations ?? [];
  const languages = translations.map(({ language }) => language);
  const twice = languages.find((language, at) => languages.indexOf(language) !== at);
  if (twice !== undefined) {
    throw failure(scope, `"legalDocuments" has "${twice}" twice: give each language once`);
  }
  const all: [string, LegalLinks][] = [['default', documents], ...translations.map((one): [string, LegalLinks] => [one.language, one])];
  const define = (id: string, termsName: string, document: keyof LegalLinks) => {
    new CfnTerms(scope, id, {
      userPoolId: userPool.userPoolId,
      clientId: client.userPoolClientId,
      termsName,
      termsSource: 'LINK',
      enforcement: 'NONE',
      links: Object.fromEntries(all.map(([language, links]) => [`cognito:${language}`, checked(scope, document, links[document])])),
    });
  };
  define('TermsOfUse', 'terms-of-use', 'termsOfUse');
  define('PrivacyPolicy', 'privacy-policy', 'privacyPolicy');
}

function checked(scope: Construct, prop: string, url: string): string {
  if (!Token.isUnresolved(url) && (parse(url)?.protocol !== 'https:' || url.length > 1024)) {
    throw failure(scope, `"${prop}" must be an https address of up to 1,024 characters, received ${JSON.stringify(url)}`);
  }
  return url;
}
