import { jobFilter } from '../../domain/operator/job-filter.ts';
import type { JobRecord } from '../../jobs/job-console.ts';
import { builder } from '../builder.ts';
import { offsetArgument, resolvePage, rootPageComplexity, uuidCursor } from '../connection.ts';
import { requireOperator } from '../context.ts';
import { listFilter } from '../list-filter.ts';
import { JobQueueEnum, JobStateEnum } from './enums.ts';
import { NodeInterface } from './node.ts';

const JobType = builder.objectRef<JobRecord>('Job').implement({
  interfaces: [NodeInterface],
  description: 'A background job, which any replica can run. Kept for seven days after it has finished.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The job’s id.' }),
    queue: t.expose('queue', { type: JobQueueEnum, description: 'The kind of work.' }),
    state: t.expose('state', { type: JobStateEnum, description: 'The current status.' }),
    attempts: t.exposeInt('attempts', {
      description: 'The number of attempts, including those of earlier jobs for the same work.',
    }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description:
        'The reason why the last attempt failed, even if another job makes the next attempt. `null` unless one failed.',
    }),
    data: t.expose('data', { type: 'JSON', description: 'The ids of the resources that the job is about.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was requested.' }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the next attempt starts. `null` during an attempt and after the last.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the job completed or failed. `null` until then.',
    }),
  }),
});

const filter = listFilter(jobFilter);

builder.queryField('jobs', (t) =>
  t.connection(
    {
      type: JobType,
      description: 'The background jobs of this gateway, newest first. Requires the operator key.',
      complexity: rootPageComplexity,
      args: {
        ...filter.argument(t.arg),
        ...offsetArgument(t.arg),
      },
      resolve: (_root, args, context, info) => {
        const { jobConsole } = requireOperator(context);
        const wanted = filter.read(args);
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: (page) => jobConsole.list(wanted, page),
          idOf: ({ id }) => id,
          count: () => jobConsole.count(wanted),
        });
      },
    },
    { name: 'JobConnection', description: 'A page of jobs.' },
    { name: 'JobEdge', description: 'A job with its cursor.' },
  ),
);
