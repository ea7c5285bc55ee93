import type { Batch, BatchItem, Tenant } from '../../database/client/client.ts';
import { isDatabaseUnavailable } from '../../database/is-unavailable.ts';
import { fromJsonRow } from '../../database/json-row.ts';
import { acrossTenants, isOfTenant, ofTenant } from '../../database/raw-sql.ts';
import { UnavailableError } from '../../errors.ts';
import type { JobRun } from '../../jobs/jobs.ts';
import type { TenantContext, TenantPrincipal } from '../context.ts';
import { entityErased } from '../entities/lock-entity.ts';
import type { Once } from '../idempotency.ts';
import { perform } from '../operation.ts';
import type { Services } from '../services.ts';
import { summaryOfTenant } from '../tenants/tenant-summary.ts';
import type { DispatchNeed } from '../workflows/dispatch.ts';
import type { WorkflowReceipt } from '../workflows/receipt.ts';
import { sendWorkflow } from '../workflows/send-workflow.ts';
import { completeItem, failItem } from './end-item.ts';
import { openContent } from './item-content.ts';
import { itemErrorOf } from './item-error.ts';

type RunServices = Pick<Services, DispatchNeed | 'finishBeforeClose' | 'tenantDatabase' | 'log'>;

/** What has the item in its hands: another run of its job, or whoever has cancelled the batch. */
class ItemTakenError extends Error {}

/**
 * Carries out one send of a batch for whoever created the batch, by the operation that carries out single sends. At most once:
 * the item is claimed in the transaction that writes the plan of the email, and ended in the one that settles it. Of a process
 * that dies in between, recovery settles the email and with it the item; the item's job does not start it again.
 */
export async function runItem(
  services: RunServices,
  { itemId }: { itemId: string },
  { isLastAttempt }: Pick<JobRun, 'isLastAttempt'>,
): Promise<void> {
  const found = await findWaiting(services, itemId);
  if (!found) {
    return;
  }
  const { item } = found;
  const context = contextFor(services, found);
  try {
    await perform(sendWorkflow, context, inputOf(services, item), claimOf(services, item));
  } catch (error) {
    if (error instanceof ItemTakenError) {
      return;
    }
    const reported = itemErrorOf(error);
    const isUnavailable = error instanceof UnavailableError || isDatabaseUnavailable(error);
    if (isUnavailable || (reported.code === 'INTERNAL_ERROR' && !isLastAttempt)) {
      throw error;
    }
    if (reported.code === 'INTERNAL_ERROR') {
      services.log.error({ batchItemId: itemId, error }, 'A send of a batch failed.');
    }
    const { tenantId } = item;
    await failItem(services.allTenants, services, { tenantId, itemId, error: reported, isStarted: false });
  }
}

interface WaitingItem {
  item: Pick<BatchItem, 'id' | 'tenantId' | 'content'>;
  batch: Batch;
  tenant: Tenant;
}

/** Reads an item that is to be carried out; undefined if it has started or ended, or its tenant was erased. */
async function findWaiting({ allTenants }: RunServices, itemId: string): Promise<WaitingItem | undefined> {
  const [row] = await acrossTenants(allTenants).query<
    { item: WaitingItem['item']; batch: JsonRow; tenant: JsonRow }[]
  >`
    SELECT json_build_object('id', item.id, 'tenantId', item.tenant_id, 'content', item.content) AS item,
      to_json(batches) AS batch, to_json(tenants) AS tenant
    FROM batch_items item
    JOIN batches ON batches.id = item.batch_id
    JOIN tenants ON tenants.id = item.tenant_id AND tenants.erased_at IS NULL
    WHERE item.id = ${itemId}::uuid AND item.status = 'PENDING' AND item.started_at IS NULL`;
  return (
    row && {
      item: row.item,
      batch: fromJsonRow('Batch', row.batch),
      tenant: fromJsonRow('Tenant', row.tenant),
    }
  );
}

type JsonRow = Readonly<Record<string, unknown>>;

/** @throws InvalidStateError when the entity of the send was erased, and with it the input */
function inputOf({ cipher }: RunServices, item: WaitingItem['item']): unknown {
  if (item.content === null) {
    throw entityErased();
  }
  const content = openContent(cipher, item, item.content);
  return 'input' in content ? content.input : undefined;
}

/** The item stands for the idempotency key of its send, which would be forgotten after a day. */
const claimOf = (services: RunServices, { id, tenantId }: WaitingItem['item']): Once => ({
  recordId: id,
  claim: async (transaction) => {
    const claimed = await ofTenant(transaction, { tenantId }).execute`
      UPDATE batch_items SET started_at = ${services.clock()}
      WHERE id = ${id}::uuid AND ${isOfTenant} AND status = 'PENDING' AND started_at IS NULL`;
    if (claimed === 0) {
      throw new ItemTakenError();
    }
  },
  complete: (transaction, result) =>
    completeItem(transaction, services, { tenantId, itemId: id }, result as WorkflowReceipt),
});

/** The context of whoever created the batch. What its key could do was checked then, and it can be revoked since. */
function contextFor(
  services: RunServices,
  { batch: { tenantId, mode, actorKind, actorId, actorName, actingUser }, tenant }: WaitingItem,
): TenantContext<keyof RunServices> {
  const principal: TenantPrincipal = {
    kind: 'api_key',
    keyId: actorId ?? '',
    keyName: actorName,
    scopes: ['SEND', 'WRITE'],
    mode,
    tenant: summaryOfTenant(tenant),
  };
  const scope = { tenantId, mode };
  return {
    principal,
    scope,
    db: services.tenantDatabase(scope),
    services,
    actor: { actorKind, actorId, actorName, actingUser },
    log: services.log,
    markReplayed: () => {},
  };
}
