import type { TenantContext } from '../context.ts';

interface FindOptions {
  context: Pick<TenantContext, 'db'>;
  responseId: string;
  ids: readonly string[];
}

/** Which of the ids are documents of the entity that a response is about. */
export async function findDocumentIds({ context, responseId, ids }: FindOptions): Promise<Set<string>> {
  const documents = await context.db.document.findMany({
    where: { id: { in: [...ids] }, entity: { responses: { some: { id: responseId } } } },
    select: { id: true },
  });
  return new Set(documents.map(({ id }) => id));
}
