import { html } from 'ghtml';
import { renderIcon } from './icons.ts';
import { portalStyle } from './style.ts';
import { type PortalLanguage, portalTexts } from './texts.ts';

/**
 * A whole document around a page's content, which must be escaped already. Without a tenant's name the page says
 * nothing of who asks.
 */
export function renderLayout({
  language,
  heading,
  tenantName,
  content,
}: {
  language: PortalLanguage;
  heading: string;
  tenantName: string | undefined;
  content: string;
}): string {
  const texts = portalTexts[language];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${tenantName === undefined ? heading : `${heading} · ${tenantName}`}</title>
<link rel="icon" href="data:,">
<style>!${portalStyle}</style>
</head>
<body>
<header><div class="column sender"><span class="mark" aria-hidden="true">!${
    tenantName === undefined ? renderIcon('gate') : html`${initialOf(tenantName)}`
  }</span><span>${tenantName ?? 'Postern'}</span></div></header>
<main class="column">
!${content}
</main>
<footer class="column"><p>${texts.footer(tenantName)}</p></footer>
</body>
</html>
`;
}

/** The first letter or digit, as a mark beside the name that needs no image. */
function initialOf(name: string): string {
  return name.match(/[\p{L}\p{N}]/u)?.[0].toLocaleUpperCase('en') ?? '•';
}
