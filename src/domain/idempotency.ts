import { createHash } from 'node:crypto';
import superjson from 'superjson';
import type { IdempotencyRecord } from '../database/client/client.ts';
import {
  acrossTenants,
  isOfTenant,
  ofTenant,
  ownMode,
  ownTenant,
  type SqlHandle,
} from '../database/raw-sql.ts';
import type { Scope } from '../database/scope.ts';
import type { Transaction } from '../database/transaction.ts';
import { ConflictError, IdempotencyKeyReusedError } from '../errors.ts';
import { newId } from '../ids.ts';
import { type Place, sealedColumns } from '../sealing/sealed-columns.ts';
import { UnreadableError } from '../sealing/unreadable-error.ts';
import { requireRoomIn, type Usage, usageJson } from './quotas.ts';
import type { Services } from './services.ts';

/** How long a first answer is kept. */
const retentionHours = 24;
/** How long after a request without a key the same one counts as its repetition, where repetitions count as one. */
const repetitionSeconds = 60;

/**
 * An operation's side of an idempotency key. The claim and the answer are written in the operation's own transactions,
 * so that a crash leaves neither an effect without its answer nor a claim that no one will ever complete.
 */
export interface Once {
  /**
   * The record, or the item of a batch that stands for one, for work that is completed by another transaction or process; null
   * without either.
   */
  recordId: string | null;
  /** Claims the key. @throws ConflictError when another request has just claimed it */
  claim: (transaction: Transaction) => Promise<void>;
  /** Keeps the answer for those who ask again. */
  complete: (transaction: Transaction, answer: unknown) => Promise<void>;
}

/** For requests without an idempotency key. */
export const neverTwice: Once = {
  recordId: null,
  claim: async () => {},
  complete: async () => {},
};

/** A record, and the tenant that it belongs to. */
interface RecordPlace {
  tenantId: string;
  recordId: string;
}

const placeOf = ({ tenantId, recordId }: RecordPlace): Place => ({
  column: sealedColumns.idempotentAnswer,
  tenantId,
  row: [recordId],
});

/**
 * Writes the first answer into its record, encrypted, because it may hold a secret that is shown once; for settlements,
 * which know only the record's id.
 *
 * @returns whether there is such a record
 */
export async function completeIdempotencyRecord(
  transaction: Transaction,
  { cipher }: Pick<Services, 'cipher'>,
  { tenantId, recordId }: RecordPlace,
  answer: unknown,
): Promise<boolean> {
  const sealed = cipher.seal(placeOf({ tenantId, recordId }), superjson.stringify(answer));
  const written = await ofTenant(transaction, { tenantId }).execute`
    UPDATE idempotency_records SET answer = to_jsonb(${sealed}::text)
    WHERE id = ${recordId}::uuid AND ${isOfTenant}`;
  return written > 0;
}

/** Whose keys these are: each tenant and mode has its own, and so has the operator. */
export interface KeyOwner {
  scope: Scope;
  services: Pick<Services, 'allTenants' | 'cipher' | 'clock'>;
  /** Called when the response is that of an earlier request. */
  markReplayed: () => void;
}

/** What makes a request the same as an earlier one. */
export interface RequestKey {
  text: string;
  /** How long it identifies the request, from the first one or, if it is renewed, from the last one. */
  lifetimeMs: number;
  isRenewed: boolean;
}

/** A key that a client has chosen for its request. */
export const keyOfClient = (text: string): RequestKey => ({
  text,
  lifetimeMs: retentionHours * 3_600_000,
  isRenewed: false,
});

const repetitionPrefix = 'repetition ';

/**
 * A key for a request that came without one: the same for the same API key, person, operation and input. It contains spaces, which no
 * key of a client does. Each repetition renews it, so that any two of them that are at most a minute apart are one, and
 * there is no edge of a time window between them.
 */
export const keyOfRepetition = (
  caller: { keyId: string; person: string | null },
  operation: string,
  input: unknown,
): RequestKey => ({
  text: `${repetitionPrefix}${caller.keyId} ${fingerprintOf(operation, [caller.person, input])}`,
  lifetimeMs: repetitionSeconds * 1_000,
  isRenewed: true,
});

/** The owner of the operator's keys, who belongs to no tenant: the nil UUID, which no tenant has. */
export const operatorScope: Scope = { tenantId: '00000000-0000-0000-0000-000000000000', mode: 'LIVE' };

interface OnceOptions {
  owner: KeyOwner;
  operation: string;
  key: RequestKey;
  input: unknown;
}

/**
 * Runs the work unless the same key and input were answered within the key's lifetime; then that answer is given again.
 *
 * @throws IdempotencyKeyReusedError when the key came with another operation or input
 * @throws ConflictError while the first request is in progress
 */
export async function once<Result>(
  { owner, operation, key, input }: OnceOptions,
  work: (claim: Once) => Promise<Result>,
): Promise<Result> {
  const fingerprint = fingerprintOf(operation, input);
  const { scope, services } = owner;
  const now = services.clock();
  const oldest = new Date(now.getTime() - key.lifetimeMs);

  const record = await services.allTenants.idempotencyRecord.findFirst({
    where: { ...scope, key: key.text, createdAt: { gt: oldest } },
  });
  if (record) {
    if (record.fingerprint !== fingerprint) {
      throw new IdempotencyKeyReusedError();
    }
    if (key.isRenewed) {
      const { count } = await services.allTenants.idempotencyRecord.updateMany({
        where: { id: record.id },
        data: { createdAt: now },
      });
      // A request that found the record too old has just claimed the key, and this one is its repetition.
      if (count === 0) {
        throw underWay(key.text);
      }
    }
    if (record.answer === null) {
      throw underWay(key.text);
    }
    owner.markReplayed();
    const place = placeOf({ tenantId: scope.tenantId, recordId: record.id });
    return superjson.parse<Result>(services.cipher.open(place, record.answer));
  }

  const recordId = newId();
  return work({
    recordId,
    claim: (transaction) =>
      claimKey(transaction, {
        record: { id: recordId, ...scope, key: key.text, fingerprint, createdAt: services.clock() },
        oldest,
      }),
    complete: async (transaction, answer) => {
      await completeIdempotencyRecord(transaction, services, { tenantId: scope.tenantId, recordId }, answer);
    },
  });
}

