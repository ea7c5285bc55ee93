import type { SpawnOptions } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inheritedDescriptors } from './inherited-descriptors.ts';

/**
 * One kind of reader for the text of files, and one for content that must be decoded by native code: pictures, and pages of
 * PDFs that are rendered for recognition.
 */
export type ReaderKind = 'text' | 'pictures';

interface CommandOptions {
  kind: ReaderKind;
  maxMemoryMb: number;
  /** The program to run; a test runs another one with the same rights. */
  program?: string | undefined;
}

export interface ReaderCommand {
  file: string;
  args: string[];
  options: SpawnOptions;
}

const folder = import.meta.dirname;

/** Does not change: what this process opens itself is not inherited. */
const inherited = inheritedDescriptors();

/**
 * How a reader is started: without the gateway's environment and without its descriptors, with the right to read the program's
 * own files and nothing else on the disk, but without the right to write anywhere or to start a process. Files come through a
 * pipe, so that no reader needs the right to open one. The rights to start threads and load native code, which its start needs,
 * are revoked before the first file.
 */
export function readerCommand({ kind, maxMemoryMb, program }: CommandOptions): ReaderCommand {
  return {
    file: process.execPath,
    args: [
      '--permission',
      ...readableFolders().map((path) => `--allow-fs-read=${path}`),
      '--allow-worker',
      ...(kind === 'pictures' ? ['--allow-addons'] : []),
      // SQLite opens files, which the permission model does not see.
      '--no-experimental-sqlite',
      '--disallow-code-generation-from-strings',
      // Above the limit of the memory watch, which reports the cause.
      `--max-old-space-size=${2 * maxMemoryMb}`,
      ...['deny-network.ts', 'deny-process-control.ts'].flatMap((file) => ['--require', join(folder, file)]),
      program ?? join(folder, 'reading-process.ts'),
      kind,
      String(maxMemoryMb * 1024 * 1024),
      // Closed, because nothing else keeps a reader from inheriting them.
      inherited.join(),
    ],
    options: {
      cwd: folder,
      // The gateway's environment contains its secrets. Windows cannot start a program without this one variable.
      env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
      // Requests, what libraries print (which may quote a file), and replies.
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
      windowsHide: true,
    },
  };
}

/** The program's files: its sources, the file that declares them as modules, and the installed packages. */
function readableFolders(): string[] {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return [join(root, 'src'), join(root, 'package.json'), ...packageFolders()];
}

/** The folders of installed packages: the one in which they are looked up, and its target if that is a link. */
function packageFolders(): string[] {
  const lookedFor = createRequire(import.meta.url).resolve.paths('unpdf') ?? [];
  const installed = lookedFor.filter((path) => basename(path) === 'node_modules' && existsSync(path));
  return [...new Set(installed.flatMap((path) => [path, realpathSync(path)]))];
}
