import { z } from 'zod';
import type { Tenant } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import { idempotencyKey, integerFrom, optional } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { type CreatedApiKey, insertApiKey, keySecretDescription } from './create-api-key.ts';
import { tenantFields } from './tenant-fields.ts';

/** Credits that a tenant can start with. */
const maxCredits = 1_000_000;

/** Every scope: what a tenant's first key has. */
const allScopes = ['READ', 'WRITE', 'SEND', 'ADMIN'] as const;

/** A tenant and, for this one time, its first key. */
export interface CreatedTenant extends CreatedApiKey {
  tenant: Tenant;
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
export const createTenant = defineOperation({
  name: 'createTenant',
  createsOrSends: true,
  actor: 'operator',
  description: 'Creates a tenant with its first API key.',
  errors: [],
  payload: {
    tenant: 'Tenant',
    apiKey: { type: 'ApiKey', description: 'The tenant’s first API key, which is live and has every scope.' },
    secret: { type: 'String', description: keySecretDescription },
  },
  needs: ['allTenants', 'rememberApiKey'],
  input: z
    .strictObject({
      name: tenantFields.name.describe('The team’s name, as shown to recipients.'),
      credits: optional(integerFrom({ min: 0, max: maxCredits })).describe(
        'The initial number of send credits, 0 to 1000000. Defaults to 0.',
      ),
      defaultExpiryHours: optional(tenantFields.defaultExpiryHours).describe(
        'The number of hours for which links are valid by default, 1 to 168. Defaults to 48.',
      ),
      language: optional(tenantFields.language).describe(
        'The default language of emails to recipients. Defaults to `EN`.',
      ),
      accentColour: optional(tenantFields.accentColour).describe(
        'The team’s colour in emails and on recipients’ pages. Defaults to the gateway’s own.',
      ),
      idempotencyKey,
    })
    .describe('A tenant to create.'),
  run: async ({ context: { services }, once, input }): Promise<CreatedTenant> => {
    const created = await services.allTenants.$transaction(async (transaction) => {
      await once.claim(transaction);
      const tenant = await insertTenant(transaction, {
        id: newId(),
        name: input.name,
        credits: input.credits ?? 0,
        defaultExpiryHours: input.defaultExpiryHours ?? 48,
        language: input.language ?? 'en',
        accentColour: input.accentColour ?? null,
      });
      const { apiKey, secret } = await insertApiKey(transaction, {
        tenantId: tenant.id,
        mode: 'LIVE',
        name: 'First key',
        scopes: [...allScopes],
        expiresAt: null,
      });
      const result = { tenant, apiKey, secret };
      await once.complete(transaction, result);
      return result;
    });
    services.rememberApiKey(created.apiKey.hash);
    return created;
  },
});
