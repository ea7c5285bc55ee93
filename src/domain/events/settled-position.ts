import { acrossTenants, type SqlHandle } from '../../database/raw-sql.ts';

/**
 * Up to where the order of events is final: every event with a position up to it is visible or will never exist, whatever
 * transactions are in progress. Positions are assigned when events are written, and committed in any order.
 *
 * A transaction locks the table `audit_events` for writing before it is assigned a position there, and keeps the lock until
 * what it has written is visible to others. So all positions up to the highest one that was assigned at some time are final
 * once those transactions have ended that had the lock right after that time. Transactions that write elsewhere do not matter.
 * The decision is docs/decisions/0005-order-of-live-updates.md.
 */
export interface SettledPosition {
  /** The last one that was found; 0 before the first look. Never decreases. */
  readonly value: bigint;
  /** Whether transactions are in progress that it waits for. */
  readonly isWaiting: boolean;
  /** Looks whether it has moved. Not to be called before an earlier look has ended. */
  look: () => Promise<void>;
}

/** A position, and the transactions that may still write up to it. */
interface Barrier {
  position: bigint;
  writers: ReadonlySet<string>;
}

export function createSettledPosition(database: SqlHandle): SettledPosition {
  let value = 0n;
  let barrier: Barrier | undefined;

  async function readLastAssigned(): Promise<bigint> {
    const [{ position }] = await acrossTenants(database).query<[{ position: bigint }]>`
      SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS position FROM audit_events_position_seq`;
    return position;
  }

  /** A transaction's virtual id is not used again as long as the server runs. */
  async function readWriters(): Promise<Set<string>> {
    const locks = await acrossTenants(database).query<{ writer: string }[]>`
      SELECT virtualtransaction AS writer FROM pg_locks
      WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
        AND relation = 'audit_events'::regclass
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    return new Set(locks.map(({ writer }) => writer));
  }

  return {
    get value() {
      return value;
    },
    get isWaiting() {
      return barrier !== undefined;
    },
    look: async () => {
      const position = await readLastAssigned();
      if (position <= value) {
        return;
      }
      // In a statement of its own, which begins after the position was read.
      const writers = await readWriters();
      if (writers.size === 0) {
        barrier = undefined;
        value = position;
        return;
      }
      if (barrier && [...barrier.writers].every((writer) => !writers.has(writer))) {
        value = barrier.position;
        barrier = undefined;
      }
      // Whoever has the lock once the last position is settled can only be assigned later ones.
      if (position > value) {
        barrier ??= { position, writers };
      }
    },
  };
}
