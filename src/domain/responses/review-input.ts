import { z } from 'zod';
import { idempotencyKey, multiLine, optional, uuid } from '../fields.ts';

/** What the team says of a step of its review, which the recipient never sees. */
export const remark = multiLine({ max: 2_000 });

/** The input of a review step that needs no reason. */
export const reviewInput = ({ response }: { response: string }) =>
  z.strictObject({
    responseId: uuid.describe(response),
    notes: optional(remark).describe(
      'The team’s notes, at most 2000 characters. Recorded in the audit trail only.',
    ),
    idempotencyKey,
  });

export const notesDetails = (notes: string | undefined) => (notes === undefined ? {} : { notes });
