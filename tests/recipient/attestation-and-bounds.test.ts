import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink, type RecipientPage, recipientOf } from '../support/recipient.ts';
import { createPrefill } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';

const now = new Date('2026-03-02T10:00:00Z');
let gateway: TestGateway;
let world: World;
let questions: Record<string, string>;
let questionnaire: number;
let responseId: string;
let page: RecipientPage;

const definition = {
  name: 'Declaration',
  type: 'DDQ',
  language: 'fr',
  sections: [
    {
      title: 'Déclaration',
      questions: [
        { key: 'true', text: 'Tout est vrai.', type: 'ATTESTATION', required: true },
        {
          key: 'place',
          text: 'Où ?',
          type: 'TEXT',
          required: true,
          visibleWhen: { key: 'true', equals: 'true' },
        },
        { key: 'born', text: 'Né quand ?', type: 'DATE', min: '1900-01-01', max: 'today' },
        { key: 'share', text: 'Quelle part ?', type: 'NUMBER', min: '0', max: '100' },
        { key: 'newsletter', text: 'La lettre ?', type: 'ATTESTATION' },
      ],
    },
  ],
};

beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => now });
  world = await createWorld(gateway, { credits: 20 });
  ({ id: questionnaire, questions } = await newQuestionnaire(world.tenant, definition));
});

afterAll(() => gateway?.drop());

beforeEach(async () => {
  const { body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: questionnaire },
    email: 'someone@example.com',
  });
  responseId = body.response_id;
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

describe('an attestation', () => {
  test('a required attestation must be ticked before the questionnaire can be submitted', async () => {
    const rejected = await page.send('submit', { place: 'Paris' });

    expect(rejected.status).toBe(422);
    expect(rejected.html).toContain('Please confirm this statement.');
    expect(await statusNow()).toBe('DRAFT');

    const { status } = await page.send('submit', { true: 'true', place: 'Paris' });
    expect(status).toBe(303);
    expect(await statusNow()).toBe('SUBMITTED');
    expect(await answersNow()).toEqual({ true: true, place: 'Paris' });
  });

  test('an attestation cannot be answered with anything but its tick, and is cleared without it', async () => {
    const { html } = await page.send('save', { true: 'false', newsletter: 'true' });

    expect(html).toContain('Please tick the box, or leave it empty.');
    expect(await answersNow()).toEqual({ newsletter: true });
    await page.open();
    await page.send('save', { newsletter: [] });
    expect(await answersNow()).toEqual({});
  });

  test('an attestation shows the questions that depend on it', async () => {
    expect((await page.open()).html).toMatch(/id=q2 data-when=1 data-equals="true" data-unmet/);
    await page.send('save', { true: 'true' });
    expect((await page.open()).html).toMatch(/id=q2 data-when=1 data-equals="true">/);
  });
});

describe('an answer beyond the bounds of its question', () => {
  test('an answer beyond the bounds of its question is shown again with what the question accepts, and not saved', async () => {
    const { html } = await page.send('save', { born: '2026-03-03', share: '100.5' });

    expect(html).toContain('Please enter a date from 1 January 1900 to today.');
    expect(html).toContain('Please enter a number from 0 to 100.');
    expect(await answersNow()).toEqual({});
    expect((await page.send('save', { born: '2026-03-02', share: '100' })).status).toBe(303);
    expect(await answersNow()).toEqual({ born: '2026-03-02', share: 100 });
  });

  test('an answer beyond the bounds of its question is one by the calendar of the reader, which the script tells, and by UTC without it', async () => {
    const post = (zone: string) =>
      gateway.app.inject({
        method: 'POST',
        url: page.path,
        payload: new URLSearchParams({
          step: 'DDQ',
          action: 'save',
          zone,
          [`was.${questions['born']}`]: '',
          [`answer.${questions['born']}`]: '2026-03-03',
        }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    // It is ten o'clock in the morning of the second in UTC.
    expect((await post('Nowhere/Land')).statusCode).toBe(422);
    expect((await post('Asia/Tokyo')).statusCode).toBe(422);
    expect((await post('Pacific/Kiritimati')).statusCode).toBe(303);
    expect(await answersNow()).toEqual({ born: '2026-03-03' });
  });

  test('an answer beyond the bounds of its question is offered by no date picker', async () => {
    expect((await page.open()).html).toMatch(/type=date min=1900-01-01 max=2026-03-02 data-max-today/);
  });

  test('an answer beyond the bounds of its question is rejected by both APIs at its own path', async () => {
    const prefill = await createPrefill(world, { questionnaireId: questionnaire });
    const values = { born: '1899-12-31', share: -1, true: false };
    const answers = Object.entries(values);
    const fields = answers.map((_, index) => `answers[${index}].value`);

    const rest = await world.tenant.rest('PUT', `/responses/${prefill}/save/`, {
      answers: answers.map(([question_key, value]) => ({ question_key, value })),
    });
    expect(rest.status).toBe(400);
    expect(Object.keys(rest.body.errors)).toEqual(fields);

    const { data } = await world.tenant.graphql(
      `mutation ($input: SaveResponseInput!) {
        saveResponse(input: $input) { __typename ... on ValidationError { fields { path } } }
      }`,
      {
        input: {
          responseId: prefill,
          answers: answers.map(([questionKey, value]) => ({ questionKey, value })),
        },
      },
    );
    expect(data.saveResponse.fields.map(({ path }: any) => path)).toEqual(fields);
  });
});

test('questions in another language than the page are marked with it', async () => {
  const { html } = await page.open();

  expect(html).toMatch(/<label class=label for=a1 lang="fr">Tout est vrai\./);
  expect(html).toContain('<h2 lang="fr">Déclaration</h2>');
  expect(html).toContain('>I confirm this</label>');
});
