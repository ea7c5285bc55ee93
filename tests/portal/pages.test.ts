import { describe, expect, it } from 'vitest';
import type { Link } from '../../src/domain/workflows/find-link.ts';
import { renderLinkPage } from '../../src/portal/pages.ts';
import type { PortalLanguage } from '../../src/portal/texts.ts';

const asker = { tenantName: 'Acme Bank' };
const request = {
  ...asker,
  title: 'Northwind – Corporate due diligence',
  entityName: 'Northwind',
  questionnaireName: 'Corporate due diligence',
  questionCount: 84,
  steps: ['DDQ', 'VERIFICATION'] as ('DDQ' | 'VERIFICATION')[],
  expiresAt: new Date('2026-02-28T12:00:00.987Z'),
};

const links: Record<Link['state'], Link> = {
  open: { state: 'open', ...request },
  completed: { state: 'completed', ...request },
  expired: { state: 'expired', ...request },
  revoked: { state: 'revoked', ...request },
  replaced: { state: 'replaced', ...asker },
  'rolled back': { state: 'rolled back', ...asker },
  pending: { state: 'pending' },
  unknown: { state: 'unknown' },
};
const headings: [Link['state'], number, Record<PortalLanguage, string>][] = [
  ['open', 200, { en: request.title, de: request.title }],
  ['completed', 200, { en: request.title, de: request.title }],
  ['expired', 410, { en: 'This link has expired', de: 'Dieser Link ist abgelaufen' }],
  ['revoked', 410, { en: 'This link has been withdrawn', de: 'Dieser Link wurde zurückgezogen' }],
  ['replaced', 410, { en: 'There is a newer link', de: 'Es gibt einen neueren Link' }],
  ['rolled back', 410, { en: 'This link was never activated', de: 'Dieser Link wurde nie aktiviert' }],
  ['pending', 200, { en: 'One moment, please', de: 'Einen Moment bitte' }],
  ['unknown', 404, { en: 'This link does not lead to a request', de: 'Dieser Link führt zu keiner Anfrage' }],
];
const languages: PortalLanguage[] = ['en', 'de'];
const everyPage = headings.flatMap(([state, status, heading]) =>
  languages.map((language) => ({ state, status, language, heading: heading[language] })),
);

