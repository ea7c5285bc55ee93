import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Ended {
  status: number | null;
  output: string;
  errors: string;
}

const run = (file: string, options: { cwd?: string; nodeOptions?: string[]; PORT?: string } = {}) =>
  new Promise<Ended>((resolve) => {
    const { cwd = process.cwd(), nodeOptions = [], PORT = '0' } = options;
    const child = execFile(
      process.execPath,
      [...nodeOptions, file],
      { cwd, env: { PATH: process.env['PATH'], PORT, DATA_DIR: `${folder}/data` } },
      (_error, output, errors) => resolve({ status: child.exitCode, output, errors }),
    );
  });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/postern-launch-`);
  await cp('package.json', `${folder}/package.json`);
  await cp('src', `${folder}/src`, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

describe('a program that cannot run says in one line what to do', () => {
  it.each(['src/start.js', 'src/postern.js'])('%s without any package', async (file) => {
    const { status, output, errors } = await run(file, { cwd: folder });
    expect({ status, output }).toEqual({ status: 1, output: '' });
    expect(errors).toMatch(/^The package \S+ is not installed\. Run `npm ci` in Postern's folder\.\n$/);
  });

  it('without the one package that only the gateway needs', async () => {
    const { packages } = await mostPackages('fastify');
    const { status, errors } = await run('src/start.js', { cwd: folder });
    expect(status).toBe(1);
    expect(errors).toBe("The package fastify is not installed. Run `npm ci` in Postern's folder.\n");
    await rm(packages, { recursive: true });
  });

  it.each(['src/start.js', 'src/postern.js'])('%s on a Node.js that is too old', async (file) => {
    const older = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' })";
    const { status, output, errors } = await run(file, {
      nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(older)}`],
    });
    expect({ status, output }).toEqual({ status: 1, output: '' });
    expect(errors).toBe(
      'Postern requires Node.js 24 or newer, and this is 20.20.2. Install it from https://nodejs.org. For development, `npm ci` installs one for npm scripts.\n',
    );
  });
});

/** A folder with every package of this checkout but one. */
async function mostPackages(missing: string): Promise<{ packages: string }> {
  const packages = `${folder}/node_modules`;
  await mkdir(packages);
  for (const name of await readdir('node_modules')) {
    if (name !== missing) {
      await symlink(`${process.cwd()}/node_modules/${name}`, `${packages}/${name}`);
    }
  }
  return { packages };
}
