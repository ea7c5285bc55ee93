import type { VersionContent } from '../questionnaires/read-version.ts';
import { type AppliedEntries, applyEntries, type Entry } from './apply-entries.ts';
import { lockFillableResponse } from './questionnaire-form.ts';
import { lockOpenSession, markOpened, type Recipient } from './recipient.ts';

/**
 * Saves what a recipient has entered so far. Nothing needs to be complete; what is no answer, or would overwrite what
 * somebody else has saved meanwhile, is reported and everything else is saved.
 *
 * @throws LinkClosedError
 */
export const saveDraft = (
  recipient: Recipient,
  { version, entries }: { version: VersionContent; entries: readonly Entry[] },
): Promise<AppliedEntries> =>
  recipient.db.$transaction(async (transaction) => {
    const session = await lockOpenSession(transaction, recipient);
    const response = await lockFillableResponse(transaction, recipient, session);
    const applied = await applyEntries({ transaction, recipient, response, version, entries });
    await markOpened(transaction, recipient, session);
    return applied;
  });
