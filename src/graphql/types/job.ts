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
  description: 'A piece of work that is done later, by any replica. Kept for seven days once it has ended.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The job’s id.' }),
    queue: t.expose('queue', { type: JobQueueEnum, description: 'What kind of work it is.' }),
    state: t.expose('state', { type: JobStateEnum, description: 'Where it stands.' }),
    attempts: t.exposeInt('attempts', {
      description: 'How often what it does was begun, by the jobs before it too.',
    }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description:
        'Why the last attempt failed, also where another job makes the next one; null where none did.',
    }),
    data: t.expose('data', { type: 'JSON', description: 'The ids of what it is about.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it may begin; null while it is being worked on and once it has ended.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was done or given up; null before.',
    }),
  }),
});

const filter = listFilter(jobFilter);

builder.queryField('jobs', (t) =>
  t.connection(
    {
      type: JobType,
      description: 'The work of this gateway that is done later, newest first. Takes the operator key.',
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
    { name: 'JobEdge', description: 'A job with its place in the list.' },
  ),
);
