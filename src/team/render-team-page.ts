import { html } from '../text/html.ts';

interface TeamPage {
  basePath: string;
  /** Where the page's files are. */
  stylesheet: string;
  script: string;
}

/**
 * Only the gateway's own files and its own API. With `require-trusted-types-for`, a browser rejects every attempt to read text
 * as HTML or as a script, wherever it comes from.
 */
export const teamContentSecurityPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** The page before its script has run. */
export const renderTeamPage = ({ basePath, stylesheet, script }: TeamPage): string =>
  html`<!doctype html>
<html lang="en" data-base="${basePath}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Postern</title>
<link rel="icon" href="${basePath}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${stylesheet}">
<script type="module" src="${script}"></script>
</head>
<body>
<noscript><main><h1>Team</h1><p>This page requires JavaScript.</p></main></noscript>
</body>
</html>
`.toString();
