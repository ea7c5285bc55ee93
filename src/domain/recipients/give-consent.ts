import type { Transaction } from '../../database/transaction.ts';
import type { Language } from '../../languages.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import type { LockedVerification } from '../verification/lock-verification.ts';
import type { Recipient } from './recipient.ts';

/** The text that a person has agreed to, as shown on the page. */
export interface Consent {
  language: Language;
  statement: string;
}

/**
 * Keeps that the person agreed to the processing of what they provide, with the very words, which the audit trail keeps.
 * The first consent counts; giving it again changes nothing.
 *
 * @returns the verification as it is then
 */
export async function giveConsent(
  transaction: Transaction,
  { services, scope, actor }: Pick<Recipient<'clock' | 'eventData' | 'jobs'>, 'services' | 'scope' | 'actor'>,
  { verification, session }: LockedVerification,
  { language, statement }: Consent,
): Promise<LockedVerification['verification']> {
  if (verification.consentedAt) {
    return verification;
  }
  const now = services.clock();
  const consented = await transaction.verificationSession.update({
    where: { id: verification.id },
    data: { consentedAt: now, status: 'ACCESSED' },
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
  return consented;
}
