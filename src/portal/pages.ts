import { html } from 'ghtml';
import { cleanLine } from '../clean-line.ts';
import type { Link } from '../domain/workflows/find-link.ts';
import { renderTime } from './format-time.ts';
import type { Icon } from './icons.ts';
import { renderLayout } from './layout.ts';
import { type Fact, renderNotice, renderPending } from './notice-page.ts';
import { type RequestLink, renderCompleted, renderOpen } from './request-page.ts';
import { type DeadState, type PortalLanguage, portalTexts, type Trouble } from './texts.ts';

export interface LinkPage {
  status: number;
  headers: Record<string, string>;
  html: string;
}

/** Longer than any name that a tenant can give. */
const longestName = 1000;

const icons: Record<DeadState, Icon> = {
  expired: 'clock',
  revoked: 'stop',
  replaced: 'mail',
  'rolled back': 'stop',
};

/**
 * The page that a magic link leads to, for every state that a link can be in: 200 where there is something to show, 410
 * where there was, 404 where there never was. Everything that tenants and recipients wrote is escaped, and the token
 * is not on any page.
 */
export function renderLinkPage({ link, language }: { link: Link; language: PortalLanguage }): LinkPage {
  const texts = portalTexts[language];
  const page = (status: number, heading: string, content: string, tenantName?: string): LinkPage => ({
    status,
    headers: {},
    html: renderLayout({ language, heading, tenantName, content }),
  });

  switch (link.state) {
    case 'unknown': {
      const content = renderNotice({ language, icon: 'search', notice: texts.unknown, facts: [] });
      return page(404, texts.unknown.heading, content);
    }
    case 'pending':
      return {
        ...page(200, texts.pending.heading, renderPending({ language })),
        headers: { Refresh: '3' },
      };
    case 'open':
    case 'completed': {
      const request = cleanNames(link);
      const render = link.state === 'open' ? renderOpen : renderCompleted;
      return page(200, request.title, render({ link: request, language }), request.tenantName);
    }
    case 'expired':
    case 'revoked':
    case 'replaced':
    case 'rolled back': {
      const tenantName = cleanLine(link.tenantName, longestName);
      const notice = texts.dead[link.state](tenantName);
      const facts = link.state === 'expired' ? factsOfExpired({ link, language }) : [];
      const content = renderNotice({ language, icon: icons[link.state], notice, facts });
      return page(410, notice.heading, content, tenantName);
    }
  }
}

/** The page for a visitor who cannot be served right now, whatever the link. */
export function renderTroublePage({
  trouble,
  language,
}: {
  trouble: Trouble;
  language: PortalLanguage;
}): LinkPage {
  const notice = portalTexts[language].trouble[trouble];
  const content = renderNotice({ language, icon: 'clock', notice, facts: [] });
  return {
    status: trouble === 'busy' ? 429 : 500,
    headers: {},
    html: renderLayout({ language, heading: notice.heading, tenantName: undefined, content }),
  };
}

/** What to name when asking for a new link. A withdrawn link may have gone to the wrong person and gets none of this. */
function factsOfExpired({ link, language }: { link: RequestLink; language: PortalLanguage }): Fact[] {
  const texts = portalTexts[language];
  const { title, tenantName } = cleanNames(link);
  return [
    { label: texts.request, value: html`${title}` },
    { label: texts.askedBy, value: html`${tenantName}` },
    { label: texts.wasValidUntil, value: renderTime({ time: link.expiresAt, language }) },
  ];
}

/** The same link with nothing in its names that could reorder the text around them. */
function cleanNames(link: RequestLink): RequestLink {
  const clean = (name: string) => cleanLine(name, longestName);
  return {
    ...link,
    tenantName: clean(link.tenantName),
    title: clean(link.title),
    entityName: clean(link.entityName),
    questionnaireName: link.questionnaireName === undefined ? undefined : clean(link.questionnaireName),
  };
}
