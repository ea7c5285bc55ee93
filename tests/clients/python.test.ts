import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { createWorld } from '../support/world.ts';
import { it } from './shared-gateway.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('programs/legacy.py', import.meta.url));

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it.skipIf(!hasPython())(
  'a client on http.client and urllib, where there is python3, sends, uploads, pages and reads errors',
  async ({ gateway }) => {
    const { tenant, questionnaire } = await createWorld(gateway);
    const { host } = new URL(gateway.origin);
    const { stdout } = await run('python3', [program, host, tenant.key, String(questionnaire)]);

    expect(JSON.parse(stdout)).toEqual({
      created: [201, 'Münchner Rück 雪'],
      rejected: [400, 'validation_error', ['ddq', 'email']],
      sent: [201, 'sent'],
      expires_in_hours: 48,
      missing: [404, 'not_found'],
      chunked: [201, 'In Stücken 雪'],
      uploaded: [201, 'register.txt', 24],
      downloaded: 'Company number: 04812377',
      on_one_connection: true,
      names: ['In Stücken 雪', 'Münchner Rück 雪'],
      without_content_type: [415, 'unsupported_media_type'],
    });
  },
);
