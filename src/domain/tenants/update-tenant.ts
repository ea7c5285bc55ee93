import { z } from 'zod';
import type { Tenant } from '../../database/client/client.ts';
import { type Principal, requireLive, requireScope } from '../context.ts';
import { cleared, existingId, optional } from '../fields.ts';
import { parseInput } from '../parse-input.ts';
import type { Services } from '../services.ts';
import { findTenantId } from './find-tenant-id.ts';
import { tenantFields } from './tenant-fields.ts';

export const updateTenantInput = z.strictObject({
  tenantId: optional(existingId),
  name: optional(tenantFields.name),
  defaultExpiryHours: optional(tenantFields.defaultExpiryHours),
  language: optional(tenantFields.language),
  accentColour: cleared(tenantFields.accentColour),
});

/**
 * Changes how a tenant looks to its recipients: the operator any, a live ADMIN key its own. What is absent stays, and
 * null takes the colour away. The mails that this replica sends from now on are written with it; every other replica
 * follows within five seconds.
 *
 * @throws ValidationError, NotFoundError
 * @throws PermissionDeniedError for a key without the scope ADMIN, and for a test key, because a rehearsal must not
 * change what real recipients see
 */
export async function updateTenant(options: {
  services: Pick<Services, 'allTenants' | 'forgetApiKey'>;
  principal: Principal;
  input: unknown;
}): Promise<Tenant> {
  const { services, principal } = options;
  const { tenantId, ...changes } = parseInput(updateTenantInput, options.input);
  if (principal.kind === 'api_key') {
    requireScope(principal, 'ADMIN');
    requireLive(principal);
  }
  const id = await findTenantId({ services, principal, tenantId });
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const tenant = await services.allTenants.tenant.update({ where: { id }, data: given });
  const keys = await services.allTenants.apiKey.findMany({
    where: { tenantId: id, revokedAt: null },
    select: { hash: true },
  });
  for (const { hash } of keys) {
    services.forgetApiKey(hash);
  }
  return tenant;
}
