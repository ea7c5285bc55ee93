import type { DispatchKind } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { RateLimitedError } from '../../errors.ts';

/** Emails of one kind about one request within an hour. More help no recipient and would be a way to harass one. */
const maxMailsPerHour = 5;
const hourMs = 3_600_000;

interface AllowanceOptions {
  kind: DispatchKind;
  /** What the emails are about, locked by the caller until its transaction ends. */
  about: { workflowSessionId: string } | { responseId: string };
  now: Date;
}

/**
 * Ensures that another email may be sent about a session or a response. Counts the emails that were accepted and those
 * that are being sent, on every replica; the caller's lock keeps two calls from both being the last one. Emails that were
 * not accepted do not count.
 *
 * @throws RateLimitedError
 */
export async function requireMailAllowance(
  transaction: Transaction,
  { kind, about, now }: AllowanceOptions,
): Promise<void> {
  const recent = await transaction.dispatch.findMany({
    where: {
      ...about,
      kind,
      status: { in: ['UNDER_WAY', 'ACCEPTED'] },
      startedAt: { gt: new Date(now.getTime() - hourMs) },
    },
    orderBy: { startedAt: 'desc' },
    take: maxMailsPerHour,
    select: { startedAt: true },
  });
  const oldest = recent[maxMailsPerHour - 1];
  if (oldest) {
    const retryAfterSeconds = Math.ceil((oldest.startedAt.getTime() + hourMs - now.getTime()) / 1000);
    throw new RateLimitedError(
      Math.max(1, retryAfterSeconds),
      `At most ${maxMailsPerHour} emails per hour can be sent for one request. Try again in ${retryAfterSeconds} seconds.`,
    );
  }
}
