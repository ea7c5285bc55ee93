import { isOwned, ofTenant, ownMode, ownTenant } from '../../database/raw-sql.ts';
import { newId } from '../../ids.ts';
import type { OutgoingMail } from '../../mail/mailer.ts';
import type { Services } from '../services.ts';

/** Captured emails that are kept for a tenant in one mode. A rehearsal looks at the newest ones only. */
const maxCapturedMails = 1_000;
/** Emails deleted with one new email: more than one, so that the number shrinks where it was exceeded. */
const maxDeletedTogether = 100;

/**
 * Keeps an email that is captured instead of sent where its owner can read it. The oldest ones make room: a send never
 * fails because of earlier ones, nor does it wait for another that deletes them. One that comes so late that its send was rolled
 * back and its entity erased is not kept.
 */
export async function keepCapturedMail(
  { allTenants, clock }: Pick<Services, 'allTenants' | 'clock'>,
  { tenantId, mode, workflowSessionId, to, subject, text, html }: OutgoingMail,
): Promise<void> {
  await ofTenant(allTenants, { tenantId, mode }).execute`
    WITH oldest AS (
      SELECT id FROM captured_mails WHERE ${isOwned}
      ORDER BY id DESC OFFSET ${maxCapturedMails - 1} LIMIT ${maxDeletedTogether}
    ), deleted AS (
      DELETE FROM captured_mails WHERE id IN (
        SELECT id FROM captured_mails WHERE id IN (SELECT id FROM oldest) FOR UPDATE SKIP LOCKED)
    )
    INSERT INTO captured_mails (id, tenant_id, mode, "to", subject, text, html, workflow_session_id, created_at)
    SELECT ${newId()}::uuid, ${ownTenant}, ${ownMode}, ${to}, ${subject}, ${text}, ${html},
      ${workflowSessionId}::uuid, ${clock()}
    WHERE NOT EXISTS (
      SELECT FROM dispatches JOIN entities ON entities.id = dispatches.entity_id
      WHERE dispatches.workflow_session_id = ${workflowSessionId}::uuid AND entities.erased_at IS NOT NULL)`;
}
