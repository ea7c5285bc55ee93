import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('schema.prisma and the migrations say the same', async () => {
  const script = fileURLToPath(new URL('../../prisma/make-migration.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, '--check']);
  const [errors, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect({ errors, exitCode }).toEqual({ errors: '', exitCode: 0 });
});
