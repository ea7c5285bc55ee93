import { readFile } from 'node:fs/promises';
import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { parseInput } from '../../domain/parse-input.ts';
import { batchSendInput, maxSends } from '../../domain/workflows/send-workflow-input.ts';
import { type FieldProblem, maxProblems, ValidationError } from '../../errors.ts';
import { CommandFailure } from '../command-failure.ts';
import { columnOf, columns } from './columns.ts';

/** The column that says why a send has failed, in a file of failures. It is ignored when that is sent again. */
export const errorColumn = 'error';

type Row = Readonly<Record<string, string>>;

export interface SendsFile {
  /** The names of the columns, in their order. */
  header: readonly string[];
  /** The lines of the file as they are, in the order of the sends. */
  rows: readonly Row[];
  sends: readonly z.output<typeof batchSendInput>[];
  /** The file as it was read. */
  text: string;
}

interface ReadOptions {
  /** The file as it was entered, for messages. */
  file: string;
  path: string;
  questionnaireId: number;
}

/**
 * Reads the sends of a CSV file, each of which requests one questionnaire. The whole file is checked by the gateway's own rules
 * first.
 *
 * @throws CommandFailure when the file cannot be read, or with the problems of all lines, up to 100
 */
export async function readSends({ file, path, questionnaireId }: ReadOptions): Promise<SendsFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(
      error.code === 'ENOENT'
        ? `The file ${file} does not exist.`
        : `The file ${file} cannot be read (${error.code}).`,
    );
  });
  const { header, lines } = parseCsv(file, text);
  if (lines.length === 0) {
    throw new CommandFailure(`The file ${file} has no sends.`);
  }
  if (lines.length > maxSends) {
    throw new CommandFailure(
      `The file ${file} has ${lines.length} sends. Use at most ${maxSends} in one file.`,
    );
  }
  const problems: FieldProblem[] = [];
  const sends = lines.flatMap(({ line, row }) => {
    try {
      return [parseInput(batchSendInput, sendOf(row, questionnaireId))];
    } catch (error) {
      if (!(error instanceof ValidationError)) {
        throw error;
      }
      problems.push(
        ...error.fields.map((field) => ({ ...field, path: `line ${line}, ${columnOf(field.path)}` })),
      );
      return [];
    }
  });
  if (problems.length > 0) {
    throw CommandFailure.ofFields(problems.slice(0, maxProblems), {});
  }
  return { header, rows: lines.map(({ row }) => row), sends, text };
}

interface Line {
  /** The number of its first line in the file. */
  line: number;
  row: Row;
}

function parseCsv(file: string, text: string): { header: string[]; lines: Line[] } {
  let header: string[] = [];
  try {
    const records = parse<Row, true>(text, {
      bom: true,
      // Spreadsheets of countries with a decimal comma write semicolons.
      delimiter: /^[^\n,]*;/.test(text) ? ';' : ',',
      columns: (names: string[]) => {
        header = names.map((name) => name.trim());
        requireKnown(header);
        return header;
      },
      info: true,
      raw: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { info: InfoRecord; raw: string; record: Row }[];
    return {
      header,
      lines: records.map(({ info, raw, record }) => ({
        line: info.lines - (raw.trim().match(/\n/g)?.length ?? 0),
        row: record,
      })),
    };
  } catch (error) {
    // The parser's own message quotes the file.
    throw error instanceof CsvError
      ? new CommandFailure(`The file ${file} is not CSV with a header (${describe(error)}).`)
      : error;
  }
}

function describe({ code, ...place }: CsvError & { lines?: unknown }): string {
  const what = code.toLowerCase().replace(/^csv_/, '').replaceAll('_', ' ');
  return place.lines === undefined ? what : `line ${place.lines}: ${what}`;
}

function requireKnown(header: readonly string[]): void {
  const unknown = header.filter((name) => !Object.hasOwn(columns, name) && name !== errorColumn);
  const repeated = header.filter((name, index) => header.indexOf(name) !== index);
  if (unknown.length > 0 || repeated.length > 0) {
    throw new CommandFailure(
      ...unknown.map((name) => `line 1: Unknown column ${JSON.stringify(name)}.`),
      ...[...new Set(repeated)].map((name) => `line 1: The column ${name} is there more than once.`),
      `The columns are ${Object.keys(columns).join(', ')}.`,
    );
  }
}

/** A line as the input of a send. An empty cell is a field that is left out. */
function sendOf(row: Row, questionnaireId: number): object {
  const send: Record<string, unknown> = { ddq: { questionnaireId } };
  for (const [name, text] of Object.entries(row)) {
    const column = columns[name];
    if (column && text !== '') {
      setAt(send, column.path.split('.'), column.read(text));
    }
  }
  return send;
}

function setAt(
  object: Record<string, unknown>,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): void {
  if (rest.length === 0) {
    object[name] = value;
    return;
  }
  object[name] ??= {};
  setAt(object[name] as Record<string, unknown>, rest, value);
}
