import { z } from 'zod';
import type { VerificationOutcome } from '../../database/client/client.ts';
import type { CheckReport } from '../../domain/verification/provider.ts';
import { checkOfType } from './checks.ts';
import { outcomeOf } from './outcomes.ts';

const text = z.string().min(1).max(200);
const time = z.iso.datetime({ offset: true });

/**
 * What is read of an event about a check. Which fields the payload has beyond its id is not the same for all accounts
 * and versions, so that each of them may be missing.
 *
 * @see https://docs.complycube.com/documentation/api-reference/other-resources/webhooks
 */
const checkEvent = z.object({
  type: text.regex(/^check\./),
  createdAt: time,
  payload: z.object({
    id: z.string().regex(/^[\w-]{1,100}$/),
    clientId: text.nullish(),
    type: text.nullish(),
    status: text.nullish(),
    outcome: text.nullish(),
    result: z.object({ outcome: text.nullish() }).nullish(),
    updatedAt: time.nullish(),
  }),
});

type CheckEvent = z.output<typeof checkEvent>;

/**
 * What an event of ComplyCube says of a check.
 *
 * @returns undefined for events about anything else, and for those that cannot be understood
 */
export function readEvent(event: unknown): CheckReport | undefined {
  const parsed = checkEvent.safeParse(event);
  if (!parsed.success) {
    return undefined;
  }
  const { payload, createdAt } = parsed.data;
  const type = payload.type ?? undefined;
  return {
    checkId: payload.id,
    clientId: payload.clientId ?? undefined,
    check: type === undefined ? undefined : (checkOfType(type) ?? 'other'),
    outcome: outcomeIn(parsed.data),
    reportedAt: new Date(payload.updatedAt ?? createdAt),
  };
}

function outcomeIn({ type, payload }: CheckEvent): VerificationOutcome {
  const { status, result } = payload;
  if (type === 'check.failed' || status === 'failed') {
    return 'ERROR';
  }
  if (type === 'check.pending' || status === 'pending') {
    return 'PENDING';
  }
  const outcome = payload.outcome ?? result?.outcome ?? /^check\.completed\.(\w+)$/.exec(type)?.[1];
  if (outcome !== undefined) {
    return outcomeOf(outcome);
  }
  // A check that is complete without saying how needs someone to look; any other news of it changes nothing.
  return type === 'check.completed' ? 'CONSIDER' : 'PENDING';
}
