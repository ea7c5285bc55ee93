import { z } from 'zod';
import type { Entity } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import { lifecycleReason } from '../entities/hold-entity.ts';
import { lockEntity } from '../entities/lock-entity.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { idempotencyKey, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { emailInProgress } from '../responses/lock-response.ts';
import { closeSubject } from './close-subject.ts';
import { erasedAddress, erasedText } from './erased-text.ts';
import { finishErasure } from './finish-erasure.ts';

/** How long a request deletes what the entity contains; regular work continues after that. */
const maxFinishingMs = 10_000;

/**
 * Erases an entity with everything that it and its responses say of people. One transaction closes it: it has no names any more,
 * its links are revoked, and nothing can be added to it. What it contains is then deleted in batches, usually before the
 * request ends. Erasing it again changes nothing.
 *
 * @throws NotFoundError
 * @throws ConflictError while it is on hold or an email about it is being sent
 */
export const eraseEntity = defineOperation({
  name: 'eraseEntity',
  actor: 'tenant',
  description:
    'Erases an entity permanently: names, addresses, answers, quotes, documents, evidence, emails and messages of the entity and all its responses are deleted from the database and the file store, and its links are revoked. Ids, statuses, times and the audit trail stay, without the names of recipients. A very large entity is closed immediately, and the rest is deleted in the background. Does nothing if it was erased.',
  errors: [NotFoundError, ConflictError],
  subject: { entity: 'Entity' },
  needs: ['allTenants', 'cipher', 'clock', 'eventData', 'files', 'forgetCaptures', 'jobs', 'log'],
  scope: 'ADMIN',
  input: z
    .strictObject({
      entityId: uuid.describe('The entity’s id.'),
      reason: lifecycleReason.describe(
        'The reason, at most 2000 characters. Recorded in the audit trail, where it stays: do not name anyone.',
      ),
      idempotencyKey,
    })
    .describe('An entity to erase permanently.'),
  run: async ({ context, once, input: { entityId, reason } }): Promise<Entity> => {
    const { db, scope, services, actor } = context;
    const subject = { scope, entityId, responseId: null };
    const { entity, isNew } = await db.$transaction(async (transaction) => {
      await once.claim(transaction);
      const locked = await lockEntity(transaction, context, entityId);
      if (locked.erasedAt) {
        await once.complete(transaction, locked);
        return { entity: locked, isNew: false };
      }
      if (locked.onHold) {
        throw new ConflictError('The entity is on hold. Release it first.');
      }
      const now = services.clock();
      const erased = await transaction.entity.update({
        where: { id: entityId },
        data: {
          name: erasedText,
          legalName: null,
          tradingName: null,
          firstName: null,
          lastName: null,
          email: null,
          phone: null,
          jurisdiction: null,
          externalId: null,
          erasedAt: now,
          updatedAt: now,
        },
      });
      await requireNoEmailTo(transaction, entityId);
      await closeSubject(transaction, { services, subject, actor, now });
      await requireNothingNew(transaction, entityId);
      await recordAuditEvent(transaction, services, {
        ...actor,
        scope,
        type: 'entity.erased',
        entityId,
        details: { reason },
        at: now,
      });
      await once.complete(transaction, erased);
      return { entity: erased, isNew: true };
    });
    if (isNew) {
      const end = performance.now() + maxFinishingMs;
      await finishErasure(services, { subject, isTimeOver: () => performance.now() > end });
    }
    return entity;
  },
});

/**
 * While a response or a session was waited for, an email about it may have been prepared and even settled, which has added a
 * session.
 *
 * @throws ConflictError
 */
async function requireNothingNew(transaction: Transaction, entityId: string): Promise<void> {
  await requireNoEmailTo(transaction, entityId);
  const session = await transaction.workflowSession.findFirst({
    where: { entityId, email: { not: erasedAddress } },
    select: { id: true },
  });
  if (session) {
    throw emailInProgress();
  }
}

/** @throws ConflictError while an email about an entity is being sent */
async function requireNoEmailTo(transaction: Transaction, entityId: string): Promise<void> {
  const dispatch = await transaction.dispatch.findFirst({
    where: { entityId, status: 'UNDER_WAY' },
    select: { id: true },
  });
  if (dispatch) {
    throw emailInProgress();
  }
}
