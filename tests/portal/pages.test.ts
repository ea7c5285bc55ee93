import { describe, expect, it } from 'vitest';
import {
  consentStatement,
  renderCompletedPage,
  renderHostedVerificationPage,
  renderNoticePage,
  renderQuestionnairePage,
  renderVerificationPage,
} from '../../src/portal/pages/pages.ts';
import type { NoticeView, RequestView } from '../../src/portal/views/views.ts';
import { noContact } from '../../src/text/contact-details.ts';
import { textOf, textsIn } from './html.ts';
import {
  completedView,
  hostedView,
  pageOf,
  pdf,
  questionView,
  requestView,
  verificationView,
} from './request-views.ts';
import { inBothLanguages, pageStates } from './states.ts';

const frame = { nonce: 'of-the-test' };
/** What the address of a page has in front of its language; nothing for most pages. */
const ownParameters: Record<string, string> = {
  'a section of a long questionnaire': 'section=2&amp;',
  'the answers before they are submitted': 'view=check&amp;',
};
const formless =
  /^the sections|(?<!an expired )link|requested a new|too many|failure|provider|completed|begun/;

describe.each(inBothLanguages)('the page of $state, in "$language"', ({ state, language, html }) => {
  it('a portal page is a complete document in its language, with landmarks and one heading, and is not indexed', () => {
    expect(html).toMatch(/^<!doctype html>\n/);
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect(html.match(/<(header|main|footer)\b/g)).toEqual(['<header', '<main', '<footer']);
    expect(textsIn(html, 'h1')).toHaveLength(1);
    expect(textsIn(html, 'title')[0]).toContain(textsIn(html, 'h1')[0]);
  });

  it('a portal page has no inline script, no inline style but the tenant’s colours, and loads nothing from elsewhere', () => {
    expect(html.match(/<script\b[^>]*>[^<]*/g) ?? []).toSatisfy((scripts: string[]) =>
      scripts.every((script) =>
        /^<script type="module" src="\/assets\/portal-[0-9a-f]{12}\.js">$/.test(script),
      ),
    );
    expect(html).not.toMatch(
      /<style>|\sstyle=|\son[a-z]+=|javascript:|@import|url\(|<(img|iframe|object|base)\b/i,
    );
    const targets = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, target]) => target);
    expect(
      targets.filter(
        (target) =>
          !/^(#|\?$|\?(?:lang|section|view)\b|\?file=|data:,$|\/assets\/|$|(?:mailto:kyc@acme\.example|tel:\+442079460958|https:\/\/acme\.example\/privacy)$)/.test(
            target ?? '',
          ),
      ),
    ).toEqual(
      state === 'a hosted verification that has begun'
        ? ['https://verify.example/flow?a&#61;1&#38;b&#61;2']
        : [],
    );
  });

  it('a portal page has each id once and refers only to ids that it has', () => {
    const ids = [...html.matchAll(/\sid=("?)([\w-]+)\1/g)].map(([, , id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...html.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id ?? '');
    const references = [...html.matchAll(/\s(?:for|aria-\w+by)=(?:"([\w -]+)"|([\w-]+))/g)];
    for (const id of [
      ...links,
      ...references.flatMap(([, quoted, bare]) => (quoted ?? bare ?? '').split(' ')),
    ]) {
      expect(ids).toContain(id);
    }
  });

  it('a portal page leaves no placeholder unfilled', () => {
    expect(textOf(html)).not.toMatch(/undefined|null|\[object|NaN|Invalid Date|\$\{| #|=>/);
  });

  it('leads to itself in the other language', () => {
    const [code, name] = language === 'en' ? ['de', 'Deutsch'] : ['en', 'English'];
    const own = ownParameters[state] ?? '';
    expect(html).toContain(
      `<a class="language" href="?${own}lang=${code}" hreflang="${code}" lang="${code}">${name}</a>`,
    );
  });

  it('a portal page has a form only when it has fields to fill in, and the form is sent to the page’s own address', () => {
    expect(html.match(/<form\b[^>]*>/g)?.length ?? 0).toBe(formless.test(state) ? 0 : 1);
    expect(html).not.toMatch(/<form\b[^>]*\b(?:action|method="get")/);
    expect(/<(input|select|textarea|button)\b/.test(html)).toBe(!formless.test(state));
  });
});

describe('texts of tenants and recipients', () => {
  const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&=\``;
  const request: RequestView = {
    ...requestView(),
    tenantName: evil,
    title: evil,
    entityName: evil,
    steps: [
      { step: 'DDQ', name: evil, isDone: true, isCurrent: false },
      { step: 'VERIFICATION', name: evil, isDone: false, isCurrent: true },
    ],
    unsaved: [{ text: evil, type: 'TEXT', value: evil, files: [{ ...pdf, name: evil }] }],
  };
  const file = { ...pdf, name: evil, id: evil };
  const fileProblems = [{ name: evil, reason: 'empty' as const }];
  const answered = { text: evil, key: evil, helpText: evil, options: [evil], value: evil };
  const types = ['TEXT', 'LONG_TEXT', 'NUMBER', 'DATE', 'SINGLE_CHOICE', 'COUNTRY', 'EMAIL', 'URL'] as const;
  const questions = [
    ...types.flatMap((type) => [
      questionView({ ...answered, type, theirs: { value: evil } }),
      questionView({ ...answered, type, problem: 'malformed', typed: evil }),
    ]),
    questionView({ ...answered, type: 'SINGLE_CHOICE', options: Array.from('1234567', (n) => evil + n) }),
    questionView({ ...answered, type: 'MULTI_CHOICE', value: [evil], theirs: { value: [evil] } }),
    questionView({ ...answered, type: 'BOOLEAN', visibleWhen: { questionId: 'question', equals: evil } }),
    questionView({ ...answered, type: 'FILE', files: [file], fileProblems }),
  ].map((question, index) => ({ ...question, id: index === 0 ? 'question' : `id-${index}` }));
  const sections = [{ title: evil, questions }];
  const notice = {
    language: 'en',
    tenantName: evil,
    accentColour: null,
    contact: noContact,
    title: evil,
    expiresAt: request.expiresAt,
  };

  it.each([
    [
      'questionnaire',
      renderQuestionnairePage({ ...pageOf([]), request, sections, changes: { message: evil } }, frame),
    ],
    [
      'verification',
      renderVerificationPage(
        {
          ...verificationView(),
          request,
          checks: [{ check: 'DOCUMENT', files: [file], isMissing: true, fileProblems }],
        },
        frame,
      ),
    ],
    [
      'hosted verification',
      renderHostedVerificationPage({ ...hostedView({ hostedUrl: evil }), request }, frame),
    ],
    ['summary', renderCompletedPage({ ...completedView(), request, sections }, frame)],
    ...(['expired', 'revoked', 'replaced', 'rolled back'] as const).map((state) => [
      `page of a link that is ${state}`,
      renderNoticePage({ ...notice, state, unsaved: request.unsaved } as NoticeView, frame),
    ]),
  ])('texts of tenants and recipients are escaped on the %s', (_, html) => {
    expect(html).toContain('&#60;script&#62;');
    expect(html).not.toMatch(/<script>|<img/);
  });
});

describe('what a request’s page says', () => {
  const html = pageStates['a fresh questionnaire']!('en');

  it('what a request’s page says is who asks, about whom and until when', () => {
    expect(textsIn(html, 'dd')).toEqual([
      'Acme Bank',
      'Northwind',
      'Saturday, 28 February 2026 at 12:00 UTC',
    ]);
    expect(html).toContain('<time datetime="2026-02-28T12:00:00Z">');
    const german = pageStates['a fresh questionnaire']!('de');
    expect(textsIn(german, 'time')).toEqual(['Samstag, 28. Februar 2026 um 12:00 Uhr (UTC)']);
  });

  it('what a request’s page says is which step of which it is, and nothing of steps where there is one', () => {
    expect(html).toContain('<li aria-current="step"><span class="number" aria-hidden="true">1</span>');
    const alone = requestView({ steps: requestView().steps.slice(0, 1) });
    expect(renderQuestionnairePage({ ...pageOf([]), request: alone }, frame)).not.toContain('stepper');
  });

  it('what a request’s page says is what to do for those who did not expect it', () => {
    expect(textOf(html)).toContain('Contact Acme Bank using contact details that you already have.');
  });

  it('what a request’s page says is what the team or a lost answer has to say, before what everybody knows already', () => {
    const page = pageStates['a request for changes']!('en');
    const places = ['<h1>', 'id="unsaved"', 'id="changes"', '<dl class="facts">'];
    const order = places.map((place) => page.indexOf(place));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  });

  it('what a request’s page says is in the tenant’s colours by a style element that the nonce allows', () => {
    expect(html).toMatch(/<style nonce="of-the-test">:root\{--accent:#[0-9a-f]{6};/);
    const plain = renderQuestionnairePage(pageOf([]), frame);
    expect(plain).not.toContain('<style nonce="of-the-test">:root');
  });

  it('what a request’s page says keeps what was typed and could not be saved in sight', () => {
    for (const state of ['an expired link', 'a revoked link', 'a replaced link', 'a request for changes']) {
      const page = pageStates[state]!('en');
      expect(textsIn(page, 'section')[0]).toContain('These answers were not saved');
      expect(textOf(page)).toContain('What is the legal name? Northwind');
    }
    const { request } = completedView();
    const unsaved = [{ text: 'Who?', type: 'COUNTRY' as const, value: 'DE', files: [] }];
    const late = renderCompletedPage({ ...completedView(), request: { ...request, unsaved } }, frame);
    expect(textOf(late)).toContain('Who? Germany');
  });
});

describe('the page of a link that does not lead on', () => {
  it.each(['an expired link', 'a revoked link', 'a replaced link', 'a link that was rolled back'])(
    'the page of a link that does not lead on sends the recipient of %s to the team that asked',
    (state) => {
      expect(textOf(pageStates[state]!('en'))).toMatch(/ask the team at Acme Bank for a new link/i);
      expect(textOf(pageStates[state]!('de'))).toMatch(
        /bitten Sie das Team von Acme Bank um einen neuen Link/i,
      );
    },
  );

  it('the page of a link that does not lead on keeps the request to itself where the link was withdrawn or replaced', () => {
    expect(pageStates['a revoked link']!('en')).not.toContain('due diligence');
    expect(pageStates['a replaced link']!('en')).not.toContain('due diligence');
    expect(pageStates['an expired link']!('en')).toContain('due diligence');
  });
});

describe('the summary of a completed request', () => {
  it('the summary of a completed request names the steps and the time, and has a copy of the answers', () => {
    const text = textOf(pageStates['a completed request']!('en'));
    expect(text).toContain('Done: Corporate due diligence');
    expect(text).toContain('Thursday, 26 February 2026 at 15:04 UTC');
    expect(text).toContain('In which country is the company incorporated? Germany');
    expect(text).toContain('When was the company incorporated? 1 April 2011');
    expect(text).toContain(
      'Please provide a group structure chart down to the ultimate beneficial owners. structure-chart.pdf (244 kB)',
    );
    expect(text).toContain('What is the Legal Entity Identifier (LEI), if the company has one? No answer');
  });

  it('the summary of a completed request has no answers any more once there is no copy', () => {
    const html = renderCompletedPage(completedView({ sections: undefined }), frame);
    expect(textOf(html)).not.toContain('Your answers');
    expect(html).not.toContain('<script');
  });
});

describe('the verification', () => {
  it('the verification asks for consent before the first file, in words that the audit trail gets too', () => {
    const html = pageStates['a fresh verification']!('en');
    expect(html.indexOf('name="consent"')).toBeLessThan(html.indexOf('type="file"'));
    const checks = verificationView().checks.map(({ check }) => check);
    const statement = consentStatement('en', 'Acme Bank', checks);
    expect(textOf(html)).toContain(statement.split(' I consent')[0]);
    expect(statement).toMatch(/biometric data.*I consent to this processing of my data\.$/s);
    expect(consentStatement('de', 'Acme Bank', ['PROOF_OF_ADDRESS'])).not.toContain('biometrische');
  });

  it('the verification asks a phone for its camera where the picture is taken now, and for several files of a document', () => {
    const html = pageStates['a fresh verification']!('en');
    const inputs = html.match(/<input type="file"[^>]*name="evidence\.\w+"/g);
    expect(inputs?.map((input) => input.replace(/ id=.* name=/, ' name='))).toEqual([
      '<input type="file" multiple accept="image/jpeg,image/png,image/webp,application/pdf" name="evidence.DOCUMENT"',
      '<input type="file" accept="image/jpeg,image/png,image/webp" capture="user" name="evidence.IDENTITY"',
      '<input type="file" accept="video/mp4,video/quicktime,video/webm" capture="user" data-max-bytes="104857600" name="evidence.ENHANCED_IDENTITY"',
      '<input type="file" multiple accept="image/jpeg,image/png,image/webp,application/pdf" name="evidence.PROOF_OF_ADDRESS"',
    ]);
  });

  it('the verification says everything that is missing at the same time, each with a link to its place', () => {
    const html = pageStates['a rejected verification']!('en');
    expect(html.match(/<li><a href="#[\w-]+"/g)).toEqual([
      '<li><a href="#consent"',
      '<li><a href="#check-identity"',
      '<li><a href="#check-enhanced_identity"',
      '<li><a href="#check-proof_of_address"',
    ]);
  });

  it('the verification lists what was uploaded, with a checkbox that takes it away without a script', () => {
    const html = pageStates['a rejected verification']!('en');
    expect(html).toContain(
      `<input type="checkbox" name="remove.evidence.DOCUMENT" value="${pdf.id}" aria-label="Remove structure-chart.pdf">`,
    );
  });

  it('the verification leads to a provider’s pages without telling them where from', () => {
    expect(pageStates['a hosted verification that has begun']!('en')).toContain('rel="noreferrer"');
  });
});
