import { idempotencyKey } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { lockTenant, requireQuota } from '../quotas.ts';
import { questionnaireDefinition } from './definition.ts';
import { writeVersion } from './write-version.ts';

/**
 * Creates a questionnaire with its first version, ready to be sent in both modes. Requires a live key.
 *
 * @throws ValidationError
 * @throws ConflictError when the tenant has as many questionnaires or versions as it can have
 */
export const createQuestionnaire = defineOperation({
  name: 'createQuestionnaire',
  createsOrSends: true,
  actor: 'tenant',
  description: 'Creates a questionnaire. Live and test keys can send it.',
  errors: [],
  subject: { questionnaire: 'Questionnaire' },
  needs: ['clock'],
  scope: 'ADMIN',
  isLiveOnly: true,
  input: questionnaireDefinition({ idempotencyKey }).describe('A questionnaire to create.'),
  run: ({ context, input, once }) =>
    context.db.$transaction(async (transaction) => {
      await once.claim(transaction);
      const { tenantId } = context.scope;
      await lockTenant(transaction, context.scope);
      requireQuota('questionnaires', await transaction.questionnaire.count());
      requireQuota('versions', await transaction.questionnaireVersion.count());
      const questionnaire = await transaction.questionnaire.create({ data: { tenantId } });
      const version = await writeVersion({
        transaction,
        tenantId,
        questionnaireId: questionnaire.id,
        definition: input,
        now: context.services.clock(),
      });
      await once.complete(transaction, version);
      return version;
    }),
});
