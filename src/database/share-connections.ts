import { AsyncLocalStorage } from 'node:async_hooks';
import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils';
import { UnavailableError } from '../errors.ts';
import { createFairShare, type Release, ShareFullError } from '../runtime/fair-share.ts';
import { derive } from './derive.ts';

/** For whom statements are run. */
export interface Work {
  /** A tenant; or what the gateway does for itself, or for callers that it does not know yet. */
  tenantId: string;
  /** Once it is aborted, no statement of the work starts any more. One that runs is not interrupted. */
  signal?: AbortSignal | undefined;
}

/** What belongs to no tenant has the share of one. */
const nobody: Work = { tenantId: '' };
/** What the gateway has to know whatever everyone else is doing: whose a key is, and whether the database is there. */
export const ownWork: Work = { tenantId: 'the gateway' };
/** How long a statement or a transaction waits for its turn; less than a transaction may wait to begin. */
const maxWaitMs = 25_000;
/** How many statements of one tenant wait. */
const maxWaitingPerTenant = 1_000;

const current = new AsyncLocalStorage<Work>();

/** Runs all statements of some work for its tenant, whichever client they are sent through. */
export const workFor = <Result>(work: Work, run: () => Result): Result => current.run(work, run);

/** Runs statements that others wait for too: they count for the same tenant, and do not end with its request. */
export const workForAll = <Result>(run: () => Result): Result =>
  current.run({ tenantId: (current.getStore() ?? nobody).tenantId }, run);

/** Whether statements are run for the tenant already. */
export const isWorkOf = (tenantId: string): boolean => current.getStore()?.tenantId === tenantId;

/** How much of a pool is used. */
export interface ConnectionUsage {
  inUse: number;
  /** How many connections there can be. */
  max: number;
  /** How many statements and transactions wait for one. */
  waiting: number;
}

/** The connections of a database, shared between tenants. */
export interface ConnectionShare {
  /** Runs what needs one connection, for the tenant whose work this is. */
  withConnection: <Result>(run: () => Promise<Result>) => Promise<Result>;
  /** A turn that lasts until it is released. */
  acquire: () => Release | Promise<Release>;
  usage: () => ConnectionUsage;
}

/**
 * Shares connections between tenants: none has more than half of them at the same time, and those that wait are served one
 * after the other. On a database with one connection that is the only one, and only the order is fair. A transaction keeps
 * its connection until it ends, so that its statements never wait; and a client that is used inside of a transaction in
 * place of it waits for a bounded time.
 */
export function createConnectionShare({ connections }: { connections: number }): ConnectionShare {
  const share = createFairShare({
    name: 'connections to the database',
    slots: connections,
    maxPerTenant: Math.max(1, Math.floor(connections / 2)),
    maxWaitingPerTenant,
  });

  const acquire = (): Release | Promise<Release> => {
    const { tenantId, signal } = current.getStore() ?? nobody;
    signal?.throwIfAborted();
    return share.tryAcquire(tenantId) ?? wait(tenantId, signal);
  };

  async function wait(tenantId: string, signal: AbortSignal | undefined): Promise<Release> {
    // A signal that combines others costs more than most statements.
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(new UnavailableError()), maxWaitMs).unref();
    const abandon = () => end.abort(signal?.reason);
    signal?.addEventListener('abort', abandon, { once: true });
    try {
      return await share.acquire(tenantId, { signal: end.signal });
    } catch (error) {
      throw error instanceof ShareFullError ? new UnavailableError() : error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abandon);
    }
  }

  async function withConnection<Result>(run: () => Promise<Result>): Promise<Result> {
    const release = await acquire();
    try {
      return await run();
    } finally {
      release();
    }
  }

  return {
    acquire,
    withConnection,
    usage: () => ({ inUse: share.inUse(), max: connections, waiting: share.waiting() }),
  };
}

/** Lets a client take each connection from a share. */
export function shareConnections(
  factory: SqlDriverAdapterFactory,
  { acquire, withConnection }: ConnectionShare,
): SqlDriverAdapterFactory {
  async function startTransaction(
    adapter: SqlDriverAdapter,
    isolationLevel: Parameters<SqlDriverAdapter['startTransaction']>[0],
  ): Promise<Transaction> {
    const release = await acquire();
    try {
      return endingWith(await adapter.startTransaction(isolationLevel), release);
    } catch (error) {
      release();
      throw error;
    }
  }

  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect();
      return derive(adapter, {
        queryRaw: (query) => withConnection(() => adapter.queryRaw(query)),
        executeRaw: (query) => withConnection(() => adapter.executeRaw(query)),
        startTransaction: (isolationLevel) => startTransaction(adapter, isolationLevel),
      });
    },
  };
}

/** A transaction that gives its connection back once it has ended, however it has. */
const endingWith = (transaction: Transaction, release: Release): Transaction =>
  derive(transaction, {
    commit: () => transaction.commit().finally(release),
    rollback: () => transaction.rollback().finally(release),
  });
