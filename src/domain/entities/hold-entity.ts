import { z } from 'zod';
import type { Entity } from '../../database/client/client.ts';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { idempotencyKey, multiLine, optional, uuid } from '../fields.ts';
import type { Once } from '../idempotency.ts';
import { defineOperation } from '../operation.ts';
import { lockEntity, requireUnerased } from './lock-entity.ts';

/** Why an entity is held, released or erased, in the words of whoever does it. */
export const lifecycleReason = multiLine({ max: 2_000 });

const optionalReason = optional(lifecycleReason).describe(
  'The reason, at most 2000 characters. Recorded in the audit trail only, and erased with the entity.',
);

interface HoldOptions {
  context: TenantContext<'clock' | 'eventData' | 'jobs'>;
  once: Once;
  entityId: string;
  onHold: boolean;
  reason: string | undefined;
}

/** Sets or ends a hold; an entity that is in that state already stays as it is, without an event. */
const setHold = ({ context, once, entityId, onHold, reason }: HoldOptions): Promise<Entity> =>
  context.db.$transaction(async (transaction) => {
    await once.claim(transaction);
    const entity = await lockEntity(transaction, context, entityId);
    requireUnerased(entity);
    const result = entity.onHold === onHold ? entity : await change();
    await once.complete(transaction, result);
    return result;

    async function change(): Promise<Entity> {
      const now = context.services.clock();
      const changed = await transaction.entity.update({
        where: { id: entityId },
        data: { onHold, updatedAt: now },
      });
      await recordAuditEvent(transaction, context.services, {
        ...context.actor,
        scope: context.scope,
        type: onHold ? 'entity.held' : 'entity.released',
        entityId,
        details: reason === undefined ? {} : { reason },
        at: now,
      });
      return changed;
    }
  });

/**
 * Keeps an entity and its responses from being erased, by anyone and by the tenant's retention, until it is released. Holding
 * it again changes nothing.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the entity was erased
 */
export const holdEntity = defineOperation({
  name: 'holdEntity',
  actor: 'tenant',
  description:
    'Puts an entity on hold: neither it nor its responses can be erased until it is released. Does nothing if it is on hold.',
  errors: [NotFoundError, InvalidStateError],
  subject: { entity: 'Entity' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: z
    .strictObject({
      entityId: uuid.describe('The entity’s id.'),
      reason: optionalReason,
      idempotencyKey,
    })
    .describe('An entity to put on hold.'),
  run: ({ context, once, input: { entityId, reason } }) =>
    setHold({ context, once, entityId, onHold: true, reason }),
});

/**
 * Ends an entity's hold. Releasing one that is not on hold changes nothing.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the entity was erased
 */
export const releaseEntity = defineOperation({
  name: 'releaseEntity',
  actor: 'tenant',
  description: 'Ends an entity’s hold, so that it can be erased. Does nothing if it is not on hold.',
  errors: [NotFoundError, InvalidStateError],
  subject: { entity: 'Entity' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: z
    .strictObject({
      entityId: uuid.describe('The entity’s id.'),
      reason: optionalReason,
      idempotencyKey,
    })
    .describe('An entity whose hold ends.'),
  run: ({ context, once, input: { entityId, reason } }) =>
    setHold({ context, once, entityId, onHold: false, reason }),
});
