import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FormPart, formOf, formType } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { sendFields, sendParts } from '../support/link-forms.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink } from '../support/recipient.ts';
import { measure } from '../support/resources.ts';
import { samples } from '../support/sample-files.ts';
import { storedFiles } from '../support/stored-files.ts';
import { createWorld, type World } from '../support/world.ts';

/** What reading and rejecting a form of 1 MiB takes; the faults that this is to catch took five times as much. */
const maxCpuMs = 300;

let gateway: TestGateway;
let world: World;
let questionnaire: number;
let questions: Record<string, string>;
/** Another questionnaire of the tenant, and one of another tenant. */
let foreign: { questionId: string; text: string }[];

beforeAll(async () => {
  // Without workers, which read the texts of documents, all work is that of the requests.
  gateway = await startTestGateway({ countStatements: true, environment: { WORKER: 'none' } });
  world = await createWorld(gateway, { credits: 100 });
  ({ id: questionnaire, questions } = await createQuestionnaire(world, [
    { key: 'name', text: 'What is the name?', type: 'TEXT' },
    { key: 'proof', text: 'Your papers, please.', type: 'FILE' },
    { key: 'extra', text: 'And others.', type: 'FILE' },
    { key: 'areas', text: 'Where?', type: 'MULTI_CHOICE', options: ['Here', 'There'] },
  ]));
  const other = await createWorld(gateway);
  foreign = await Promise.all(
    [world, other].map(async (owner, index) => {
      const text = `Is number ${index} under investigation for fraud?`;
      const created = await createQuestionnaire(owner, [{ key: 'secret', text, type: 'TEXT' }]);
      return { questionId: created.questions['secret'] ?? '', text };
    }),
  );
});
afterAll(() => gateway?.drop());
afterEach(() => {
  vi.restoreAllMocks();
});

async function createQuestionnaire({ tenant }: World, all: object[]) {
  return await newQuestionnaire(tenant, {
    name: 'Papers',
    type: 'DDQ',
    sections: [{ title: 'All', questions: all }],
  });
}

interface Sent {
  path: string;
  responseId: string;
  sessionId: string;
  entityId: string;
}

async function send(body: object = {}): Promise<Sent> {
  const entity = await world.tenant.rest('POST', '/entities/', {
    entity_type: 'individual',
    first_name: 'Ada',
    last_name: 'Lovelace',
  });
  const sent = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: entity.body.id,
    ddq: { questionnaire_id: questionnaire },
    email: 'person@recipient.example',
    ...body,
  });
  expect(sent.status).toBe(201);
  return {
    path: await newestLink(world),
    responseId: sent.body.response_id,
    sessionId: sent.body.workflow_session_id,
    entityId: entity.body.id,
  };
}

const stepOf = (action: string): FormPart[] => [
  { name: 'step', text: 'DDQ' },
  { name: 'action', text: action },
];
const pdf = (name: string) => ({
  content: samples.pdf(name),
  fileName: `${name}.pdf`,
  type: 'application/pdf',
});
const file = (name: string, key = 'proof'): FormPart => ({ name: `file.${questions[key]}`, file: pdf(name) });
const names = (count: number) => Array.from({ length: count }, (_, index) => `file-${index}`);

const documentsOf = ({ entityId }: Sent) =>
  gateway.services.allTenants.document.findMany({ where: { entityId }, orderBy: { id: 'asc' } });

const answersOf = async ({ responseId }: Sent): Promise<Record<string, any>> => {
  const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
  return Object.fromEntries(body.answers.map((answer: any) => [answer.question_key, answer.value]));
};

const removal = (id: string, key = 'proof') => [`remove.file.${questions[key]}`, id] as const;
const saving = [
  ['step', 'DDQ'],
  ['action', 'save'],
] as const;

/** The first statement of each transaction of a recipient. */
const counted = /UPDATE workflow_sessions SET change_count/;

/**
 * Recipients' transactions that a piece of work began, each of which counts itself first, and statements that change
 * something other than the notes of the file store and of regular work.
 */
async function counting<Result>(work: () => Promise<Result>) {
  gateway.takeStatements();
  const result = await work();
  const statements = gateway.takeStatements();
  return {
    result,
    statements,
    begun: statements.filter((sql) => counted.test(sql)).length,
    changes: statements.filter(
      (sql) =>
        /^\s*(?:INSERT|UPDATE|DELETE|WITH)/i.test(sql) &&
        !/stored_files|regular_work/.test(sql) &&
        !counted.test(sql),
    ),
  };
}

