import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** Where a process keeps compiled code after a call of one of the functions; empty if it keeps none. */
async function cacheAfter(call: 'useCompileCache' | 'createCompileCache', dataDir: string): Promise<string> {
  const program = `
    import { getCompileCacheDir } from 'node:module';
    import { ${call} } from './src/compile-cache.js';
    ${call}(${JSON.stringify(dataDir)});
    await import('./src/ids.ts');
    console.log(getCompileCacheDir() ?? '');
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    env: { PATH: process.env['PATH'] },
  });
  return stdout.trim();
}

describe('compiled code', () => {
  let dataDir: string;
  let cache: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(`${tmpdir()}/postern-compile-cache-`);
    cache = `${dataDir}/compile-cache`;
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('compiled code is kept in a folder of the data folder that only its owner can use', async () => {
    const used = await cacheAfter('createCompileCache', dataDir);
    expect(used).toContain(`${cache}/`);
    expect((await stat(cache)).mode & 0o777).toBe(0o700);
    expect(await readdir(used)).not.toEqual([]);
    expect(await cacheAfter('useCompileCache', dataDir)).toBe(used);
  });

  it('compiled code is not kept before there is a folder for it', async () => {
    expect(await cacheAfter('useCompileCache', dataDir)).toBe('');
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('compiled code of other versions of Node.js is removed', async () => {
    await mkdir(`${cache}/v23.0.0-x64`, { recursive: true });
    await chmod(cache, 0o700);
    const used = await cacheAfter('createCompileCache', dataDir);
    expect(await readdir(cache)).toEqual([used.slice(cache.length + 1)]);
  });

  it.each(['useCompileCache', 'createCompileCache'] as const)(
    'compiled code in a folder that others can write to is not run: %s',
    async (call) => {
      await mkdir(cache);
      await chmod(cache, 0o777);
      expect(await cacheAfter(call, dataDir)).toBe('');
    },
  );

  it.each(['useCompileCache', 'createCompileCache'] as const)(
    'compiled code is done without where its folder cannot be made: %s',
    async (call) => {
      await writeFile(cache, '');
      expect(await cacheAfter(call, dataDir)).toBe('');
      expect(await cacheAfter(call, '/proc/nowhere')).toBe('');
    },
  );
});
