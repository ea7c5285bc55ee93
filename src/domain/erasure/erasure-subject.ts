import { NIL } from 'uuid';
import { Prisma } from '../../database/client/client.ts';
import { isOwned } from '../../database/raw-sql.ts';
import type { Scope } from '../../database/scope.ts';
import type { Services } from '../services.ts';

/** What is erased: an entity with all its responses, or one response with the sessions that asked for it. */
export interface ErasureSubject {
  scope: Scope;
  entityId: string;
  /** Null for the whole entity. */
  responseId: string | null;
}

/** The services that deleting what an erasure covers needs. */
export type ErasureServices = Pick<
  Services,
  'allTenants' | 'cipher' | 'clock' | 'files' | 'forgetCaptures' | 'jobs' | 'log'
>;

export interface StepOptions {
  services: ErasureServices;
  subject: ErasureSubject;
}

/**
 * One kind of row that an erasure reaches. Each batch is a transaction of its own, after which the step yields, so that it can
 * be stopped there. A step that starts again finds what is left: what it has done already stays done.
 */
export type ErasureStep = (options: StepOptions) => AsyncGenerator<void>;

/**
 * Goes through rows in the order of their ids.
 *
 * @param batch processes the rows after an id, and returns the ids of those that it has processed, in their order
 * @param size the number of rows of a full batch
 */
export async function* inBatches(
  size: number,
  batch: (after: string) => Promise<readonly string[]>,
): AsyncGenerator<void> {
  for (let after: string = NIL; ; ) {
    const ids = await batch(after);
    yield;
    const last = ids.at(-1);
    if (last === undefined || ids.length < size) {
      return;
    }
    after = last;
  }
}

/** The condition for the subject's rows of a table that has the columns `entity_id` and `response_id`. */
export const isOfSubject = ({ entityId, responseId }: ErasureSubject): Prisma.Sql => Prisma.sql`
  ${isOwned} AND entity_id = ${entityId}::uuid
  ${responseId === null ? Prisma.empty : Prisma.sql`AND response_id = ${responseId}::uuid`}`;

/** The condition for the ids of the subject's responses. */
export const isResponseOfSubject = ({ entityId, responseId }: ErasureSubject): Prisma.Sql => Prisma.sql`
  ${isOwned} AND entity_id = ${entityId}::uuid
  ${responseId === null ? Prisma.empty : Prisma.sql`AND id = ${responseId}::uuid`}`;

/** The condition for the ids of the subject's verifications: those of the entity, or of the response's sessions. */
export const isVerificationOfSubject = ({ entityId, responseId }: ErasureSubject): Prisma.Sql => Prisma.sql`
  ${isOwned} AND entity_id = ${entityId}::uuid
  ${
    responseId === null
      ? Prisma.empty
      : Prisma.sql`AND id IN (
          SELECT verification_session_id FROM workflow_sessions WHERE response_id = ${responseId}::uuid)`
  }`;
