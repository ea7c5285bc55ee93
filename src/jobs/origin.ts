import { type Correlation, currentOrigin, type Origin } from '../runtime/correlation.ts';

/** Where a job comes from, as its row keeps it beside its data. */
interface JobOrigin extends Origin {
  tenantId: string;
}

/** A job's data as it is stored. Jobs of earlier versions have no origin. */
export type StoredData<Data> = Data & { origin?: JobOrigin };

/** The data of a job that is added now. */
export const withOrigin = <Data extends object>(data: Data, tenantId: string): StoredData<Data> => ({
  ...data,
  origin: { tenantId, ...currentOrigin() },
});

/** What the log lines of a job have in common with those of the request that has caused it. */
export const correlationOfJob = (
  queue: string,
  { id, data }: { id: string; data: StoredData<object> },
): Correlation => ({ ...data.origin, queue, jobId: id });
