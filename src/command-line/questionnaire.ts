import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { ResultOf } from 'gql.tada';
import { CommandFailure } from './command-failure.ts';
import { expectPayload } from './expect-payload.ts';
import { pathOf } from './file-path.ts';
import { graphql } from './graphql.ts';
import { importQuestionnaire } from './import-questionnaire.ts';
import { connect, wholeNumber } from './options.ts';
import { printResult } from './output.ts';
import { readQuestionnaireFile } from './read-questionnaire-file.ts';
import type { Surroundings } from './surroundings.ts';

const exportQuestionnaire = graphql(`
  query ExportQuestionnaire($id: ID!) {
    questionnaire(id: $id) {
      name
      description
      type
      currentVersion {
        language
        sections {
          title
          questions {
            key
            text
            type
            required
            options
            helpText
            min
            max
            hints
            visibleWhen {
              key
              equals
            }
          }
        }
      }
    }
  }
`);

/** Adds `questionnaire import` and `questionnaire export`. */
export function addQuestionnaireCommands(program: Command, surroundings: Surroundings): void {
  const questionnaire = program.command('questionnaire').description('the questionnaires of a tenant');

  questionnaire
    .command('import')
    .description('creates a questionnaire from a JSON file, such as docs/examples/questionnaire.json')
    .argument('<file>', 'a JSON file with the input of createQuestionnaire')
    .requiredOption('--key <key>', "the tenant's own key with the scope ADMIN")
    .action(async (file: string, { key }: { key: string }, command: Command) => {
      const client = await connect({ command, surroundings, key });
      const input = await readQuestionnaireFile({ file, environment: surroundings.environment });
      const { createQuestionnaire } = await client.execute(importQuestionnaire, { input });
      const { questionnaire: created } = expectPayload(createQuestionnaire, {});
      printResult({
        command,
        surroundings,
        json: created,
        text: ({ detailTable }) =>
          detailTable({
            Questionnaire: created.name,
            ID: created.id,
            Type: created.type,
            Questions: created.currentVersion.questionCount,
          }),
      });
    });

  questionnaire
    .command('export')
    .description("writes a questionnaire's current version as JSON that questionnaire import accepts")
    .argument('<id>', "the questionnaire's id", questionnaireId)
    .requiredOption('--key <key>', "the tenant's own key, of any scope")
    .option('--out <file>', 'the file to create (default: standard output)')
    .action(async (id: string, { key, out }: { key: string; out?: string }, command: Command) => {
      const client = await connect({ command, surroundings, key });
      const { questionnaire: found } = await client.execute(exportQuestionnaire, { id });
      if (!found) {
        throw new CommandFailure(`The tenant has no questionnaire ${id}.`);
      }
      const text = `${JSON.stringify(toFile(found), null, 2)}\n`;
      if (out === undefined) {
        surroundings.stdout(text);
        return;
      }
      await writeFile(pathOf(out, surroundings), text, { flag: 'wx' }).catch(
        (error: NodeJS.ErrnoException) => {
          throw new CommandFailure(
            error.code === 'EEXIST'
              ? `The file ${out} already exists.`
              : `Cannot write ${out} (${error.code}).`,
          );
        },
      );
      printResult({ command, surroundings, json: { file: out }, text: () => `Written to ${out}.` });
    });
}

function questionnaireId(text: string): string {
  if (wholeNumber(text) < 1) {
    throw new InvalidArgumentError('Use the number of a questionnaire.');
  }
  return text;
}

type Exported = NonNullable<ResultOf<typeof exportQuestionnaire>['questionnaire']>;

/** Without what is not set, so that the file is as short as one written by hand. */
const toFile = ({ currentVersion: { sections, language }, ...questionnaire }: Exported): object => ({
  ...withoutEmpty({ ...questionnaire, language }),
  sections: sections.map(({ title, questions }) => ({ title, questions: questions.map(withoutEmpty) })),
});

const withoutEmpty = (object: object): object =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) => value !== null && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );
