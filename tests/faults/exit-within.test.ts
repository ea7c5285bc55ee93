import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';

const module = new URL('../../src/runtime/exit-within.ts', import.meta.url).href;

/** Runs a program after it was given a third of a second, and returns how it ended. */
const run = (program: string) =>
  new Promise<{ status: unknown; signal: unknown }>((resolve) => {
    const script = `import { exitWithin } from ${JSON.stringify(module)}; exitWithin(300); ${program}`;
    execFile(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 }, (error) =>
      resolve({ status: error?.code ?? 0, signal: error?.signal ?? null }),
    );
  });

it('a process that would continue exits with 0 at the end of its time', async () => {
  expect(await run('setInterval(() => {}, 1_000);')).toEqual({ status: 0, signal: null });
});

it('a process that is too busy to exit is killed', async () => {
  expect(await run('for (;;);')).toMatchObject({ signal: 'SIGKILL' });
});

it('a process that is done before does not wait for it', async () => {
  const startedAt = performance.now();
  expect(await run('exitWithin(60_000);')).toEqual({ status: 0, signal: null });
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});
