import {
  DomainError,
  EmailDispatchError,
  type EmailFailureReason,
  InvalidStateError,
  ValidationError,
} from '../../errors.ts';
import { type ItemError, type ItemErrorCode, itemErrorCodes } from './item-content.ts';

/** The words of REST for a fault of the gateway. The log has its cause. */
const internalError: ItemError = { code: 'INTERNAL_ERROR', message: 'An internal error occurred.' };

/** What is kept of the error with which a send has ended. What is not meant for clients is an internal error. */
export function itemErrorOf(error: unknown): ItemError {
  if (!(error instanceof DomainError) || !isItemErrorCode(error.code)) {
    return internalError;
  }
  return {
    code: error.code,
    message: error.message,
    ...(error instanceof ValidationError && { fields: error.fields }),
    ...(error instanceof InvalidStateError && { currentStatus: error.currentStatus }),
    ...(error instanceof EmailDispatchError && { reason: error.reason, entityId: error.entityId }),
  };
}

/** The error of a send whose email was not accepted; without a reason, because of a fault of the gateway. */
export const emailErrorOf = (reason: EmailFailureReason | undefined, entityId: string): ItemError =>
  reason === undefined ? internalError : itemErrorOf(new EmailDispatchError({ reason, entityId }));

const isItemErrorCode = (code: string): code is ItemErrorCode =>
  itemErrorCodes.some((known) => known === code);
