import { afterAll, beforeAll, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { createWorld, type World } from '../support/world.ts';
import { addDocument, autofill } from './support.ts';

let gateway: TestGateway;
let world: World;
let questionnaireId: number;
beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway);
  ({ id: questionnaireId } = await newQuestionnaire(world.tenant, {
    name: 'Identifiers',
    type: 'DDQ',
    sections: [
      {
        title: 'Identifiers',
        questions: [
          { key: 'lei', text: 'Legal entity identifier', type: 'LEI', hints: ['LEI'] },
          { key: 'account', text: 'Bank account', type: 'IBAN', hints: ['IBAN'] },
          { key: 'phone', text: 'Telephone number', type: 'PHONE', hints: ['Telephone'] },
          { key: 'share', text: 'Share held by the state', type: 'PERCENTAGE' },
          { key: 'markets', text: 'Countries of operation', type: 'COUNTRIES' },
        ],
      },
    ],
  }));
});
afterAll(() => gateway.drop());

/** The answers that an autofill of a new response finds in a document of these lines. */
async function found(lines: string[]): Promise<Record<string, unknown>> {
  const { body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: questionnaireId, prefill: true },
  });
  const documentId = await addDocument(world, { pages: [['Acme Trading Ltd', ...lines].join('\n')] });
  await autofill(world, body.response_id, { document_ids: [documentId] });
  const { body: response } = await world.tenant.rest('GET', `/responses/${body.response_id}/`);
  return Object.fromEntries(
    response.answers
      .filter(({ value }: { value: unknown }) => value !== null)
      .map(({ question_key, value }: { question_key: string; value: unknown }) => [question_key, value]),
  );
}

it('labelled identifiers, percentages and countries are found and kept in their one form', async () => {
  expect(
    await found([
      'LEI: 5299 00T8 BM49 AURS DO55',
      'IBAN: DE89 3704 0044 0532 0130 00',
      'Telephone: +49 (0)30 123 456',
      'Share held by the state: 12.5 %',
      'Countries of operation: Germany, France and Austria',
    ]),
  ).toEqual({
    lei: '529900T8BM49AURSDO55',
    account: 'DE89370400440532013000',
    phone: '+4930123456',
    share: 12.5,
    markets: ['AT', 'DE', 'FR'],
  });
});

it('wrong check digits, numbers without a country, shares above a hundred and unknown countries are left to people', async () => {
  expect(
    await found([
      'LEI: 5299 00T8 BM49 AURS DO56',
      'IBAN: DE89 3704 0044 0532 0130 01',
      'Telephone: 030 123 456',
      'Share held by the state: 125 %',
      'Countries of operation: Germany, Utopia and Austria',
    ]),
  ).toEqual({});
});
