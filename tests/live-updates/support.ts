import type { Gateway } from '../../src/gateway.ts';
import { newId } from '../../src/ids.ts';
import type { EventStream, StreamMessage } from '../support/event-stream.ts';

/** Every event of the tenant. */
export const everyEvent = 'subscription { events { id type } }';

export const eventsAfter =
  'subscription ($filter: AuditEventFilter, $after: ID) { events(filter: $filter, after: $after) { id type } }';

/** The ids of the events that some messages are. */
export const idsOf = (messages: readonly StreamMessage[]): string[] =>
  messages.map(({ data }) => data.data.events.id);

/** Reads as many events as there are ids, and returns theirs. */
export const takeIds = async (stream: EventStream, count: number): Promise<string[]> =>
  idsOf(await stream.take(count));

/** What events are about. */
interface EventSubject {
  tenantId: string;
  entityId: string;
  responseId?: string | null;
}

/** Writes events of a tenant in one transaction, as the gateway does, and returns their ids in their order. */
export async function writeEvents(
  { services: { allTenants } }: Pick<Gateway, 'services'>,
  { tenantId, entityId, responseId = null }: EventSubject,
  count: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, newId);
  await allTenants.$executeRaw`
    INSERT INTO audit_events (id, tenant_id, mode, type, actor_kind, actor_name, entity_id, response_id, details)
    SELECT id, ${tenantId}::uuid, 'LIVE', 'entity.held', 'SYSTEM', 'Postern', ${entityId}::uuid, ${responseId}::uuid, '{}'
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS event (id, number) ORDER BY number`;
  return ids;
}
