import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import { erasedAddress, erasedText } from './erased-text.ts';
import { type ErasureStep, inBatches, isOfSubject } from './erasure-subject.ts';

/** Emails that one transaction erases. */
const batchSize = 500;

/**
 * Erases whom emails were sent to and what they said, and deletes those that were captured, with all that were captured for the
 * team.
 */
export const eraseEmails: ErasureStep = ({ services, subject }) =>
  inBatches(batchSize, async (after) => {
    const dispatches = await services.allTenants.$transaction(async (transaction) => {
      const sql = ofTenant(transaction, subject.scope);
      const erased = await sql.query<{ id: string; workflowSessionId: string }[]>`
        WITH batch AS (
          SELECT id FROM dispatches WHERE ${isOfSubject(subject)} AND id > ${after}::uuid
          ORDER BY id LIMIT ${batchSize} FOR UPDATE
        ), erased AS (
          UPDATE dispatches SET email = ${erasedAddress}, previous_email = NULL, message = NULL,
            response_name = CASE WHEN response_name IS NOT NULL THEN ${erasedText} END
          FROM batch WHERE dispatches.id = batch.id
          RETURNING dispatches.id, workflow_session_id
        )
        SELECT id, workflow_session_id AS "workflowSessionId" FROM erased ORDER BY id`;
      // A tenant has at most a thousand of them in a mode.
      await sql.execute`
        DELETE FROM captured_mails WHERE ${isOwned}
          AND (workflow_session_id IS NULL
            OR workflow_session_id = ANY (${erased.map(({ workflowSessionId }) => workflowSessionId)}::uuid[]))`;
      return erased;
    });
    await services.forgetCaptures(new Set(dispatches.map(({ workflowSessionId }) => workflowSessionId)));
    return dispatches.map(({ id }) => id);
  });
