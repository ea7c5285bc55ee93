import { Prisma } from '../../database/client/client.ts';
import { isOfTenant, ofTenant, type SqlHandle } from '../../database/raw-sql.ts';
import { newId } from '../../ids.ts';
import type { AuditEventType } from '../events/event-types.ts';
import type { Services } from '../services.ts';
import type { WorkflowReceipt } from '../workflows/receipt.ts';
import { type ItemContent, type ItemError, sealContent } from './item-content.ts';

/** An item, and the tenant that it belongs to. */
interface ItemPlace {
  tenantId: string;
  itemId: string;
}

type EndServices = Pick<Services, 'cipher' | 'clock'>;

/**
 * Ends an item with the result of its send, in the transaction that writes what was sent. Does nothing to an item that has ended
 * already, or if there is none of this id.
 */
export const completeItem = (
  database: SqlHandle,
  services: EndServices,
  place: ItemPlace,
  result: WorkflowReceipt,
): Promise<void> =>
  endItem(database, services, {
    ...place,
    status: result.status,
    content: { result },
    entityId: result.entityId,
    condition: Prisma.sql`true`,
  });

interface FailOptions extends ItemPlace {
  error: ItemError;
  /** Whether its email was planned: an item is failed by whoever settles that email, and otherwise by its job. */
  isStarted: boolean;
}

/**
 * Ends an item with an error. Its input is not kept. Does nothing to an item that has ended already, or if there is none of this
 * id.
 */
export const failItem = (
  database: SqlHandle,
  services: EndServices,
  { error, isStarted, ...place }: FailOptions,
): Promise<void> =>
  endItem(database, services, {
    ...place,
    status: 'FAILED',
    content: { error },
    entityId: error.entityId,
    condition: isStarted ? Prisma.sql`started_at IS NOT NULL` : Prisma.sql`started_at IS NULL`,
  });

interface EndOptions extends ItemPlace {
  status: WorkflowReceipt['status'] | 'FAILED';
  content: ItemContent;
  /** The entity of the send, if it was not known before. */
  entityId: string | undefined;
  condition: Prisma.Sql;
}

const itemEnded = 'batch.item_ended' satisfies AuditEventType;

/** Ends an item and writes its event in one statement, so that those who follow the batch see every change of it. */
async function endItem(
  database: SqlHandle,
  { cipher, clock }: EndServices,
  { tenantId, itemId, status, content, entityId, condition }: EndOptions,
): Promise<void> {
  const now = clock();
  await ofTenant(database, { tenantId }).execute`
    WITH ended AS (
      UPDATE batch_items SET status = ${status}::"BatchItemStatus",
        content = ${sealContent(cipher, { id: itemId, tenantId }, content)},
        entity_id = coalesce(${entityId ?? null}::uuid, entity_id), ended_at = ${now}
      WHERE id = ${itemId}::uuid AND ${isOfTenant} AND status = 'PENDING' AND ${condition}
      RETURNING batch_id, position, status
    )
    INSERT INTO audit_events
      (id, tenant_id, mode, type, actor_kind, actor_id, actor_name, acting_user, details, created_at)
    SELECT ${newId()}::uuid, batch.tenant_id, batch.mode, ${itemEnded}, batch.actor_kind, batch.actor_id, batch.actor_name,
      batch.acting_user,
      jsonb_build_object('batch_id', batch.id, 'index', ended.position, 'status', lower(ended.status::text)), ${now}
    FROM ended JOIN batches batch ON batch.id = ended.batch_id`;
}
