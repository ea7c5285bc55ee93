import { ownWork, workFor } from '../../database/share-connections.ts';
import type { Services } from '../services.ts';

/** Which of some keys are still valid: not revoked or expired, and of a tenant that was not erased. Reads the database. */
export async function findValidKeys(
  { allTenants, clock }: Pick<Services, 'allTenants' | 'clock'>,
  ids: readonly string[],
): Promise<Set<string>> {
  const keys = await workFor(ownWork, async () =>
    allTenants.apiKey.findMany({
      where: {
        id: { in: [...ids] },
        revokedAt: null,
        OR: [{ expiresAt: null }, { expiresAt: { gt: clock() } }],
        tenant: { erasedAt: null },
      },
      select: { id: true },
    }),
  );
  return new Set(keys.map(({ id }) => id));
}
