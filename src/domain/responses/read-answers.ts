import type { AutofillEngine } from '../../database/client/client.ts';
import type { TenantContext } from '../context.ts';

/** Where autofill found an answer. */
export interface AnswerSource {
  documentId: string;
  documentName: string;
  /** From 1; null where the document has no pages. */
  page: number | null;
  /** The passage, word for word. */
  quote: string;
  /** From 0 to 1. */
  confidence: number;
  engine: AutofillEngine;
}

/** The value that answers one question, and where it came from unless a person wrote it. */
export interface StoredAnswer {
  questionId: string;
  value: unknown;
  source: AnswerSource | null;
}

/** Reads the answers of any number of responses in one statement; the lists stand in the order of the ids. */
export async function readAnswers(
  { db, scope }: Pick<TenantContext, 'db' | 'scope'>,
  responseIds: readonly string[],
): Promise<StoredAnswer[][]> {
  const rows = await db.$queryRaw<{ responseId: string; answers: StoredAnswer[] }[]>`
    SELECT answers.response_id AS "responseId",
      json_agg(json_build_object(
        'questionId', answers.question_id,
        'value', answers.value,
        'source', CASE WHEN source.response_id IS NOT NULL THEN json_build_object(
          'documentId', source.document_id, 'documentName', source.document_name, 'page', source.page,
          'quote', source.quote, 'confidence', source.confidence, 'engine', source.engine) END
      )) AS answers
    FROM answers
    LEFT JOIN answer_annotations source USING (response_id, question_id)
    WHERE answers.response_id = ANY (${responseIds}::uuid[]) AND answers.tenant_id = ${scope.tenantId}::uuid
    GROUP BY answers.response_id`;
  const byResponse = new Map(rows.map((row) => [row.responseId, row.answers]));
  return responseIds.map((id) => byResponse.get(id) ?? []);
}
