import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { stringify } from 'csv-stringify/sync';
import type { ResultOf } from 'gql.tada';
import type { Language } from '../../languages.ts';
import type { Client } from '../client.ts';
import { CommandFailure } from '../command-failure.ts';
import { expectPayload, problem } from '../expect-payload.ts';
import { pathOf } from '../file-path.ts';
import { graphql } from '../graphql.ts';
import { connect, wholeNumber } from '../options.ts';
import { plainLine, printResult } from '../output.ts';
import { readPages } from '../read-pages.ts';
import type { Surroundings } from '../surroundings.ts';
import { errorColumn, readSends, type SendsFile } from './read-sends.ts';

const progress = graphql(`
  fragment Progress on Batch {
    id
    name
    status
    total
    pending
    sent
    prefilled
    failed
    cancelled
    finishedAt
  }
`);

type Progress = ResultOf<typeof progress>;

const findQuestionnaire = graphql(`
  query FindQuestionnaire($id: ID!) {
    questionnaire(id: $id) {
      id
    }
  }
`);

const createBatch = graphql(
  `
    mutation CreateBatch($input: CreateBatchInput!) {
      createBatch(input: $input) {
        __typename
        ... on CreateBatchPayload {
          batch {
            ...Progress
          }
        }
        ...Problem
      }
    }
  `,
  [progress, problem],
);

const readBatch = graphql(
  `
    query ReadBatch($id: ID!) {
      batch(id: $id) {
        ...Progress
      }
    }
  `,
  [progress],
);

