import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { pdfOf } from '../support/sample-documents.ts';
import { markdownFiles, readMarkdown, shellBlocksIn } from './markdown.ts';

const run = promisify(execFile);

/** The test environment can lack curl; `.ci/run` installs it. */
function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** One response that a documented command received. */
interface Received {
  status: number;
  body: any;
}

describe.skipIf(!hasCurl())('the documented curl commands, run exactly as printed,', () => {
  let gateway: TestGateway;
  let folder: string;
  let environment: Record<string, string>;

  beforeAll(async () => {
    gateway = await startTestGateway({ isFirstStart: true });
    const { port } = new URL(await gateway.listen());
    folder = await mkdtemp(join(tmpdir(), 'postern-commands-'));
    await symlink(gateway.settings.dataDir, join(folder, '.data'));
    await writeFile(join(folder, 'register-extract.pdf'), pdfOf([['Company number: 04812377']]));
    // Takes the commands to the port that this gateway has, and separates the responses.
    await writeFile(
      join(folder, '.curlrc'),
      `connect-to = "localhost:4000:127.0.0.1:${port}"\nwrite-out = "\\n%{http_code}\\n"\n`,
    );
    environment = { PATH: process.env['PATH'] ?? '', CURL_HOME: folder, HOME: folder };
  });
  afterAll(async () => {
    await gateway?.drop();
    await rm(folder, { recursive: true });
  });

  /** Runs a block of commands and returns what each curl printed. */
  async function execute(block: string): Promise<Received[]> {
    const { stdout } = await run('sh', ['-euc', block], { cwd: folder, env: environment });
    const parts = stdout.split(/\n(\d{3})\n/).slice(0, -1);
    return Array.from({ length: parts.length / 2 }, (_, index) => ({
      status: Number(parts[2 * index + 1]),
      body: JSON.parse(parts[2 * index] ?? ''),
    }));
  }

  async function commandsIn(path: string): Promise<string[]> {
    return shellBlocksIn(await readMarkdown(path)).filter((block) => /^curl /m.test(block));
  }

  it('are on no page that is not run here', async () => {
    const pages = await markdownFiles();
    const withCommands = await Promise.all(pages.map(async (page) => (await commandsIn(page)).length > 0));
    expect(pages.filter((_page, index) => withCommands[index])).toEqual([
      'README.md',
      'docs/autofill.md',
      'docs/webhooks.md',
    ]);
  });

  it('of the README send a questionnaire over REST and over GraphQL', async () => {
    const [rest = '', graphql = '', ...others] = await commandsIn('README.md');
    expect(others).toEqual([]);
    expect(await execute(rest)).toMatchObject([{ status: 201, body: { status: 'sent' } }]);
    expect(await execute(graphql)).toMatchObject([
      { status: 200, body: { data: { sendWorkflow: { __typename: 'WorkflowReceipt', status: 'SENT' } } } },
    ]);
  });

  it('of the webhooks page create a webhook and show its secret', async () => {
    const [create = '', ...others] = await commandsIn('docs/webhooks.md');
    expect(others).toEqual([]);
    expect(await execute(create)).toMatchObject([
      { status: 201, body: { secret: expect.stringMatching(/^whsec_/) } },
    ]);
  });

  it('of the autofill page upload a document and autofill a response', async () => {
    const { body: prefill } = await gateway.rest(
      'POST',
      '/workflows/send/',
      { entity: { legal_name: 'Acme Ltd' }, ddq: { questionnaire_id: 1, prefill: true } },
      { key: gateway.demoKey ?? '' },
    );
    Object.assign(environment, { ENTITY_ID: prefill.entity_id, RESPONSE_ID: prefill.response_id });
    const [autofill = '', ...others] = await commandsIn('docs/autofill.md');
    expect(others).toEqual([]);
    expect(await execute(autofill)).toMatchObject([
      { status: 201, body: { name: 'register-extract.pdf' } },
      { status: 202, body: { status: 'processing' } },
      { status: 200, body: { status: expect.stringMatching(/^(processing|completed)$/) } },
      { status: 200, body: { id: prefill.response_id } },
    ]);
  });
});
