import type { Language } from '../../languages.ts';
import { type Html, html, noHtml } from '../../text/html.ts';
import type { ClosedLinkState, NoticeTexts, Trouble } from '../texts/portal-texts.ts';
import { portalTexts } from '../texts/texts.ts';
import { controls, type NoticeView } from '../views/views.ts';
import { renderTime } from './format-time.ts';
import { type Icon, renderIcon } from './icons.ts';
import { type PageFrame, renderLayout } from './layout.ts';
import { renderList, renderUnsaved } from './request-head.ts';

const icons: Record<ClosedLinkState, Icon> = {
  expired: 'clock',
  revoked: 'stop',
  replaced: 'mail',
  'rolled back': 'stop',
};

/**
 * The page of a link without an open request: what happened and what to do. It shows the answers that could not be saved
 * because the link was closed, so that they are not lost.
 */
export function renderNoticePage(view: NoticeView, frame: PageFrame): string {
  const { language } = view;
  const texts = portalTexts[language];
  switch (view.state) {
    case 'unknown': {
      const content = renderNotice({ language, icon: 'search', notice: texts.unknown });
      return renderLayout({ language, heading: texts.unknown.heading, content, ...frame });
    }
    case 'pending':
      return renderLayout({
        language,
        heading: texts.pending.heading,
        content: renderPending(language),
        ...frame,
      });
    case 'expired':
    case 'revoked':
    case 'replaced':
    case 'rolled back': {
      const { tenantName: name } = view;
      const notice = texts.closed[view.state](name);
      const facts = view.state === 'expired' ? renderExpired(view) : noHtml;
      const request = view.state === 'expired' ? renderLinkRequest(view) : noHtml;
      const unsaved = renderUnsaved({ unsaved: view.unsaved, language });
      return renderLayout({
        language,
        heading: notice.heading,
        tenant: { name, accentColour: view.accentColour, contact: view.contact },
        content: renderNotice({ language, icon: icons[view.state], notice, facts, unsaved, request }),
        // It writes the deadline in the reader's own time zone.
        hasScript: view.state === 'expired',
        ...frame,
      });
    }
  }
}

/** The page for a visitor who cannot be served right now, whatever the link. */
export function renderTroublePage({
  trouble,
  language,
  basePath,
}: {
  trouble: Trouble;
  language: Language;
  basePath?: string;
}): string {
  const notice = portalTexts[language].trouble[trouble];
  const content = renderNotice({ language, icon: 'clock', notice });
  return renderLayout({ language, heading: notice.heading, content, basePath });
}

/** The page to which a provider's pages return people. Neither its address nor the page says who they are. */
export function renderHostedReturnPage({
  outcome,
  language,
  basePath,
}: {
  outcome: 'done' | 'cancelled';
  language: Language;
  basePath?: string;
}): string {
  const notice = portalTexts[language].returned[outcome];
  const icon = outcome === 'done' ? 'tick' : 'stop';
  return renderLayout({
    language,
    heading: notice.heading,
    content: renderNotice({ language, icon, notice }),
    basePath,
  });
}

function renderNotice({
  language,
  icon,
  notice,
  facts = noHtml,
  unsaved = noHtml,
  request = noHtml,
}: {
  language: Language;
  icon: Icon;
  notice: NoticeTexts;
  facts?: Html;
  unsaved?: Html;
  request?: Html;
}): Html {
  return html`<div class="icon">${renderIcon(icon, 28)}</div>
<h1>${notice.heading}</h1>
<p class="lead">${notice.lead}</p>
${unsaved}
<section class="card" aria-labelledby="actions">
<h2 id="actions">${portalTexts[language].actionsHeading}</h2>
${renderList(notice.actions)}
${facts}
</section>
${request}`;
}

/** The facts to mention when requesting a new link. A revoked link may have gone to the wrong person and shows none of them. */
function renderExpired({
  language,
  title,
  tenantName,
  expiresAt,
}: Extract<NoticeView, { state: 'expired' }>): Html {
  const texts = portalTexts[language];
  return html`<dl class="facts">
<div class="by"><dt>${texts.request}</dt><dd>${title}</dd></div>
<div class="by"><dt>${texts.askedBy}</dt><dd>${tenantName}</dd></div>
<div class="by"><dt>${texts.wasValidUntil}</dt><dd>${renderTime({ time: expiresAt, language })}</dd></div>
</dl>`;
}

/** Requests a new link of the team, and says so once it is requested. */
function renderLinkRequest({
  language,
  tenantName,
  isLinkRequested,
}: Extract<NoticeView, { state: 'expired' }>): Html {
  const texts = portalTexts[language].linkRequest;
  return isLinkRequested
    ? html`<section class="callout" role="status"><h2>${texts.doneHeading}</h2><p>${texts.done(tenantName)}</p></section>`
    : html`<form method="post"><section class="card submit" aria-labelledby="new-link">
<h2 id="new-link">${texts.heading}</h2>
<p>${texts.hint(tenantName)}</p>
<button name="${controls.action}" value="${controls.actions.requestLink}">${texts.button}</button>
</section></form>`;
}

/** The page of a link whose email is still on its way. An empty link leads to its own address. */
function renderPending(language: Language): Html {
  const { pending } = portalTexts[language];
  return html`<div class="icon">${renderIcon('clock', 28)}</div>
<h1>${pending.heading}</h1>
<p class="lead">${pending.lead}</p>
<p class="reload">${pending.reloadHint} <a href="">${pending.reload}</a></p>`;
}
