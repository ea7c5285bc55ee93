import type { Transaction } from '../database/transaction.ts';
import type { JobData, QueueName } from './queues.ts';

/** One job to be. */
export interface NewJob<Name extends QueueName> {
  /** The job's own id, for work that is known by it; made here by default. */
  id?: string;
  /** Whose job it is: a process works on the jobs of all tenants in turn. */
  tenantId: string;
  data: JobData[Name];
  /** Jobs of a group share the queue's limit for one group, such as all that goes to one receiver. */
  group?: string;
  /** The job does not run before this moment. */
  startAfter?: Date;
}

/** Work that is done later, by any replica, at least once. */
export interface Jobs {
  /**
   * Adds jobs to a queue in the transaction of what they are about, so that neither exists without the other. They run
   * after the commit.
   */
  enqueue<Name extends QueueName>(
    transaction: Transaction,
    queue: Name,
    jobs: readonly NewJob<Name>[],
  ): Promise<void>;
  /** Removes jobs by their ids, in whatever state they are. One that is running ends without a further attempt. */
  remove(transaction: Transaction, queue: QueueName, ids: readonly string[]): Promise<void>;
}

/** What a handler knows about the job beside its data. */
export interface JobRun {
  jobId: string;
  /** Aborted when the process stops, or the job has taken longer than its queue allows. */
  signal: AbortSignal;
  /** Whether the queue gives up when this run fails. */
  isLastAttempt: boolean;
}

/**
 * What is done with the jobs of each queue. A handler that throws is run again after a pause; one that is done may still be
 * run again when its process dies before that is noted. So what it does must be safe to do twice.
 */
export type JobHandlers = {
  [Name in QueueName]: (data: JobData[Name], run: JobRun) => Promise<JobTrouble | undefined> | Promise<void>;
};

/** What did not go well though the job itself is done, in a sentence for the operator. */
export interface JobTrouble {
  message: string;
}

/**
 * Limits how often a queue's jobs are started.
 *
 * @returns 0 if one can be started now, otherwise in how many milliseconds to ask again; undefined while none is waiting
 */
export type Pace = () => Promise<number | undefined>;

/** Runs a job and sees how long it takes and whether it fails. */
export type ObserveJob = <Result>(
  queue: QueueName,
  jobId: string,
  run: () => Promise<Result>,
) => Promise<Result>;
