import type { Command } from 'commander';
import { expectType } from './expect-type.ts';
import { ImportQuestionnaireDocument } from './generated/graphql.ts';
import { connect } from './options.ts';
import { detailTable, printResult } from './output.ts';
import { readQuestionnaireFile } from './read-questionnaire-file.ts';
import type { Surroundings } from './surroundings.ts';

/** Adds `questionnaire import`. */
export function addQuestionnaireCommands(program: Command, surroundings: Surroundings): void {
  const questionnaire = program.command('questionnaire').description('the questionnaires of a tenant');

  questionnaire
    .command('import')
    .description('creates a questionnaire from a JSON file')
    .argument('<file>', 'a JSON file in the shape of the input of createQuestionnaire')
    .requiredOption('--key <key>', "the tenant's own key with the scope ADMIN")
    .action(async (file: string, { key }: { key: string }, command: Command) => {
      const client = await connect({ command, surroundings, key });
      const input = await readQuestionnaireFile({ file, environment: surroundings.environment });
      const { createQuestionnaire } = await client.execute(ImportQuestionnaireDocument, { input });
      const created = expectType(createQuestionnaire, 'Questionnaire', {});
      printResult({
        command,
        surroundings,
        json: created,
        text: () =>
          detailTable({
            Questionnaire: created.name,
            ID: created.id,
            Type: created.type,
            Questions: created.questionCount,
          }),
      });
    });
}
