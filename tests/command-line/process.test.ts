import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StandIn, startStandIn } from './support.ts';

let gateway: StandIn;
beforeAll(async () => {
  gateway = await startStandIn(() => ({
    data: { tenants: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } },
  }));
});
afterAll(() => gateway.close());

function runProcess(...argv: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['src/cli.ts', ...argv],
      { env: { ...process.env, OPERATOR_KEY: 'operator-secret', PUBLIC_URL: 'http://127.0.0.1:1' } },
      (_error, stdout, stderr) => resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}

describe('src/cli.ts', () => {
  it('prints the result alone on standard output, whatever PUBLIC_URL says, and exits with 0', async () => {
    expect(await runProcess('tenant', 'list', '--json', '--url', gateway.url)).toEqual({
      status: 0,
      stdout: '[]\n',
      stderr: '',
    });
  });

  it('exits with 2 when typed wrongly', async () => {
    expect(await runProcess('tenant', 'list', '--frob')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: "error: unknown option '--frob'\n",
    });
  });
});