describe('the changes that one form asks for', () => {
  it('answers, removals, uploads and the submission of one form are saved in one transaction', async () => {
    const sent = await send();
    const uploads = names(6).map((name) => file(name));
    const first = await counting(() => sendParts(gateway, sent.path, [...stepOf('save'), ...uploads]));
    expect(first.result.status).toBe(303);
    expect(first.begun).toBe(1);
    const documents = await documentsOf(sent);
    expect(documents).toHaveLength(6);

    const second = await counting(() =>
      sendParts(gateway, sent.path, [
        ...stepOf('submit'),
        { name: `was.${questions['name']}`, text: '' },
        { name: `answer.${questions['name']}`, text: 'Acme' },
        ...documents.slice(0, 3).map(({ id }) => ({ name: removal(id)[0], text: id })),
        file('late-1'),
        file('late-2', 'extra'),
      ]),
    );
    expect(second.result.status).toBe(303);
    expect(second.begun).toBe(1);
    const answers = await answersOf(sent);
    expect(answers).toMatchObject({ name: 'Acme', proof: { length: 4 }, extra: { length: 1 } });
    expect(answers['proof'].slice(0, 3)).toEqual(documents.slice(3).map(({ id }) => id));
    expect((await world.tenant.rest('GET', `/responses/${sent.responseId}/`)).body.status).toBe('SUBMITTED');
  });

  it('the changes of one verification form are saved in one transaction, too', async () => {
    const checks = { document: true, identity: true };
    const sent = await send({ ddq: undefined, verification: { checks } });
    const evidence = (check: string, name: string): FormPart => ({
      name: `evidence.${check}`,
      file: { content: Buffer.concat([samples.jpeg(), Buffer.from(name)]), fileName: `${name}.jpg` },
    });
    const { result, begun } = await counting(() =>
      sendParts(gateway, sent.path, [
        { name: 'step', text: 'VERIFICATION' },
        { name: 'action', text: 'submit' },
        evidence('DOCUMENT', 'front'),
        evidence('DOCUMENT', 'back'),
        evidence('IDENTITY', 'blurred'),
        evidence('IDENTITY', 'selfie'),
        { name: 'consent', text: 'given' },
      ]),
    );
    expect(result.status).toBe(303);
    expect(begun).toBe(1);
    const kept = await gateway.services.allTenants.verificationEvidence.findMany({
      where: { verificationSession: { entityId: sent.entityId } },
      orderBy: { id: 'asc' },
    });
    expect(kept.map(({ name }) => name)).toEqual(['front.jpg', 'back.jpg', 'selfie.jpg']);
    const { body } = await world.tenant.rest('GET', `/workflows/${sent.sessionId}/`);
    expect(body.status).toBe('completed');
  });

  it('the changes of one form are all undone when one of them fails, and none of its files is kept', async () => {
    const sent = await send();
    await sendParts(gateway, sent.path, [...stepOf('save'), file('kept')]);
    const [{ id } = { id: '' }] = await documentsOf(sent);
    const before = await storedFiles(gateway);
    vi.spyOn(gateway.services.jobs, 'enqueue').mockRejectedValue(new Error('It is broken.'));
    const { status } = await sendParts(gateway, sent.path, [
      ...stepOf('save'),
      { name: `was.${questions['name']}`, text: '' },
      { name: `answer.${questions['name']}`, text: 'Acme' },
      { name: removal(id)[0], text: id },
      file('one'),
      file('two'),
    ]);
    expect(status).toBe(500);
    expect(await answersOf(sent)).toMatchObject({ name: null, proof: [id] });
    expect(await storedFiles(gateway)).toEqual(before);
  });
});

