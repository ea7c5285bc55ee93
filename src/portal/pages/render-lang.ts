import { type Html, html, noHtml } from '../../text/html.ts';

/** The attribute for a text in another language than the page; none without one. */
export const renderLang = (language: string | undefined): Html =>
  language === undefined ? noHtml : html` lang="${language}"`;

/** The language of a questionnaire where a page in `language` has to mark its texts; undefined if it is the same. */
export const foreignLanguage = (questionLanguage: string, language: string): string | undefined =>
  new Intl.Locale(questionLanguage).language === language ? undefined : questionLanguage;
