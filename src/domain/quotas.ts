import { Prisma } from '../database/client/client.ts';
import { isOwned, ofTenant, ownTenant, type SqlHandle } from '../database/raw-sql.ts';
import type { Scope } from '../database/scope.ts';
import { ConflictError } from '../errors.ts';

interface Quota {
  max: number;
  /** What is limited, and for whom, as the rejection says it. */
  what: string;
  /** What makes room; undefined if the operator has to be asked. */
  remedy?: string;
}

/**
 * How much a tenant, or whoever follows one of its links, can make the gateway keep. Far above what a compliance team
 * needs, and low enough that a key in the wrong hands cannot fill the disk. The modes are counted separately, so that a
 * test key cannot use up what live keys need. What is not here is bounded by retention (`retention.ts`) or by its own
 * operation.
 */
export const quotas = {
  apiKeys: { max: 100, what: 'API keys per tenant and mode', remedy: 'Revoke one that you no longer need.' },
  webhooks: { max: 20, what: 'webhooks per tenant and mode', remedy: 'Delete one that you no longer need.' },
  questionnaires: {
    max: 500,
    what: 'questionnaires per tenant',
    remedy: 'Change one that you no longer need.',
  },
  versionsOfQuestionnaire: {
    max: 500,
    what: 'versions per questionnaire',
    remedy: 'Create a new questionnaire.',
  },
  versions: { max: 5_000, what: 'versions of questionnaires per tenant' },
  entities: { max: 1_000_000, what: 'entities per tenant and mode' },
  responses: { max: 1_000_000, what: 'responses per tenant and mode' },
  emails: { max: 5_000_000, what: 'emails with a link per tenant and mode' },
  commentsOfResponse: { max: 100, what: 'comments per response' },
  documentsOfEntity: {
    max: 250,
    what: 'documents per entity',
    remedy: 'Delete one that you no longer need.',
  },
  documentsOfLink: {
    max: 100,
    what: 'files uploaded through one link',
    remedy: 'Remove one that you no longer need.',
  },
  documents: {
    max: 100_000,
    what: 'documents per tenant and mode',
    remedy: 'Delete those that you no longer need.',
  },
  fileBytes: {
    max: 100 * 1024 ** 3,
    what: 'bytes of documents and evidence per tenant and mode',
    remedy: 'Delete documents that you no longer need.',
  },
  idempotencyKeys: {
    max: 100_000,
    what: 'idempotency keys per tenant, mode and day',
    remedy: 'Keys can be used again after 24 hours.',
  },
  autofillRuns: {
    max: 100,
    what: 'autofill runs in progress per tenant and mode',
    remedy: 'Wait until one has finished.',
  },
  batchesInProgress: {
    max: 20,
    what: 'batches in progress per tenant and mode',
    remedy: 'Wait until one has finished, or cancel one.',
  },
  batches: {
    max: 10_000,
    what: 'batches per tenant and mode',
    remedy: 'Batches are deleted after 90 days.',
  },
  waitingDeliveries: {
    max: 5_000,
    what: 'deliveries waiting per webhook',
    remedy: 'Wait until the receiver has accepted some.',
  },
  attemptsOfDelivery: { max: 100, what: 'attempts per delivery' },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;

/**
 * What the database counts itself, by triggers on the tables, because counting a million rows for each new one would be
 * an attack of its own. No code path can forget to count.
 */
type CountedResource = Extract<
  QuotaName,
  'entities' | 'responses' | 'emails' | 'documents' | 'fileBytes' | 'idempotencyKeys'
>;

/**
 * Ensures that a quota has room.
 *
 * @param used how much of it is used already
 * @param added how much the caller is about to add
 * @throws ConflictError that states the limit
 */
export function requireQuota(name: QuotaName, used: number | bigint, added = 1): void {
  const { max, what, remedy }: Quota = quotas[name];
  if (BigInt(used) + BigInt(added) > BigInt(max)) {
    throw new ConflictError(
      `The limit of ${max} ${what} has been reached. ${remedy ?? 'Ask the operator of this gateway.'}`,
    );
  }
}

/** How much of each resource a tenant uses. */
export type Usage<Name extends CountedResource> = Readonly<Record<Name, number>>;

/**
 * The part of a statement that reads how much a tenant uses of some resources, as JSON for `requireRoomIn`: a few rows by
 * their key for each resource.
 */
export const usageJson = (names: readonly CountedResource[]): Prisma.Sql => Prisma.sql`(
  SELECT json_object_agg(name, (
    SELECT coalesce(sum(used), 0) FROM tenant_usage
    WHERE ${isOwned} AND resource = name))
  FROM unnest(${names}::text[]) AS name)`;

/**
 * Ensures that a tenant has room for what it is about to add. The rows that count are not locked: concurrent requests can
 * exceed a limit by what they add themselves.
 *
 * @throws ConflictError that states the limit
 */
export function requireRoomIn<Name extends CountedResource>(
  usage: Usage<Name>,
  additions: Partial<Record<Name, number>>,
): void {
  for (const name of Object.keys(additions) as Name[]) {
    requireQuota(name, usage[name], additions[name]);
  }
}

/**
 * The same, with a statement that reads the usage.
 *
 * @throws ConflictError that states the limit
 */
export async function requireRoom(
  transaction: SqlHandle,
  scope: Scope,
  additions: Partial<Record<CountedResource, number>>,
): Promise<void> {
  requireRoomIn(await readUsage(transaction, scope, Object.keys(additions) as CountedResource[]), additions);
}

export async function readUsage<Name extends CountedResource>(
  transaction: SqlHandle,
  scope: Scope,
  names: readonly Name[],
): Promise<Usage<Name>> {
  const [{ usage }] = await ofTenant(transaction, scope).query<[{ usage: Usage<Name> }]>`
    SELECT ${usageJson(names)} AS usage`;
  return usage;
}

/**
 * Makes creations of one tenant wait for each other until the transaction ends, where rows are counted that have no
 * counter: of two that would both be the last one, the second waits here and finds no room.
 */
export async function lockTenant(transaction: SqlHandle, scope: Pick<Scope, 'tenantId'>): Promise<void> {
  await ofTenant(transaction, scope).query`SELECT 1 FROM tenants WHERE id = ${ownTenant} FOR NO KEY UPDATE`;
}
