import { Prisma } from '../../database/client/client.ts';
import { isOfTenant } from '../../database/raw-sql.ts';

/**
 * The part of a statement that reserves one credit for an email that is about to leave, and returns a row if there was one.
 * No credit is reserved unless the condition is met. The comparison and the reservation are one, so that parallel sends can
 * never hold more than there is.
 */
export const holdCredit = (condition = Prisma.sql`true`): Prisma.Sql => Prisma.sql`
  UPDATE credit_accounts SET held = held + 1
  WHERE ${isOfTenant} AND balance - held >= 1 AND ${condition} RETURNING tenant_id`;
