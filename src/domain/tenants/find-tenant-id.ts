import { NotFoundError, ValidationError } from '../../errors.ts';
import type { Principal } from '../context.ts';
import type { Services } from '../services.ts';

/**
 * The tenant that a caller manages: the operator specifies one, and an ADMIN key has its own, which it can omit.
 *
 * @throws NotFoundError for a tenant that does not exist, was erased, or is not the key's own
 * @throws ValidationError when the operator names none
 */
export async function findTenantId(options: {
  services: Pick<Services, 'allTenants'>;
  principal: Principal;
  tenantId: string | undefined;
}): Promise<string> {
  const { services, principal, tenantId } = options;
  if (principal.kind === 'api_key') {
    if (tenantId !== undefined && tenantId !== principal.tenant.id) {
      throw new NotFoundError('Tenant');
    }
    return principal.tenant.id;
  }
  if (tenantId === undefined) {
    throw ValidationError.at('tenantId', 'This field is required.');
  }
  const tenant = await services.allTenants.tenant.findUnique({
    where: { id: tenantId, erasedAt: null },
    select: { id: true },
  });
  if (!tenant) {
    throw new NotFoundError('Tenant');
  }
  return tenant.id;
}
