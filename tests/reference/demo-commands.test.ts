import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoIds } from '../../src/domain/tenants/demo/demo-ids.ts';
import {
  type CommandFolder,
  createCommandFolder,
  hasCurl,
  type Received,
} from '../support/command-folder.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type DocumentedOperation, documentedOperations, problemsOf, responseOf } from './document.ts';
import { readPageCommands } from './page-commands.ts';

/** What the demo tenant cannot do when the commands are run in the order in which they are printed, and why. */
const rejections: Record<string, string> = {
  resendWorkflow: 'The session of the demo tenant is completed.',
  revokeWorkflow: 'The session of the demo tenant is completed.',
  completeReview: 'The command before has requested changes.',
  approveResponse: 'The command before has requested changes.',
  rejectResponse: 'The command before has requested changes.',
};

/** What became of one command. */
interface Outcome {
  documented: DocumentedOperation;
  command: string;
  received: Received | undefined;
  /** What curl printed if it failed. */
  failure: string;
}

describe.skipIf(!hasCurl())(
  'the curl commands of the reference’s pages, run with the demo key in their order,',
  () => {
    let gateway: TestGateway;
    let folder: CommandFolder;
    const outcomes: Outcome[] = [];

    beforeAll(async () => {
      gateway = await startTestGateway({ hasDemoTenant: true });
      folder = await createCommandFolder(gateway);
      const key = gateway.demoKey ?? '';
      folder.environment['POSTERN_KEY'] = key;
      for (const { commands, ...documented } of await readPageCommands(gateway)) {
        for (const command of commands) {
          let failure = '';
          const [received] = await folder.execute(command).catch(({ stderr }) => {
            failure = stderr;
            return [];
          });
          outcomes.push({ documented, command, received, failure });
          if (documented.operation.operationId === 'autofillResponse') await finishAutofill(gateway, key);
        }
      }
    });
    afterAll(async () => {
      await gateway?.drop();
      await folder?.remove();
    });

    it('the commands of the reference return what it documents, or say what the demo tenant lacks', () => {
      expect(new Set(outcomes.map(({ documented }) => documented.name)).size).toBe(
        documentedOperations.length,
      );
      for (const { documented, command, received, failure } of outcomes) {
        const { operationId = '' } = documented.operation;
        const place = `${command}\n${JSON.stringify(received)}${failure}`;
        const isUnknown = unknownIdsIn(command).length > 0 || operationId === 'getAutofill';
        if (failure !== '') {
          expect([isUnknown, failure], place).toEqual([true, expect.stringContaining('error: 404')]);
          continue;
        }
        const { status, body } = received ?? { status: 0, body: undefined };
        const expected = isUnknown ? 'not_found' : operationId in rejections ? 'invalid_request' : undefined;
        expect(body?.code, place).toBe(expected);
        expect(status < 400, place).toBe(expected === undefined);
        const schema = responseOf(documented, status)?.content?.['application/json']?.schema;
        expect(schema === undefined ? [] : problemsOf(schema, body), place).toEqual([]);
      }
    });

    it('download a document under its name', async () => {
      expect(await readFile(`${folder.path}/register-extract.txt`, 'utf8')).toContain('Harbour Light');
    });
  },
);

/** Waits, because a response cannot be changed while it is filled in. */
async function finishAutofill(gateway: TestGateway, key: string): Promise<void> {
  const path = `/responses/${demoIds.prefill}/autofill/`;
  const isFinished = async () =>
    (await gateway.rest('GET', path, undefined, { key })).body.status !== 'processing';
  await vi.waitUntil(isFinished, { timeout: 30_000 });
}

const unknownIdsIn = (command: string): string[] =>
  (command.match(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g) ?? []).filter(
    (id) => !(Object.values(demoIds) as string[]).includes(id),
  );
