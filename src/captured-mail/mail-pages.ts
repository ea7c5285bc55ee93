import { type Html, html, trustedHtml } from '../text/html.ts';
import { pageStyle } from '../theme/page-style.ts';
import { mailStyle } from './mail-style.ts';

/** A captured email, as a list shows it. */
export interface CapturedMailSummary {
  id: string;
  to: string;
  subject: string;
  createdAt: Date;
}

/** A captured email, as the database keeps it. */
export interface CapturedMailView extends CapturedMailSummary {
  text: string;
  html: string;
}

/**
 * The policy that the pages need: no script and no request of any kind. The frame of an email inherits it, and emails are
 * styled inline.
 */
export const devMailContentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The inbox at `/dev/mail`, below the path that the gateway is served under. The emails keep their order; everything in them
 * is untrusted and escaped.
 */
export function renderMailList(emails: readonly CapturedMailSummary[], basePath = ''): string {
  return renderPage({
    title: 'Captured mail',
    content: html`<h1>Captured mail</h1>
<p>Emails that were captured instead of sent: those of test keys, and all emails while no mail server is configured.</p>
${
  emails.length === 0
    ? html`<div class="card empty"><strong>Nothing has been sent yet</strong><span>Send a workflow, and the email with its magic link appears here. Set <code>SMTP_URL</code> to send emails to their recipients.</span></div>`
    : html`<ul class="card emails">${emails.map((mail) => renderRow(mail, basePath))}</ul>`
}`,
  });
}

/** One email at `/dev/mail/{id}`: headers, links, the HTML part in a frame without any rights, and the text part. */
export function renderMail(mail: CapturedMailView, basePath = ''): string {
  const links = linksIn(mail.text);
  return renderPage({
    title: mail.subject,
    content: html`<p><a href="${basePath}/dev/mail">← Captured mail</a></p>
<h1>${mail.subject}</h1>
<dl class="card"><dt>To</dt><dd>${mail.to}</dd><dt>Captured</dt><dd>${renderTime(mail.createdAt)}</dd></dl>
${
  links.length === 0
    ? ''
    : html`<h2>${links.length === 1 ? 'Link' : 'Links'}</h2>
<ul class="card links">${links.map((link) => html`<li><a href="${link}" target="_blank" rel="noreferrer">${link}</a></li>`)}</ul>`
}
<h2>As the recipient sees it</h2>
<div class="card"><iframe title="HTML part of the email" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${opensLinksOutside(mail.html)}"></iframe></div>
<h2>Plain text</h2>
<pre class="card">${mail.text}</pre>`,
  });
}

function renderPage({ title, content }: { title: string; content: Html }): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title} · Postern</title>
<style>${trustedHtml(pageStyle)}${trustedHtml(mailStyle)}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`.toString();
}

const renderRow = (mail: CapturedMailSummary, basePath: string): Html =>
  html`<li><a href="${basePath}/dev/mail/${encodeURIComponent(mail.id)}"><span class="to">${mail.to}</span>${renderTime(mail.createdAt)}<span class="subject">${mail.subject}</span></a></li>`;

function renderTime(time: Date): Html {
  const iso = time.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

const linksIn = (text: string): string[] => [...new Set(text.match(/\bhttps?:\/\/[^\s<>"]+/g))];

/** A link of an email must not replace the frame that it is shown in; without the base element the sandbox would block it. */
const opensLinksOutside = (part: string): string =>
  /<head[^>]*>/i.test(part)
    ? part.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`)
    : `<base target="_blank">${part}`;
