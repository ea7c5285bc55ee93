import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  getNamedType,
  isLeafType,
  isObjectType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { exportLists, nestedQuery, pageQuery } from '../../src/command-line/export/export-lists.ts';
import { patientFetch } from '../../src/command-line/export/read-export.ts';
import { schema } from '../../src/graphql/schema.ts';
import { createQuestionnaire, quotingEngine, type Told, tellEverything } from '../erasure/tell-everything.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { refuseSomeMails } from '../support/mails.ts';
import { answerWebhooks, createWebhook } from '../support/webhooks.ts';
import { run } from './support.ts';

let gateway: TestGateway;
let url: string;
let tenant: TestTenant;
let testKey: string;
let told: Record<'live' | 'test', Told>;
let folder: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  url = await gateway.listen();
  refuseSomeMails(gateway);
  answerWebhooks(gateway);
  gateway.services.autofillEngine = quotingEngine;
  tenant = await gateway.createTenant({ credits: 100 });
  testKey = await tenant.createKey({ mode: 'TEST' });
  await createWebhook(tenant);
  const questionnaire = await createQuestionnaire(tenant);
  const teller = { gateway, tenant, questionnaire };
  told = {
    live: await tellEverything({ ...teller, key: tenant.key, mark: 'Slate' }),
    test: await tellEverything({ ...teller, key: testKey, mark: 'Chalk' }),
  };
});
afterAll(() => gateway.drop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-export-'));
  return () => rm(folder, { recursive: true });
});

const exportTo = (file: string, key: string) =>
  run(['export', '--key', key, '--out', file, '--url', url, '--json']);

/** The entries of an archive by their paths. */
async function readArchive(file: string): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(await readFile(file));
  const entries = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return entries;
}

it.each(['live', 'test'] as const)(
  'an export contains everything that a %s key’s tenant was told in its mode',
  async (mode) => {
    const other = mode === 'live' ? 'test' : 'live';
    const file = join(folder, 'export.zip');
    const { counts, missing } = (await exportTo(file, mode === 'live' ? tenant.key : testKey)).json();
    const entries = await readArchive(file);
    const text = [...entries]
      .map(([path, content]) => `${path}\n${content.toString('latin1')}`)
      .join('\n')
      .toLowerCase();

    // The name of a response and what is told of an email that was never sent lead to nothing that exists.
    const neverExisted = ['RefusedName'];
    const expected = told[mode].markers.filter(
      (marker) => !neverExisted.some((name) => marker.endsWith(name)),
    );
    expect(expected.filter((marker) => !text.includes(marker.toLowerCase()))).toEqual([]);
    const others = told[other].markers.filter((marker) => /^[A-Z]/.test(marker));
    expect(others.filter((marker) => text.includes(marker.toLowerCase()))).toEqual([]);

    expect(missing).toEqual([]);
    for (const { file: name } of exportLists) {
      const lines = (entries.get(name)?.toString() ?? '').split('\n').filter((line) => line !== '');
      expect(lines.map((line) => typeof JSON.parse(line).id)).toEqual(lines.map(() => 'string'));
      expect([name, lines.length]).toEqual([name, counts[name]]);
    }
    const manifest = JSON.parse(entries.get('manifest.json')?.toString() ?? '');
    expect(manifest).toMatchObject({
      format: 1,
      tenant: { id: tenant.id },
      apiKey: { mode: mode.toUpperCase() },
      counts,
    });
    expect(text).not.toContain('kycg_live_'.concat(tenant.key.slice(10)).toLowerCase());
  },
);

it('the files of an export are those that the API returns', async () => {
  const file = join(folder, 'export.zip');
  await exportTo(file, tenant.key);
  const entries = await readArchive(file);
  for (const id of told.live.documentIds) {
    const { rawPayload } = await gateway.app.inject({
      url: `/api/v1/documents/${id}/content/`,
      headers: { authorization: `Bearer ${tenant.key}` },
    });
    const [, content] = [...entries].find(([path]) => path.startsWith(`files/documents/${id}`)) ?? [];
    expect(content?.equals(rawPayload)).toBe(true);
  }
});

it('an export does not replace a file', async () => {
  const file = join(folder, 'export.zip');
  await writeFile(file, 'Earlier');
  expect((await exportTo(file, tenant.key)).errors).toEqual([`The file ${file} already exists.`]);
  expect(await readFile(file, 'utf8')).toBe('Earlier');
});

it('an export with a key that cannot read everything fails and leaves nothing', async () => {
  const key = await tenant.createKey({ scopes: ['READ', 'WRITE'] });
  expect(await exportTo(join(folder, 'export.zip'), key)).toMatchObject({
    status: 1,
    errors: ["An export requires a tenant's own key with the scope ADMIN."],
  });
  expect(await readdir(folder)).toEqual([]);
});

it('an export that fails in the middle leaves nothing', async () => {
  const { files } = gateway.services;
  const { open } = files;
  files.open = async () => {
    throw new Error('The store is down.');
  };
  const { status } = await exportTo(join(folder, 'export.zip'), tenant.key);
  files.open = open;
  expect(status).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

it('requests that the gateway rejects because there were too many are repeated when it says', async () => {
  let requests = 0;
  const fetch = patientFetch(async () => {
    requests += 1;
    return requests < 3
      ? new Response('', { status: 429, headers: { 'retry-after': '0' } })
      : new Response('done');
  });
  expect(await (await fetch('http://gateway.example/')).text()).toBe('done');
});

/** The fields of an object that are no lists or resources of their own. */
const ownFields = (name: string): string[] => {
  const type = schema.getType(name);
  return isObjectType(type)
    ? Object.values(type.getFields())
        .filter((field) => isLeafType(getNamedType(field.type)))
        .map((field) => field.name)
    : [];
};

it('an export reads every field of what it exports', () => {
  const selected = new Map<string, Set<string>>();
  for (const list of exportLists) {
    for (const query of [pageQuery(list), ...(list.nested ? [nestedQuery(list.nested)] : [])]) {
      const document = parse(query);
      expect(validate(schema, document)).toEqual([]);
      const types = new TypeInfo(schema);
      visit(
        document,
        visitWithTypeInfo(types, {
          Field: ({ name }) => {
            const parent = types.getParentType()?.name ?? '';
            selected.set(parent, (selected.get(parent) ?? new Set()).add(name.value));
          },
        }),
      );
    }
  }
  const exported = [
    'Answer',
    'AnswerSource',
    'AuditActor',
    'AuditEvent',
    'Autofill',
    'CapturedMail',
    'Comment',
    'CommentAuthor',
    'Document',
    'Entity',
    'FailedDocument',
    'Question',
    'Questionnaire',
    'QuestionnaireSection',
    'QuestionnaireVersion',
    'Response',
    'Submission',
    'SubmittedAnswer',
    'SubmittedChange',
    'VerificationChecks',
    'VerificationEvidence',
    'VerificationSession',
    'VisibleWhen',
    'Webhook',
    'WebhookAttempt',
    'WebhookDelivery',
    'WorkflowSession',
  ];
  const missing = exported.flatMap((type) =>
    ownFields(type)
      .filter((field) => !selected.get(type)?.has(field))
      .map((field) => `${type}.${field}`),
  );
  expect(missing).toEqual([]);
});
