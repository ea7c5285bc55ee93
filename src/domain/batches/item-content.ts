import superjson from 'superjson';
import type { BatchItem } from '../../database/client/client.ts';
import type { EmailFailureReason, FieldProblem } from '../../errors.ts';
import type { Cipher } from '../../sealing/cipher.ts';
import { type Place, sealedColumns } from '../../sealing/sealed-columns.ts';
import type { WorkflowReceipt } from '../workflows/receipt.ts';
import type { SendWorkflowInput } from '../workflows/send-workflow-input.ts';

/** The codes of the errors with which a send of a batch can end. */
export const itemErrorCodes = [
  'VALIDATION_ERROR',
  'INVALID_REQUEST',
  'INSUFFICIENT_CREDITS',
  'NOT_FOUND',
  'CONFLICT',
  'EMAIL_DISPATCH_FAILED',
  'INTERNAL_ERROR',
] as const;

export type ItemErrorCode = (typeof itemErrorCodes)[number];

/** Why a send of a batch has failed, as a single send would have reported it. */
export interface ItemError {
  code: ItemErrorCode;
  message: string;
  /** For a VALIDATION_ERROR: the problems by their paths in the send. */
  fields?: FieldProblem[];
  /** For an INVALID_REQUEST. */
  currentStatus?: string;
  /** For an EMAIL_DISPATCH_FAILED. */
  reason?: EmailFailureReason;
  entityId?: string;
}

/** What an item contains: first its input, then its result or its error. */
export type ItemContent = { input: SendWorkflowInput } | { result: WorkflowReceipt } | { error: ItemError };

type ItemPlace = Pick<BatchItem, 'id' | 'tenantId'>;

const placeOf = ({ id, tenantId }: ItemPlace): Place => ({
  column: sealedColumns.batchItem,
  tenantId,
  row: [id],
});

export const sealContent = (cipher: Cipher, place: ItemPlace, content: ItemContent): string =>
  cipher.seal(placeOf(place), superjson.stringify(content));

/** @throws UnreadableError when it was changed, was moved from another place, or its key is missing */
export const openContent = (cipher: Cipher, place: ItemPlace, stored: string): ItemContent =>
  superjson.parse<ItemContent>(cipher.open(placeOf(place), stored));