const listItems = graphql(`
  query ListItems($id: ID!, $after: String) {
    batch(id: $id) {
      items(first: 100, after: $after) {
        nodes {
          index
          status
          error {
            code
            message
            fields {
              path
              messages
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

/** How often the gateway is asked how far it has got. */
const intervalMs = 500;

interface SendOptions {
  questionnaire: number;
  key: string;
  name?: string;
  failures?: string;
}

/** Adds `send`. */
export function addSendCommand(program: Command, surroundings: Surroundings): void {
  program
    .command('send')
    .description('sends a questionnaire to everyone in a CSV file, and waits until all emails are sent')
    .argument(
      '<file>',
      'a CSV file with a column for each field of a send: email, entity.legal_name, entity_id, language …',
    )
    .requiredOption('--questionnaire <number>', 'the questionnaire to send', questionnaireNumber)
    .requiredOption('--key <key>', "the tenant's own key with the scope SEND")
    .option('--name <name>', "the batch's name (default: the file's)")
    .option(
      '--failures <file>',
      'where sends that fail are written, to be sent again (default: beside the file)',
    )
    .action(async (file: string, options: SendOptions, command: Command) => {
      const { questionnaire: questionnaireId, key, name = basename(file) } = options;
      const { failures = file.replace(/(?:\.csv)?$/i, '.failures.csv') } = options;
      const path = pathOf(file, surroundings);
      const failuresPath = pathOf(failures, surroundings);
      if (failuresPath === path) {
        throw new CommandFailure('Use another file for failures than that of the sends.');
      }
      const sendsFile = await readSends({ file, path, questionnaireId });
      const client = await connect({ command, surroundings, key });
      if (!(await client.execute(findQuestionnaire, { id: String(questionnaireId) })).questionnaire) {
        throw new CommandFailure(`The tenant has no questionnaire ${questionnaireId}.`);
      }
      const ended = await sendAll(client, surroundings, { sendsFile, name, questionnaireId });
      const failed = await readFailures(client, ended.id, sendsFile);
      if (failed.length > 0) {
        await writeFailures(failuresPath, sendsFile, failed).catch((error: NodeJS.ErrnoException) => {
          throw new CommandFailure(`Cannot write ${failures} (${error.code}).`);
        });
      }
      printResult({
        command,
        surroundings,
        json: { ...ended, failures: failed.length > 0 ? failures : null },
        text: ({ detailTable }) => detailTable(propertiesOf(ended)),
      });
      if (failed.length > 0) {
        throw new CommandFailure(
          `${failed.length} of ${ended.total} were not sent. They are in ${failures}, which can be sent again.`,
        );
      }
    });
}

function questionnaireNumber(text: string): number {
  const number = wholeNumber(text);
  if (number < 1) {
    throw new InvalidArgumentError('Use the number of a questionnaire.');
  }
  return number;
}

interface CreateOptions {
  sendsFile: SendsFile;
  name: string;
  questionnaireId: number;
}

/** Creates a batch and waits until all of it has ended, unless it is interrupted. */
async function sendAll(
  client: Client,
  { showProgress, catchInterrupt }: Surroundings,
  options: CreateOptions,
): Promise<Progress> {
  const interrupt = catchInterrupt();
  try {
    const created = await create(client, options);
    return await follow(client, created, { bar: showProgress(created.total), signal: interrupt.signal });
  } finally {
    interrupt.release();
  }
}

/** Creates the batch. The same file within a day is the same batch, so that a command that was interrupted can be repeated. */
async function create(
  client: Client,
  { sendsFile: { sends, text }, name, questionnaireId }: CreateOptions,
): Promise<Progress> {
  const hash = createHash('sha256')
    .update(JSON.stringify([questionnaireId, name, text]))
    .digest('hex');
  const { createBatch: result } = await client.execute(createBatch, {
    input: { name, sends: sends.map(toInput), idempotencyKey: `send-${hash}` },
  });
  return expectPayload(result, { name: '--name' }).batch;
}

/** A send as GraphQL has it: ids are texts, and languages in upper case. */
const toInput = ({ ddq, language, ...send }: SendsFile['sends'][number]) => ({
  ...send,
  language: language && (language.toUpperCase() as Uppercase<Language>),
  ddq: ddq && { ...ddq, questionnaireId: String(ddq.questionnaireId) },
});

/** Shows how far a batch has got, until all of it has ended. */
async function follow(
  client: Client,
  created: Progress,
  { bar, signal }: { bar: ReturnType<Surroundings['showProgress']>; signal: AbortSignal },
): Promise<Progress> {
  try {
    let batch = created;
    while (batch.finishedAt === null) {
      bar.update(batch.total - batch.pending);
      await pause(intervalMs, undefined, { signal });
      batch = (await client.execute(readBatch, { id: created.id })).batch ?? batch;
    }
    bar.update(batch.total);
    return batch;
  } catch (error) {
    const cause = signal.aborted ? [] : error instanceof CommandFailure ? error.lines : [String(error)];
    throw new CommandFailure(
      ...cause,
      `The batch ${created.id} continues. To follow it, run the same command again within a day, or see GET /api/v1/workflows/batches/${created.id}/.`,
    );
  } finally {
    bar.end();
  }
}

interface Failure {
  index: number;
  reason: string;
}

/** The sends that have failed, or were cancelled by someone else, with the reasons. */
async function readFailures(client: Client, id: string, { sends }: SendsFile): Promise<Failure[]> {
  const items = await readPages(
    async (after) => {
      const { batch } = await client.execute(listItems, { id, after });
      if (!batch) {
        throw new CommandFailure(`The batch ${id} was deleted.`);
      }
      return batch.items;
    },
    { limit: sends.length },
  );
  return items.flatMap(({ index, status, error }) =>
    status === 'FAILED' || status === 'CANCELLED' ? [{ index, reason: reasonOf(error) }] : [],
  );
}

type ItemError = NonNullable<
  NonNullable<ResultOf<typeof listItems>['batch']>['items']['nodes'][number]['error']
>;

function reasonOf(error: ItemError | null): string {
  if (error === null) {
    return 'The batch was cancelled.';
  }
  const { message, fields } = error;
  return plainLine(
    fields.length === 0
      ? message
      : fields.map(({ path, messages }) => `${path}: ${messages.join(' ')}`).join(' '),
  );
}

/** Writes the lines of sends as they were, with the reasons. */
async function writeFailures(
  path: string,
  { header, rows }: SendsFile,
  failed: readonly Failure[],
): Promise<void> {
  const names = [...header.filter((name) => name !== errorColumn), errorColumn];
  const lines = failed.map(({ index, reason }) => ({ ...rows[index], [errorColumn]: reason }));
  await writeFile(path, stringify(lines, { header: true, columns: names }));
}

const propertiesOf = ({ id, name, status, total, sent, prefilled, failed, cancelled }: Progress) => ({
  Batch: name,
  ID: id,
  Status: status.toLowerCase(),
  Total: total,
  Sent: sent,
  Prefilled: prefilled,
  Failed: failed,
  Cancelled: cancelled,
});
