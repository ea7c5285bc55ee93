import type { Language } from '../../languages.ts';
import type { ContactDetails } from '../../text/contact-details.ts';
import { type Html, html, trustedHtml } from '../../text/html.ts';
import { accentColours } from '../../theme/accent-colours.ts';
import { inBothSchemes } from '../../theme/palettes.ts';
import { scriptPath, stylesheetPath } from '../assets.ts';
import { portalTexts } from '../texts/texts.ts';
import type { RequestView } from '../views/views.ts';
import { renderContact } from './contact.ts';
import { renderIcon } from './icons.ts';

/** What a page must know of the HTTP response that it is part of. */
export interface PageFrame {
  /** Allows the page's one style element, by the response's Content-Security-Policy. */
  nonce: string;
  /** The path that the gateway is served under. Defaults to the root. */
  basePath?: string;
}

interface LayoutOptions {
  language: Language;
  heading: string;
  content: Html;
  /** Who sent the request; left out of pages that belong to none. */
  tenant?: { name: string; accentColour: string | null; contact: ContactDetails };
  /** Left out where the page has no tenant. */
  nonce?: string;
  /** The path that the gateway is served under. Defaults to the root. */
  basePath?: string | undefined;
  /** The parameters of the page's own address in another language. Defaults to those of a page with no others. */
  languageLink?: (language: Language) => string;
  /** Whether the page has something for the script to do. */
  hasScript?: boolean;
  /** Whether something must be corrected, which the title says first, because screen readers read it first. */
  hasErrors?: boolean;
  /** Whether the content has a column for a table of contents beside it. */
  isWide?: boolean;
}

/**
 * The document around a page of a request, which its title heads and its tenant is named on. Of several pages each says
 * first what it is itself.
 */
export function renderRequestLayout({
  request: { language, title, tenantName, accentColour, contact, steps },
  heading: ownHeading,
  ...options
}: { request: RequestView; heading?: string } & Pick<
  LayoutOptions,
  'content' | 'nonce' | 'basePath' | 'hasScript' | 'isWide' | 'hasErrors' | 'languageLink'
>): string {
  const step = steps.find(({ isCurrent }) => isCurrent);
  // Names that the team does not choose contain the questionnaire's already.
  const ofRequest = step === undefined || title.includes(step.name) ? title : `${step.name} · ${title}`;
  const heading = ownHeading === undefined ? ofRequest : `${ownHeading} · ${title}`;
  return renderLayout({ language, heading, tenant: { name: tenantName, accentColour, contact }, ...options });
}

/** A whole document around a page's content. The stylesheet and the script are the only resources that it loads. */
export function renderLayout({
  language,
  heading,
  content,
  tenant,
  nonce,
  basePath = '',
  languageLink = (code) => `?lang=${code}`,
  hasScript,
  hasErrors,
  isWide,
}: LayoutOptions): string {
  const texts = portalTexts[language];
  const { otherLanguage } = texts;
  const colours =
    tenant?.accentColour == null || nonce === undefined
      ? ''
      : html`<style nonce="${nonce}">${trustedHtml(inBothSchemes(accentColours(tenant.accentColour)))}</style>`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${hasErrors ? `${texts.error}: ` : ''}${tenant === undefined ? heading : `${heading} · ${tenant.name}`}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${basePath}${stylesheetPath}">
${colours}${hasScript ? renderScript(basePath, nonce) : ''}
</head>
<body${isWide ? html` class="wide"` : ''}>
<a class="skip" href="#content">${texts.skip}</a>
<header><div class="column sender"><span class="mark" aria-hidden="true">${
    tenant === undefined ? renderIcon('gate') : initialOf(tenant.name)
  }</span><span class="name">${tenant?.name ?? 'Postern'}</span><a class="language" href="${trustedHtml(languageLink(otherLanguage.code).replaceAll('&', '&amp;'))}" hreflang="${otherLanguage.code}" lang="${otherLanguage.code}">${otherLanguage.name}</a></div></header>
<main class="column" id="content">
${content}
</main>
<footer class="column">${tenant === undefined ? '' : renderContact({ ...tenant, language })}<p>${texts.footer(tenant?.name)}</p></footer>
</body>
</html>
`.toString();
}

/** The script, and for those without it what it would show when it is needed. */
const renderScript = (basePath: string, nonce = ''): Html =>
  html`<script type="module" src="${basePath}${scriptPath}"></script><noscript><style nonce="${nonce}">[data-unmet],.only-if{display:revert!important}</style></noscript>`;

/** The first letter or digit, as a mark beside the name that needs no image. */
function initialOf(name: string): string {
  return name.match(/[\p{L}\p{N}]/u)?.[0].toLocaleUpperCase('en') ?? '•';
}
