import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink, type RecipientPage, recipientOf } from '../support/recipient.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
let questions: Record<string, string>;
let questionnaireId: number;
let responseId: string;
let page: RecipientPage;

const definition = {
  name: 'Owner',
  type: 'DDQ',
  sections: [
    {
      title: 'Owner',
      questions: [
        { key: 'markets', text: 'Where do you sell?', type: 'COUNTRIES', required: true },
        {
          key: 'licence',
          text: 'Who supervises you in Austria?',
          type: 'TEXT',
          visibleWhen: { key: 'markets', equals: 'AT' },
        },
        { key: 'phone', text: 'Telephone number', type: 'PHONE' },
        { key: 'share', text: 'Share of voting rights', type: 'PERCENTAGE', min: '25' },
        { key: 'lei', text: 'LEI', type: 'LEI' },
        { key: 'account', text: 'Bank account', type: 'IBAN' },
      ],
    },
  ],
};

beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway, { credits: 20 });
  ({ id: questionnaireId, questions } = await newQuestionnaire(world.tenant, definition));
});
afterAll(() => gateway?.drop());

beforeEach(async () => {
  const { body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: questionnaireId },
    email: 'someone@example.com',
  });
  responseId = body.response_id;
  page = recipientOf(gateway, await newestLink(world), questions);
  await page.open();
});

async function answersNow(): Promise<Record<string, unknown>> {
  const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
  return Object.fromEntries(
    body.answers
      .filter(({ value }: { value: unknown }) => value !== null)
      .map(({ question_key, value }: { question_key: string; value: unknown }) => [question_key, value]),
  );
}

const typed = {
  markets: ['DE', 'AT'],
  phone: '0049 (0)30 123 456',
  share: '33,5 %',
  lei: '5299 00t8 bm49 aurs do55',
  account: 'gb82 west 1234 5698 7654 32',
};

test('identifiers are accepted as people write them, and kept in their one form', async () => {
  expect((await page.send('save', typed)).status).toBe(303);
  expect(await answersNow()).toEqual({
    markets: ['AT', 'DE'],
    phone: '+4930123456',
    share: 33.5,
    lei: '529900T8BM49AURSDO55',
    account: 'GB82WEST12345698765432',
  });
});

test('the page shows identifiers as they are printed, and saving it again changes nothing', async () => {
  await page.send('save', typed);
  const before = await answersNow();
  const { html } = await page.open();

  expect(html).toContain('value="+49 30 123456"');
  expect(html).toContain('value="GB82 WEST 1234 5698 7654 32"');
  expect(html).toMatch(/value="?DE"? checked>Germany/);
  const again = { ...typed, phone: '+49 30 123456', account: 'GB82 WEST 1234 5698 7654 32', share: '33.5' };
  expect((await page.send('save', again)).status).toBe(303);
  expect(await answersNow()).toEqual(before);
});

test('each wrong identifier is shown again with what the question accepts, and the others are saved', async () => {
  const { html } = await page.send('save', {
    markets: ['AT', 'ZZ'],
    phone: '030 123456',
    share: '24',
    lei: '529900T8BM49AURSDO56',
    account: 'GB82 WEST 1234 5698 7654 33',
  });

  expect(html).toContain('Please choose countries from the list.');
  expect(html).toContain('Please enter a telephone number with the code of its country');
  expect(html).toContain('Please enter a percentage that is 25% or more.');
  expect(html).toContain('Please check this identifier');
  expect(html).toContain('Please check this IBAN');
  expect(html).toContain('value="030 123456"');
  expect(await answersNow()).toEqual({});
});

test('a question can depend on one of several countries', async () => {
  await page.send('save', { markets: ['DE'] });
  expect((await page.open()).html).toMatch(/id=q2 data-when=1 data-equals="AT" data-unmet/);
  await page.send('save', { markets: ['AT', 'DE'] });
  expect((await page.open()).html).toMatch(/id=q2 data-when=1 data-equals="AT">/);
});

test('a required list of countries has to be answered before the questionnaire is submitted', async () => {
  const rejected = await page.send('submit', { share: '30' });
  expect(rejected.status).toBe(422);
  expect(rejected.html).toContain('Please choose at least one country.');
  expect((await page.send('submit', typed)).status).toBe(303);
});

test.each([
  [{ key: 'next', type: 'TEXT', visibleWhen: { key: 'phone', equals: '+49 30 123456' } }, 'equals'],
  [{ key: 'next', type: 'TEXT', visibleWhen: { key: 'markets', equals: 'ZZ' } }, 'equals'],
  [{ key: 'next', type: 'PHONE', min: '1' }, 'min'],
])('a definition with %j, which can never be met, is rejected', async (question, field) => {
  const [section] = definition.sections;
  const { data } = await world.tenant.graphql(
    `mutation ($input: CreateQuestionnaireInput!) {
      createQuestionnaire(input: $input) { __typename ... on ValidationError { fields { path } } }
    }`,
    {
      input: {
        ...definition,
        sections: [{ ...section, questions: [...section!.questions, { text: 'Next?', ...question }] }],
      },
    },
  );
  expect(data.createQuestionnaire.fields?.[0].path).toContain(field);
});