describe('removals', () => {
  it('more than ten removals in one form are rejected before anything is written, even when they repeat the same file', async () => {
    const sent = await send();
    await sendParts(gateway, sent.path, [...stepOf('save'), file('kept')]);
    const [{ id } = { id: '' }] = await documentsOf(sent);
    for (const removals of [
      Array.from({ length: 11 }, () => removal(id)),
      Array.from({ length: 2_000 }, () => removal('x')),
      [
        ...Array.from({ length: 6 }, () => removal(id)),
        ...Array.from({ length: 6 }, () => removal(id, 'extra')),
      ],
      [...Array.from({ length: 10 }, () => removal(crypto.randomUUID())), removal(id)],
      Array.from({ length: 11 }, (_, index) => [`remove.evidence.${index}`, id] as const),
    ]) {
      const { result, begun, changes } = await counting(() =>
        sendFields(gateway, sent.path, [...saving, ...removals], { accept: 'application/json' }),
      );
      expect([removals.length, result.status]).toEqual([removals.length, 400]);
      expect({ begun, changes }).toEqual({ begun: 0, changes: [] });
    }
    expect(await answersOf(sent)).toMatchObject({ proof: [id] });
  });

  it('removals take each file out once, and ignore files that are not in the answer', async () => {
    const sent = await send();
    await sendParts(gateway, sent.path, [...stepOf('save'), ...names(10).map((name) => file(name))]);
    const ids = (await documentsOf(sent)).map(({ id }) => id);
    const [one = '', ...others] = ids;
    const same = await counting(() =>
      sendFields(gateway, sent.path, [...saving, ...Array.from({ length: 10 }, () => removal(one))]),
    );
    expect({ status: same.result.status, begun: same.begun }).toEqual({ status: 303, begun: 1 });
    expect(same.changes.filter((sql) => /DELETE FROM .*documents/i.test(sql))).toHaveLength(1);
    expect((await answersOf(sent))['proof']).toEqual(others);

    const absent = await counting(() =>
      sendFields(gateway, sent.path, [
        ...saving,
        ...Array.from({ length: 9 }, () => removal(crypto.randomUUID())),
        removal(others[0] ?? '', 'extra'),
      ]),
    );
    expect({ status: absent.result.status, begun: absent.begun, changes: absent.changes }).toEqual({
      status: 303,
      begun: 1,
      changes: [],
    });

    const rest = await counting(() =>
      sendFields(gateway, sent.path, [...saving, ...others.map((id) => removal(id))]),
    );
    expect({ status: rest.result.status, begun: rest.begun }).toEqual({ status: 303, begun: 1 });
    expect((await answersOf(sent))['proof']).toBeNull();
    expect(await documentsOf(sent)).toEqual([]);
  });
});

describe('a form that is larger than its page', () => {
  const many = (count: number, name: (index: number) => string) =>
    Array.from({ length: count }, (_, index): [string, string] => [name(index), 'x']);

  it.each<[string, (index: number) => string]>([
    ['the same field', () => `answer.${questions['name']}`],
    ['unknown fields', (index) => `f${index}`],
    ['fields of one letter', () => 'f'],
  ])(
    'a form with more fields than its page is rejected without its fields being examined: %s',
    async (_what, name) => {
      const sent = await send();
      const fields = many(15_000, name);
      const parts = fields.map(([field, text]) => ({ name: field, text }));
      // The first request of a kind compiles what the others use.
      await sendFields(gateway, sent.path, fields);
      const urlencoded = await measure(
        () => counting(() => sendFields(gateway, sent.path, fields)),
        maxCpuMs,
      );
      const payload = formOf(parts);
      const multipart = await measure(
        () =>
          counting(() =>
            gateway.app
              .inject({ method: 'POST', url: sent.path, headers: { 'content-type': formType }, payload })
              .then(({ statusCode }) => ({ status: statusCode })),
          ),
        maxCpuMs,
      );
      for (const { result, cpuMs } of [urlencoded, multipart]) {
        expect(result.result.status).toBe(400);
        expect({ begun: result.begun, changes: result.changes }).toEqual({ begun: 0, changes: [] });
        expect(cpuMs).toBeLessThan(maxCpuMs);
      }
    },
  );

  it('a form with more than twenty files is rejected, and none of the files is kept', async () => {
    const sent = await send();
    const before = await storedFiles(gateway);
    const put = vi.spyOn(gateway.services.files, 'put');
    for (const count of [21, 60]) {
      const parts = [
        ...stepOf('save'),
        ...names(count).map((name, index) => file(name, index % 2 ? 'proof' : 'extra')),
      ];
      expect((await sendParts(gateway, sent.path, parts)).status).toBe(400);
    }
    expect(put).not.toHaveBeenCalled();
    expect(await storedFiles(gateway)).toEqual(before);
    const fitting = [
      ...stepOf('save'),
      ...names(20).map((name, index) => file(name, index % 2 ? 'proof' : 'extra')),
    ];
    expect((await sendParts(gateway, sent.path, fitting)).status).toBe(303);
    expect(await documentsOf(sent)).toHaveLength(20);
  });

  it('the form of the largest questionnaire, answered in full, is not too large and is saved', async () => {
    const all = [
      ...Array.from({ length: 480 }, (_, index) => ({
        key: `m${index}`,
        text: 'Which?',
        type: 'MULTI_CHOICE',
        options: Array.from({ length: 25 }, (_option, number) => `${number}`),
      })),
      ...Array.from({ length: 20 }, (_, index) => ({ key: `f${index}`, text: 'Papers?', type: 'FILE' })),
    ];
    const largest = await createQuestionnaire(world, all);
    const sent = await send({ ddq: { questionnaire_id: largest.id } });
    const parts: FormPart[] = [...stepOf('save')];
    for (const [key, id] of Object.entries(largest.questions)) {
      if (key.startsWith('f')) {
        parts.push({ name: `file.${id}`, file: { content: Buffer.alloc(0), fileName: '' } });
        continue;
      }
      parts.push({ name: `was.${id}`, text: '' });
      parts.push(...Array.from({ length: 25 }, (_, number) => ({ name: `answer.${id}`, text: `${number}` })));
    }
    const { result, begun } = await counting(() => sendParts(gateway, sent.path, parts));
    expect({ status: result.status, begun }).toEqual({ status: 303, begun: 1 });
    expect((await answersOf(sent))['m479']).toHaveLength(25);
  });
});

