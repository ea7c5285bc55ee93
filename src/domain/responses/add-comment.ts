import type { ResponseComment } from '../../database/client/client.ts';
import { NotFoundError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import type { TenantContext } from '../context.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import type { Once } from '../idempotency.ts';
import type { VersionQuestion } from '../questionnaires/read-version.ts';
import { requireQuota } from '../quotas.ts';
import { sealComment } from './comment.ts';
import { lockResponseAlone } from './lock-response.ts';

interface AddOptions {
  context: TenantContext<'cipher' | 'clock' | 'eventData' | 'findVersionId' | 'jobs' | 'readVersion'>;
  once: Once;
  responseId: string;
  /** The question that the comment is about. */
  findQuestion: (questions: readonly VersionQuestion[]) => VersionQuestion;
  text: string;
}

/**
 * Adds a comment of the team to a response in any status, with an event that names the question and not what was said.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the response was erased
 * @throws ConflictError when the response has as many comments as it can have
 */
export async function addComment({
  context,
  once,
  responseId,
  findQuestion,
  text,
}: AddOptions): Promise<ResponseComment> {
  const { scope, services, actor } = context;
  const versionId = await services.findVersionId(context, responseId);
  if (versionId === undefined) {
    throw new NotFoundError('Response');
  }
  const question = findQuestion((await services.readVersion(versionId)).questions);
  return context.db.$transaction(async (transaction) => {
    await once.claim(transaction);
    await lockResponseAlone(transaction, context, responseId);
    requireQuota('commentsOfResponse', await transaction.responseComment.count({ where: { responseId } }));
    const now = services.clock();
    const id = newId();
    const comment = await transaction.responseComment.create({
      data: {
        id,
        ...scope,
        responseId,
        questionId: question.id,
        text: sealComment(services.cipher, { tenantId: scope.tenantId, responseId, id }, text),
        actorName: actor.actorName,
        actingUser: actor.actingUser,
        createdAt: now,
      },
    });
    await recordAuditEvent(transaction, services, {
      ...actor,
      scope,
      type: 'response.commented',
      responseId,
      details: { question_keys: [question.key] },
      at: now,
    });
    await once.complete(transaction, comment);
    return comment;
  });
}
