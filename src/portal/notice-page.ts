import { html } from 'ghtml';
import { type Icon, renderIcon } from './icons.ts';
import { renderList } from './request-page.ts';
import { type NoticeTexts, type PortalLanguage, portalTexts } from './texts.ts';

/** One line of what is known about a request; `value` must be escaped already. */
export interface Fact {
  label: string;
  value: string;
}

/** A page that has no request to show: what happened, what to do, and what to name when asking. */
export function renderNotice({
  language,
  icon,
  notice,
  facts,
}: {
  language: PortalLanguage;
  icon: Icon;
  notice: NoticeTexts;
  facts: readonly Fact[];
}): string {
  return html`<div class="icon">!${renderIcon(icon, 28)}</div>
<h1>${notice.heading}</h1>
<p class="lead">${notice.lead}</p>
<section class="card" aria-labelledby="actions">
<div class="actions"><h2 id="actions">${portalTexts[language].actionsHeading}</h2>
!${renderList(notice.actions)}</div>
!${
    facts.length === 0
      ? ''
      : html`<dl>!${facts.map(({ label, value }) => html`<div class="wide"><dt>${label}</dt><dd>!${value}</dd></div>`)}</dl>`
  }
</section>`;
}

/** The page of a link whose mail is still on its way. Its own address is the one that an empty link leads to. */
export function renderPending({ language }: { language: PortalLanguage }): string {
  const { pending } = portalTexts[language];
  return html`<div class="icon">!${renderIcon('clock', 28)}</div>
<h1>${pending.heading}</h1>
<p class="lead">${pending.lead}</p>
<p class="reload">${pending.reloadHint} <a href="">${pending.reload}</a></p>`;
}
