import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A server in a process of its own. */
export interface BenchServer {
  url: string;
  pid: number | undefined;
  /** User and system time of the process so far, in microseconds; undefined if /proc does not tell. */
  cpuMicroseconds: () => number | undefined;
  /** Lets it finish in its own way. */
  stop: () => Promise<void>;
  /** Ends it immediately. Does nothing to one that has ended. */
  kill: () => Promise<void>;
}

export interface StartServerOptions {
  /** The program, relative to the working directory. */
  file: string;
  nodeOptions?: string[];
  environment: Record<string, string>;
  /** Where its log goes; to this process's standard error if left out. */
  logFile?: string;
}

const serverCore = '1';
const loadCore = '0';

/** Whether this machine lets servers and load have a core each. */
export const arePinned = ((): boolean => {
  try {
    execFileSync('taskset', ['-c', serverCore, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Keeps this process, which makes the load, off the servers' core. */
export function pinLoad(): void {
  if (arePinned) {
    execFileSync('taskset', ['-a', '-c', '-p', loadCore, String(process.pid)], { stdio: 'ignore' });
  }
}

/** Starts a server on its core and waits until it says where it is ready. */
export async function startServer(options: StartServerOptions): Promise<BenchServer> {
  const { file, nodeOptions = [], environment, logFile } = options;
  const command = [process.execPath, ...nodeOptions, file];
  const [program = '', ...argv] = arePinned ? ['taskset', '-c', serverCore, ...command] : command;
  const { PATH, HOME } = process.env;
  const child = spawn(program, argv, {
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', logFile === undefined ? 'inherit' : openSync(logFile, 'a')],
    // Ctrl-C reaches this process alone, which then stops the servers in their turn.
    detached: true,
  });
  const killChild = () => child.kill('SIGKILL');
  process.once('exit', killChild);
  child.once('exit', () => process.off('exit', killChild));
  const url = await readUrl(child, file);
  return {
    url,
    pid: child.pid,
    cpuMicroseconds: () => readCpu(child.pid),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
}

function readUrl({ stdout, ...child }: ChildProcess, file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!stdout) {
      reject(new Error(`${file} has no output.`));
      return;
    }
    createInterface({ input: stdout })
      .on('line', (line) => {
        const url = / ready at (http:\S+)$/.exec(line)?.[1];
        if (url) {
          resolve(url);
        }
      })
      .on('close', () => reject(new Error(`${file} has ended (${child.spawnfile}).`)));
  });
}

/** Linux counts a process's time in hundredths of a second. */
const microsecondsPerTick = 10_000;

function readCpu(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name may hold blanks, so the fields are counted from its closing parenthesis.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * microsecondsPerTick;
  } catch {
    return undefined;
  }
}

/** What of a process is in memory now, and what was at most; NaN where /proc does not tell. */
export function readMemory(pid: number | undefined): { residentBytes: number; peakBytes: number } {
  let status = '';
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    // Another system than Linux.
  }
  const bytesOf = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN) * 1_024;
  return { residentBytes: bytesOf('VmRSS'), peakBytes: bytesOf('VmHWM') };
}
