import { isOfTenant, ofTenant } from '../../database/raw-sql.ts';
import { NotFoundError } from '../../errors.ts';
import { idempotencyKey, questionnaireId } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { lockTenant, requireQuota } from '../quotas.ts';
import { questionnaireDefinition } from './definition.ts';
import { writeVersion } from './write-version.ts';

/**
 * Replaces what a questionnaire asks from the next send on, as a new version. Responses that exist keep the version they
 * were made with. Requires a live key, because both modes send the same questionnaires.
 *
 * @throws NotFoundError
 * @throws ConflictError when the questionnaire or the tenant has as many versions as it can have
 */
export const updateQuestionnaire = defineOperation({
  name: 'updateQuestionnaire',
  actor: 'tenant',
  description:
    'Replaces a questionnaire’s content with a new version. Existing responses keep their version.',
  errors: [NotFoundError],
  subject: { questionnaire: 'Questionnaire' },
  needs: ['clock'],
  scope: 'ADMIN',
  isLiveOnly: true,
  input: questionnaireDefinition({
    questionnaireId: questionnaireId.describe('The questionnaire’s id.'),
    idempotencyKey,
  }).describe('The new version of a questionnaire, which later sends use.'),
  run: ({ context, input, once }) =>
    context.db.$transaction(async (transaction) => {
      await once.claim(transaction);
      const { tenantId } = context.scope;
      const id = input.questionnaireId;
      // Locked, so that two concurrent edits become two versions, one after the other.
      await ofTenant(transaction, context.scope).query`
        SELECT 1 FROM questionnaires WHERE id = ${id} AND ${isOfTenant} FOR UPDATE`;
      const current = await transaction.questionnaireVersion.findFirst({
        where: { questionnaireId: id, isCurrent: true },
      });
      if (!current) {
        throw new NotFoundError('Questionnaire');
      }
      await lockTenant(transaction, context.scope);
      requireQuota('versionsOfQuestionnaire', current.version);
      requireQuota('versions', await transaction.questionnaireVersion.count());
      await transaction.questionnaireVersion.updateMany({
        where: { id: current.id },
        data: { isCurrent: false },
      });
      const version = await writeVersion({
        transaction,
        tenantId,
        questionnaireId: id,
        previous: current,
        definition: input,
        now: context.services.clock(),
      });
      await once.complete(transaction, version);
      return version;
    }),
});
