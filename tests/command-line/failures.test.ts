import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from '../../src/command-line/client.ts';
import { graphql } from '../../src/command-line/graphql.ts';
import { run, type StandIn, startStandIn } from './support.ts';

const secret = 'operator-secret-0123456789';
const environment = { OPERATOR_KEY: secret };
const emptyList = { data: { tenants: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } } };

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()));
});

async function serverThat(answer: (response: ServerResponse) => unknown): Promise<StandIn> {
  const standIn = await startStandIn((_request, response) => answer(response));
  cleanUps.push(standIn.close);
  return standIn;
}

async function makeDataDir(operatorKey?: string): Promise<string> {
  const folder = await mkdtemp(`${tmpdir()}/postern-cli-`);
  cleanUps.push(() => rm(folder, { recursive: true }));
  if (operatorKey !== undefined) {
    await writeFile(`${folder}/operator-key`, operatorKey);
  }
  return folder;
}

const listTenants = (url: string, surroundings: Record<string, string> = environment) =>
  run(['tenant', 'list', '--url', url], surroundings);

describe('the operator key', () => {
  it('the operator key is read from the file in DATA_DIR where OPERATOR_KEY is not set, or set to nothing', async () => {
    const gateway = await serverThat(() => emptyList);
    const dataDir = await makeDataDir('key-of-the-file\n');

    expect(await listTenants(gateway.url, { DATA_DIR: dataDir })).toMatchObject({ status: 0 });
    expect(await listTenants(gateway.url, { DATA_DIR: dataDir, OPERATOR_KEY: '' })).toMatchObject({
      status: 0,
    });
    expect(gateway.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer key-of-the-file',
      'Bearer key-of-the-file',
    ]);
  });

  it('the operator key is taken from OPERATOR_KEY before the file', async () => {
    const gateway = await serverThat(() => emptyList);
    await listTenants(gateway.url, { DATA_DIR: await makeDataDir('other'), OPERATOR_KEY: secret });

    expect(gateway.requests[0]!.headers.authorization).toBe(`Bearer ${secret}`);
  });

  it('the operator key is said to be missing with where it was looked for and what to set, and nothing is sent', async () => {
    const gateway = await serverThat(() => emptyList);
    const dataDir = await makeDataDir();
    const result = await listTenants(gateway.url, { DATA_DIR: dataDir });

    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.errors).toEqual([
      `No operator key: OPERATOR_KEY is not set and ${dataDir}/operator-key does not exist. Set OPERATOR_KEY to the gateway's operator key, or DATA_DIR to its data folder.`,
    ]);
    expect(gateway.requests).toEqual([]);
  });

  it.each(['two words', 'line\nbreak', 'ключ', ''])(
    'the operator key is rejected unseen where no header can carry it: %j',
    async (key) => {
      const gateway = await serverThat(() => emptyList);
      const dataDir = await makeDataDir(key);
      const result = await listTenants(gateway.url, { DATA_DIR: dataDir });

      expect(result.status).toBe(1);
      expect(result.errors).toEqual([
        `Cannot use the operator key in ${dataDir}/operator-key: a key consists of visible ASCII characters without spaces.`,
      ]);
    },
  );
});

describe('a key that the gateway does not accept', () => {
  const refuse = (response: ServerResponse) => {
    response.statusCode = 401;
    return {
      errors: [{ message: 'This requires a valid API key.', extensions: { code: 'UNAUTHENTICATED' } }],
    };
  };

  it('a key that the gateway does not accept is named by where it came from and not shown', async () => {
    const gateway = await serverThat(refuse);
    const asOperator = await listTenants(gateway.url);
    const asTenant = await run(
      ['key', 'list', '--key', 'kycg_live_wrong', '--url', gateway.url],
      environment,
    );

    expect(asOperator).toMatchObject({
      status: 1,
      stdout: '',
      errors: [`The gateway at ${gateway.url} does not accept the operator key in OPERATOR_KEY.`],
    });
    expect(asTenant).toMatchObject({
      status: 1,
      errors: [`The gateway at ${gateway.url} does not accept the key passed with --key.`],
    });
  });
});

