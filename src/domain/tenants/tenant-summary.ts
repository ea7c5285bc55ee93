import type { Tenant } from '../../database/client/client.ts';
import type { TenantSummary } from '../context.ts';

/** What operations need to know of a tenant. */
export const summaryOfTenant = ({
  id,
  name,
  defaultExpiryHours,
  language,
  accentColour,
}: Tenant): TenantSummary => ({
  id,
  name,
  defaultExpiryHours,
  language: language === 'de' ? 'de' : 'en',
  accentColour,
});
