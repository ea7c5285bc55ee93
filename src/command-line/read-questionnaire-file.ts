import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { idempotencyKey, optional } from '../domain/fields.ts';
import { parseInput } from '../domain/parse-input.ts';
import { questionnaireDefinition } from '../domain/questionnaires/definition.ts';
import { ValidationError } from '../errors.ts';
import { CommandFailure } from './command-failure.ts';
import { pathOf } from './file-path.ts';
import type { Surroundings } from './surroundings.ts';

const fileSchema = questionnaireDefinition({ idempotencyKey: optional(idempotencyKey) });

/** The spellings of REST, beside those of the mutation's input. */
const otherSpellings = new Map([
  ['help_text', 'helpText'],
  ['visible_when', 'visibleWhen'],
  ['flag_when', 'flagWhen'],
  ['country_in', 'countryIn'],
]);

/**
 * Reads a questionnaire from a JSON file. It is checked by the gateway's own rules here, because GraphQL rejects a
 * misspelt type or a missing field one at a time and without the place in the file.
 *
 * @throws CommandFailure when the file cannot be read, or with every problem of the questionnaire
 */
export async function readQuestionnaireFile({
  file,
  environment,
}: Pick<Surroundings, 'environment'> & { file: string }): Promise<z.output<typeof fileSchema>> {
  const text = await readFile(pathOf(file, { environment }), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(
      error.code === 'ENOENT'
        ? `The file ${file} does not exist.`
        : `The file ${file} cannot be read (${error.code}).`,
    );
  });
  try {
    return parseInput(fileSchema, parseJson(file, text));
  } catch (error) {
    throw error instanceof ValidationError ? CommandFailure.ofFields(error.fields, { '': file }) : error;
  }
}

/** The parser's own message is not passed on: it quotes the file, which may be a file of secrets given by mistake. */
function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''), respell);
  } catch (error) {
    const place = error instanceof SyntaxError ? /line \d+ column \d+/.exec(error.message)?.[0] : undefined;
    throw new CommandFailure(`The file ${file} is not JSON${place === undefined ? '' : ` (${place})`}.`);
  }
}

function respell(name: string, value: unknown): unknown {
  if ((name === 'type' || name === 'level') && typeof value === 'string') {
    return value.toUpperCase();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      const spelling = otherSpellings.get(key) ?? key;
      return [spelling in value ? key : spelling, entry];
    }),
  );
}
