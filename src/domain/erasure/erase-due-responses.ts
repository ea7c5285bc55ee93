import { ofTenant, ownTenant } from '../../database/raw-sql.ts';
import type { Scope } from '../../database/scope.ts';
import { ConflictError } from '../../errors.ts';
import { retainedFrom } from '../../settings/retention.ts';
import { systemActor } from '../context.ts';
import { lockEntity } from '../entities/lock-entity.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { isolateFault } from '../isolate-fault.ts';
import { requireNoEmailInProgress } from '../responses/lock-response.ts';
import type { Services } from '../services.ts';
import { closeSubject } from './close-subject.ts';
import type { ErasureServices, ErasureSubject } from './erasure-subject.ts';
import { finishErasure } from './finish-erasure.ts';

/** Responses that are looked up together. Each is erased in transactions of its own. */
const batchSize = 100;
/** Responses that one run erases, so that other work is not kept waiting for a tenant that has just set a retention. */
const maxResponsesPerRun = 5_000;

type RetentionServices = ErasureServices & Pick<Services, 'eventData'>;

interface DueResponse extends Scope {
  id: string;
  entityId: string;
}

/**
 * Erases the responses of tenants with a retention that were decided longer ago, unless their entity is on hold. A decision is
 * the last change of a response. Any number of replicas may do this concurrently; each response is erased once.
 *
 * @param options.signal stops the work between two responses
 * @param options.maxResponses how many are erased
 * @returns how many were erased
 */
export async function eraseDueResponses(
  services: RetentionServices,
  { signal, maxResponses = maxResponsesPerRun }: { signal: AbortSignal; maxResponses?: number },
): Promise<number> {
  const tenants = await services.allTenants.tenant.findMany({
    where: { retentionDays: { not: null } },
    select: { id: true, retentionDays: true },
  });
  let erased = 0;
  let waiting = tenants;
  // A batch of each tenant in turn.
  while (waiting.length > 0) {
    const withMore: typeof tenants = [];
    for (const tenant of waiting) {
      const before = retainedFrom(services.clock(), tenant.retentionDays ?? 0);
      const due = await findDue(services, { tenantId: tenant.id, before });
      let erasedNow = 0;
      for (const response of due) {
        if (signal.aborted || erased === maxResponses) {
          return erased;
        }
        const isErased = await isolateFault(
          services,
          {
            message: 'A response whose retention has ended could not be erased.',
            ids: { tenantId: tenant.id, responseId: response.id },
          },
          () => eraseResponse(services, { response, signal }),
        );
        if (isErased) {
          erasedNow += 1;
          erased += 1;
        }
      }
      // Those that could not be erased now are due again the next time.
      if (due.length === batchSize && erasedNow > 0) {
        withMore.push(tenant);
      }
    }
    waiting = withMore;
  }
  return erased;
}

const findDue = (
  { allTenants }: Pick<Services, 'allTenants'>,
  { tenantId, before }: { tenantId: string; before: Date },
): Promise<DueResponse[]> => ofTenant(allTenants, { tenantId }).query<DueResponse[]>`
  SELECT responses.id, responses.tenant_id AS "tenantId", responses.mode, entity_id AS "entityId"
  FROM responses JOIN entities ON entities.id = responses.entity_id
  WHERE responses.tenant_id = ${ownTenant} AND responses.status IN ('APPROVED', 'REJECTED')
    AND responses.erased_at IS NULL AND responses.updated_at <= ${before} AND NOT entities.on_hold
  ORDER BY responses.updated_at LIMIT ${batchSize}`;

interface EraseOptions {
  response: DueResponse;
  signal: AbortSignal;
}

/** @returns whether it was erased here: not when it was put on hold or erased, or is being sent an email */
async function eraseResponse(
  services: RetentionServices,
  { response: { id, tenantId, mode, entityId }, signal }: EraseOptions,
): Promise<boolean> {
  const scope = { tenantId, mode };
  const subject: ErasureSubject = { scope, entityId, responseId: id };
  try {
    const isClosed = await services.allTenants.$transaction(async (transaction) => {
      const entity = await lockEntity(transaction, { scope }, entityId);
      const isDue = await transaction.response.count({ where: { id, erasedAt: null } });
      if (entity.onHold || isDue === 0) {
        return false;
      }
      const now = services.clock();
      await requireNoEmailInProgress(transaction, { responseId: id });
      await closeSubject(transaction, { services, subject, actor: systemActor, now });
      await requireNoEmailInProgress(transaction, { responseId: id });
      await recordAuditEvent(transaction, services, {
        ...systemActor,
        scope,
        type: 'response.erased',
        responseId: id,
        at: now,
      });
      return true;
    });
    return isClosed && (await finishErasure(services, { subject, isTimeOver: () => signal.aborted }));
  } catch (error) {
    if (error instanceof ConflictError) {
      return false;
    }
    throw error;
  }
}