describe('what answers', () => {
  it('a command reports that no gateway responds where nothing listens', async () => {
    const gateway = await serverThat(() => emptyList);
    await gateway.close();
    cleanUps.length = 0;

    expect(await listTenants(gateway.url)).toMatchObject({
      status: 1,
      stdout: '',
      errors: [`No gateway responds at ${gateway.url}. Is it running? (npm start)`],
    });
  });

  it.each([
    ['a page', '<html>'],
    ['other JSON', '{"message": "hello"}'],
    ['nothing', ''],
  ])('a command reports that the server is not a gateway when the response is %s', async (_what, body) => {
    const server = await serverThat((response) => void response.writeHead(404).end(body));

    expect((await listTenants(server.url)).errors).toEqual([
      `The server at ${server.url} is not a Postern gateway (HTTP status 404).`,
    ]);
  });

  it('a command does not follow a redirect to another address, which would get the key', async () => {
    const other = await serverThat(() => emptyList);
    const server = await serverThat(
      (response) => void response.writeHead(307, { location: `${other.url}/graphql` }).end(),
    );
    const result = await listTenants(server.url);

    expect(result.errors[0]).toContain(`redirects to ${other.url}/graphql`);
    expect(other.requests).toEqual([]);
  });

  it('a command waits for a response only until its timeout', async () => {
    const server = await serverThat(() => undefined);
    const client = createClient({
      url: server.url,
      bearer: { secret, description: 'the key' },
      fetch,
      timeoutMs: 50,
    });

    const document = graphql('{ viewer { apiKey { id } } }');
    await expect(client.execute(document, {})).rejects.toThrow('did not respond within 0.05 seconds');
  });

  it('a command passes on an error of the gateway, with the request id of an internal one', async () => {
    const forbidding = await serverThat(() => ({
      data: null,
      errors: [{ message: 'This requires the operator key.', extensions: { code: 'FORBIDDEN' } }],
    }));
    const failing = await serverThat((response) => {
      response.setHeader('x-request-id', 'abc-123');
      return { errors: [{ message: 'An internal error occurred.', extensions: { code: 'INTERNAL_ERROR' } }] };
    });

    expect((await listTenants(forbidding.url)).errors).toEqual(['This requires the operator key.']);
    expect((await listTenants(failing.url)).errors).toEqual([
      'An internal error occurred. Request id: abc-123',
    ]);
  });

  it('an error message of the server cannot send control characters to the terminal', async () => {
    const server = await serverThat(() => ({ errors: [{ message: '\u001b[2Jgone\nnext' }] }));

    expect((await listTenants(server.url)).errors).toEqual([' [2Jgone next']);
  });
});

describe('a command that is typed wrongly', () => {
  it.each([
    [[]],
    [['tenant']],
    [['frob']],
    [['tenant', 'create']],
    [['tenant', 'create', '--name', 'x', '--credits', 'many']],
    [['tenant', 'create', '--name', 'x', '--credits', '1.5']],
    [['tenant', 'create', '--name', 'x', '--credits', '99999999999999999999']],
    [['tenant', 'create', '--name', 'x', '--language', 'fr']],
    [['key', 'create', '--tenant', 'x', '--name', 'x', '--scopes', 'READ,ROOT']],
    [['key', 'create', '--tenant', 'x', '--name', 'x', '--scopes', ',']],
    [['key', 'create', '--name', 'x', '--scopes', 'READ']],
    [['key', 'create', '--tenant', 'x', '--name', 'x', '--scopes', 'READ', '--mode', 'both']],
    [['key', 'revoke']],
    [['questionnaire', 'import', 'file.json']],
    [['tenant', 'list', '--url', 'localhost:4000']],
    [['tenant', 'list', 'too', 'much']],
  ])('exits with 2 and a message on standard error: %j', async (argv) => {
    const result = await run(argv, environment);

    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.errors.length).toBeGreaterThan(0);
  });

  it('exits with 0 when all it asks for is help, and names the options of every command', async () => {
    const result = await run(['key', 'create', '--help']);

    expect(result).toMatchObject({ status: 0, errors: [] });
    expect(result.stdout).toMatch(/--url <url>.*--json/s);
  });

  it.each([
    [['tenant', 'list', '--api-key=hunter2']],
    [['tenant', 'kycg_live_hunter2']],
    [['tenant', 'list', '--kycg_live_hunter2']],
    [['tenant', 'list', '--url', 'http://operator:hunter2@127.0.0.1:1']],
  ])('a command that is typed wrongly never has a secret repeated: %j', async (argv) => {
    const result = await run(argv, environment);

    expect(result.status).toBe(2);
    expect(result.errors.join('\n')).not.toContain('hunter2');
  });
});
