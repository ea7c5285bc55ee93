import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandFolder, createCommandFolder, hasCurl } from '../support/command-folder.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { markdownFiles, readMarkdown, shellBlocksIn } from './markdown.ts';

const send = {
  entity: { legal_name: 'Acme Ltd' },
  ddq: { questionnaire_id: 1 },
  email: 'recipient@example.com',
};

describe.skipIf(!hasCurl())('the documented curl commands, run exactly as printed,', () => {
  let gateway: TestGateway;
  let folder: CommandFolder;

  beforeAll(async () => {
    gateway = await startTestGateway({ hasDemoTenant: true });
    folder = await createCommandFolder(gateway);
  });
  afterAll(async () => {
    await gateway?.drop();
    await folder?.remove();
  });

  async function commandsIn(path: string): Promise<string[]> {
    return shellBlocksIn(await readMarkdown(path)).filter((block) => /^curl /m.test(block));
  }

  it('the documented curl commands are only on pages whose commands are run here', async () => {
    const pages = await markdownFiles();
    const withCommands = await Promise.all(pages.map(async (page) => (await commandsIn(page)).length > 0));
    expect(pages.filter((_page, index) => withCommands[index])).toEqual([
      'README.md',
      'docs/api.md',
      'docs/autofill.md',
      'docs/webhooks.md',
    ]);
  });

  it('the curl commands of the README send a questionnaire over REST and over GraphQL', async () => {
    const [rest = '', graphql = '', ...others] = await commandsIn('README.md');
    expect(others).toEqual([]);
    expect(await folder.execute(rest)).toMatchObject([{ status: 201, body: { status: 'sent' } }]);
    expect(await folder.execute(graphql)).toMatchObject([
      { status: 200, body: { data: { sendWorkflow: { __typename: 'WorkflowReceipt', status: 'SENT' } } } },
    ]);
  });

  it('the curl command of the API page prints each event as it happens', async () => {
    const [follow = '', ...others] = await commandsIn('docs/api.md');
    expect(others).toEqual([]);
    const key = gateway.demoKey ?? '';
    const command = spawn('sh', ['-euc', `exec ${follow}`], {
      cwd: folder.path,
      env: { ...folder.environment, KEY: key },
    });
    let printed = '';
    for await (const chunk of command.stdout) {
      // The first line is a comment: the stream is open.
      if (printed === '') {
        await gateway.rest('POST', '/workflows/send/', send, { key });
      }
      printed += chunk;
      if (printed.includes('RESPONSE_CREATED')) {
        break;
      }
    }
    command.kill();
    expect(printed).toMatch(/^id: [-0-9a-f]{36}\nevent: next\ndata: \{"data":\{"events":\{"id":/m);
  });

  it('the curl command of the webhooks page creates a webhook and shows its secret', async () => {
    const [create = '', ...others] = await commandsIn('docs/webhooks.md');
    expect(others).toEqual([]);
    expect(await folder.execute(create)).toMatchObject([
      { status: 201, body: { secret: expect.stringMatching(/^whsec_/) } },
    ]);
  });

  it('the curl commands of the autofill page upload a document and autofill a response', async () => {
    const { body: prefill } = await gateway.rest(
      'POST',
      '/workflows/send/',
      { entity: { legal_name: 'Acme Ltd' }, ddq: { questionnaire_id: 1, prefill: true } },
      { key: gateway.demoKey ?? '' },
    );
    Object.assign(folder.environment, { ENTITY_ID: prefill.entity_id, RESPONSE_ID: prefill.response_id });
    const [autofill = '', ...others] = await commandsIn('docs/autofill.md');
    expect(others).toEqual([]);
    expect(await folder.execute(autofill)).toMatchObject([
      { status: 201, body: { name: 'register-extract.pdf' } },
      { status: 202, body: { status: 'processing' } },
      { status: 200, body: { status: expect.stringMatching(/^(processing|completed)$/) } },
      { status: 200, body: { id: prefill.response_id } },
    ]);
  });
});
