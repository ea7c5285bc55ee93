import { z } from 'zod';
import type { Tenant } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import { integerFrom, optional } from '../fields.ts';
import { parseInput } from '../parse-input.ts';
import type { Services } from '../services.ts';
import { insertApiKey } from './create-api-key.ts';
import { tenantFields } from './tenant-fields.ts';

/** Credits that a tenant can start with. */
const maxCredits = 1_000_000;

export const createTenantInput = z.strictObject({
  name: tenantFields.name,
  credits: optional(integerFrom({ min: 0, max: maxCredits })),
  defaultExpiryHours: optional(tenantFields.defaultExpiryHours),
  language: optional(tenantFields.language),
  accentColour: optional(tenantFields.accentColour),
});

/** Every scope: what a tenant's first key has. */
const allScopes = ['READ', 'WRITE', 'SEND', 'ADMIN'] as const;

/** A tenant and, for this one time, its first key. */
export interface CreatedTenant {
  tenant: Tenant;
  apiKey: string;
}

interface NewTenant {
  id: string;
  name: string;
  credits: number;
  defaultExpiryHours: number;
  language: string;
  accentColour: string | null;
}

/** Writes a tenant with its account. */
export async function insertTenant(
  transaction: Transaction,
  { credits, ...tenant }: NewTenant,
): Promise<Tenant> {
  const written = await transaction.tenant.create({ data: tenant });
  await transaction.creditAccount.create({
    data: { tenantId: tenant.id, balance: credits },
    select: { tenantId: true },
  });
  if (credits > 0) {
    await transaction.creditEntry.create({
      data: {
        id: newId(),
        tenantId: tenant.id,
        kind: 'GRANT',
        amount: credits,
        note: 'Granted with the tenant.',
      },
      select: { id: true },
    });
  }
  return written;
}

/**
 * Creates a tenant with its credits and a first live key that has every scope. For the operator.
 *
 * @throws ValidationError
 */
export async function createTenant(options: {
  services: Pick<Services, 'allTenants' | 'rememberApiKey'>;
  input: unknown;
}): Promise<CreatedTenant> {
  const { services } = options;
  const input = parseInput(createTenantInput, options.input);
  const { key, ...created } = await services.allTenants.$transaction(async (transaction) => {
    const tenant = await insertTenant(transaction, {
      id: newId(),
      name: input.name,
      credits: input.credits ?? 0,
      defaultExpiryHours: input.defaultExpiryHours ?? 48,
      language: input.language ?? 'en',
      accentColour: input.accentColour ?? null,
    });
    const { key, apiKey } = await insertApiKey(transaction, {
      tenantId: tenant.id,
      mode: 'LIVE',
      name: 'First key',
      scopes: [...allScopes],
      expiresAt: null,
    });
    return { tenant, apiKey, key };
  });
  services.rememberApiKey(key.hash);
  return created;
}
