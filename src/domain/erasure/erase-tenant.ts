import { z } from 'zod';
import type { Tenant } from '../../database/client/client.ts';
import { acrossTenants } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { ConflictError, NotFoundError, ValidationError } from '../../errors.ts';
import { singleLine, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { deleteTenantData } from './delete-tenant-data.ts';
import { erasedText } from './erased-text.ts';

/** How long a request deletes; regular work continues after that. */
const maxDeletingMs = 10_000;

/**
 * Erases a tenant: its keys are revoked at once, and all its rows and files in both modes are deleted, in batches. Its row and
 * its account stay, for the operator's books. Erasing it again changes nothing.
 *
 * @throws NotFoundError
 * @throws ValidationError when the name is not the tenant's
 * @throws ConflictError while an entity is on hold or an email is being sent
 */
export const eraseTenant = defineOperation({
  name: 'eraseTenant',
  actor: 'operator',
  description:
    'Erases a tenant permanently: its keys are revoked and its links stop working immediately, and all its data in both modes is deleted from the database and the file store, that of a large tenant in the background. Only its id, its times and its account stay. Does nothing if it was erased.',
  errors: [NotFoundError, ConflictError],
  subject: { tenant: 'Tenant' },
  needs: ['allTenants', 'cipher', 'clock', 'files', 'forgetApiKey', 'forgetCaptures', 'jobs', 'log'],
  input: z
    .strictObject({
      tenantId: uuid.describe('The tenant’s id.'),
      confirm: singleLine({ max: 200 }).describe('The tenant’s name, to confirm that it is the right one.'),
    })
    .describe('A tenant to erase permanently.'),
  run: async ({ context: { services }, input: { tenantId, confirm } }): Promise<Tenant> => {
    const { tenant, hashes } = await services.allTenants.$transaction(async (transaction) => {
      await acrossTenants(transaction)
        .query`SELECT 1 FROM tenants WHERE id = ${tenantId}::uuid FOR NO KEY UPDATE`;
      const found = await transaction.tenant.findUnique({ where: { id: tenantId } });
      if (!found) {
        throw new NotFoundError('Tenant');
      }
      if (found.erasedAt) {
        return { tenant: found, hashes: [] };
      }
      if (found.name !== confirm) {
        throw ValidationError.at('confirm', 'This is not the tenant’s name.');
      }
      await requireNothingInTheWay(transaction, tenantId);
      const now = services.clock();
      const keys = await transaction.apiKey.updateManyAndReturn({
        where: { tenantId, revokedAt: null },
        data: { revokedAt: now },
        select: { hash: true },
      });
      await transaction.erasure.create({ data: { id: tenantId, tenantId, mode: 'LIVE', createdAt: now } });
      const erased = await transaction.tenant.update({
        where: { id: tenantId },
        data: {
          name: erasedText,
          accentColour: null,
          retentionDays: null,
          teamEmails: [],
          contactEmail: null,
          contactPhone: null,
          privacyUrl: null,
          replyTo: null,
          erasedAt: now,
        },
      });
      return { tenant: erased, hashes: keys.map(({ hash }) => hash) };
    });
    for (const hash of hashes) {
      services.forgetApiKey(hash);
    }
    // Regular work deletes once more what requests add that other replicas accepted before.
    const end = performance.now() + maxDeletingMs;
    await deleteTenantData(services, { tenantId, isTimeOver: () => performance.now() > end });
    return tenant;
  },
});

/** @throws ConflictError */
async function requireNothingInTheWay(transaction: Transaction, tenantId: string): Promise<void> {
  if (await transaction.entity.findFirst({ where: { tenantId, onHold: true }, select: { id: true } })) {
    throw new ConflictError('An entity of the tenant is on hold. Release it first.');
  }
  const dispatch = await transaction.dispatch.findFirst({
    where: { tenantId, status: 'UNDER_WAY' },
    select: { id: true },
  });
  if (dispatch) {
    throw new ConflictError('An email of the tenant is being sent. Try again shortly.');
  }
}
