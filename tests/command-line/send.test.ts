import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { holdEmails, readBatch } from '../support/batches.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { refuseSomeMails } from '../support/mails.ts';
import { createWorld, type World } from '../support/world.ts';
import { run } from './support.ts';

let gateway: TestGateway;
let url: string;
let folder: string;
let world: World;
let key: string;
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/postern-send-`);
  gateway = await startTestGateway();
  refuseSomeMails(gateway);
  url = await gateway.listen();
});
afterAll(async () => {
  await gateway.drop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  world = await createWorld(gateway, { credits: 20 });
  key = await world.tenant.createKey({ scopes: ['SEND'] });
});

interface SendOptions {
  text?: string;
  args?: string[];
  interrupt?: AbortSignal;
}

async function send(name: string, { text, args = [], interrupt }: SendOptions = {}) {
  if (text !== undefined) {
    await writeFile(`${folder}/${name}`, text);
  }
  const all = ['send', `${folder}/${name}`, '--questionnaire', String(world.questionnaire), '--key', key];
  return run([...all, '--url', url, ...args], {}, interrupt);
}

const batches = async () => (await world.tenant.rest('GET', '/workflows/batches/')).body;

it('send carries out each line of a CSV file, shows how far it has got, and prints the result', async () => {
  const result = await send('suppliers.csv', {
    text: `\uFEFFentity.legal_name,email,entity_id,expiry_hours,language,ddq.response_name\r
"Harbour, Light Ltd",office@harbour.example,,72,DE,\r
\r
,acme@recipient.example,${world.company},,,Acme 2026\r
`,
    args: ['--json'],
  });

  expect(result.errors).toEqual([]);
  expect(result.json()).toMatchObject({ name: 'suppliers.csv', status: 'COMPLETED', total: 2, sent: 2 });
  expect(result.progress.at(-1)).toBe('2 of 2');
  const { data } = await world.tenant.graphql('{ responses { nodes { name } } }');
  expect(data.responses.nodes.map(({ name }: { name: string }) => name).sort()).toEqual([
    'Acme 2026',
    'Harbour, Light Ltd – Company basics',
  ]);
  await expect(stat(`${folder}/suppliers.failures.csv`)).rejects.toThrow('ENOENT');
});

it('send reports what is wrong with every line under its number and column before anything is sent', async () => {
  const result = await send('wrong.csv', {
    text: `entity.legal_name;email;expiry_hours;ddq.prefill
"First
Ltd";first@recipient.example;;
Second Ltd;no address;999;perhaps

;;12;
`,
  });

  expect(result.status).toBe(1);
  expect(result.errors).toEqual([
    expect.stringMatching(/^line 2, entity.legal_name: /),
    expect.stringMatching(/^line 4, ddq.prefill: /),
    expect.stringMatching(/^line 4, email: /),
    expect.stringMatching(/^line 4, expiry_hours: /),
    expect.stringMatching(/^line 6, entity: /),
    expect.stringMatching(/^line 6, email: This field is required\.$/),
  ]);
  expect((await batches()).count).toBe(0);
});

it('send rejects unknown and repeated columns, files that are not CSV, empty and too long ones, and unknown questionnaires', async () => {
  const line = 'A Ltd,a@recipient.example\n';
  const header = 'entity.legal_name,email\n';
  for (const [text, message] of [
    [`legalName,email\n${line}`, 'line 1: Unknown column "legalName".'],
    [`email,email\n${line}`, 'line 1: The column email is there more than once.'],
    [`${header}only one\n`, expect.stringContaining('is not CSV with a header (line 2')],
    [header, expect.stringContaining('has no sends.')],
    ['', expect.stringContaining('has no sends.')],
    [`${header}${line.repeat(501)}`, expect.stringContaining('has 501 sends. Use at most 500')],
  ] as const) {
    const { errors, status } = await send('rejected.csv', { text });
    expect([errors[0], status]).toEqual([message, 1]);
  }
  expect((await send('missing.csv')).errors[0]).toContain('does not exist');
  const unknown = await send('good.csv', { text: header + line, args: ['--questionnaire', '2147483647'] });
  expect(unknown.errors).toEqual(['The tenant has no questionnaire 2147483647.']);
  const same = await send('good.csv', { args: ['--failures', `${folder}/good.csv`] });
  expect(same.errors).toEqual(['Use another file for failures than that of the sends.']);
  expect((await batches()).count).toBe(0);
});

it('send writes the lines that failed with their reasons into a file that can be sent again', async () => {
  const text = `email,entity.legal_name\nfirst@recipient.example,First Ltd\n"nobody@refused.example","Second, Ltd"\n`;
  const result = await send('partly.csv', { text });

  expect(result.status).toBe(1);
  expect(result.errors).toEqual([
    `1 of 2 were not sent. They are in ${folder}/partly.failures.csv, which can be sent again.`,
  ]);
  expect(result.stdout).toMatch(/Sent +1\n.*\nFailed +1\n/s);
  const failures = await readFile(`${folder}/partly.failures.csv`, 'utf8');
  expect(failures).toMatch(
    /^email,entity\.legal_name,error\nnobody@refused\.example,"Second, Ltd",The mail server rejected .*\n$/,
  );
  const again = await send('partly.failures.csv', {
    text: failures.replace('refused.example', 'recipient.example'),
    args: ['--json'],
  });
  expect(again.json()).toMatchObject({ total: 1, sent: 1 });
});

it('send leaves the batch running when it is interrupted, says how to follow it, and follows it when it is repeated', async () => {
  const release = holdEmails(world);
  const interruption = new AbortController();
  const text = 'email,entity.legal_name\nfirst@recipient.example,First Ltd\n';
  try {
    const sending = send('interrupted.csv', { text, interrupt: interruption.signal });
    await expect.poll(async () => (await batches()).count).toBe(1);
    interruption.abort();
    const result = await sending;
    const [{ id }] = (await batches()).results;
    expect(result.status).toBe(1);
    expect(result.errors).toEqual([
      `The batch ${id} continues. To follow it, run the same command again within a day, or see GET /api/v1/workflows/batches/${id}/.`,
    ]);
    expect(await readBatch(world.tenant, id)).toMatchObject({ status: 'processing', pending: 1 });
    release();
    const again = await send('interrupted.csv', { args: ['--json'] });
    expect(again.json()).toMatchObject({ id, sent: 1 });
    expect((await batches()).count).toBe(1);
  } finally {
    release();
  }
});

it('the program `postern` leaves a batch running at Ctrl-C, and writes no bar where the output is no terminal', async () => {
  const release = holdEmails(world);
  try {
    await writeFile(`${folder}/process.csv`, 'email,entity.legal_name\nfirst@recipient.example,First Ltd\n');
    const { questionnaire } = world;
    const args = ['send', `${folder}/process.csv`, '--questionnaire', `${questionnaire}`, '--key', key];
    const child = spawn(process.execPath, ['src/postern.js', ...args, '--url', url]);
    const [stdout, stderr] = [readText(child.stdout), readText(child.stderr)];
    await expect.poll(async () => (await batches()).count).toBe(1);
    child.kill('SIGINT');
    const [status] = await once(child, 'exit');
    expect([status, await stdout]).toEqual([1, '']);
    expect(await stderr).toMatch(/^The batch [\w-]+ continues\. .*\n$/);
    const [{ id }] = (await batches()).results;
    release();
    await expect.poll(() => readBatch(world.tenant, id)).toMatchObject({ sent: 1 });
  } finally {
    release();
  }
});
