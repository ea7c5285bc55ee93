import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { urlOfDatabase, withServer } from '../support/database.ts';
import { findPort } from '../support/find-port.ts';

const run = promisify(execFile);
const versions = '/usr/lib/postgresql';

/** How a server is stopped: `fast` ends its sessions, `immediate` is a crash. */
export type StopMode = 'fast' | 'immediate';

/** A PostgreSQL server of a drill's own, on the loopback address and without a password. */
export interface PostgresqlServer {
  url: (database: string) => string;
  createDatabase: (name: string) => Promise<void>;
  dropDatabase: (name: string) => Promise<void>;
  restart: (mode: StopMode) => Promise<void>;
  stop: (mode: StopMode) => Promise<void>;
  start: () => Promise<void>;
  /** Stops all processes of the server where they are: connections stay open, and nothing responds. */
  freeze: () => Promise<void>;
  thaw: () => Promise<void>;
  drop: () => Promise<void>;
}

/** Whether the programs of a server are installed where Debian puts them. */
export const hasPostgresql = await newestVersion().then(
  () => true,
  () => false,
);

async function newestVersion(): Promise<string> {
  const [newest] = (await readdir(versions)).map(Number).sort((one, other) => other - one);
  await stat(`${versions}/${newest}/bin/initdb`);
  return `${versions}/${newest}/bin`;
}

/** initdb and the server refuse to run as root. */
async function asPostgres(program: string, parameters: string[]): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const [command = '', ...rest] = isRoot
    ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...parameters]
    : [program, ...parameters];
  await run(command, rest);
}

export async function startPostgresql(): Promise<PostgresqlServer> {
  const programs = await newestVersion();
  const folder = await mkdtemp(`${tmpdir()}/postern-drills-`);
  const data = `${folder}/data`;
  await chmod(folder, 0o755);
  await mkdir(data);
  if (process.getuid?.() === 0) {
    const { stdout } = await run('id', ['-u', 'postgres']);
    await chown(data, Number(stdout), -1);
  }
  const port = await findPort();
  const pgCtl = (...parameters: string[]) =>
    asPostgres(`${programs}/pg_ctl`, ['-D', data, '-w', '-s', ...parameters]);
  const serverOptions = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${data}`;
  await asPostgres(`${programs}/initdb`, ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8']);
  const start = () => pgCtl('-l', `${data}/log`, '-o', serverOptions, 'start');
  await start();
  const signalAll = async (signal: 'SIGSTOP' | 'SIGCONT') => {
    const [parent = ''] = (await readFile(`${data}/postmaster.pid`, 'utf8')).split('\n');
    const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8');
    for (const id of [parent, ...children.trim().split(' ')]) {
      process.kill(Number(id), signal);
    }
  };
  const serverUrl = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const execute = (statement: string) =>
    withServer(serverUrl, async (server) => {
      await server.query(statement);
    });
  return {
    url: (database) => urlOfDatabase(serverUrl, database),
    createDatabase: (name) => execute(`CREATE DATABASE "${name}"`),
    dropDatabase: (name) => execute(`DROP DATABASE "${name}" WITH (FORCE)`),
    restart: (mode) => pgCtl('-l', `${data}/log`, '-m', mode, 'restart'),
    stop: (mode) => pgCtl('-m', mode, 'stop'),
    start,
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    drop: async () => {
      await pgCtl('-m', 'immediate', 'stop');
      await rm(folder, { recursive: true });
    },
  };
}
