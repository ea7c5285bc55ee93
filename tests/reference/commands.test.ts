import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageSlug, tags } from '../../src/rest/reference/tags.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { pdfOf } from '../support/sample-documents.ts';
import { documentedOperations, responseOf } from './document.ts';
import { createPlace, type Place } from './place.ts';

const run = promisify(execFile);

/** The test environment can lack curl; `.ci/run` installs it. */
function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasCurl())('the curl commands of the reference’s pages', () => {
  let gateway: TestGateway;
  let folder: string;
  let sections: string[];

  beforeAll(async () => {
    gateway = await startTestGateway();
    const url = await gateway.listen();
    folder = await mkdtemp(join(tmpdir(), 'postern-reference-'));
    await writeFile(join(folder, 'register-extract.pdf'), pdfOf([['Company number: 04812377']]));
    // Writes what belongs to no response to standard error, where files are saved as well.
    await writeFile(join(folder, '.curlrc'), 'write-out = "%{stderr}%{http_code}"\n');
    const pages = await Promise.all(
      tags.map(async ({ name }) => (await fetch(`${url}/api/v1/docs/${pageSlug(name)}`)).text()),
    );
    sections = pages.flatMap((page) => page.split(/^## /m));
  });
  afterAll(async () => {
    await gateway?.drop();
    await rm(folder, { recursive: true });
  });

  /** The command with the tenant’s own ids in place of those of the example. */
  const withOwnIds = (command: string, { ids, questionnaire }: Place): string =>
    [...ids]
      .reduce((text, [example, own]) => text.replaceAll(example, own), command)
      .replace('"questionnaire_id":1', `"questionnaire_id":${questionnaire}`)
      .replace('/questionnaires/1/', `/questionnaires/${questionnaire}/`);

  async function execute(command: string, { tenant }: Place): Promise<number> {
    // curl overwrites no file.
    await rm(join(folder, 'scan.pdf'), { force: true });
    const { stderr } = await run('sh', ['-euc', command], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', CURL_HOME: folder, HOME: folder, POSTERN_KEY: tenant.key },
    });
    return Number(stderr.slice(-3));
  }

  it.each(documentedOperations)('succeed as they are printed: $name', async (documented) => {
    const { method, path, operation } = documented;
    const section = sections.find((text) => text.includes(`\n\`${method} /api/v1${path}\`\n`)) ?? '';
    const commands = [...section.matchAll(/```sh\n([\s\S]*?)\n```/g)].map(([, command = '']) => command);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      const place = await createPlace(gateway, operation.operationId);
      const status = await execute(withOwnIds(command, place), place);
      expect(responseOf(documented, status), `${status} ${command}`).toBeDefined();
      expect(status, command).toBeLessThan(300);
    }
  });

  it('save a file under its own name', async () => {
    const section = sections.find((text) => text.includes('`GET /api/v1/documents/{id}/content/`')) ?? '';
    const [, command = ''] = /```sh\n([\s\S]*?)\n```/.exec(section) ?? [];
    const place = await createPlace(gateway);
    await execute(withOwnIds(command, place), place);
    expect(await readFile(join(folder, 'scan.pdf'), 'utf8')).toBe('%PDF-');
  });
});
