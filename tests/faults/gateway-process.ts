import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { createInterface } from 'node:readline';
import { type DatabaseSettings, databaseEnvironment } from '../support/database.ts';
import { operatorKey } from '../support/gateway.ts';
import { programEnvironment } from '../support/program-environment.ts';
import type { Client } from './support.ts';

/** A gateway in a process of its own, as an operator runs it. */
export interface GatewayProcess {
  url: string;
  pid: number;
  clientFor: (key: string) => Client;
  /** The memory that objects in use occupy, on the heap and beside it; only with `reportsMemory`. */
  usedMemoryMiB: () => Promise<number>;
  /** What it has written to standard error, which is its log of errors. */
  log: () => string;
  /** Ends the process with a signal, and resolves with the status it exited with; null where the signal ended it. */
  end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
}

interface GatewayProcessOptions {
  settings: DatabaseSettings;
  /** Defaults to capturing emails. */
  smtpUrl?: string;
  smtpTimeoutMs?: number;
  /** Further settings. */
  environment?: Record<string, string>;
  /** Where the program is; this checkout by default. */
  folder?: string;
  /** Options of Node itself, such as a limit of its memory. */
  nodeOptions?: readonly string[];
  /** Whether the process can be asked for its memory. */
  reportsMemory?: boolean;
}

const memoryReporter = new URL('../support/report-memory.ts', import.meta.url).href;

/** Resolves when the gateway says that it is ready. */
export async function startGatewayProcess(options: GatewayProcessOptions): Promise<GatewayProcess> {
  const { settings, smtpUrl, smtpTimeoutMs = 15_000, environment, folder, nodeOptions = [] } = options;
  const { reportsMemory = false } = options;
  const preload = reportsMemory ? ['--import', memoryReporter] : [];
  const child = spawn(process.execPath, [...preload, ...nodeOptions, 'src/main.ts'], {
    cwd: folder,
    env: {
      ...programEnvironment(),
      PORT: '0',
      ...databaseEnvironment(settings),
      ...(smtpUrl && { SMTP_URL: smtpUrl }),
      SMTP_TIMEOUT_MS: String(smtpTimeoutMs),
      OPERATOR_KEY: operatorKey,
      RATE_LIMIT_PER_MINUTE: '0',
      LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit').then(([status]) => status as number | null);
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const url = await readUrl(child.stdout);
  if (url === undefined) {
    throw new Error(`The gateway exited with ${await exited}: ${errors}`);
  }
  return {
    url,
    pid: child.pid ?? Number.NaN,
    clientFor: (key) => clientAt(url, key),
    usedMemoryMiB: async () => {
      if (!reportsMemory) {
        throw new Error('This gateway does not report its memory.');
      }
      child.kill('SIGUSR2');
      return Promise.race([
        readMemoryMiB(child.stderr),
        exited.then((status) => Promise.reject(new Error(`The gateway exited with ${status}: ${errors}`))),
      ]);
    },
    log: () => errors,
    end: (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}

async function readMemoryMiB(stderr: NodeJS.ReadableStream): Promise<number> {
  for await (const [chunk] of on(stderr, 'data', { close: ['end'] })) {
    const bytes = /^Memory in use: (\d+)$/m.exec(String(chunk))?.[1];
    if (bytes !== undefined) {
      return Number(bytes) / 2 ** 20;
    }
  }
  throw new Error('The gateway ended its output without a word of its memory.');
}

/** The address once the gateway is ready; undefined if its output ends before that. */
async function readUrl(stdout: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: stdout })) {
    const url = /^Postern ready at (\S+)$/.exec(line)?.[1];
    if (url !== undefined) {
      // What else is printed must not fill the pipe.
      stdout.resume();
      return url;
    }
  }
  return undefined;
}

/** Calls a gateway over the network. */
export function clientAt(url: string, key: string): Client {
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
    };
  };
  return {
    rest: (method, path, body, options) => call(method, `/api/v1${path}`, body, options?.headers),
    graphql: async (query, variables) => {
      const { status, body } = await call('POST', '/graphql', { query, variables });
      return { status, data: body.data, errors: body.errors };
    },
  };
}
