import { z } from 'zod';
import type { ApiKey, Prisma } from '../../database/client/client.ts';
import { NotFoundError } from '../../errors.ts';
import type { Principal } from '../context.ts';
import { uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';

/** Which keys a caller can manage: the operator all, a live key those of its tenant, a test key the test keys among them. */
export function manageableKeys(principal: Principal): Prisma.ApiKeyWhereInput {
  if (principal.kind === 'operator') {
    return {};
  }
  return { tenantId: principal.tenant.id, ...(principal.mode === 'TEST' ? { mode: 'TEST' } : {}) };
}

/**
 * Revokes a key: immediately on this replica, within five seconds on every other. Revoking a key a second time
 * changes nothing.
 *
 * @throws NotFoundError, PermissionDeniedError
 */
export const revokeApiKey = defineOperation({
  name: 'revokeApiKey',
  actor: 'administrator',
  description:
    'Revokes an API key: immediately on the replica that serves the request, within five seconds on every other.',
  errors: [NotFoundError],
  subject: { apiKey: 'ApiKey' },
  needs: ['allTenants', 'clock', 'forgetApiKey'],
  input: z
    .strictObject({
      id: uuid.describe('The key’s id.'),
    })
    .describe('An API key to revoke.'),
  run: async ({ context: { services, principal }, input: { id } }): Promise<ApiKey> => {
    const where = { id, ...manageableKeys(principal) };
    const key = await services.allTenants.apiKey.findFirst({ where });
    if (!key) {
      throw new NotFoundError('API key');
    }
    await services.allTenants.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: services.clock() },
    });
    services.forgetApiKey(key.hash);
    return services.allTenants.apiKey.findUniqueOrThrow({ where: { id } });
  },
});
