import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyQuestionnaire } from '../../src/domain/questionnaires/demo/company-questionnaire.ts';
import { run, type StandIn, startStandIn } from './support.ts';

const created = {
  id: 3,
  version: 1,
  name: 'Supplier check',
  description: null,
  type: 'RFI',
  questionCount: 2,
  createdAt: '2026-02-26T12:00:00.000Z',
};
let folder: string;
let gateway: StandIn;
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/postern-cli-`);
  gateway = await startStandIn(() => ({
    data: { createQuestionnaire: { __typename: 'CreateQuestionnairePayload', questionnaire: created } },
  }));
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

async function importFile(name: string, content?: string, environment?: Record<string, string>) {
  if (content !== undefined) {
    await writeFile(`${folder}/${name}`, content);
  }
  gateway.requests.length = 0;
  const file = environment ? name : `${folder}/${name}`;
  const result = await run(
    ['questionnaire', 'import', file, '--key', 'kycg_live_own', '--url', gateway.url, '--json'],
    environment,
  );
  return { ...result, input: gateway.requests[0]?.body.variables.input };
}

const questionnaire = (question: object) =>
  JSON.stringify({
    name: 'Supplier check',
    type: 'RFI',
    sections: [
      {
        title: 'General',
        questions: [{ key: 'certified', text: 'Are you certified?', type: 'BOOLEAN' }, question],
      },
    ],
  });

describe('questionnaire import', () => {
  it("questionnaire import creates the file's questionnaire with the tenant's key and prints it", async () => {
    const result = await importFile('full.json', JSON.stringify(companyQuestionnaire));

    expect(result.errors).toEqual([]);
    expect(result.json()).toEqual(created);
    expect(gateway.requests[0]!.headers.authorization).toBe('Bearer kycg_live_own');
    expect(result.input).toMatchObject(companyQuestionnaire);
  });

  it('questionnaire import accepts the spellings of REST as well, and a byte order mark', async () => {
    const result = await importFile(
      'rest.json',
      `\uFEFF${questionnaire({
        key: 'which',
        text: 'Which certificate?',
        type: 'text',
        help_text: 'Its number.',
        visible_when: { key: 'certified', equals: 'true' },
      })}`,
    );

    expect(result.errors).toEqual([]);
    expect(result.input.sections[0].questions[1]).toMatchObject({
      type: 'TEXT',
      helpText: 'Its number.',
      visibleWhen: { key: 'certified', equals: 'true' },
    });
  });

  it('questionnaire import names every problem of the file by its place, and sends nothing', async () => {
    const result = await importFile(
      'bad.json',
      questionnaire({ key: 'which', type: 'ESSAY', helptext: 'x', help_text: 'y', helpText: 'z' }),
    );

    expect(result).toMatchObject({ status: 1, stdout: '', input: undefined });
    expect(result.errors).toHaveLength(4);
    expect(result.errors.join('\n')).toMatch(
      /^sections\[0\]\.questions\[1\]\.text: This field is required\.$/m,
    );
    expect(result.errors.join('\n')).toMatch(/^sections\[0\]\.questions\[1\]\.type: Not a valid choice\./m);
    expect(result.errors.join('\n')).toMatch(/^sections\[0\]\.questions\[1\]\.helptext: Unknown field\.$/m);
    expect(result.errors.join('\n')).toMatch(/^sections\[0\]\.questions\[1\]\.help_text: Unknown field\.$/m);
  });

  it('questionnaire import says of a file that is not there, not JSON or not an object that it is so', async () => {
    expect((await importFile('none.json')).errors).toEqual([`The file ${folder}/none.json does not exist.`]);
    expect((await importFile('list.json', '[]')).errors).toEqual([
      `${folder}/list.json: An object is required.`,
    ]);
    expect((await importFile('broken.json', '{\n  "name": "x",\n}')).errors).toEqual([
      `The file ${folder}/broken.json is not JSON (line 3 column 1).`,
    ]);
  });

  it('questionnaire import shows nothing of a file that turns out to hold something else', async () => {
    const { status, errors } = await importFile('operator-key', 'hunter2hunter2\n');

    expect(status).toBe(1);
    expect(errors.join()).not.toContain('hunter');
  });

  it('questionnaire import looks for the file where npm was called, because npm runs scripts elsewhere', async () => {
    await writeFile(`${folder}/here.json`, JSON.stringify(companyQuestionnaire));
    const { status } = await importFile('here.json', undefined, {
      npm_lifecycle_event: 'cli',
      INIT_CWD: folder,
    });

    expect(status).toBe(0);
  });
});