it('nothing is done for a client that has gone before its form was looked at', async () => {
  const sent = await send();
  const address = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const payload = formOf([...stepOf('save'), file('abandoned')]);
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  const before = await storedFiles(gateway);
  let goOn = () => {};
  const scanning = new Promise<void>((resolve) => {
    vi.spyOn(gateway.services, 'scanFile').mockImplementation(async () => {
      resolve();
      await new Promise<void>((release) => {
        goOn = release;
      });
      return true;
    });
  });
  const responded = new Promise<void>((resolve) => {
    gateway.app.server.once('request', (_request, response) => response.once('close', resolve));
  });
  socket.write(
    `POST ${sent.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${formType}\r\nContent-Length: ${payload.length}\r\n\r\n`,
  );
  socket.write(payload);
  await scanning;
  gateway.takeStatements();
  socket.destroy();
  await Promise.all([once(socket, 'close'), responded]);
  goOn();
  const put = vi.spyOn(gateway.services.files, 'put');
  await sendFields(gateway, (await send()).path, saving);
  expect(put).not.toHaveBeenCalled();
  expect(await documentsOf(sent)).toEqual([]);
  expect(await storedFiles(gateway)).toEqual(before);
});

describe('a link that cannot be used any more shows nothing of questions that are not its own', () => {
  const closings: [string, (sent: Sent) => Promise<unknown>][] = [
    ['revoked', ({ sessionId }) => world.tenant.rest('POST', `/workflows/${sessionId}/revoke/`, {})],
    ['replaced', ({ sessionId }) => world.tenant.rest('POST', `/workflows/${sessionId}/resend/`, {})],
    [
      'expired',
      ({ sessionId }) =>
        gateway.services.allTenants.workflowSession.update({
          where: { id: sessionId },
          data: { expiresAt: new Date(0) },
        }),
    ],
  ];

  it.each(closings)('%s', async (_what, closeLink) => {
    const sent = await send();
    await closeLink(sent);
    const own = await sendFields(gateway, sent.path, [
      ...saving,
      [`answer.${questions['name']}`, 'typed too late'],
    ]);
    expect(own.status).toBe(410);
    expect(own.body).toContain('typed too late');
    expect(own.body).toContain('What is the name?');

    const parts: FormPart[] = [
      ...stepOf('save'),
      ...foreign.flatMap(({ questionId }): FormPart[] => [
        { name: `was.${questionId}`, text: '' },
        { name: `answer.${questionId}`, text: 'probe' },
        { name: `file.${questionId}`, file: pdf('probe') },
      ]),
      { name: 'answer.<b>injected</b>', text: 'probe' },
      { name: 'evidence.IDENTITY', file: pdf('probe') },
    ];
    const { body, status } = await sendParts(gateway, sent.path, parts);
    expect(status).toBe(410);
    for (const { text, questionId } of foreign) {
      expect(body).not.toContain(text);
      expect(body).not.toContain(questionId);
    }
    expect(body).not.toMatch(/probe|injected|fraud/);
  });
});
