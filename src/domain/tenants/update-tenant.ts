import { z } from 'zod';
import type { Tenant } from '../../database/client/client.ts';
import { NotFoundError } from '../../errors.ts';
import { cleared, flag, optional, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { findTenantId } from './find-tenant-id.ts';
import { tenantFields } from './tenant-fields.ts';

/**
 * Changes how a tenant looks to its recipients: the operator any, a live ADMIN key its own. What is absent stays, and
 * null clears a field that can be empty. The emails that this replica sends from now on are written with it; every other replica
 * follows within five seconds.
 *
 * @throws ValidationError, NotFoundError
 * @throws PermissionDeniedError for a key without the scope ADMIN, and for a test key, because a rehearsal must not
 * change what real recipients see
 */
export const updateTenant = defineOperation({
  name: 'updateTenant',
  actor: 'administrator',
  isLiveOnly: true,
  description: 'Changes a tenant’s name, look, contact details, defaults, retention and rules.',
  errors: [NotFoundError],
  subject: { tenant: 'Tenant' },
  needs: ['allTenants', 'forgetApiKey'],
  input: z
    .strictObject({
      tenantId: optional(uuid).describe(
        'The tenant’s id. Required for the operator. A tenant’s own key can omit it.',
      ),
      name: optional(tenantFields.name).describe('The team’s name, as shown to recipients.'),
      defaultExpiryHours: optional(tenantFields.defaultExpiryHours).describe(
        'The number of hours for which links are valid by default, 1 to 168.',
      ),
      language: optional(tenantFields.language).describe('The default language of emails to recipients.'),
      accentColour: cleared(tenantFields.accentColour).describe(
        'The team’s colour in emails and on recipients’ pages. `null` restores the gateway’s own.',
      ),
      contactEmail: cleared(tenantFields.contactEmail).describe(
        'The address that recipients can write to, shown on their pages, also of expired and revoked links, and in emails. `null` shows none.',
      ),
      contactPhone: cleared(tenantFields.contactPhone).describe(
        'The telephone number that recipients can call, with its country code, such as `+44 20 7946 0958`, shown where the contact address is. `null` shows none.',
      ),
      privacyUrl: cleared(tenantFields.privacyUrl).describe(
        'The https address of the team’s privacy notice, linked where the contact address is shown. `null` links none.',
      ),
      replyTo: cleared(tenantFields.replyTo).describe(
        'The address that replies to emails to recipients go to (`Reply-To`). With `null`, emails say that replies are not read.',
      ),
      retentionDays: cleared(tenantFields.retentionDays).describe(
        'Days after which a response that was approved or rejected is erased automatically, 1 to 36500, unless its entity is on hold. `null` keeps responses.',
      ),
      fourEyes: optional(flag).describe(
        'True requires two people for a decision: completing a review and deciding both have to name a person in the header `X-Acting-User`, and not the same one.',
      ),
      teamEmails: optional(tenantFields.teamEmails).describe(
        'Up to 20 addresses that are notified of events by email, without answers. An empty list notifies no one.',
      ),
      teamEmailEvents: optional(tenantFields.teamEmailEvents).describe(
        'The events that those addresses are notified of. Defaults to submissions, outcomes of verifications and expired links.',
      ),
      teamEmailSchedule: optional(tenantFields.teamEmailSchedule).describe(
        'When they are notified. Defaults to `IMMEDIATE`.',
      ),
    })
    .describe('The changes to a tenant. Fields that are absent stay as they are.'),
  run: async ({ context: { services, principal }, input: { tenantId, ...changes } }): Promise<Tenant> => {
    const id = await findTenantId({ services, principal, tenantId });
    const presentChanges = Object.fromEntries(
      Object.entries(changes).filter(([, value]) => value !== undefined),
    );
    const tenant = await services.allTenants.tenant.update({ where: { id }, data: presentChanges });
    const keys = await services.allTenants.apiKey.findMany({
      where: { tenantId: id, revokedAt: null },
      select: { hash: true },
    });
    for (const { hash } of keys) {
      services.forgetApiKey(hash);
    }
    return tenant;
  },
});
