import type { ResponseStatus } from '../../database/client/client.ts';
import { isOfTenant, isOwned, ofTenant, type SqlHandle } from '../../database/raw-sql.ts';
import type { Scope } from '../../database/scope.ts';
import type { Cipher } from '../../sealing/cipher.ts';
import type { Actor } from '../context.ts';
import { insertInternalEvent } from '../events/insert-audit-events.ts';
import type { CheckedAnswer } from './check-answers.ts';
import { answersJson, entityJson, fromJson, type ResponseWithEntity, responseJson } from './json-rows.ts';
import { documentIdsOf, openAnswers, type ResponsePlace, sealAnswer } from './sealed-answer.ts';
import type { StoredAnswer } from './stored-answer.ts';

/** How many of the saved questions an event names; its count is that of all. */
const maxNamedQuestions = 50;

/** `isAutofilled` is true if an autofill was in progress when the statement started. */
type SavedRow = Parameters<typeof fromJson>[0] & { isAutofilled: boolean };

interface WriteOptions {
  cipher: Cipher;
  responseId: string;
  answers: readonly CheckedAnswer[];
  /** The statuses in which the response takes answers from this actor. */
  statuses: readonly ResponseStatus[];
  scope: Scope;
  actor: Actor;
  workflowSessionId?: string;
  now: Date;
}

/**
 * Writes answers and their audit event if the response may still be filled in, all in one statement: the state cannot
 * change between the check and the write, and the cost does not grow with the number of answers. Where a passage was
 * quoted for an answer that is given here, the quote goes, because it no longer says where the answer came from.
 *
 * @returns undefined if this tenant and mode have no such response, it has another status, or it was erased
 */
export async function writeAnswers(
  database: SqlHandle,
  { cipher, responseId, answers, statuses, scope, actor, workflowSessionId, now }: WriteOptions,
): Promise<ResponseWithEntity | undefined> {
  const place = { tenantId: scope.tenantId, responseId };
  const given = JSON.stringify(
    answers.map(({ questionId, value }) => ({
      question_id: questionId,
      value: value === null ? null : sealAnswer(cipher, { ...place, questionId }, value),
      document_ids: value === null ? [] : documentIdsOf(value),
    })),
  );
  const event = insertInternalEvent({
    ...actor,
    scope,
    type: 'response.answers_saved',
    responseId,
    workflowSessionId: workflowSessionId ?? null,
    details: {
      count: answers.length,
      question_keys: answers.slice(0, maxNamedQuestions).map(({ questionKey }) => questionKey),
    },
    at: now,
  });
  const [saved] = await ofTenant(database, scope).query<{ row: SavedRow }[]>`
    WITH saved AS (
      UPDATE responses SET updated_at = ${now}
      WHERE id = ${responseId}::uuid AND ${isOwned}
        AND status = ANY (${statuses}::"ResponseStatus"[]) AND erased_at IS NULL
      RETURNING *
    ), given AS (
      SELECT saved.id AS response_id, saved.tenant_id, answer.question_id, answer.value, answer.document_ids
      FROM saved, jsonb_populate_recordset(NULL::answers, ${given}::jsonb) AS answer
    ), cleared AS (
      DELETE FROM answers USING given
      WHERE answers.response_id = given.response_id AND answers.question_id = given.question_id AND given.value IS NULL
    ), written AS (
      INSERT INTO answers (response_id, question_id, tenant_id, value, document_ids, given_by, updated_at)
      SELECT response_id, question_id, tenant_id, value, document_ids, ${actor.actorKind}::"ActorKind", ${now}
      FROM given WHERE value IS NOT NULL
      ON CONFLICT (response_id, question_id) DO UPDATE
      SET value = excluded.value, document_ids = excluded.document_ids, given_by = excluded.given_by, updated_at = excluded.updated_at
    ), unquoted AS (
      DELETE FROM answer_annotations USING given
      WHERE answer_annotations.response_id = given.response_id AND answer_annotations.question_id = given.question_id
    ), audited AS (
      ${event} WHERE EXISTS (SELECT 1 FROM saved)
    )
    SELECT json_build_object('response', ${responseJson}, 'entity', ${entityJson}, 'answers', ${answersJson},
      'isAutofilled', EXISTS (
        SELECT 1 FROM autofill_runs WHERE response_id = responses.id AND status = 'PROCESSING')) AS row
    FROM saved responses JOIN entities ON entities.id = responses.entity_id`;
  if (saved?.row.isAutofilled) {
    await unquote(database, { responseId, answers, scope });
  }
  return (
    saved && { ...fromJson(saved.row), answers: withChanges(cipher, place, saved.row.answers ?? [], answers) }
  );
}

/**
 * A statement that waits for the end of an autofill does not see the quotes that it has written, and leaves them where it
 * replaces their answers. So they are looked for once more.
 */
async function unquote(
  database: SqlHandle,
  { responseId, answers, scope }: Pick<WriteOptions, 'responseId' | 'answers' | 'scope'>,
): Promise<void> {
  const questionIds = answers.filter(({ value }) => value !== null).map(({ questionId }) => questionId);
  await ofTenant(database, scope).execute`
    DELETE FROM answer_annotations WHERE response_id = ${responseId}::uuid AND ${isOfTenant}
      AND question_id = ANY (${questionIds}::uuid[])`;
}

/** A statement sees the table as it was before its own writes; this is how it is afterwards. */
function withChanges(
  cipher: Cipher,
  place: ResponsePlace,
  before: readonly StoredAnswer[],
  changes: readonly CheckedAnswer[],
): StoredAnswer[] {
  const changed = new Set(changes.map(({ questionId }) => questionId));
  return [
    ...openAnswers(
      cipher,
      place,
      before.filter(({ questionId }) => !changed.has(questionId)),
    ),
    ...changes
      .filter(({ value }) => value !== null)
      .map(({ questionId, value }) => ({ questionId, value, source: null })),
  ];
}
