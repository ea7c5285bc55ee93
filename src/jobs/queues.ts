/** A job whose process has not reported for so long is considered abandoned, and run again. */
export const heartbeatSeconds = 10;

/** What each queue's jobs are about. Only ids: what a job works with is read when it runs. */
export interface JobData {
  /** Reads an entity's documents and fills in a response. */
  autofill: { runId: string };
  /** Sends an email for an item of a batch. */
  'batch-email': { itemId: string };
  /** Carries out an item of a batch that sends nothing: a prefill, or a send of a test key. */
  'batch-item': { itemId: string };
  /** Extracts the text of a document that a recipient has uploaded. */
  'document-text': { documentId: string };
  /** Notifies one address of a tenant's team of events: the one at that index of the tenant's list. */
  'team-email': { tenantId: string; mode: 'LIVE' | 'TEST'; recipient: number; eventIds: string[] };
  /**
   * Makes one attempt to deliver one webhook event to one endpoint: the one after `attemptsMade`, and none where another
   * job has made it already; the next one, whichever that is, where it is left out.
   */
  'webhook-delivery': { deliveryId: string; attemptsMade?: number };
}

export type QueueName = keyof JobData;

/** How the jobs of a queue are run. Times are seconds. */
export interface QueueRules {
  /** A job that takes longer than this is abandoned and tried again. Above what its own limits allow. */
  expireInSeconds: number;
  /** How often a job is tried again after its process died or it threw. */
  retryLimit: number;
  /** The pause before a job is tried again the first time; it doubles each time. */
  retryDelay: number;
  /** How many jobs one process works on concurrently, at most a quarter of them for one tenant. */
  concurrency: number;
  /** How many of those can be of one group, so that a slow group does not hold up the others of its tenant. */
  groupConcurrency?: number;
  /** How often a process looks for jobs whose time has come; new ones wake it immediately. */
  pollingSeconds: number;
}

/** Every queue. They are made, or brought up to date, at each start. */
export const queues: Readonly<Record<QueueName, QueueRules>> = {
  autofill: { expireInSeconds: 150, retryLimit: 5, retryDelay: 2, concurrency: 8, pollingSeconds: 10 },
  // An email takes 45 seconds at most.
  'batch-email': { expireInSeconds: 90, retryLimit: 5, retryDelay: 2, concurrency: 16, pollingSeconds: 10 },
  'batch-item': { expireInSeconds: 60, retryLimit: 5, retryDelay: 2, concurrency: 8, pollingSeconds: 10 },
  'document-text': { expireInSeconds: 180, retryLimit: 5, retryDelay: 2, concurrency: 4, pollingSeconds: 10 },
  // An email takes 45 seconds at most. The last retry starts after an hour.
  'team-email': { expireInSeconds: 90, retryLimit: 9, retryDelay: 8, concurrency: 4, pollingSeconds: 10 },
  'webhook-delivery': {
    expireInSeconds: 60,
    retryLimit: 10,
    retryDelay: 2,
    // A tenant has five of them: two endpoints that hang leave one for its others. A request ends after 15 seconds at most.
    concurrency: 20,
    groupConcurrency: 2,
    // A first retry is due within 18 seconds and promised within 30.
    pollingSeconds: 8,
  },
};

export const queueNames = Object.keys(queues) as QueueName[];
