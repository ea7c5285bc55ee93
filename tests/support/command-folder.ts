import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestGateway } from './gateway.ts';
import { pdfOf } from './sample-documents.ts';

const run = promisify(execFile);

/** The test environment can lack curl; `.ci/run` installs it. */
export function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** One response that a documented command received. */
export interface Received {
  status: number;
  /** Undefined if there was none, or if the command wrote it to a file. */
  body: any;
}

/** A folder in which commands for `http://localhost:4000` reach a gateway on another port. */
export interface CommandFolder {
  path: string;
  /** The variables that the commands can use. */
  environment: Record<string, string>;
  /** Runs a block of commands and returns what each curl received. */
  execute: (block: string) => Promise<Received[]>;
  remove: () => Promise<void>;
}

/** Lets the gateway listen, and makes a folder with the files that the documentation mentions. */
export async function createCommandFolder(gateway: TestGateway): Promise<CommandFolder> {
  const { port } = new URL(await gateway.listen());
  const path = await mkdtemp(join(tmpdir(), 'postern-commands-'));
  await symlink(gateway.settings.dataDir, join(path, '.data'));
  await writeFile(join(path, 'register-extract.pdf'), pdfOf([['Company number: 04812377']]));
  // Takes the commands to the port that this gateway has, and separates the responses.
  await writeFile(
    join(path, '.curlrc'),
    `connect-to = "localhost:4000:127.0.0.1:${port}"\nwrite-out = "\\n%{http_code}\\n"\n`,
  );
  const environment = { PATH: process.env['PATH'] ?? '', CURL_HOME: path, HOME: path };
  return {
    path,
    environment,
    execute: async (block) => {
      const { stdout } = await run('sh', ['-euc', block], { cwd: path, env: environment });
      const parts = stdout.split(/(?:^|\n)(\d{3})\n/).slice(0, -1);
      return Array.from({ length: parts.length / 2 }, (_, index) => ({
        status: Number(parts[2 * index + 1]),
        body: parts[2 * index] ? JSON.parse(parts[2 * index] ?? '') : undefined,
      }));
    },
    remove: () => rm(path, { recursive: true }),
  };
}
