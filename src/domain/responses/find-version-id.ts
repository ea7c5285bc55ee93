import { LRUCache } from 'lru-cache';
import type { Scope, TenantDatabase } from '../../database/scope.ts';

/**
 * Finds out which version of a questionnaire a tenant's response answers.
 *
 * @returns undefined if the tenant has no such response
 */
export type FindVersionId = (
  reader: { db: TenantDatabase; scope: Scope },
  responseId: string,
) => Promise<string | undefined>;

/** How many responses a replica remembers the version of, at about 200 bytes each. */
const maxRemembered = 50_000;

/** It is settled when the response is created and never changes, so that a replica may remember it. */
export function createVersionIdFinder(): FindVersionId {
  const versionIds = new LRUCache<string, string>({ max: maxRemembered });
  return async ({ db, scope }, responseId) => {
    const key = `${scope.tenantId} ${scope.mode} ${responseId}`;
    const known = versionIds.get(key);
    if (known !== undefined) {
      return known;
    }
    const response = await db.response.findUnique({
      where: { id: responseId },
      select: { questionnaireVersionId: true },
    });
    if (response) {
      versionIds.set(key, response.questionnaireVersionId);
    }
    return response?.questionnaireVersionId;
  };
}
