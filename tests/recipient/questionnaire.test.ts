import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink, type RecipientPage, recipientOf } from '../support/recipient.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';

let now = new Date('2026-03-02T10:00:00Z');
let gateway: TestGateway;
let world: World;
let questions: Record<string, string>;
let questionnaire: number;
let responseId: string;
let sessionId: string;
let page: RecipientPage;

const definition = {
  name: 'Every kind of question',
  type: 'DDQ',
  sections: [
    {
      title: 'Company',
      questions: [
        { key: 'name', text: 'What is the name?', type: 'TEXT', required: true },
        { key: 'story', text: 'What do you do?', type: 'LONG_TEXT' },
        { key: 'staff', text: 'How many people?', type: 'NUMBER' },
        { key: 'founded', text: 'When was it founded?', type: 'DATE' },
        { key: 'listed', text: 'Is it listed?', type: 'BOOLEAN', required: true },
        {
          key: 'exchange',
          text: 'On which exchange?',
          type: 'TEXT',
          required: true,
          visibleWhen: { key: 'listed', equals: 'true' },
        },
      ],
    },
    {
      title: 'Reach',
      questions: [
        { key: 'size', text: 'Which size?', type: 'SINGLE_CHOICE', options: ['Small', 'Large'] },
        { key: 'areas', text: 'Which areas?', type: 'MULTI_CHOICE', options: ['Europe', 'Asia', 'Africa'] },
        { key: 'seat', text: 'Which country?', type: 'COUNTRY' },
        { key: 'mail', text: 'Which address?', type: 'EMAIL' },
        { key: 'site', text: 'Which site?', type: 'URL' },
      ],
    },
  ],
};

beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => now });
  world = await createWorld(gateway, { credits: 100 });
  ({ id: questionnaire, questions } = await newQuestionnaire(world.tenant, definition));
});

afterAll(() => gateway?.drop());

async function send(extra: object = {}) {
  const { status, body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: questionnaire },
    email: 'someone@example.com',
    expiry_hours: 24,
    ...extra,
  });
  expect(status).toBe(201);
  return body;
}

beforeEach(async () => {
  now = new Date('2026-03-02T10:00:00Z');
  const sent = await send();
  responseId = sent.response_id;
  sessionId = sent.workflow_session_id;
  page = recipientOf(gateway, await newestLink(world), questions);
  await page.open();
});

const answersNow = async (): Promise<Record<string, unknown>> => {
  const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
  return Object.fromEntries(
    body.answers
      .filter(({ value }: any) => value !== null)
      .map(({ question_key, value }: any) => [question_key, value]),
  );
};
const statusNow = async () => (await world.tenant.rest('GET', `/responses/${responseId}/`)).body.status;
const sessionNow = async () => (await world.tenant.rest('GET', `/workflows/${sessionId}/`)).body;

const everything = {
  name: 'Acme',
  story: 'Line one\r\nLine two',
  staff: '1,234.5',
  founded: '1999-12-31',
  listed: 'true',
  exchange: 'XETRA',
  size: 'Large',
  areas: ['Asia', 'Europe'],
  seat: 'DE',
  mail: ' info@example.com ',
  site: 'https://example.com/a?b=c',
};

