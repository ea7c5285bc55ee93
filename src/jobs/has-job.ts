import { Prisma } from '../database/client/client.ts';
import type { JobData, QueueName } from './queues.ts';

/**
 * A condition of SQL that holds where a job of the queue that is not done has an id in its data. The queues' own interface
 * answers this for one job at a time only. The states are listed, because the queues' index of jobs that are not done is not
 * used for any other form of the condition.
 *
 * @param id the expression of SQL that gives the id
 */
export const hasJob = <Name extends QueueName>(
  queue: Name,
  key: keyof JobData[Name] & string,
  id: Prisma.Sql,
) =>
  Prisma.sql`${id}::text IN (
    SELECT job.data ->> ${key} FROM pgboss.job
    WHERE job.name = ${queue} AND job.state IN ('created', 'retry', 'active'))`;

/** A condition of SQL that holds while a job of the queue could be started: not while one only pauses before it is tried again. */
export const isWaiting = (queue: QueueName) => Prisma.sql`EXISTS (
  SELECT FROM pgboss.job
  WHERE job.name = ${queue} AND job.state IN ('created', 'retry') AND job.start_after <= pgboss.job_now())`;
