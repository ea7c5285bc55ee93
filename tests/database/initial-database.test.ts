import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackInitialDatabase } from '../../src/database/initial-database.ts';
import { programEnvironment } from '../support/program-environment.ts';

let dataDir: string;
let folder: string;
beforeEach(async () => {
  dataDir = await mkdtemp(`${tmpdir()}/postern-initial-database-`);
  folder = `${dataDir}/postgres`;
  await mkdir(folder);
});
afterEach(() => rm(dataDir, { recursive: true }));

describe('the prepared data folder', () => {
  it('the prepared data folder is unpacked as a whole, for its owner only', async () => {
    // What a process left that was killed meanwhile.
    await mkdir(`${folder}.part`);
    await writeFile(`${folder}.part/PG_VERSION`, 'half');
    await unpackInitialDatabase(folder);
    expect(await readdir(dataDir)).toEqual(['postgres']);
    expect(await readFile(`${folder}/PG_VERSION`, 'utf8')).toBe('18\n');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(`${folder}/PG_VERSION`)).mode & 0o777).toBe(0o600);
  });

  it('the prepared data folder is not used for another version of PGlite', async () => {
    await unpackInitialDatabase(folder, '0.0.0');
    expect(await readdir(folder)).toEqual([]);
  });
});

/** Opens the embedded database, works with it for a while, and prints the most memory that the process had. */
const program = `
  import { readFileSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  import { openDatabase } from './src/database/open.ts';
  const database = await openDatabase({ dataDir: process.env.DATA_DIR });
  for (let i = 0; i < 200; i += 1) {
    await database.client.tenant.count({ where: { name: 'Nobody' } });
  }
  await setTimeout(1_000);
  await database.client.tenant.count();
  console.log(/^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  await database.close();
`;

it.runIf(process.platform === 'linux').each(['the first time', 'a later time'])(
  'a database that is opened for %s needs less than 400 MB at any time',
  async (time) => {
    const open = async () => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '--eval', program],
        { env: { ...programEnvironment(), DATA_DIR: dataDir } },
      );
      return Number(stdout) / 1_024;
    };
    if (time === 'a later time') {
      await open();
    }
    expect(await open()).toBeLessThan(400);
  },
);
