import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { registerHealth } from '../../src/http/health.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { createTestDatabase, type TestDatabase, testEngine, withServer } from '../support/database.ts';
import { startTestGateway } from '../support/gateway.ts';
import { programEnvironment } from '../support/program-environment.ts';
import { startSmtpServer } from '../support/smtp-server.ts';

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) {
    child.kill('SIGKILL');
  }
});

/** Starts the gateway as `npm start` does, with nothing of this process's settings. */
function start(
  environment: Record<string, string>,
  [program, ...words]: [string, ...string[]] = [process.execPath, 'src/start.js'],
) {
  const child = spawn(program, words, {
    env: { ...programEnvironment(), LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const ended = once(child, 'exit').then(([status]) => {
    running.delete(child);
    return status as number | null;
  });
  return { child, ended, errors: text(child.stderr) };
}

/** Waits for the line that says it is ready. */
async function started(environment: Record<string, string>, command?: [string, ...string[]]) {
  const { child, ended, errors } = start(environment, command);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const ready = new Promise<string>((resolve, reject) => {
    reader.on('line', (line) => {
      lines.push(line);
      const [, url] = /^Postern ready at (http:\/\/\S+)$/.exec(line) ?? [];
      if (url) {
        resolve(url);
      }
    });
    ended.then(async (status) => reject(new Error(`It ended with ${status}: ${await errors}`)));
  });
  const lineThat = async (matches: (line: string) => boolean): Promise<string> => {
    for (;;) {
      const line = lines.find(matches);
      if (line !== undefined) {
        return line;
      }
      await once(reader, 'line');
    }
  };
  return { child, ended, errors, url: await ready, lines, lineThat };
}

/** Of a start that must fail: its status and what it says, which is lines for people and no stack. */
async function refused(environment: Record<string, string>) {
  const { child, ended, errors } = start(environment);
  const output = text(child.stdout);
  return { status: await ended, output: await output, errors: await errors };
}

const environmentOf = ({ settings }: TestDatabase): Record<string, string> => ({
  PORT: '0',
  DATA_DIR: settings.dataDir,
  ...(settings.databaseUrl && { DATABASE_URL: settings.databaseUrl }),
});

describe('a process', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  const secret = async (name: string) =>
    (await readFile(`${database.settings.dataDir}/${name}`, 'utf8')).trim();

  describe('that runs', () => {
    let gateway: Awaited<ReturnType<typeof started>>;
    beforeAll(async () => {
      gateway = await started(environmentOf(database));
    });
    afterAll(async () => {
      gateway.child.kill('SIGINT');
      await gateway.ended;
    });

    it('a running process has printed in its first line where it listens, with the port it was given', () => {
      expect(gateway.lines[0]).toBe(`Postern ready at ${gateway.url}`);
      expect(gateway.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    });

    it('a running process reports that it is live and ready at these two paths only', async () => {
      const ask = async (path: string) => (await fetch(gateway.url + path)).status;
      expect([await ask('/health/live'), await ask('/health/ready')]).toEqual([200, 200]);
      expect([await ask('/x/health/live'), await ask('/health/live/x')]).toEqual([404, 404]);
    });

    it('a running process has written its generated keys to files that only their owner can read, and the keys work', async () => {
      for (const name of ['operator-key', 'demo-key']) {
        expect((await stat(`${database.settings.dataDir}/${name}`)).mode & 0o777).toBe(0o600);
      }
      const credits = await fetch(`${gateway.url}/api/v1/credits/`, {
        headers: { authorization: `Bearer ${await secret('demo-key')}` },
      });
      expect(await credits.json()).toEqual({ available: 100, held: 0, used: 0 });
      const tenants = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await secret('operator-key')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ query: '{ tenants { totalCount } }' }),
      });
      expect(await tenants.json()).toEqual({ data: { tenants: { totalCount: 1 } } });
    });

    it('a running process has printed the demo key and never the operator’s', async () => {
      await gateway.lineThat((line) => line.startsWith('curl '));
      const printed = gateway.lines.join('\n');
      expect(printed).toContain(await secret('demo-key'));
      expect(printed).toContain(`http://localhost:${new URL(gateway.url).port}/graphql`);
      expect(printed).not.toContain(await secret('operator-key'));
    });

    it.runIf(testEngine === 'pglite')(
      'a second process cannot use the data folder of a running one',
      async () => {
        const second = await refused(environmentOf(database));
        expect(second).toMatchObject({ status: 1, output: '' });
        expect(second.errors.trim().split('\n')).toEqual([
          expect.stringMatching(/^DATA_DIR .* is in use by another gateway process/),
        ]);
      },
    );

    it('a second process cannot use the port of a running one, and creates nothing', async () => {
      const { port } = new URL(gateway.url);
      const folder = await mkdtemp(`${tmpdir()}/postern-start-`);
      const second = await refused({ PORT: port, DATA_DIR: `${folder}/data` });
      expect(second).toEqual({
        status: 1,
        output: '',
        errors: `PORT ${port} is in use by another process; use a free port, or 0 to pick one\n`,
      });
      // Nothing was created for a gateway that could not run.
      expect(await readdir(folder)).toEqual([]);
      await rm(folder, { recursive: true });
    });
  });

  it('prints a curl line that works, and on SIGTERM ends the send under way, takes no other, and exits with 0', async () => {
    const smtp = await startSmtpServer('silence-after-message');
    const gateway = await started({ ...environmentOf(database), SMTP_URL: smtp.url });
    const curl = await gateway.lineThat((line) => line.startsWith('curl '));
    const [, url = '', authorization = '', body = ''] =
      /^curl -s (\S+) -H 'Authorization: ([^']+)' -H 'Content-Type: application\/json' -d '(.+)'$/.exec(
        curl,
      ) ?? [];
    // The key is that of the first boot.
    expect(authorization).toBe(`Bearer ${await secret('demo-key')}`);
    const answer = fetch(url, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body,
    });
    await smtp.waitForSilence();
    gateway.child.kill('SIGTERM');
    const tryAgain = () =>
      fetch(`${gateway.url}/health/live`).then(
        () => 'taken',
        () => 'refused',
      );
    await expect.poll(tryAgain, { timeout: 5_000 }).toBe('refused');
    smtp.thaw();
    expect((await answer).status).toBe(201);
    const answeredAt = performance.now();
    expect(await gateway.ended).toBe(0);
    // Nothing is left to wait for: the ten seconds of grace are for requests, not for connections that are kept open.
    expect(performance.now() - answeredAt).toBeLessThan(5_000);
    expect(await gateway.errors).toBe('');
    await smtp.close();
  });
});

