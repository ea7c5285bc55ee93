import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { findPort } from './find-port.ts';

const program = 'pgbouncer';
/** How many sessions of the server a database has, whatever the number of clients. */
const poolSize = 6;

export const hasPooler = spawnSync(program, ['--version']).status === 0;

export interface Pooler {
  /** The same user and database as the server's URL. */
  url: string;
  stop: () => Promise<void>;
}

/**
 * Starts PgBouncer in front of a server: it pools transactions, and accepts no more parameters at the start of a session
 * than it does by default.
 */
export async function startPooler({
  serverUrl,
  folder,
}: {
  serverUrl: string;
  folder: string;
}): Promise<Pooler> {
  const server = new URL(serverUrl);
  const port = await findPort();
  const home = `${folder}/pooler`;
  await mkdir(home, { recursive: true });
  const password = server.password === '' ? '' : ` password=${decodeURIComponent(server.password)}`;
  await writeFile(
    `${home}/pgbouncer.ini`,
    `[databases]
* = host=${server.hostname} port=${server.port || 5432} user=${decodeURIComponent(server.username)}${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 1000
server_idle_timeout = 5
`,
  );
  // It does not run as root.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await Promise.all([chmod(folder, 0o755), chmod(home, 0o755)]);
  const child = spawn(program, ['-q', ...(isRoot ? ['-u', 'postgres'] : []), `${home}/pgbouncer.ini`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const exited = once(child, 'exit');
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  await waitUntilReady(url.href, () => (child.exitCode === null ? undefined : errors));
  return {
    url: url.href,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function waitUntilReady(url: string, failure: () => string | undefined): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (error) {
      if (failure() !== undefined || attempt > 50)
        throw new Error(`PgBouncer does not start: ${failure()}`, { cause: error });
      await setTimeout(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