describe('saving', () => {
  test('a draft keeps an answer of every type as the API knows it', async () => {
    const { status, headers } = await page.send('save', everything);
    expect(status).toBe(303);
    expect(headers['location']).toBe(`${page.path}?saved=1`);
    expect(await answersNow()).toEqual({
      name: 'Acme',
      story: 'Line one\nLine two',
      staff: 1234.5,
      founded: '1999-12-31',
      listed: true,
      exchange: 'XETRA',
      size: 'Large',
      areas: ['Europe', 'Asia'],
      seat: 'DE',
      mail: 'info@example.com',
      site: 'https://example.com/a?b=c',
    });
    expect(await statusNow()).toBe('DRAFT');
    const { html } = await page.open('?saved=1');
    expect(html).toContain('11 of 11 answered');
  });

  test('an answer that is emptied is cleared', async () => {
    await page.send('save', everything);
    await page.open();
    await page.send('save', { ...everything, staff: '', areas: [], size: '' });
    expect(Object.keys(await answersNow())).not.toEqual(expect.arrayContaining(['staff', 'areas', 'size']));
    expect(await answersNow()).toMatchObject({ name: 'Acme', seat: 'DE' });
  });

  test('what is no answer is shown again as it was typed, and all others are saved', async () => {
    const { status, html } = await page.send('save', {
      name: 'Acme',
      staff: 'about <b>twelve</b>',
      mail: 'nobody',
      site: 'on the web',
      founded: '2026-02-31',
      seat: 'ZZ',
    });
    expect(status).toBe(422);
    expect(await answersNow()).toEqual({ name: 'Acme' });
    expect(html).toContain('about &#60;b&#62;twelve');
    expect(html).toContain('value="nobody"');
    expect(html.match(/aria-invalid/g)?.length).toBe(5);
  });

  test('numbers are read in the language of the page', async () => {
    const german = recipientOf(gateway, `${page.path}?lang=de`, questions);
    await gateway.app.inject({ method: 'GET', url: page.path });
    await german.open();
    await german.send('save', { staff: '1.234,5' });
    expect(await answersNow()).toEqual({ staff: 1234.5 });
    const { html } = await german.open();
    expect(html).toContain('value="1234,5"');
  });

  test.each([
    ['www.example.com', 'https://www.example.com'],
    ['example.co.uk/about?x=1', 'https://example.co.uk/about?x=1'],
    ['müller.example', 'https://müller.example'],
    ['http://example.com', 'http://example.com'],
  ])('the web address %s is saved as %s', async (typed, kept) => {
    expect((await page.send('save', { site: typed })).status).toBe(303);
    expect(await answersNow()).toEqual({ site: kept });
  });

  test('control characters of Word and PowerPoint become line breaks, spaces and hyphens', async () => {
    const { status } = await page.send('save', {
      name: 'Acme\u000bTrading\u0085Ltd',
      story: 'One\u000btwo\u000cthree\u2028four\u0085five\tsix co\u001eop dis\u001fcreet\u0000',
    });
    expect(status).toBe(303);
    expect(await answersNow()).toEqual({
      name: 'Acme Trading Ltd',
      story: 'One\ntwo\nthree\nfour\nfive\tsix co-op discreet ',
    });
  });

  test('a team’s answer with unusual line breaks stays the team’s until it is changed', async () => {
    const responseId = await createPrefill(world, { questionnaireId: questionnaire });
    await saveAnswers(world, responseId, { story: 'One\u2028two' });
    await world.tenant.rest('POST', `/responses/${responseId}/send/`, { email: 'someone@example.com' });
    const prefilled = recipientOf(gateway, await newestLink(world), questions);
    await prefilled.open();
    await prefilled.send('save', { story: 'One\ntwo' });
    const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
    expect(body.answers.map(({ value }: any) => value)).toContain('One\u2028two');
  });

  test('a form whose field names are forged touches nothing but the questions of its own response', async () => {
    const other = await send();
    const { body: otherBefore } = await world.tenant.rest('GET', `/responses/${other.response_id}/`);
    const foreign = world.questions['name'] ?? '';
    const form = new URLSearchParams({
      step: 'DDQ',
      action: 'submit',
      responseId: other.response_id,
      [`was.${foreign}`]: '',
      [`answer.${foreign}`]: 'x',
      'was.__proto__': '',
      'answer.constructor': 'x',
    });
    const { statusCode } = await gateway.app.inject({
      method: 'POST',
      url: page.path,
      payload: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(statusCode).toBe(422);
    expect(await answersNow()).toEqual({});
    expect((await world.tenant.rest('GET', `/responses/${other.response_id}/`)).body).toEqual(otherBefore);
  });

  test('an answer that does not say what it was given over is saved over nothing, and is a conflict over anything else', async () => {
    const post = (value: string) =>
      gateway.app.inject({
        method: 'POST',
        url: page.path,
        payload: new URLSearchParams({
          step: 'DDQ',
          action: 'save',
          [`answer.${questions['name']}`]: value,
        }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await post('Acme')).statusCode).toBe(303);
    expect(await answersNow()).toEqual({ name: 'Acme' });
    const conflict = await post('Another name');
    expect(conflict.statusCode).toBe(409);
    expect(conflict.body).toContain('Another name');
    expect(await answersNow()).toEqual({ name: 'Acme' });
  });

  test('the script is told what was saved, what is wrong and how much is answered', async () => {
    const { status, body } = await page.report('save', { name: 'Acme', staff: 'many' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'saved', answered: 1, total: 10 });
    expect(body.questions[questions['name'] ?? '']).toMatchObject({ problem: null, conflict: null });
    expect(body.questions[questions['staff'] ?? '']).toMatchObject({ problem: expect.any(String) });
    const again = await page.report('save', { name: 'Acme' });
    expect(again.body.questions[questions['name'] ?? ''].fingerprint).toBe(
      body.questions[questions['name'] ?? ''].fingerprint,
    );
  });
});

describe('submitting', () => {
  test('an incomplete submission shows everything that is missing or wrong at the same time, and saves the rest', async () => {
    const { status, html } = await page.send('submit', { staff: 'many', story: 'We trade.' });
    expect(status).toBe(422);
    expect(html).toMatch(/role="?alert/);
    for (const text of ['What is the name?', 'How many people?', 'Is it listed?']) {
      expect(html.match(new RegExp(text.replace('?', '\\?'), 'g'))?.length).toBeGreaterThanOrEqual(2);
    }
    expect(await statusNow()).toBe('DRAFT');
    expect(await answersNow()).toEqual({ story: 'We trade.' });
  });

  test('hands the response in, completes the session and leaves a summary in the place of the form', async () => {
    const { status, headers } = await page.send('submit', everything);
    expect([status, headers['location']]).toEqual([303, page.path]);
    expect(await statusNow()).toBe('SUBMITTED');
    expect(await sessionNow()).toMatchObject({
      status: 'completed',
      completed_steps: ['ddq'],
      opened_at: '2026-03-02T10:00:00Z',
      completed_at: '2026-03-02T10:00:00Z',
    });
    const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
    expect(body.submitted_at).toBe('2026-03-02T10:00:00Z');
    const summary = await page.open();
    expect(summary.status).toBe(200);
    expect(summary.html).not.toContain('<form');
    expect(summary.html).toContain('XETRA');
  });

  test('the copy of the answers is gone when the link’s time is over, and the summary stays', async () => {
    await page.send('submit', everything);
    now = new Date('2026-03-03T10:00:01Z');
    const { status, html } = await page.open();
    expect(status).toBe(200);
    expect(html).not.toContain('XETRA');
  });

  test('an answer to a question that a condition hides is kept in the draft and dropped at submit', async () => {
    await page.send('save', everything);
    await page.open();
    await page.send('save', { ...everything, listed: 'false' });
    expect(await answersNow()).toMatchObject({ listed: false, exchange: 'XETRA' });
    await page.open();
    await page.send('submit', { ...everything, listed: 'false' });
    expect(await statusNow()).toBe('SUBMITTED');
    expect(await answersNow()).not.toHaveProperty('exchange');
  });

  test('what was typed for a hidden question does not hinder a submission', async () => {
    const { status } = await page.send('submit', {
      name: 'Acme',
      listed: 'false',
      exchange: 'x'.repeat(2000),
    });
    expect(status).toBe(303);
    expect(await statusNow()).toBe('SUBMITTED');
  });

  test('a second click finds the work done and is shown the summary', async () => {
    const [first, second] = await Promise.all([
      page.send('submit', everything),
      page.send('submit', everything),
    ]);
    expect([first.status, second.status]).toEqual([303, 303]);
    const { body } = await world.tenant.rest('GET', `/responses/${responseId}/events/`);
    const types = body.results.map(({ type }: { type: string }) => type);
    expect(types.filter((type: string) => type === 'response.submitted')).toHaveLength(1);
    expect(types.filter((type: string) => type === 'onboarding.completed')).toHaveLength(1);
  });

  test('an answer of an old tab is shown and not lost when another tab has submitted', async () => {
    const oldTab = recipientOf(gateway, page.path, questions);
    await oldTab.open();
    await page.send('submit', everything);
    const { status, html } = await oldTab.send('save', {
      ...everything,
      story: 'Something I wrote in the old tab',
    });
    expect(status).toBe(409);
    expect(html).toContain('Something I wrote in the old tab');
    expect(html).not.toContain('<form');
    expect((await answersNow())['story']).toBe('Line one\nLine two');
  });
});

describe('two people at the same time', () => {
  test('an old page never takes back what a newer one has saved', async () => {
    const oldTab = recipientOf(gateway, page.path, questions);
    await oldTab.open();
    await page.send('save', { name: 'From the new tab' });
    const { status } = await oldTab.send('save', { story: 'From the old tab' });
    expect(status).toBe(303);
    expect(await answersNow()).toEqual({ name: 'From the new tab', story: 'From the old tab' });
  });

  test('two different answers to one question are a conflict that shows both, and saving again decides', async () => {
    const oldTab = recipientOf(gateway, page.path, questions);
    await oldTab.open();
    await page.send('save', { name: 'First name' });
    const conflict = await oldTab.send('save', { name: 'Second name', staff: '5' });
    expect(conflict.status).toBe(409);
    expect(conflict.html).toContain('First name');
    expect(conflict.html).toContain('Second name');
    expect(await answersNow()).toEqual({ name: 'First name', staff: 5 });
    const decided = await oldTab.send('save');
    expect(decided.status).toBe(303);
    expect(await answersNow()).toEqual({ name: 'Second name', staff: 5 });
  });

  test('a conflict keeps a questionnaire from being submitted', async () => {
    await saveAnswers(world, responseId, { name: 'From the team' });
    const { status } = await page.send('submit', everything);
    expect(status).toBe(409);
    expect(await statusNow()).toBe('DRAFT');
    expect(await answersNow()).toMatchObject({ name: 'From the team', exchange: 'XETRA' });
  });

  test('the same answer from both sides is no conflict', async () => {
    await saveAnswers(world, responseId, { name: 'Acme' });
    expect((await page.send('save', { name: 'Acme' })).status).toBe(303);
  });
});

describe('a closed link', () => {
  test('a submission in the second of expiry is rejected whole, and what was typed is shown', async () => {
    now = new Date('2026-03-03T10:00:00Z');
    const { status, html } = await page.send('submit', everything);
    expect(status).toBe(410);
    expect(html).toContain('XETRA');
    expect(await statusNow()).toBe('DRAFT');
    expect(await answersNow()).toEqual({});
  });

  test('a submission in the second before counts', async () => {
    now = new Date('2026-03-03T09:59:59Z');
    expect((await page.send('submit', everything)).status).toBe(303);
    expect(await statusNow()).toBe('SUBMITTED');
  });

  test('a revoked link takes nothing and says so, with what was typed', async () => {
    await world.tenant.rest('POST', `/workflows/${sessionId}/revoke/`, {});
    const { status, html } = await page.send('save', { name: 'Typed before' });
    expect(status).toBe(410);
    expect(html).toContain('Typed before');
    expect(await answersNow()).toEqual({});
    expect((await page.report('save', { name: 'Typed before' })).status).toBe(409);
  });

  test('a resent link takes over, and the old one takes nothing', async () => {
    await page.send('save', { name: 'Begun' });
    const resent = await world.tenant.rest('POST', `/workflows/${sessionId}/resend/`, {});
    expect(resent.status).toBe(200);
    const fresh = recipientOf(gateway, await newestLink(world), questions);
    expect(fresh.path).not.toBe(page.path);
    const old = await page.send('save', { name: 'Typed in the old one' });
    expect(old.status).toBe(410);
    expect(old.html).toContain('Typed in the old one');
    const { status, html } = await fresh.open();
    expect(status).toBe(200);
    expect(html).toContain('Begun');
    expect((await fresh.send('save', { name: 'Gone on' })).status).toBe(303);
  });
});

describe('opening', () => {
  test('a scanner’s GET and HEAD change nothing, and the person comes after', async () => {
    const before = await sessionNow();
    for (const method of ['HEAD', 'GET', 'GET'] as const) {
      const { statusCode } = await gateway.app.inject({ method, url: page.path });
      expect(statusCode).toBe(200);
    }
    expect(await sessionNow()).toEqual(before);
    expect(before).toMatchObject({ status: 'sent', opened_at: null });
    await page.send('save', { name: 'Acme' });
    expect(await sessionNow()).toMatchObject({ status: 'opened', opened_at: '2026-03-02T10:00:00Z' });
  });

  test('a forwarded link shows two people the same draft', async () => {
    const other = recipientOf(gateway, page.path, questions);
    await page.send('save', { name: 'Acme' });
    expect((await other.open()).html).toContain('Acme');
  });

  test('the audit trail tells who saved and submitted, and never an answer or the token', async () => {
    await page.send('save', { name: 'A secret answer' });
    await page.open();
    await page.send('submit', { ...everything, name: 'A secret answer' });
    const { body } = await world.tenant.rest('GET', `/workflows/${sessionId}/events/`);
    expect(body.results.map(({ type }: { type: string }) => type).sort()).toEqual([
      'onboarding.completed',
      'onboarding.created',
      'onboarding.ddq_completed',
      'onboarding.opened',
      'response.answers_saved',
      'response.answers_saved',
      'response.submitted',
    ]);
    expect(body.results[0].actor).toEqual({ kind: 'recipient', name: 'someone@example.com' });
    const text = JSON.stringify(body);
    expect(text).not.toContain('A secret answer');
    expect(text).not.toContain(page.path.slice(3));
  });

  test('what autofill noted and what the team noted is never on the page', async () => {
    const prefill = await createPrefill(world, {
      questionnaireId: questionnaire,
      email: 'someone@example.com',
    });
    await saveAnswers(world, prefill, { name: 'Prefilled by the team' });
    await gateway.services.allTenants.answerAnnotation.create({
      data: {
        responseId: prefill,
        questionId: questions['name'] ?? '',
        tenantId: world.tenant.id,
        documentId: '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a',
        documentName: 'internal.pdf',
        page: 3,
        quote: 'an internal quote',
        confidence: 0.9,
        engine: 'BUILTIN',
      },
    });
    expect((await world.tenant.rest('POST', `/responses/${prefill}/send/`, {})).status).toBe(200);
    const { html } = await recipientOf(gateway, await newestLink(world), questions).open();
    expect(html).toContain('Prefilled by the team');
    expect(html).toMatch(/please check/i);
    expect(html).not.toMatch(/internal/);
  });
});