/**
 * Writes the record of a key, or takes over the one that is too old to be returned, in one statement.
 *
 * @throws ConflictError when another request has just claimed it, or when the tenant has too many keys
 */
async function claimKey(
  transaction: SqlHandle,
  { record, oldest }: { record: Omit<IdempotencyRecord, 'answer'>; oldest: Date },
): Promise<void> {
  const { id, key, fingerprint, createdAt } = record;
  const [{ usage, isClaimed }] = await ofTenant(transaction, record).query<[Claim]>`
    WITH usage AS (
      SELECT ${usageJson(['idempotencyKeys'])} AS usage
    ), claimed AS (
      INSERT INTO idempotency_records AS record (id, tenant_id, mode, key, fingerprint, created_at)
      VALUES (${id}::uuid, ${ownTenant}, ${ownMode}, ${key}, ${fingerprint}, ${createdAt})
      ON CONFLICT (tenant_id, mode, key) DO UPDATE
      SET id = excluded.id, fingerprint = excluded.fingerprint, answer = NULL, created_at = excluded.created_at
      WHERE record.created_at <= ${oldest}
      RETURNING id
    )
    SELECT usage, EXISTS (SELECT FROM claimed) AS "isClaimed" FROM usage`;
  if (!isClaimed) {
    throw underWay(key);
  }
  requireRoomIn(usage, { idempotencyKeys: 1 });
}

interface Claim {
  usage: Usage<'idempotencyKeys'>;
  isClaimed: boolean;
}

/** Records that one statement deletes. */
const batchSize = 1_000;

/**
 * Deletes the answers that no one can ask for any more, in batches.
 *
 * @param signal stops the work between two batches
 */
export async function forgetOldAnswers(
  { allTenants, clock }: Pick<Services, 'allTenants' | 'clock'>,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const now = clock();
  const oldest = oldestKept(now);
  const oldestRepetition = new Date(now.getTime() - repetitionSeconds * 1_000);
  for (let count = batchSize; count === batchSize && !signal.aborted; ) {
    count = await acrossTenants(allTenants).execute`
      DELETE FROM idempotency_records WHERE id IN (
        SELECT id FROM idempotency_records
        WHERE created_at <= ${oldest} OR (created_at <= ${oldestRepetition} AND key LIKE ${`${repetitionPrefix}%`})
        ORDER BY created_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)`;
  }
}

interface EraseOptions {
  scope: Scope;
  /** The id of the resource that an answer must be about to be erased. */
  aboutId: string;
  /** The id of the last record of the batch before. */
  after: string;
  batchSize: number;
  /** What remains of an answer. */
  erase: (answer: unknown) => unknown;
}

/**
 * Erases part of the answers that are about a resource: those that contain its id. They are sealed, so that each of the tenant's
 * answers of the last day is opened.
 *
 * @returns the ids of the records of this batch, in their order
 */
export async function eraseKeptAnswers(
  { allTenants, cipher }: Pick<Services, 'allTenants' | 'cipher'>,
  { scope, aboutId, after, batchSize: size, erase }: EraseOptions,
): Promise<string[]> {
  const records = await allTenants.idempotencyRecord.findMany({
    where: { ...scope, id: { gt: after } },
    select: { id: true, answer: true },
    orderBy: { id: 'asc' },
    take: size,
  });
  for (const { id, answer } of records) {
    const text = answer === null ? '' : openIfReadable(id, answer);
    if (!text.includes(aboutId)) {
      continue;
    }
    const place = placeOf({ tenantId: scope.tenantId, recordId: id });
    const erased = superjson.stringify(erase(superjson.parse(text)));
    // A key that was claimed again in the meantime has another id.
    await allTenants.idempotencyRecord.updateMany({
      where: { id },
      data: { answer: cipher.seal(place, erased) },
    });
  }
  return records.map(({ id }) => id);

  /** No one can be given an answer that cannot be opened, so that it is left to be deleted with its record. */
  function openIfReadable(recordId: string, answer: unknown): string {
    try {
      return cipher.open(placeOf({ tenantId: scope.tenantId, recordId }), answer);
    } catch (error) {
      if (error instanceof UnreadableError) {
        return '';
      }
      throw error;
    }
  }
}

const oldestKept = (now: Date): Date => new Date(now.getTime() - retentionHours * 3_600_000);

/** @param key the text of the request's key */
const underWay = (key: string) =>
  new ConflictError(
    key.startsWith(repetitionPrefix)
      ? 'An identical call is still in progress. Repeat the call later to get its result.'
      : 'The first request with this idempotency key is still in progress.',
  );

/** The same request has the same fingerprint whatever the order of its keys; the idempotency key is no part of it. */
function fingerprintOf(operation: string, input: unknown): string {
  const canonical = JSON.stringify([operation, input], (name, value: unknown) => {
    if (name === 'idempotencyKey') {
      return undefined;
    }
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  });
  return createHash('sha256').update(canonical).digest('hex');
}
