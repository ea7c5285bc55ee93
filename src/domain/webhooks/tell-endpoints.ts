import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { EventServices } from '../audit/record-audit-event.ts';
import { addDeliveriesOfEvents } from './add-deliveries.ts';
import { readEventData, type ToldEntry } from './read-event-data.ts';
import { takeSequenceNumbers } from './take-sequence-numbers.ts';

/** An event that somebody is to be told of. */
export interface NewEvent extends ToldEntry {
  /** The same as in the audit trail. */
  id: string;
  scope: Scope;
  endpointIds: readonly string[];
}

/**
 * Writes events for endpoints, in their order and in the transaction of what they tell of: what each tells, its number, and
 * a delivery for each endpoint. All or none of it is committed together with what has happened.
 */
export async function tellEndpoints(
  transaction: Transaction,
  services: EventServices,
  news: readonly NewEvent[],
): Promise<void> {
  const data = await readEventData(transaction, news);
  const numbers = await takeSequenceNumbers(
    transaction,
    news.map(({ scope }) => scope),
  );
  const events = news.map(({ id, scope: { tenantId, mode }, type, responseId, at }, index) => ({
    id,
    tenantId,
    mode,
    type,
    sequence: numbers[index],
    responseId: responseId ?? null,
    data: data[index],
    createdAt: at,
  }));
  await transaction.$executeRaw`
    INSERT INTO webhook_events (id, tenant_id, mode, type, sequence, response_id, data, created_at)
    SELECT event.* FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS event (
      "id" uuid, "tenantId" uuid, "mode" "Mode", "type" text, "sequence" bigint, "responseId" uuid, "data" jsonb,
      "createdAt" timestamptz)`;
  const tellings = events.map((event, index) => ({
    event,
    endpointIds: news[index]?.endpointIds ?? [],
    now: event.createdAt,
  }));
  await addDeliveriesOfEvents(transaction, services, tellings);
}
