import { newId } from '../../ids.ts';
import type { OutgoingMail } from '../../mail/mailer.ts';
import type { Services } from '../services.ts';

/** Captured emails that are kept for a tenant in one mode. A rehearsal looks at the newest ones only. */
const maxCapturedMails = 1_000;
/** Emails deleted with one new email: more than one, so that the number shrinks where it was exceeded. */
const deletedAtOnce = 100;

/**
 * Keeps an email that is captured instead of sent where its owner can read it. The oldest ones make room: a send never
 * fails because of earlier ones.
 */
export async function keepCapturedMail(
  { allTenants, clock, log }: Pick<Services, 'allTenants' | 'clock' | 'log'>,
  { tenantId, mode, workflowSessionId, to, subject, text, html }: OutgoingMail,
): Promise<void> {
  await allTenants.capturedMail.create({
    data: { id: newId(), tenantId, mode, to, subject, text, html, workflowSessionId, createdAt: clock() },
    select: { id: true },
  });
  try {
    await allTenants.$executeRaw`
      DELETE FROM captured_mails WHERE id IN (
        SELECT id FROM captured_mails WHERE tenant_id = ${tenantId}::uuid AND mode = ${mode}::"Mode"
        ORDER BY id DESC OFFSET ${maxCapturedMails} LIMIT ${deletedAtOnce})`;
  } catch (error) {
    // The email is kept already. The next one makes room.
    log.warn({ error }, 'Old captured emails could not be deleted.');
  }
}