const render = (link: Link, language: PortalLanguage = 'en') => renderLinkPage({ link, language });
/** What people read: the page without its head, its tags and its escapes. */
const textOf = (html: string) =>
  html
    .slice(html.indexOf('<body>'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, ' ');
const textsIn = (html: string, element: string) =>
  [...html.matchAll(new RegExp(`<${element}[ >].*?</${element}>`, 'gs'))].map(([part]) =>
    textOf(`<body>${part}`).trim(),
  );

describe.each(everyPage)(
  'the page of a link that is $state, in "$language"',
  ({ state, language, ...expected }) => {
    const { status, headers, html } = render(links[state], language);

    it(`answers ${expected.status} under one heading that says how it stands`, () => {
      expect(status).toBe(expected.status);
      expect(textsIn(html, 'h1')).toEqual([expected.heading]);
      expect(html).toContain(`<title>${expected.heading}`);
    });

    it('reloads itself only while the send is not settled', () => {
      expect(headers).toEqual(state === 'pending' ? { Refresh: '3' } : {});
    });

    it('is a whole document in its language, with landmarks, kept out of search engines', () => {
      expect(html).toMatch(/^<!doctype html>\n<html lang="(en|de)">/);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
      expect(html).toContain('<meta name="robots" content="noindex">');
      expect(html.match(/<(header|main|footer)\b/g)).toEqual(['<header', '<main', '<footer']);
      expect(html.length).toBeLessThan(15_000);
    });

    it('has no form, no script and nothing to load', () => {
      expect(html).not.toMatch(/<(form|input|select|textarea|button|script|img|iframe|object|base)\b/i);
      expect(html).not.toMatch(/\son\w+=|javascript:|https?:|@import|url\(/i);
      expect(html.match(/\b(href|src)="[^"]*"/g)).toEqual(
        state === 'pending' ? ['href="data:,"', 'href=""'] : ['href="data:,"'],
      );
    });

    it('escapes everything that a tenant or a recipient wrote', () => {
      const evil = '"><script>alert(1)</script>';
      const names = { tenantName: evil, title: evil, entityName: evil, questionnaireName: evil };
      const page = render({ ...links[state], ...names } as Link, language).html;
      expect(page).not.toContain('<script');
      expect(page.includes('&#60;script&#62;')).toBe(state !== 'unknown' && state !== 'pending');
    });

    it('leaves no place unfilled', () => {
      expect(textOf(html)).not.toMatch(/undefined|null|\[object|NaN|Invalid Date|\$\{/);
    });
  },
);

describe('the page of a live link', () => {
  it('names who asks, for what, about whom and until when', () => {
    const { html } = render(links.open);
    expect(textsIn(html, 'dd')).toEqual([
      'Acme Bank',
      'Northwind',
      'Saturday, 28 February 2026 at 12:00 UTC',
    ]);
    expect(html).toContain('<time datetime="2026-02-28T12:00:00Z">');
    expect(textsIn(html, 'ol')).toEqual([
      '1 Corporate due diligence Questionnaire · 84 questions 2 Identity check Confirms the identity of Northwind',
    ]);
  });

  it('names them in German too', () => {
    const { html } = render(links.open, 'de');
    expect(textsIn(html, 'time')).toEqual(['Samstag, 28. Februar 2026 um 12:00 Uhr (UTC)']);
    expect(textsIn(html, 'ol')).toEqual([
      '1 Corporate due diligence Fragebogen · 84 Fragen 2 Identitätsprüfung Bestätigt die Identität von Northwind',
    ]);
  });

  it('speaks only of the steps that are asked for', () => {
    const ddq = textOf(render({ ...request, state: 'open', steps: ['DDQ'], questionCount: 1 }).html);
    expect(ddq).toContain('1 question ');
    expect(ddq).not.toMatch(/identity/i);
    const verification = { questionnaireName: undefined, questionCount: undefined, title: 'Jane Doe' };
    const check = textOf(
      render({ ...request, ...verification, state: 'open', steps: ['VERIFICATION'] }).html,
    );
    expect(check).toContain('1 Identity check');
    expect(check).not.toMatch(/question/i);
  });

  it('says how long the link stays valid, and that there is nothing to fill in', () => {
    const text = textOf(render(links.open).html);
    expect(text).toContain('It stays valid until Saturday, 28 February 2026 at 12:00 UTC.');
    expect(text).toContain('There is nothing to fill in at the moment.');
  });

  it('keeps a name from reordering the text around it', () => {
    const { html } = render({ ...request, state: 'open', tenantName: 'Acme\u202eknaB' });
    expect(html).toContain('Acme knaB');
    expect(html).not.toContain('\u202e');
  });
});

describe('the page of a link that does not lead on', () => {
  const dead = ['expired', 'revoked', 'replaced', 'rolled back'] as const;

  it.each(dead)('sends the recipient of one that is %s to the team that asked', (state) => {
    expect(textOf(render(links[state]).html)).toMatch(/ask the team at Acme Bank for a new link/i);
    expect(textOf(render(links[state], 'de').html)).toMatch(
      /bitten Sie das Team von Acme Bank um einen neuen Link/i,
    );
  });

  it('says since when an expired one does not open and which request it was', () => {
    const { html } = render(links.expired);
    expect(textsIn(html, 'dd')).toEqual([
      request.title,
      'Acme Bank',
      'Saturday, 28 February 2026 at 12:00 UTC',
    ]);
    expect(html).toContain('<time datetime="2026-02-28T12:00:00Z">');
  });

  it('keeps the request to itself where the link was withdrawn', () => {
    expect(render(links.revoked).html).not.toContain('Northwind');
  });

  it('points to the newest mail where a later link took its place', () => {
    expect(textOf(render(links.replaced).html)).toContain('Open the newest mail about this request');
  });

  it('says that nothing was requested where the send was rolled back', () => {
    expect(textOf(render(links['rolled back']).html)).toContain('no data was requested from you');
  });

  it('says what to check where the link is unknown', () => {
    expect(textOf(render(links.unknown).html)).toContain('Check that you copied the link in full');
  });
});
