import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Language } from '../context.ts';
import { lockOpenVerification } from './lock-open-verification.ts';
import { markOpened, type Recipient } from './recipient.ts';

/** What a person has agreed to, as it stood on the page. */
export interface Consent {
  language: Language;
  statement: string;
}

/**
 * Keeps that the person agreed to the processing of what they provide, with the very words, which the audit trail keeps.
 * The first consent counts; giving it again changes nothing.
 *
 * @throws LinkClosedError
 */
export async function giveConsent(recipient: Recipient, { language, statement }: Consent): Promise<void> {
  const { db, services, scope, actor } = recipient;
  await db.$transaction(async (transaction) => {
    const { verification, session } = await lockOpenVerification(transaction, recipient);
    if (verification.consentedAt) {
      return;
    }
    const now = services.clock();
    await markOpened(transaction, recipient, session);
    await transaction.verificationSession.update({
      where: { id: verification.id },
      data: { consentedAt: now, status: 'ACCESSED' },
      select: { id: true },
    });
    await recordAuditEvent(transaction, services, {
      ...actor,
      scope,
      type: 'verification.consented',
      responseId: session.responseId,
      workflowSessionId: session.id,
      details: { language, statement },
      at: now,
    });
  });
}
