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
      name: tenantFields.name.describe('The team’s name, as recipients will see it.'),
      credits: optional(integerFrom({ min: 0, max: maxCredits })).describe(
        'Send credits to start with, 0 to 1000000. None unless said.',
      ),
      defaultExpiryHours: optional(tenantFields.defaultExpiryHours).describe(
        'Hours that a link lives when a send does not say, 1 to 168. 48 unless said.',
      ),
      language: optional(tenantFields.language).describe(
        'Language of mails to recipients, `en` or `de`. `en` unless said.',
      ),
      accentColour: optional(tenantFields.accentColour).describe(
        'The team’s colour in mails and on recipients’ pages, as `#rrggbb`. The gateway’s own unless said.',
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
