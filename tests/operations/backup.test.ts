import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { bodyFor, createQuestionnaire } from '../faults/support.ts';
import { hasBackupTools, readBackupCommands } from '../support/backup-commands.ts';
import {
  createEmptyTestDatabase,
  databaseEnvironment,
  type TestDatabase,
  testEngine,
} from '../support/database.ts';
import { formOf, sendForm } from '../support/forms.ts';
import { operatorKey, startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { csvOf } from '../support/sample-documents.ts';

describe.skipIf(testEngine === 'pglite' || !hasBackupTools)('the documented backup,', () => {
  const environment = { ENCRYPTION_KEY: randomBytes(32).toString('base64'), WORKER: 'none' };
  const file = csvOf([
    ['company', 'Northwind Imports'],
    ['number', '09876543'],
  ]);
  let gateway: TestGateway;
  let tenant: TestTenant;
  let target: TestDatabase;
  let responseId: string;
  let documentId: string;

  beforeAll(async () => {
    gateway = await startTestGateway({ environment });
    target = await createEmptyTestDatabase();
    tenant = await gateway.createTenant({ credits: 7 });
    const { ddq, ...body } = bodyFor(await createQuestionnaire(tenant), 'ada@example.com');
    const { body: receipt } = await tenant.rest('POST', '/workflows/send/', {
      ...body,
      ddq: { ...ddq, prefill: true },
    });
    responseId = receipt.response_id;
    await tenant.rest('PUT', `/responses/${responseId}/save/`, {
      answers: [{ question_key: 'company', value: 'Northwind Imports' }],
    });
    const uploaded = await sendForm(
      `/api/v1/entities/${receipt.entity_id}/documents/`,
      formOf([{ name: 'file', file: { content: file, fileName: 'register.csv', type: 'text/csv' } }]),
      { gateway, key: tenant.key },
    );
    expect(uploaded.status).toBe(201);
    documentId = uploaded.body.id;
  });
  afterAll(async () => {
    await gateway?.drop();
    await target?.drop();
  });

  it('a dump and a copy of the files, restored as documented, have every answer, file, credit and key', async () => {
    const { backUp, restore } = await readBackupCommands();
    const backup = `${target.settings.dataDir}/backup`;
    await mkdir(backup);
    await backUp(gateway.settings, backup);
    // What happens after the dump is not part of it.
    await tenant.rest('PUT', `/responses/${responseId}/save/`, {
      answers: [{ question_key: 'company', value: 'Another name' }],
    });
    await restore(target.settings, backup);

    const restored = await createGateway({
      settings: readSettings({
        OPERATOR_KEY: operatorKey,
        LOG_LEVEL: 'silent',
        PORT: '0',
        ...databaseEnvironment(target.settings),
        ...environment,
      }),
    });
    try {
      const get = (path: string) =>
        restored.app.inject({ url: path, headers: { authorization: `Bearer ${tenant.key}` } });
      expect((await get('/health/ready')).statusCode).toBe(200);
      const response = (await get(`/api/v1/responses/${responseId}/`)).json();
      expect(response.answers).toMatchObject([{ value: 'Northwind Imports' }, { value: null }]);
      expect((await get(`/api/v1/documents/${documentId}/content/`)).rawPayload).toEqual(file);
      const account = await restored.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${tenant.key}` },
        payload: { query: '{ viewer { tenant { id credits { available } } } }' },
      });
      expect(account.json().data.viewer.tenant).toEqual({ id: tenant.id, credits: { available: 7 } });
    } finally {
      await restored.close();
    }
  });
});
