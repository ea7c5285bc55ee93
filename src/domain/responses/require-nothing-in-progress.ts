import type { Response } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { ConflictError } from '../../errors.ts';
import { emailInProgress } from './lock-response.ts';

/**
 * Checks that neither an email about a locked response nor its autofill is in progress: what a recipient is sent must not
 * change under the email, so that of a send and an autofill one ends before the other begins.
 *
 * @throws ConflictError
 */
export async function requireNothingInProgress(transaction: Transaction, response: Response): Promise<void> {
  const [underWay] = await ofTenant(transaction, response).query<{ mail: boolean; autofill: boolean }[]>`
    SELECT
      EXISTS (SELECT FROM dispatches WHERE response_id = ${response.id}::uuid AND ${isOwned} AND status = 'UNDER_WAY') AS mail,
      EXISTS (SELECT FROM autofill_runs WHERE response_id = ${response.id}::uuid AND ${isOwned} AND status = 'PROCESSING') AS autofill`;
  if (underWay?.mail) {
    throw emailInProgress();
  }
  if (underWay?.autofill) {
    throw new ConflictError('Autofill of this response is in progress. Try again when it has finished.');
  }
}
