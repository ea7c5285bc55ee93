import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOf } from '../portal/html.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { sendParts } from '../support/link-forms.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink } from '../support/recipient.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { samples } from '../support/sample-files.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
let questionnaireId: number;
let questions: Record<string, string>;

beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway, { credits: 100 });
  ({ id: questionnaireId, questions } = await newQuestionnaire(world.tenant, {
    name: 'Files',
    type: 'DDQ',
    sections: [
      {
        title: 'Files',
        questions: [
          { key: 'listed', text: 'Is it listed?', type: 'BOOLEAN' },
          { key: 'chart', text: 'The chart.', type: 'FILE' },
          {
            key: 'prospectus',
            text: 'The prospectus.',
            type: 'FILE',
            visibleWhen: { key: 'listed', equals: 'true' },
          },
        ],
      },
    ],
  }));
});
afterAll(() => gateway?.drop());

const files = ['The chart.', 'The prospectus.'];
const listedIn = (text: string) => files.filter((file) => text.includes(file));

async function newestMail(): Promise<string> {
  const { body } = await world.tenant.rest('GET', '/captured-mails/?page_size=1');
  return body.results[0].text;
}

/** Of the page that the newest link leads to. */
async function listedOnPage(): Promise<string[]> {
  const { body } = await gateway.app.inject({ url: await newestLink(world) });
  const [, list = ''] = /<section class="hand"(.*?)<\/section>/s.exec(body) ?? [];
  return listedIn(textOf(list));
}

/** Sends a response with these answers, and returns what its preview and its email list. */
async function send(answers: Record<string, unknown>) {
  const responseId = await createPrefill(world, { questionnaireId, email: 'recipient@example.com' });
  if (Object.keys(answers).length > 0) {
    await saveAnswers(world, responseId, answers);
  }
  const preview = await world.tenant.rest('POST', `/responses/${responseId}/preview/`, {});
  const { body } = await world.tenant.rest('POST', `/responses/${responseId}/send/`, {});
  return {
    sessionId: body.workflow_session_id,
    listed: [listedIn(preview.body.mail.text), listedIn(await newestMail()), await listedOnPage()],
  };
}

test('a file that is asked for only after another answer is not among those to have at hand without it', async () => {
  expect((await send({})).listed).toEqual([['The chart.'], ['The chart.'], ['The chart.']]);
  expect((await send({ listed: false })).listed).toEqual([['The chart.'], ['The chart.'], ['The chart.']]);
  expect((await send({ listed: true })).listed).toEqual([files, files, files]);
  await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: questionnaireId },
    email: 'recipient@example.com',
  });
  expect([listedIn(await newestMail()), await listedOnPage()]).toEqual([['The chart.'], ['The chart.']]);
});

test('a file that was added already is not among those to have at hand', async () => {
  const { sessionId } = await send({ listed: true });
  const { status } = await sendParts(gateway, await newestLink(world), [
    { name: 'step', text: 'DDQ' },
    { name: 'action', text: 'save' },
    { name: `file.${questions['chart']}`, file: { content: samples.pdf(), fileName: 'chart.pdf' } },
  ]);
  expect(status).toBe(303);
  expect(await listedOnPage()).toEqual(['The prospectus.']);
  await world.tenant.rest('POST', `/workflows/${sessionId}/resend/`, {});
  expect([listedIn(await newestMail()), await listedOnPage()]).toEqual([
    ['The prospectus.'],
    ['The prospectus.'],
  ]);
});
