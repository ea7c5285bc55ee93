import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
let questionnaire: number;
let questions: Record<string, string>;
let path: string;
let sent: any;

beforeAll(async () => {
  gateway = await startTestGateway();
  world = await createWorld(gateway, { credits: 50 });
  ({ id: questionnaire, questions } = await newQuestionnaire(world.tenant, {
    name: 'With files',
    type: 'DDQ',
    sections: [
      {
        title: 'All',
        questions: [
          { key: 'name', text: 'What is the name?', type: 'TEXT', required: true },
          { key: 'accounts', text: 'Your accounts, please.', type: 'FILE' },
        ],
      },
    ],
  }));
});
afterAll(() => gateway?.drop());

beforeEach(async () => {
  sent = (
    await world.tenant.rest('POST', '/workflows/send/', {
      entity_id: world.individual,
      ddq: { questionnaire_id: questionnaire },
      verification: { checks: { document: true } },
      email: 'someone@example.com',
    })
  ).body;
  path = await newestLink(world);
});

const boundary = 'form-of-the-tests';
/** Sends a form with a small PDF for each of the controls. */
async function sendFiles(
  fields: Record<string, string>,
  files: Record<string, string>,
  content = '%PDF-1.7',
) {
  const parts = [
    ...Object.entries(fields).map(([name, value]) => `name="${name}"\r\n\r\n${value}`),
    ...Object.entries(files).map(
      ([name, file]) =>
        `name="${name}"; filename="${file}"\r\nContent-Type: application/pdf\r\n\r\n${content} ${file}`,
    ),
  ];
  const { statusCode, body } = await gateway.app.inject({
    method: 'POST',
    url: path,
    payload: `${parts.map((part) => `--${boundary}\r\nContent-Disposition: form-data; ${part}\r\n`).join('')}--${boundary}--\r\n`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
  return { status: statusCode, html: body };
}

const documents = () => gateway.services.allTenants.document.count({ where: { entityId: world.individual } });
const answersOf = async (id: string) =>
  Object.fromEntries(
    (await world.tenant.rest('GET', `/responses/${id}/`)).body.answers.map((answer: any) => [
      answer.question_key,
      answer.value,
    ]),
  );

test('a file for a control that the request does not have is nothing, and the form’s answers are saved', async () => {
  const before = await documents();
  const controls = ['file.bogus', `file.${questions['name']}`, `file.${world.questions['name']}`];
  const evidence = ['evidence.IDENTITY', 'evidence.toString', 'evidence.__proto__', 'other'];
  for (const control of [...controls, ...evidence]) {
    const { status } = await sendFiles(
      {
        step: 'DDQ',
        action: 'save',
        [`was.${questions['name']}`]: '',
        [`answer.${questions['name']}`]: 'Acme',
      },
      { [control]: 'a.pdf' },
    );
    expect([control, status]).toEqual([control, 303]);
  }
  expect(await answersOf(sent.response_id)).toMatchObject({ name: 'Acme', accounts: null });
  expect(await documents()).toBe(before);
});

test('a submission with a file that is not taken names it together with all that is missing', async () => {
  const program = `MZ${'\0'.repeat(200)}`;
  const { status, html } = await sendFiles(
    { step: 'DDQ', action: 'submit' },
    { [`file.${questions['accounts']}`]: 'accounts.pdf' },
    program,
  );
  expect(status).toBe(422);
  const summary = /<section[^>]*id="problems"[\s\S]*?<\/section>/.exec(html)?.[0];
  expect(summary).toContain('What is the name?');
  expect(summary).toContain('Your accounts, please.');
  const complete = await sendFiles(
    { step: 'DDQ', action: 'submit', [`answer.${questions['name']}`]: 'Acme' },
    { [`file.${questions['accounts']}`]: 'accounts.pdf' },
    program,
  );
  expect(complete.status).toBe(422);
  expect((await world.tenant.rest('GET', `/responses/${sent.response_id}/`)).body.status).toBe('DRAFT');

  await recipientOf(gateway, path, questions).open();
  const submitted = await sendFiles({ step: 'DDQ', action: 'submit' }, {});
  expect(submitted.status).toBe(303);
  const verification = await sendFiles(
    { step: 'VERIFICATION', action: 'submit', consent: 'given' },
    { 'evidence.DOCUMENT': 'passport.pdf' },
    program,
  );
  expect(verification.status).toBe(422);
  expect(verification.html).toContain('passport.pdf');
  const { body } = await world.tenant.rest('GET', `/verification-sessions/${sent.verification_session_id}/`);
  expect(body.status).toBe('accessed');
});

test('a file that comes after the questionnaire was submitted is named on the page that says so', async () => {
  const page = recipientOf(gateway, path, questions);
  await page.open();
  expect((await page.send('submit', { name: 'Acme' })).status).toBe(303);
  const { status, html } = await sendFiles(
    { step: 'DDQ', action: 'save' },
    { [`file.${questions['accounts']}`]: 'late-accounts.pdf' },
  );
  expect(status).toBe(409);
  expect(html).toContain('late-accounts.pdf');
  expect(html).toContain('Your accounts, please.');
});

test('a file that comes after the link was closed is named there too, and nothing of it is kept', async () => {
  const before = await documents();
  await world.tenant.rest('POST', `/workflows/${sent.workflow_session_id}/resend/`, {});
  const replaced = await sendFiles(
    { step: 'DDQ', action: 'save' },
    { [`file.${questions['accounts']}`]: 'late-accounts.pdf' },
  );
  expect(replaced.status).toBe(410);
  expect(replaced.html).toContain('late-accounts.pdf');

  path = await newestLink(world);
  await world.tenant.rest('POST', `/workflows/${sent.workflow_session_id}/revoke/`, {});
  const revoked = await sendFiles(
    { step: 'VERIFICATION', action: 'upload', consent: 'given' },
    { 'evidence.DOCUMENT': 'late-passport.pdf' },
  );
  expect(revoked.status).toBe(410);
  expect(revoked.html).toContain('late-passport.pdf');
  expect(await documents()).toBe(before);
  expect(await gateway.services.allTenants.verificationEvidence.count()).toBe(0);
});

test('a form of a closed link with absurd names is answered with the link’s page', async () => {
  await world.tenant.rest('POST', `/workflows/${sent.workflow_session_id}/revoke/`, {});
  const names = ['was.------------------------------------', 'was.', 'was.\0', `was.${'0'.repeat(10_000)}`];
  const many = Array.from({ length: 9_000 }, () => `was.${crypto.randomUUID()}`);
  const { status } = await sendFiles(Object.fromEntries([...names, ...many].map((name) => [name, 'x'])), {});
  expect(status).toBe(410);
});

test('the page of a completed link does not show what a later link’s recipient drafts', async () => {
  const { tenant } = world;
  const { body } = await tenant.rest('POST', '/workflows/send/', {
    entity_id: world.individual,
    ddq: { questionnaire_id: questionnaire },
    email: 'someone@example.com',
  });
  const first = recipientOf(gateway, await newestLink(world), questions);
  await first.open();
  await first.send('submit', { name: 'As handed in' });
  expect((await first.open()).html).toContain('As handed in');

  await tenant.rest('POST', `/responses/${body.response_id}/start-review/`);
  await tenant.rest('POST', `/responses/${body.response_id}/request-changes/`, {
    message: 'Please look again.',
    email: 'other@example.com',
  });
  const second = recipientOf(gateway, await newestLink(world), questions);
  await second.open();
  await second.send('save', { name: 'A draft of somebody else' });
  expect((await first.open()).html).not.toMatch(/A draft of somebody else|As handed in/);
  await second.open();
  await second.send('submit', { name: 'Handed in by somebody else' });
  expect((await first.open()).html).not.toContain('Handed in by somebody else');
  expect((await second.open()).html).toContain('Handed in by somebody else');
});
