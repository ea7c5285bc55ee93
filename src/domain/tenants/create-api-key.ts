import { z } from 'zod';
import type { ApiKey, ApiKeyScope, Mode } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { ConflictError, NotFoundError, PermissionDeniedError, ValidationError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { hashSecret } from '../../secrets/secrets.ts';
import { named } from '../api-types.ts';
import { boundedList } from '../bounded.ts';
import { dateTime, idempotencyKey, oneOf, optional, singleLine, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { lockTenant, requireQuota } from '../quotas.ts';
import { createApiKeySecret, visiblePrefix } from './api-key-format.ts';
import { findTenantId } from './find-tenant-id.ts';

const scopeNames = ['READ', 'WRITE', 'SEND', 'ADMIN'] as const satisfies readonly ApiKeyScope[];
/** Room for each scope, and for some repetition, which is no mistake worth an error. */
const maxScopes = 4 * scopeNames.length;

/** A key and, for this one time, the secret that it is. */
export interface CreatedApiKey {
  apiKey: ApiKey;
  secret: string;
}

/** What the APIs say of a key's secret. */
export const keySecretDescription =
  'The key itself, to send as `Authorization: Bearer …`. It is shown only in this response and in replays of it.';

interface NewKey {
  tenantId: string;
  mode: Mode;
  name: string;
  scopes: ApiKeyScope[];
  expiresAt: Date | null;
}

/** Writes a new key and gives its secret away for the only time. */
export async function insertApiKey(transaction: Transaction, newKey: NewKey): Promise<CreatedApiKey> {
  const secret = createApiKeySecret(newKey.mode);
  const apiKey = await transaction.apiKey.create({
    data: { id: newId(), ...newKey, prefix: visiblePrefix(secret), hash: hashSecret(secret) },
  });
  return { apiKey, secret };
}

/**
 * Makes an API key: the operator for any tenant, a tenant's ADMIN key for its own. A test key makes test keys only,
 * because a rehearsal must not open the way to real data.
 *
 * @throws ValidationError, NotFoundError, PermissionDeniedError
 * @throws ConflictError when the tenant has as many usable keys in this mode as it can have
 */
export const createApiKey = defineOperation({
  name: 'createApiKey',
  createsOrSends: true,
  actor: 'administrator',
  description: 'Creates an API key. A test key can create test keys only.',
  errors: [NotFoundError, ConflictError],
  payload: {
    apiKey: 'ApiKey',
    secret: { type: 'String', description: keySecretDescription },
  },
  needs: ['allTenants', 'clock', 'rememberApiKey'],
  input: z
    .strictObject({
      tenantId: optional(uuid).describe(
        'The tenant’s id. Required for the operator. A tenant’s own key can omit it.',
      ),
      name: singleLine({ max: 200 }).describe('The purpose of the key.'),
      scopes: boundedList(named('ApiKeyScope', oneOf(scopeNames)), { max: maxScopes })
        .min(1, 'Use at least one scope.')
        .describe('The key’s scopes, at least one.'),
      mode: optional(named('Mode', oneOf(['LIVE', 'TEST']))).describe(
        'Defaults to `LIVE` for the operator and to the calling key’s mode for a tenant.',
      ),
      expiresAt: optional(dateTime).describe('When the key expires. Defaults to never.'),
      idempotencyKey,
    })
    .describe('An API key to create.'),
  run: async ({ context: { services, principal }, once, input }): Promise<CreatedApiKey> => {
    if (input.expiresAt && input.expiresAt <= services.clock()) {
      throw ValidationError.at('expiresAt', 'Use a time in the future.');
    }
    const mode = input.mode ?? (principal.kind === 'api_key' ? principal.mode : 'LIVE');
    if (principal.kind === 'api_key' && principal.mode === 'TEST' && mode === 'LIVE') {
      throw new PermissionDeniedError('A test key can create test keys only.');
    }
    const tenantId = await findTenantId({ services, principal, tenantId: input.tenantId });
    const now = services.clock();
    const created = await services.allTenants.$transaction(async (transaction) => {
      await once.claim(transaction);
      await lockTenant(transaction, { tenantId });
      const usable = await transaction.apiKey.count({
        where: { tenantId, mode, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      });
      requireQuota('apiKeys', usable);
      await forgetSpentKeys(transaction, { tenantId, mode, now });
      const result = await insertApiKey(transaction, {
        tenantId,
        mode,
        name: input.name,
        scopes: [...new Set(input.scopes)],
        expiresAt: input.expiresAt ?? null,
      });
      await once.complete(transaction, result);
      return result;
    });
    services.rememberApiKey(created.apiKey.hash);
    return created;
  },
});

/** Revoked and expired keys that are kept for a tenant in one mode, to be recognised in its list of keys. */
const maxSpentKeys = 1_000;
/** Keys deleted with one new key: more than one, so that the number shrinks where it was exceeded. */
const spentKeysDeleted = 100;

/** Deletes the oldest keys that cannot be used any more, beyond those that are kept. The audit trail has their names. */
async function forgetSpentKeys(
  transaction: Transaction,
  { tenantId, mode, now }: Pick<NewKey, 'tenantId' | 'mode'> & { now: Date },
): Promise<void> {
  await ofTenant(transaction, { tenantId, mode }).execute`
    DELETE FROM api_keys WHERE id IN (
      SELECT id FROM api_keys
      WHERE ${isOwned}
        AND (revoked_at IS NOT NULL OR expires_at <= ${now})
      ORDER BY id DESC OFFSET ${maxSpentKeys} LIMIT ${spentKeysDeleted})`;
}
