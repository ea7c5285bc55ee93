import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { formOf, sendForm } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { sendFields, sendParts } from '../support/link-forms.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink } from '../support/recipient.ts';
import { createWorld, type World } from '../support/world.ts';

const teamsName = 'INTERNAL suspicion of fraud.txt';
const theirName = 'register.txt';
const content = Buffer.from('Registered since 1949.\n');

let gateway: TestGateway;
let world: World;
let questionnaire: number;
let question: string;

beforeAll(async () => {
  const now = new Date();
  gateway = await startTestGateway({ clock: () => now });
});
afterAll(() => gateway?.drop());

beforeEach(async () => {
  world = await createWorld(gateway, { credits: 20 });
  const { id, questions } = await newQuestionnaire(world.tenant, {
    name: 'Papers',
    type: 'DDQ',
    sections: [{ title: 'Papers', questions: [{ key: 'proof', text: 'Proof', type: 'FILE' }] }],
  });
  questionnaire = id;
  question = questions['proof'] ?? '';
});

async function send() {
  const { body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: questionnaire },
    email: 'person@recipient.example',
  });
  return {
    path: await newestLink(world),
    responseId: body.response_id as string,
    sessionId: body.workflow_session_id as string,
  };
}

/** Uploads the bytes by a link's form, as a script does or as a browser without one. */
const upload = (path: string, fileName = theirName, headers: Record<string, string> = {}) =>
  sendParts(
    gateway,
    path,
    [
      { name: 'step', text: 'DDQ' },
      { name: 'action', text: 'upload' },
      { name: `file.${question}`, file: { content, fileName, type: 'text/plain' } },
    ],
    headers,
  );

const uploadForTeam = (fileName = teamsName) =>
  sendForm(
    `/api/v1/entities/${world.company}/documents/`,
    formOf([{ name: 'file', file: { content, fileName, type: 'text/plain' } }]),
    { gateway, key: world.tenant.key },
  );

const teamsDocuments = async (): Promise<{ id: string; name: string }[]> =>
  (await world.tenant.rest('GET', `/entities/${world.company}/documents/`)).body.results;

async function page(path: string): Promise<string> {
  return (await gateway.app.inject({ method: 'GET', url: path })).body;
}

/** What of a page or a report does not differ from one link, file or moment to another. */
const comparable = (text: string) => text.replaceAll(/[0-9a-f-]{36}|nonce="[^"]*"|\/w\/[\w-]+/g, '');

it('a recipient who uploads what the team has is answered as if no one had it, and sees only the own name', async () => {
  const unknown = await send();
  const json = { accept: 'application/json' };
  const first = await upload(unknown.path, theirName, json);
  const ownPage = await page(unknown.path);
  await sendFields(gateway, unknown.path, [
    ['step', 'DDQ'],
    ['action', 'submit'],
  ]);
  const ownCopy = await page(unknown.path);

  const { body: entity } = await world.tenant.rest('POST', '/entities/', { legal_name: 'Acme Trading Ltd' });
  world = { ...world, company: entity.id };
  await uploadForTeam();
  const later = await send();
  const second = await upload(later.path, theirName, json);
  expect(second.status).toBe(first.status);
  expect(comparable(second.body)).toBe(comparable(first.body));
  const pages = [await page(later.path)];
  expect(comparable(pages[0] ?? '')).toBe(comparable(ownPage));
  await sendFields(gateway, later.path, [
    ['step', 'DDQ'],
    ['action', 'submit'],
  ]);
  pages.push(await page(later.path));
  expect(comparable(pages[1] ?? '')).toBe(comparable(ownCopy));
  for (const html of [second.body, ...pages]) {
    expect(html).toContain(theirName);
    expect(html).not.toContain('INTERNAL');
  }
});

