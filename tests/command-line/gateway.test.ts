import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { individualQuestionnaire } from '../../src/domain/questionnaires/demo/individual-questionnaire.ts';
import { operatorKey, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { run } from './support.ts';

let gateway: TestGateway;
let url: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  url = await gateway.listen();
});
afterAll(() => gateway.drop());

const cli = (...argv: string[]) => run([...argv, '--json', '--url', url], { OPERATOR_KEY: operatorKey });

async function createTenant(): Promise<{ id: string; key: string }> {
  const created = (await cli('tenant', 'create', '--name', 'Acme Bank', '--credits', '3')).json();
  return { id: created.tenant.id, key: created.apiKey };
}

describe('the command line and a running gateway', () => {
  it('create a tenant whose key works at once, and find it in the list', async () => {
    const { json } = await cli(
      ...[
        'tenant',
        'create',
        '--name',
        'Nordbank',
        '--credits',
        '3',
        '--expiry-hours',
        '24',
        '--language',
        'de',
      ],
    );
    const { data } = await gateway.graphql('{ viewer { tenant { id } } }', {}, { key: json.apiKey });

    expect(json.tenant).toMatchObject({
      name: 'Nordbank',
      defaultExpiryHours: 24,
      language: 'de',
      credits: { available: 3, held: 0, used: 0 },
    });
    expect(data.viewer.tenant.id).toBe(json.tenant.id);
    expect((await cli('tenant', 'list')).json).toContainEqual(json.tenant);
  });

  it('grant credits', async () => {
    const { id } = await createTenant();
    const granted = await cli('credits', 'grant', '--tenant', id, '--amount', '5', '--note', 'Order 17');

    expect(granted.json).toMatchObject({ id, credits: { available: 8 } });
  });

  it('create, list and revoke keys, as the operator and with the tenant’s own key', async () => {
    const { id, key } = await createTenant();
    const byOperator = await cli(
      ...['key', 'create', '--tenant', id, '--name', 'CI', '--scopes', 'read,SEND', '--mode', 'test'],
    );
    const byTenant = await cli('key', 'create', '--key', key, '--name', 'Own', '--scopes', 'WRITE');
    const revoked = await cli('key', 'revoke', byOperator.json.key.id, '--key', key);
    const { status } = await gateway.graphql(
      '{ viewer { apiKey { id } } }',
      {},
      { key: byOperator.json.apiKey },
    );

    expect(byOperator.json.key).toMatchObject({ name: 'CI', scopes: ['READ', 'SEND'], mode: 'TEST' });
    expect(byTenant.json.key).toMatchObject({ name: 'Own', scopes: ['WRITE'], mode: 'LIVE' });
    expect(revoked.json).toMatchObject({ id: byOperator.json.key.id, revokedAt: expect.any(String) });
    expect(status).toBe(401);
    const asOperator = await cli('key', 'list', '--tenant', id);
    expect(asOperator.json.map(({ name }: { name: string }) => name)).toEqual(['Own', 'CI', 'First key']);
    expect((await cli('key', 'list', '--key', key)).json).toEqual(asOperator.json);
  });

  it('import a questionnaire that the tenant can read', async () => {
    const folder = await mkdtemp(`${tmpdir()}/postern-cli-`);
    const { key } = await createTenant();
    await writeFile(`${folder}/q.json`, JSON.stringify(individualQuestionnaire));
    const { json } = await cli('questionnaire', 'import', `${folder}/q.json`, '--key', key);
    await rm(folder, { recursive: true });
    const { data } = await gateway.graphql(
      'query ($id: Int!) { questionnaire(id: $id) { name sections { title } } }',
      { id: json.id },
      { key },
    );

    expect(json).toMatchObject({ name: individualQuestionnaire.name, type: 'DDQ', version: 1 });
    expect(data.questionnaire.sections).toHaveLength(individualQuestionnaire.sections.length);
  });

  it('name the options that the gateway refuses', async () => {
    const result = await cli('tenant', 'create', '--name', ' ', '--expiry-hours', '999', '--credits', '-1');

    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.errors.sort()).toEqual([
      '--credits: Use a whole number from 0 to 1000000.',
      '--expiry-hours: Use an integer from 1 to 168.',
      '--name: This field may not be blank.',
    ]);
  });

  it('say what is wrong with times, ids and keys', async () => {
    const { id, key } = await createTenant();
    const errorsOf = async (...argv: string[]) => (await cli(...argv)).errors;
    const creation = ['key', 'create', '--name', 'x', '--scopes', 'READ'];

    expect(await errorsOf(...creation, '--tenant', id, '--expires-at', 'tomorrow')).toEqual([
      '--expires-at: Use a date and time with a time zone, such as 2026-02-26T12:00:00Z.',
    ]);
    expect(await errorsOf(...creation, '--tenant', 'nobody')).toEqual(['Tenant not found.']);
    expect(await errorsOf('key', 'revoke', 'nothing')).toEqual(['API key not found.']);
    expect(await errorsOf('key', 'list', '--key', 'kycg_live_wrong')).toEqual([
      `The gateway at ${url} does not accept the key given with --key.`,
    ]);
    const wrongOperator = await run(['tenant', 'list', '--url', url], { OPERATOR_KEY: key });
    expect(wrongOperator).toMatchObject({ status: 1, errors: ['This takes the operator key.'] });
  });
});
