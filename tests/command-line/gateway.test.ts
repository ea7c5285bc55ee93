import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyQuestionnaire } from '../../src/domain/questionnaires/demo/company-questionnaire.ts';
import { demoQuestionnaires } from '../../src/domain/questionnaires/demo/demo-questionnaires.ts';
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

const cli = (line: string) =>
  run([...line.split(' '), '--json', '--url', url], { OPERATOR_KEY: operatorKey });
const jsonOf = async (line: string) => (await cli(line)).json();
const errorsOf = async (line: string) => (await cli(line)).errors;

async function createTenant(): Promise<{ id: string; key: string }> {
  const { tenant, apiKey } = await jsonOf('tenant create --name Acme --credits 3');
  return { id: tenant.id, key: apiKey };
}

describe('the command line and a running gateway', () => {
  it('the command line and a running gateway create a tenant whose key works immediately, and find it in the list', async () => {
    const { tenant, apiKey } = await jsonOf(
      'tenant create --name Nordbank --credits 3 --expiry-hours 24 --language de',
    );
    const { data } = await gateway.graphql('{ viewer { tenant { id } } }', {}, { key: apiKey });

    expect(tenant).toMatchObject({
      name: 'Nordbank',
      defaultExpiryHours: 24,
      language: 'DE',
      credits: { available: 3, held: 0, used: 0 },
    });
    expect(data.viewer.tenant.id).toBe(tenant.id);
    expect(await jsonOf('tenant list')).toContainEqual(tenant);
  });

  it('the command line changes a tenant’s look, as the operator and with the tenant’s own key', async () => {
    const { id, key } = await createTenant();

    expect(await jsonOf(`tenant update --tenant ${id} --colour #7B2CBF --language de`)).toMatchObject({
      id,
      name: 'Acme',
      accentColour: '#7B2CBF',
      language: 'DE',
    });
    expect(
      await jsonOf(`tenant update --key ${key} --name Nordbank --colour none --retention-days 90`),
    ).toMatchObject({
      id,
      name: 'Nordbank',
      accentColour: null,
      language: 'DE',
      retentionDays: 90,
    });
    expect(await jsonOf(`tenant update --key ${key} --retention-days none`)).toMatchObject({
      retentionDays: null,
    });
    expect(await errorsOf(`tenant update --tenant ${id} --colour purple`)).toEqual([
      '--colour: Use a colour written as #rrggbb, such as #205c4e.',
    ]);
  });

  it('grant credits', async () => {
    const { id } = await createTenant();

    expect(await jsonOf(`credits grant --tenant ${id} --amount 5 --note Order-17`)).toMatchObject({
      id,
      credits: { available: 8, held: 0, used: 0 },
    });
  });

  it("create, list and revoke keys, as the operator and with the tenant's own key", async () => {
    const { id, key } = await createTenant();
    const ci = await jsonOf(`key create --tenant ${id} --name CI --scopes read,SEND --mode test`);
    const own = await jsonOf(`key create --key ${key} --name Own --scopes WRITE`);
    const revoked = await jsonOf(`key revoke ${ci.key.id} --key ${key}`);
    const { status } = await gateway.graphql('{ viewer { apiKey { id } } }', {}, { key: ci.apiKey });

    expect(ci.key).toMatchObject({ name: 'CI', scopes: ['READ', 'SEND'], mode: 'TEST' });
    expect(own.key).toMatchObject({ name: 'Own', scopes: ['WRITE'], mode: 'LIVE' });
    expect(revoked).toEqual({ ...ci.key, revokedAt: expect.any(String) });
    expect(status).toBe(401);

    const keys = await jsonOf(`key list --tenant ${id}`);
    expect(keys.map(({ name }: { name: string }) => name)).toEqual(['Own', 'CI', 'First key']);
    expect(await errorsOf(`key list --key ${own.apiKey}`)).toEqual([
      'This requires an API key with the scope ADMIN.',
    ]);
    expect((await jsonOf(`key list --key ${key}`)).map(({ id }: { id: string }) => id)).toEqual(
      keys.map(({ id }: { id: string }) => id),
    );
  });

  it('import a questionnaire that the tenant can read', async () => {
    const folder = await mkdtemp(`${tmpdir()}/postern-cli-`);
    const { key } = await createTenant();
    await writeFile(`${folder}/q.json`, JSON.stringify(individualQuestionnaire));
    const imported = await jsonOf(`questionnaire import ${folder}/q.json --key ${key}`);
    await rm(folder, { recursive: true });
    const { data } = await gateway.graphql(
      'query ($id: ID!) { questionnaire(id: $id) { currentVersion { sections { title } } } }',
      { id: imported.id },
      { key },
    );

    expect(imported).toMatchObject({
      name: individualQuestionnaire.name,
      type: 'DDQ',
      currentVersion: { number: 1 },
    });
    expect(data.questionnaire.currentVersion.sections).toEqual(
      individualQuestionnaire.sections.map(({ title }) => ({ title })),
    );
  });

  it('the command line gives a new tenant the demo questionnaires, so that its first send finds one', async () => {
    const created = await jsonOf('tenant create --name Acme --credits 1 --demo-questionnaires');
    expect(created.questionnaires.map(({ name }: { name: string }) => name)).toEqual(
      demoQuestionnaires.map(({ name }) => name),
    );
    const { status } = await gateway.rest(
      'POST',
      '/workflows/send/',
      {
        entity: { legal_name: 'Acme Ltd' },
        ddq: { questionnaire_id: Number(created.questionnaires[0].id) },
        email: 'compliance@acme.example',
      },
      { key: created.apiKey },
    );
    expect(status).toBe(201);
  });

  it.each(['docs/examples/questionnaire.json', 'the demo'])(
    'export a questionnaire as a file that can be imported again: %s',
    async (source) => {
      const folder = await mkdtemp(`${tmpdir()}/postern-cli-`);
      const { key } = await createTenant();
      let file = source;
      if (source === 'the demo') {
        file = `${folder}/demo.json`;
        await writeFile(file, JSON.stringify(companyQuestionnaire));
      }
      const first = await jsonOf(`questionnaire import ${file} --key ${key}`);
      const out = `${folder}/exported.json`;
      expect(await jsonOf(`questionnaire export ${first.id} --key ${key} --out ${out}`)).toEqual({
        file: out,
      });
      const second = await jsonOf(`questionnaire import ${out} --key ${key}`);
      const printed = await jsonOf(`questionnaire export ${second.id} --key ${key}`);
      expect(second.id).not.toBe(first.id);
      expect(printed).toEqual(JSON.parse(await readFile(out, 'utf8')));
      expect(printed.sections).toHaveLength(JSON.parse(await readFile(file, 'utf8')).sections.length);
      expect(await errorsOf(`questionnaire export ${first.id} --key ${key} --out ${out}`)).toEqual([
        `The file ${out} already exists.`,
      ]);
      await rm(folder, { recursive: true });
    },
  );

  it('print errors as JSON under --json, by option where there are several', async () => {
    const { stderr, stdout, status } = await cli('tenant create --name= --expiry-hours 999');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    const { error, fields } = JSON.parse(stderr);
    expect(Object.keys(fields).sort()).toEqual(['--expiry-hours', '--name']);
    expect(error.split('\n').sort()).toEqual(
      Object.entries<string[]>(fields)
        .map(([name, messages]) => `${name}: ${messages.join(' ')}`)
        .sort(),
    );
    const wrong = await cli('tenant list --frob');
    expect({ status: wrong.status, error: JSON.parse(wrong.stderr) }).toEqual({
      status: 2,
      error: { error: "unknown option '--frob'" },
    });
  });

  it('the command line and a running gateway name each option that the gateway rejects', async () => {
    const result = await cli('tenant create --name= --expiry-hours 999 --credits -1');

    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.errors.sort()).toEqual([
      '--credits: Use an integer from 0 to 1000000.',
      '--expiry-hours: Use an integer from 1 to 168.',
      '--name: This field must not be blank.',
    ]);
  });

  it('the command line and a running gateway say what is wrong with times, ids and keys', async () => {
    const { id, key } = await createTenant();

    expect(await errorsOf(`key create --tenant ${id} --name x --scopes READ --expires-at tomorrow`)).toEqual([
      '--expires-at: Use a date and time with a time zone, such as 2026-02-26T12:00:00Z.',
    ]);
    const nobody = '01900000-0000-7000-8000-000000000000';
    expect(await errorsOf(`key create --tenant ${nobody} --name x --scopes READ`)).toEqual([
      'Tenant not found.',
    ]);
    expect(await errorsOf(`credits grant --tenant ${nobody} --amount 1`)).toEqual(['Tenant not found.']);
    expect(await errorsOf(`key revoke ${nobody}`)).toEqual(['API key not found.']);
    const malformed = 'Use a UUID, such as 0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a.';
    expect(await errorsOf('credits grant --tenant nobody --amount 1')).toEqual([`--tenant: ${malformed}`]);
    expect(await errorsOf('key revoke nothing')).toEqual([`ID: ${malformed}`]);
    expect(await errorsOf('key list --tenant nobody')).toEqual([`tenantId: ${malformed}`]);
    expect(await errorsOf('key list --key kycg_live_wrong')).toEqual([
      `The gateway at ${url} does not accept the key passed with --key.`,
    ]);
    const withTenantKey = await run(['tenant', 'list', '--url', url], { OPERATOR_KEY: key });
    expect(withTenantKey).toMatchObject({
      status: 1,
      stdout: '',
      errors: ['This requires the operator key.'],
    });
  });
});
