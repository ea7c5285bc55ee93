import type { AutofillEngine } from '../../database/client/client.ts';
import type { TenantContext } from '../context.ts';
import { answersJson } from './json-rows.ts';

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
  const rows = await db.$queryRaw<{ responseId: string; answers: StoredAnswer[] | null }[]>`
    SELECT responses.id AS "responseId", ${answersJson} AS answers
    FROM responses
    WHERE responses.id = ANY (${responseIds}::uuid[]) AND responses.tenant_id = ${scope.tenantId}::uuid`;
  const byResponse = new Map(rows.map((row) => [row.responseId, row.answers]));
  return responseIds.map((id) => byResponse.get(id) ?? []);
}
