import { type Command, Option } from 'commander';
import type { ResultOf } from 'gql.tada';
import { expectPayload, problem } from './expect-payload.ts';
import { type Enum, graphql } from './graphql.ts';
import { connect, wholeNumber } from './options.ts';
import { printResult, type Tables, timeText } from './output.ts';
import { readPages } from './read-pages.ts';
import type { Surroundings } from './surroundings.ts';

const jobRow = graphql(`
  fragment JobRow on Job {
    id
    queue
    state
    attempts
    lastError
    data
    createdAt
    nextAttemptAt
    finishedAt
  }
`);

type JobRow = ResultOf<typeof jobRow>;

const listJobs = graphql(
  `
    query ListJobs($filter: JobFilter, $after: String) {
      jobs(first: 100, after: $after, filter: $filter) {
        nodes {
          ...JobRow
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [jobRow],
);

const retryJob = graphql(
  `
    mutation RetryJob($input: RetryJobInput!) {
      retryJob(input: $input) {
        __typename
        ... on RetryJobPayload {
          job {
            ...JobRow
          }
        }
        ...Problem
      }
    }
  `,
  [jobRow, problem],
);

const queues = {
  autofill: 'AUTOFILL',
  'batch-email': 'BATCH_EMAIL',
  'batch-item': 'BATCH_ITEM',
  'document-text': 'DOCUMENT_TEXT',
  'team-email': 'TEAM_EMAIL',
  'webhook-delivery': 'WEBHOOK_DELIVERY',
} as const satisfies Record<string, Enum<'JobQueue'>>;

const states = {
  queued: 'QUEUED',
  retrying: 'RETRYING',
  active: 'ACTIVE',
  completed: 'COMPLETED',
  cancelled: 'CANCELLED',
  failed: 'FAILED',
} as const satisfies Record<string, Enum<'JobState'>>;

interface ListOptions {
  queue?: keyof typeof queues;
  state?: keyof typeof states;
  limit: number;
}

/** Adds `jobs list` and `jobs retry`. */
export function addJobsCommands(program: Command, surroundings: Surroundings): void {
  const jobs = program
    .command('jobs')
    .description('background jobs: autofill, batches, texts of documents, webhooks');

  jobs
    .command('list')
    .description('lists jobs, newest first; finished jobs are kept for seven days')
    .addOption(new Option('--queue <queue>', 'only jobs of this queue').choices(Object.keys(queues)))
    .addOption(new Option('--state <state>', 'only jobs in this state').choices(Object.keys(states)))
    .option('--limit <number>', 'the maximum number of jobs', wholeNumber, 100)
    .action(async ({ queue, state, limit }: ListOptions, command: Command) => {
      const client = await connect({ command, surroundings });
      const filter = { queue: queue && queues[queue], state: state && states[state] };
      const rows = await readPages(
        async (after) => (await client.execute(listJobs, { filter, after })).jobs,
        { limit },
      );
      printResult({
        command,
        surroundings,
        json: rows,
        text: (tables) => (rows.length === 0 ? 'No jobs.' : jobList(tables, rows)),
      });
    });

  jobs
    .command('retry')
    .description('immediately runs a job that is waiting or has failed')
    .argument('<id>', "the job's id, as shown by jobs list")
    .action(async (id: string, _options: object, command: Command) => {
      const client = await connect({ command, surroundings });
      const result = await client.execute(retryJob, { input: { id } });
      const { job } = expectPayload(result.retryJob, { id: 'ID' });
      printResult({
        command,
        surroundings,
        json: job,
        text: ({ detailTable }) => detailTable(jobProperties(job)),
      });
    });
}

const lowerCase = (name: string): string => name.toLowerCase().replaceAll('_', '-');

const jobProperties = (job: JobRow) => ({
  ID: job.id,
  Queue: lowerCase(job.queue),
  State: lowerCase(job.state),
  Attempts: job.attempts,
  'Last error': job.lastError ?? 'none',
  About: JSON.stringify(job.data),
  Created: timeText(job.createdAt, ''),
  'Next attempt': timeText(job.nextAttemptAt, 'none'),
  Ended: timeText(job.finishedAt, 'no'),
});

const jobList = ({ listTable }: Tables, jobs: readonly JobRow[]): string =>
  listTable(
    ['ID', 'Queue', 'State', 'Attempts', 'Created', 'Next attempt', 'Last error'],
    jobs.map((job) => [
      job.id,
      lowerCase(job.queue),
      lowerCase(job.state),
      job.attempts,
      timeText(job.createdAt, ''),
      timeText(job.nextAttemptAt, 'none'),
      job.lastError ?? 'none',
    ]),
  );