it('the team finds both files, and the recipient’s under the recipient’s name', async () => {
  const { body: team } = await uploadForTeam();
  const link = await send();
  expect((await upload(link.path)).status).toBe(303);
  const documents = await teamsDocuments();
  expect(documents.map(({ name }) => name)).toEqual([theirName, teamsName]);
  const { body } = await world.tenant.rest('GET', `/responses/${link.responseId}/`);
  expect(body.answers[0].value).toEqual([documents[0]?.id]);
  expect(documents[1]?.id).toBe(team.id);
  const { headers } = await world.tenant.rest('GET', `/documents/${documents[0]?.id}/content/`);
  expect(headers['content-disposition']).toContain(theirName);
});

it('a recipient sees only the own name where an earlier link’s recipient gave the same bytes', async () => {
  const earlier = await send();
  await upload(earlier.path, 'earlier-person.txt');
  const later = await send();
  await upload(later.path);
  expect(await page(later.path)).toContain(theirName);
  expect(await page(later.path)).not.toContain('earlier-person');

  // The same session goes to someone else, after the first recipient has taken a file out that the team keeps.
  await uploadForTeam();
  const [, theirs] = await teamsDocuments();
  await sendFields(gateway, earlier.path, [
    ['step', 'DDQ'],
    ['action', 'save'],
    [`remove.file.${question}`, theirs?.id ?? ''],
  ]);
  expect(await page(earlier.path)).not.toContain('earlier-person');
  await world.tenant.rest('POST', `/workflows/${earlier.sessionId}/resend/`, { email: 'other@example.com' });
  const path = await newestLink(world);
  await upload(path, 'mine.txt');
  expect(await page(path)).toContain('mine.txt');
  expect(await page(path)).not.toContain('earlier-person');
});

it('the recipient of a later link takes the file of an earlier one out of the answer, and does not delete it', async () => {
  const { path, sessionId, responseId } = await send();
  await upload(path);
  const [document] = await teamsDocuments();
  await world.tenant.rest('POST', `/workflows/${sessionId}/resend/`, { email: 'other@recipient.example' });
  const later = await newestLink(world);
  expect(later).not.toBe(path);
  const removed = await sendFields(gateway, later, [
    ['step', 'DDQ'],
    ['action', 'save'],
    [`remove.file.${question}`, document!.id],
  ]);
  expect(removed.status).toBeLessThan(400);
  const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
  expect(body.answers[0].value).toBeNull();
  expect((await teamsDocuments()).map(({ id }) => id)).toEqual([document!.id]);
});

it('neither side takes the file of the other away', async () => {
  await uploadForTeam();
  const link = await send();
  await upload(link.path);
  const [theirs, teams] = await teamsDocuments();
  await world.tenant.rest('DELETE', `/documents/${teams?.id}/`);
  expect(await page(link.path)).toContain(theirName);
  expect((await world.tenant.rest('GET', `/documents/${theirs?.id}/content/`)).status).toBe(200);

  // The team sends the bytes again: it gets what the entity has, and keeps it when the recipient takes it out.
  expect(await uploadForTeam()).toMatchObject({ status: 200, body: { id: theirs?.id, name: theirName } });
  await sendFields(gateway, link.path, [
    ['step', 'DDQ'],
    ['action', 'save'],
    [`remove.file.${question}`, theirs?.id ?? ''],
  ]);
  expect(await page(link.path)).not.toContain(theirName);
  expect((await teamsDocuments()).map(({ id }) => id)).toEqual([theirs?.id]);
  expect((await world.tenant.rest('GET', `/documents/${theirs?.id}/content/`)).status).toBe(200);
});

it('the team has the same bytes once, also when they come at the same moment as a recipient’s', async () => {
  const link = await send();
  const answers = await Promise.all([
    uploadForTeam(),
    uploadForTeam('b.txt'),
    uploadForTeam('c.txt'),
    upload(link.path),
  ]);
  const ids = new Set(answers.slice(0, 3).map((answer) => (answer.body as { id: string }).id));
  expect(ids.size).toBe(1);
  expect((await teamsDocuments()).length).toBeLessThanOrEqual(2);
  expect(await page(link.path)).toContain(theirName);
});
