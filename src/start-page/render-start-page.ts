import { html, trustedHtml } from '../text/html.ts';
import { pageStyle } from '../theme/page-style.ts';

/** A link of the start page. */
export interface StartLink {
  /** Its key in the JSON form. */
  key: string;
  title: string;
  description: string;
  /** Starts with a slash; below the path of `PUBLIC_URL`. */
  path: string;
  /** What a browser opens instead, if the path is not for browsers. */
  page?: string;
}

interface StartPage {
  description: string;
  links: readonly StartLink[];
  /** A line for a shell, with the demo key; `undefined` in production. */
  firstSend: string | undefined;
  basePath: string;
}

/** The page needs its own style and its icon, and no script. */
export const startPageContentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page at `/`. */
export const renderStartPage = ({ description, links, firstSend, basePath }: StartPage): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Postern</title>
<link rel="icon" href="${basePath}/favicon.svg" type="image/svg+xml">
<style>${trustedHtml(pageStyle)}${trustedHtml(ownStyle)}</style>
</head>
<body>
<main>
<h1>Postern</h1>
<p>${description}</p>
<ul class="card start">${links.map((link) => html`<li><a href="${basePath}${link.page ?? link.path}">${link.title}</a><span>${link.description}</span></li>`)}${
    firstSend === undefined
      ? ''
      : html`<li><a href="#first-send">A first send</a><span>A shell command with the demo key.</span></li>`
  }</ul>
${
  firstSend === undefined
    ? ''
    : html`<h2 id="first-send">Send a first workflow</h2>
<p>Run this in a shell. It uses the key of the demo tenant and one of its credits.</p>
<pre class="card">${firstSend}</pre>
<p class="next">Unless <code>SMTP_URL</code> is set, the email is then at <a href="${basePath}/dev/mail">captured mail</a>, with the link that its recipient follows.</p>`
}
</main>
</body>
</html>
`.toString();

const ownStyle = `
.start { list-style: none; margin: 0; padding: 0; }
.start li { display: grid; grid-template-columns: 12rem 1fr; gap: 2px 20px; padding: 15px 20px; }
.start li + li { border-top: 1px solid var(--line); }
.start a { justify-self: start; font-weight: 600; padding: 2px 0; }
.start span { color: var(--quiet); padding: 2px 0; }
.next { margin-top: 14px; }
@media (max-width: 480px) {
  .start li { grid-template-columns: 1fr; }
}
`;
