import { eraseKeptAnswers } from '../idempotency.ts';
import { withoutPersonalTexts } from './erased-text.ts';
import { type ErasureStep, inBatches } from './erasure-subject.ts';

/** Records that one batch goes through. */
const batchSize = 500;

/**
 * Erases what the responses of idempotent requests say of people. The records stay, so that a request that is repeated still
 * does nothing: after an erasure, it must not create the entity again or send another email.
 */
export const eraseReplays: ErasureStep = ({ services, subject: { scope, entityId, responseId } }) =>
  inBatches(batchSize, (after) =>
    eraseKeptAnswers(services, {
      scope,
      aboutId: responseId ?? entityId,
      after,
      batchSize,
      erase: withoutPersonalTexts,
    }),
  );