describe('npm start', () => {
  it('npm start stops the gateway when npm receives SIGTERM, and leaves nothing running', async () => {
    const database = await createTestDatabase({ holds: 'withTenant' });
    const gateway = await started(environmentOf(database), ['npm', 'start']);
    expect(gateway.lines.filter((line) => line.startsWith('Postern ready'))).toHaveLength(1);
    gateway.child.kill('SIGTERM');
    await gateway.ended;
    await expect
      .poll(() =>
        fetch(`${gateway.url}/health/live`).then(
          () => 'running',
          () => 'stopped',
        ),
      )
      .toBe('stopped');
    // The embedded database belongs to one process at a time, so that one that was left behind would keep it.
    const next = await started(environmentOf(database));
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
    await database.drop();
  });
});

describe('a bad setting', () => {
  it('a bad setting ends the start with one line and status 1, before anything is opened', async () => {
    expect(await refused({ PORT: 'http', DATA_DIR: '/nowhere/at/all' })).toEqual({
      status: 1,
      output: '',
      errors: 'PORT must be a port number from 0 to 65535\n',
    });
  });

  it('a setting that names an unreachable database ends the start with one line, without its password', async () => {
    const { status, errors } = await refused({
      PORT: '0',
      DATA_DIR: '/tmp',
      DATABASE_URL: 'postgres://postern:hush-hush@127.0.0.1:1/postern',
    });
    expect(status).toBe(1);
    expect(errors.trim().split('\n')).toEqual([expect.stringContaining('DATABASE_URL')]);
    expect(errors).not.toContain('hush-hush');
  });
});

describe('in production', () => {
  it('there is no demo tenant and no page under /dev', async () => {
    const database = await createTestDatabase();
    const gateway = await createGateway({
      settings: {
        ...readSettings({ ...environmentOf(database), LOG_LEVEL: 'silent', OPERATOR_KEY: 'of-the-operator' }),
        isProduction: true,
      },
    });
    try {
      expect(gateway.demoKey).toBeUndefined();
      expect(await gateway.services.allTenants.tenant.count()).toBe(0);
      for (const url of ['/dev/mail', '/dev/mail/', '/dev/', '/dev']) {
        expect((await gateway.app.inject({ url })).statusCode, url).toBe(404);
      }
      await expect(stat(`${database.settings.dataDir}/demo-key`)).rejects.toMatchObject({ code: 'ENOENT' });
    } finally {
      await gateway.close();
      await database.drop();
    }
  });
});

describe('/health/ready', () => {
  it('/health/ready is 503 while the database does not respond, and /health/live stays 200', async () => {
    let isAnswering = false;
    const allTenants = {
      $queryRaw: async () => {
        if (!isAnswering) {
          throw new Error('Connection refused at 10.0.0.5');
        }
      },
    };
    const app = Fastify();
    registerHealth(app, { allTenants } as unknown as Parameters<typeof registerHealth>[1]);
    const refusal = await app.inject({ url: '/health/ready' });
    expect(refusal.statusCode).toBe(503);
    expect(refusal.body).not.toContain('10.0.0.5');
    expect((await app.inject({ url: '/health/live' })).statusCode).toBe(200);
    isAnswering = true;
    expect((await app.inject({ url: '/health/ready' })).statusCode).toBe(200);
    await app.close();
  });

  it.runIf(testEngine === 'postgresql')('/health/ready is 503 once the database is gone', async () => {
    const gateway = await startTestGateway();
    expect((await gateway.app.inject({ url: '/health/ready' })).statusCode).toBe(200);
    const { pathname } = new URL(gateway.settings.databaseUrl ?? '');
    await withServer(process.env['TEST_DATABASE_URL'] ?? '', (server) =>
      server.query(`DROP DATABASE "${pathname.slice(1)}" WITH (FORCE)`),
    );
    expect((await gateway.app.inject({ url: '/health/ready' })).statusCode).toBe(503);
    expect((await gateway.app.inject({ url: '/health/live' })).statusCode).toBe(200);
    await gateway.close();
  });
});
