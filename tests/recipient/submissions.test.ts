import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSubmission } from '../../src/domain/responses/submission.ts';
import { UnreadableError } from '../../src/sealing/unreadable-error.ts';
import { dumpDatabase } from '../support/dump-database.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import { setStatus } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await shareTestGateway();
});
afterAll(() => gateway.drop());

async function submit(world: World, answers: Record<string, string>): Promise<void> {
  const page = recipientOf(gateway, await newestLink(world), world.questions);
  await page.open();
  const { status, html } = await page.send('submit', answers);
  expect(status, html).toBeLessThan(400);
}

/** A response that is submitted, sent back for changes and submitted again. */
async function submitTwice(world: World): Promise<string> {
  const { responseId } = await sendWorkflow(world);
  await submit(world, { name: 'Acme Trading', size: '12', listed: 'false' });
  await setStatus(world, responseId, 'UNDER_REVIEW');
  const { status } = await world.tenant.rest('POST', `/responses/${responseId}/request-changes/`, {
    message: 'Please correct the name.',
  });
  expect(status).toBe(200);
  await submit(world, { name: 'Acme Trading Limited', size: '12', listed: '' });
  return responseId;
}

it('each submission is listed with what changed since the previous one, newest first', async () => {
  const world = await createWorld(gateway);
  const responseId = await submitTwice(world);
  const { status, body } = await world.tenant.rest('GET', `/responses/${responseId}/submissions/`);
  expect(status).toBe(200);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const anId = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(body).toEqual({
    count: 2,
    next: null,
    previous: null,
    results: [
      {
        id: anId,
        number: 2,
        submitted_at: time,
        changes: [
          {
            question_id: world.questions['name'],
            question_key: 'name',
            question_text: 'What is your name?',
            before: 'Acme Trading',
            after: 'Acme Trading Limited',
          },
          {
            question_id: world.questions['listed'],
            question_key: 'listed',
            question_text: 'Are you listed?',
            before: false,
            after: null,
          },
        ],
      },
      { id: anId, number: 1, submitted_at: time, changes: [] },
    ],
  });
});

it('each submission is kept as it was', async () => {
  const world = await createWorld(gateway);
  const responseId = await submitTwice(world);
  const { data } = await world.tenant.graphql(
    `query ($id: ID!) { response(id: $id) { submissions { totalCount nodes {
      number answers { question { key } value } changes { question { key } before after }
    } } } }`,
    { id: responseId },
  );
  const answersOf = ({ answers }: any) => answers.map((answer: any) => [answer.question.key, answer.value]);
  expect(data.response.submissions.nodes.map(answersOf)).toEqual([
    [
      ['name', 'Acme Trading Limited'],
      ['size', 12],
    ],
    [
      ['name', 'Acme Trading'],
      ['size', 12],
      ['listed', false],
    ],
  ]);
});

it('a submission is encrypted and bound to its response', async () => {
  const world = await createWorld(gateway);
  const responseId = await submitTwice(world);
  const submissions = await gateway.services.allTenants.submission.findMany({ where: { responseId } });
  expect((await dumpDatabase(gateway)).filter((row) => row.startsWith('submissions')).join()).not.toContain(
    'Acme',
  );
  const [one, other] = submissions;
  expect(() => openSubmission(gateway.services.cipher, one!, other!.content)).toThrow(UnreadableError);
  expect(() =>
    openSubmission(gateway.services.cipher, { ...one!, responseId: world.company }, one!.content),
  ).toThrow(UnreadableError);
});

it('a draft that is saved is no submission', async () => {
  const world = await createWorld(gateway);
  const { responseId } = await sendWorkflow(world);
  const page = recipientOf(gateway, await newestLink(world), world.questions);
  await page.open();
  await page.send('save', { name: 'Acme' });
  expect((await world.tenant.rest('GET', `/responses/${responseId}/submissions/`)).body.count).toBe(0);
});
