import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';

/** The version that this one replaces: the newest release before the current commit. */
export type PreviousVersion = { version: string; commit: string } | { version: undefined; reason: string };

const git = (...parameters: string[]): string =>
  execFileSync('git', parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** A release is a commit that changes `version` in package.json. */
export function findPreviousVersion(): PreviousVersion {
  try {
    if (git('rev-parse', '--is-shallow-repository') === 'true') {
      return { version: undefined, reason: 'the clone is shallow' };
    }
    const head = git('rev-parse', 'HEAD');
    const releases = git('log', '--format=%H', '-G"version":', '--', 'package.json').split('\n');
    const commit = releases.find((release) => release !== '' && release !== head);
    return commit === undefined
      ? { version: undefined, reason: 'git has no earlier version' }
      : { version: JSON.parse(git('show', `${commit}:package.json`)).version, commit };
  } catch {
    return { version: undefined, reason: 'this is no clone with git' };
  }
}

export interface ProgramOfVersion {
  folder: string;
  remove: () => Promise<void>;
}

/** Makes a folder with the program of a commit. It uses the packages of this checkout if they are compatible. */
export function checkOut(commit: string): ProgramOfVersion {
  const folder = mkdtempSync(`${tmpdir()}/postern-previous-`);
  const files = ['package.json', 'package-lock.json', 'src', 'prisma/migrations'];
  const archive = execFileSync('git', ['archive', commit, ...files], { maxBuffer: 2 ** 28 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  if (canUsePackagesOfThis(`${folder}/package-lock.json`)) {
    symlinkSync(`${process.cwd()}/node_modules`, `${folder}/node_modules`);
  } else {
    execFileSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: folder });
  }
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** Whether each package that a version needs in production is installed here in the same major version. */
function canUsePackagesOfThis(lockFile: string): boolean {
  const here = majorVersionsOf('package-lock.json');
  return [...majorVersionsOf(lockFile)].every(([path, version]) => here.get(path) === version);
}

function majorVersionsOf(lockFile: string): Map<string, string> {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as {
    packages: Record<string, { version: string; dev?: boolean }>;
  };
  return new Map(
    Object.entries(packages)
      .filter(([path, { dev }]) => path !== '' && !dev)
      .map(([path, { version }]) => [path, version.split('.')[0] ?? '']),
  );
}
