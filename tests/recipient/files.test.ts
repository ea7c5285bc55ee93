import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink } from '../support/recipient.ts';
import { samples } from '../support/sample-files.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
let questionnaire: number;
let question: string;
let sent: any;
let path: string;

beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway, { credits: 50 });
  const { id, questions } = await newQuestionnaire(world.tenant, {
    name: 'Accounts',
    type: 'DDQ',
    sections: [{ title: 'All', questions: [{ key: 'accounts', text: 'Accounts', type: 'FILE' }] }],
  });
  questionnaire = id;
  question = questions['accounts'] ?? '';
});
afterAll(() => gateway?.drop());

const send = async (what: object) => {
  const { body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.individual,
    email: 'someone@example.com',
    ...what,
  });
  sent = body;
  path = await newestLink(world);
};

const boundary = 'form-of-the-tests';
const upload = async (step: string, control: string, content: Buffer, name: string, to = path) => {
  const field = (fieldName: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${fieldName}"\r\n\r\n${value}\r\n`;
  const { statusCode, body } = await gateway.app.inject({
    method: 'POST',
    url: to,
    payload: Buffer.concat([
      Buffer.from(
        `${field('step', step)}${field('action', 'upload')}${field('consent', 'given')}--${boundary}\r\nContent-Disposition: form-data; name="${control}"; filename="${name}"\r\n\r\n`,
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
  return { status: statusCode, html: body };
};
const open = async (query = '', from = path) => gateway.app.inject({ method: 'GET', url: `${from}${query}` });
/** The addresses at which the page offers its files. */
const offered = async (from = path) =>
  Array.from(
    (await open('', from)).body.matchAll(/<a href="(\?file=[^"]+)" download>/g),
    ([, query]) => query,
  );

describe('a file of an answer', () => {
  beforeEach(() => send({ ddq: { questionnaire_id: questionnaire } }));

  test('a file of an answer can be opened again by the recipient who uploaded it, as a download', async () => {
    const content = samples.pdf('Accounts of 2025');
    expect((await upload('DDQ', `file.${question}`, content, 'Übersicht.pdf')).status).toBe(303);
    const [query] = await offered();

    const { statusCode, headers, rawPayload } = await open(query);

    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; .*filename\*=UTF-8''%C3%9Cbersicht\.pdf$/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect(rawPayload.equals(content)).toBe(true);
  });

  test('a file of an answer cannot be opened through another link, through a later one of the same request, or once it is removed', async () => {
    await upload('DDQ', `file.${question}`, samples.pdf('one'), 'one.pdf');
    const first = path;
    const [query = ''] = await offered();

    await send({ ddq: { questionnaire_id: questionnaire } });
    expect((await open(query)).headers['content-type']).toMatch(/^text\/html/);

    const removed = await gateway.app.inject({
      method: 'POST',
      url: first,
      payload: new URLSearchParams({
        step: 'DDQ',
        action: 'save',
        [`remove.file.${question}`]: query.slice('?file='.length),
      }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(removed.statusCode).toBe(303);
    expect((await open(query, first)).headers['content-type']).toMatch(/^text\/html/);

    await upload('DDQ', `file.${question}`, samples.pdf('two'), 'two.pdf');
    const [second = ''] = await offered();
    await world.tenant.rest('POST', `/workflows/${sent.workflow_session_id}/resend/`, {});
    path = await newestLink(world);
    expect(await offered()).toEqual([]);
    expect((await open()).body).toContain('two.pdf');
    expect((await open(second)).headers['content-type']).toMatch(/^text\/html/);
  });

  test('a file of an answer is not offered where the team has uploaded it', async () => {
    const { statusCode, body } = await gateway.app.inject({
      method: 'POST',
      url: `/api/v1/entities/${world.individual}/documents/`,
      payload: Buffer.concat([
        Buffer.from(
          `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="internal.pdf"\r\n\r\n`,
        ),
        samples.pdf('INTERNAL'),
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]),
      headers: {
        authorization: `Bearer ${world.tenant.key}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
    });
    expect(statusCode).toBe(201);
    const document = JSON.parse(body);
    expect((await open(`?file=${document.id}`)).headers['content-type']).toMatch(/^text\/html/);
    for (const id of ['', 'x', '../../etc/passwd', '00000000-0000-7000-8000-000000000000']) {
      expect((await open(`?file=${encodeURIComponent(id)}`)).statusCode).toBe(200);
    }
  });

  test('a file of an answer whose type is not accepted is rejected with the types that the field accepts', async () => {
    const { html } = await upload('DDQ', `file.${question}`, samples.mp4(), 'clip.mp4');
    expect(html).toContain('a Word or Excel file (DOCX, XLSX)');
  });
});

describe('evidence', () => {
  const checks = { identity: true, enhancedIdentity: true };
  beforeEach(() => send({ verification: { checks } }));
  const video = (sizeBytes: number) => {
    const content = Buffer.alloc(sizeBytes);
    samples.mp4().copy(content);
    return content;
  };

  test('evidence can be opened again through the link that it was uploaded through, and no later one', async () => {
    await upload('VERIFICATION', 'evidence.IDENTITY', samples.jpeg(), 'me.jpg');
    const [query] = await offered();
    expect((await open(query)).headers).toMatchObject({ 'content-type': 'image/jpeg' });

    await world.tenant.rest('POST', `/workflows/${sent.workflow_session_id}/resend/`, {
      email: 'other@example.com',
    });
    path = await newestLink(world);
    expect(await offered()).toEqual([]);
    expect((await open(query)).headers['content-type']).toMatch(/^text\/html/);
  });

  test('evidence that is a video can have 100 MiB, and other evidence 20 MiB', async () => {
    const control = 'evidence.ENHANCED_IDENTITY';
    expect((await upload('VERIFICATION', control, video(25 * 1_048_576), 'clip.mp4')).status).toBe(303);

    const large = await upload('VERIFICATION', control, video(100 * 1_048_576 + 1), 'long.mp4');
    expect(large.status).toBe(422);
    expect(large.html).toContain('long.mp4 is larger than 100 MB');

    const photo = Buffer.concat([samples.jpeg(), Buffer.alloc(21 * 1_048_576)]);
    const selfie = await upload('VERIFICATION', 'evidence.IDENTITY', photo, 'me.jpg');
    expect(selfie.status).toBe(422);
    expect(selfie.html).toContain('me.jpg is larger than 20 MB');
  }, 60_000);

  test('evidence of a type that is not accepted is rejected with the types that its check accepts', async () => {
    const { html } = await upload('VERIFICATION', 'evidence.IDENTITY', samples.pdf(), 'me.pdf');
    expect(html).toContain('Please use a photo (JPEG, PNG, WebP, HEIC).');
    const other = await upload('VERIFICATION', 'evidence.ENHANCED_IDENTITY', samples.jpeg(), 'me.jpg');
    expect(other.html).toContain('Please use a video (MP4, MOV, WebM).');
  });

  test('evidence can be a HEIC photo, although no input asks for one', async () => {
    expect((await open()).body).not.toMatch(/accept="[^"]*hei[cf]/);
    expect((await upload('VERIFICATION', 'evidence.IDENTITY', samples.heic(), 'me.heic')).status).toBe(303);
  });
});
