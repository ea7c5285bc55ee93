import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, vi } from 'vitest';
import { findPort } from '../support/find-port.ts';

const example = 'docs/examples/haproxy.cfg';

export const hasHaproxy = spawnSync('haproxy', ['-v']).status === 0;

export interface Haproxy {
  url: string;
  /** Sends a replica no more requests, or requests again. */
  setState: (replica: number, state: 'drain' | 'ready') => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts HAProxy with the documented configuration, without TLS and with these replicas. */
export async function startHaproxy({
  folder,
  ports,
}: {
  folder: string;
  ports: readonly number[];
}): Promise<Haproxy> {
  const port = await findPort();
  const socket = `${folder}/haproxy.sock`;
  const configuration = (await readFile(example, 'utf8'))
    .replace(/stats socket \S+/, `stats socket ${socket}`)
    .replace(/^ *bind .*$/m, `    bind 127.0.0.1:${port}`)
    .replace(
      /(?:^ *server .*\n)+/m,
      ports.map((replica) => `    server s${replica} 127.0.0.1:${replica}\n`).join(''),
    );
  const path = `${folder}/haproxy.cfg`;
  await writeFile(path, configuration);
  const child = spawn('haproxy', ['-db', '-q', '-f', path], { stdio: ['ignore', 'ignore', 'inherit'] });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await vi.waitUntil(() => isServing(url), { timeout: 60_000, interval: 50 });
  return {
    url,
    setState: async (replica, state) => {
      const connection = connect(socket);
      connection.end(`set server replicas/s${replica} state ${state}\n`);
      // It responds with an empty line, or with what is wrong.
      expect((await text(connection)).trim()).toBe('');
    },
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

const isServing = (url: string): Promise<boolean> =>
  fetch(`${url}/health/live`).then(
    ({ status }) => status === 200,
    () => false,
  );
