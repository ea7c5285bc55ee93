import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandFolder, createCommandFolder, hasCurl } from '../support/command-folder.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { documentedOperations, responseOf } from './document.ts';
import { type OperationCommands, readPageCommands } from './page-commands.ts';
import { createPlace, type Place, placeFor, textWithOwnIds } from './place.ts';

describe.skipIf(!hasCurl())('the curl commands of the reference’s pages', () => {
  let gateway: TestGateway;
  let folder: CommandFolder;
  let operations: OperationCommands[];

  beforeAll(async () => {
    gateway = await startTestGateway();
    folder = await createCommandFolder(gateway);
    operations = await readPageCommands(gateway);
  });
  afterAll(async () => {
    await gateway?.drop();
    await folder?.remove();
  });

  const commandsOf = (name: string) =>
    operations.find((operation) => operation.name === name)?.commands ?? [];

  /** Runs a command with the tenant’s own ids in place of those of the example, and returns the status. */
  async function execute(command: string, place: Place): Promise<number | undefined> {
    // curl overwrites no file.
    await rm(`${folder.path}/scan.pdf`, { force: true });
    folder.environment['POSTERN_KEY'] = place.tenant.key;
    const [received] = await folder.execute(textWithOwnIds(command, place));
    return received?.status;
  }

  it.each(documentedOperations)('succeed as they are printed: $name', async (documented) => {
    const commands = commandsOf(documented.name);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      const place = await placeFor(gateway, documented);
      const status = await execute(command, place);
      expect(responseOf(documented, status ?? 0), `${status} ${command}`).toBeDefined();
      expect(status, command).toBeLessThan(300);
    }
  });

  it('the curl commands of the reference’s pages save a file under its own name', async () => {
    const [command = ''] = commandsOf('GET /documents/{id}/content/');
    await execute(command, await createPlace(gateway));
    expect(await readFile(`${folder.path}/scan.pdf`, 'utf8')).toBe('%PDF-');
  });
});
