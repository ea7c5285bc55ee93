import type { Entity, QuestionnaireVersion } from '../../database/client/client.ts';
import { isOfTenant, isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { NotFoundError, ValidationError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';
import { newEntity } from '../entities/create-entity.ts';
import { requireUnerased } from '../entities/lock-entity.ts';
import { questionnaireNotFound } from '../questionnaires/questionnaire-not-found.ts';
import { usageJson } from '../quotas.ts';
import { type DispatchPlan, resourcesOfSends } from './prepare-dispatch.ts';
import { type SendWorkflowInput, verificationOfCompany } from './send-workflow-input.ts';

type SentQuestionnaire = Pick<QuestionnaireVersion, 'id' | 'questionnaireId' | 'name'>;

/** What a send is about. */
export type Subject = Pick<DispatchPlan<'DIRECT'>, 'entity' | 'newEntity' | 'usage'> & {
  questionnaire: SentQuestionnaire | undefined;
};

interface Found {
  entity: (Pick<Entity, 'id' | 'name' | 'entityType'> & { erasedAt: string | null }) | null;
  questionnaire: SentQuestionnaire | null;
  usage: Subject['usage'];
}

/**
 * Reads what a send refers to: the entity, existing or to be written, the questionnaire in its current version, and how
 * much the tenant uses already; all in one statement.
 *
 * @throws ValidationError for a verification of a company, NotFoundError
 * @throws InvalidStateError when the entity was erased
 */
export async function findSubject(
  database: Transaction,
  { scope, services }: Pick<TenantContext<'clock'>, 'scope' | 'services'>,
  input: SendWorkflowInput,
): Promise<Subject> {
  const [{ entity: existing, questionnaire, usage }] = await ofTenant(database, scope).query<[Found]>`
    SELECT
      (SELECT json_build_object('id', id, 'name', name, 'entityType', entity_type,
        'erasedAt', erased_at) FROM entities
        WHERE id = ${input.entityId ?? null}::uuid AND ${isOwned}) AS entity,
      (SELECT json_build_object('id', id, 'questionnaireId', questionnaire_id, 'name', name) FROM questionnaire_versions
        WHERE questionnaire_id = ${input.ddq?.questionnaireId ?? null}::int AND is_current
          AND ${isOfTenant}) AS questionnaire,
      ${usageJson(resourcesOfSends)} AS usage`;
  if (input.entityId && !existing) {
    throw new NotFoundError('Entity');
  }
  if (existing) {
    requireUnerased(existing);
  }
  if (input.ddq && !questionnaire) {
    throw await questionnaireNotFound(database);
  }
  if (input.verification && existing?.entityType === 'COMPANY') {
    throw ValidationError.at('verification', verificationOfCompany);
  }
  const found = { questionnaire: questionnaire ?? undefined, usage };
  if (existing) {
    return { entity: existing, ...found };
  }
  if (!input.entity) {
    throw new Error('A send without an entity cannot pass the input’s rules.');
  }
  const entity = newEntity({ scope, entity: input.entity, now: services.clock() });
  return { entity, newEntity: entity, ...found };
}
