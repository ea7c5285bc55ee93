import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { type StandIn, startStandIn } from './support.ts';

let gateway: StandIn;
beforeAll(async () => {
  gateway = await startStandIn(() => ({
    data: { tenants: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } },
  }));
});
afterAll(() => gateway.close());

type Run = (...argv: string[]) => Promise<{ status: number | null; stdout: string; stderr: string }>;

const runWith =
  (environment: Record<string, string>): Run =>
  (...argv) =>
    new Promise((resolve) => {
      const { FORCE_COLOR: _, ...inherited } = process.env;
      const child = execFile(
        process.execPath,
        ['src/postern.js', ...argv],
        {
          env: {
            ...inherited,
            OPERATOR_KEY: 'operator-secret',
            PUBLIC_URL: 'http://127.0.0.1:1',
            ...environment,
          },
        },
        (_error, stdout, stderr) => resolve({ status: child.exitCode, stdout, stderr }),
      );
    });
const runProcess = runWith({});

describe('the program `postern`', () => {
  it('the program `postern` prints the result alone on standard output, whatever PUBLIC_URL says, and exits with 0', async () => {
    expect(await runProcess('tenant', 'list', '--json', '--url', gateway.url)).toEqual({
      status: 0,
      stdout: '[]\n',
      stderr: '',
    });
  });

  it('the program `postern` prints its version', async () => {
    expect(await runProcess('--version')).toEqual({
      status: 0,
      stdout: `${packageJson.version}\n`,
      stderr: '',
    });
  });

  it.each([
    [['key', 'create', '--t'], ['--tenant']],
    [
      ['questionnaire', ''],
      ['import', 'export'],
    ],
    [
      ['jobs', 'list', '--state', ''],
      ['failed', 'queued'],
    ],
  ])('completes %j', async (words, suggestions) => {
    const { status, stdout } = await runProcess('complete', '--', ...words);
    expect(status).toBe(0);
    expect(stdout.split('\n').map((line) => line.split('\t')[0])).toEqual(
      expect.arrayContaining(suggestions),
    );
  });

  it.each(['bash', 'zsh', 'fish'])(
    'the program `postern` prints a completion script for %s',
    async (shell) => {
      const { status, stdout } = await runProcess('completion', shell);
      expect(status).toBe(0);
      expect(stdout).toContain('postern complete --');
    },
  );

  it('colours headings and problems where the terminal shows colours, and leaves files plain', async () => {
    const coloured = await runWith({ FORCE_COLOR: '1' })('tenant', 'create', '--help');
    expect(coloured.stdout).toContain('\u001b[1mUsage:');
    expect((await runProcess('tenant', 'create', '--help')).stdout).not.toContain('\u001b');
  });

  it('exits with 2 when typed wrongly', async () => {
    expect(await runProcess('tenant', 'list', '--frob')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: "error: unknown option '--frob'\n",
    });
  });
});
