import type { Prisma, Response } from '../../database/client/client.ts';
import type { TenantContext } from '../context.ts';
import type { InternalEntry } from '../events/audit-entry.ts';
import { recordAuditEvents } from '../events/record-audit-events.ts';
import { comparableAddress, personOf } from '../person.ts';
import { lockResponseAlone } from './lock-response.ts';

/** What the team can change; what is undefined stays as it is, and null or an empty list clears it. */
interface TeamFields {
  /** As `personText` writes it. */
  assignee?: string | null | undefined;
  tags?: readonly string[] | null | undefined;
  dueAt?: Date | null | undefined;
}

interface ChangeOptions {
  context: TenantContext<'clock' | 'eventData' | 'jobs'>;
  responseId: string;
  fields: TeamFields;
}

/** A field that gets another value, and what the audit trail says of it. */
interface Change {
  data: Prisma.ResponseUpdateInput;
  type: Extract<InternalEntry['type'], 'response.assigned' | 'response.tagged' | 'response.due_date_set'>;
  details: Prisma.InputJsonObject;
}

/**
 * Changes what the team notes on a response, in any status: all fields with an event for each, or none. A field that has the
 * value already is no change, and without one nothing is written.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the response was erased
 */
export const changeTeamFields = ({ context, responseId, fields }: ChangeOptions): Promise<Response> =>
  context.db.$transaction(async (transaction) => {
    const response = await lockResponseAlone(transaction, context, responseId);
    const changes = changesOf(response, fields);
    if (changes.length === 0) {
      return response;
    }
    const now = context.services.clock();
    const data: Prisma.ResponseUpdateInput = { updatedAt: now };
    for (const change of changes) {
      Object.assign(data, change.data);
    }
    const changed = await transaction.response.update({ where: { id: responseId }, data });
    await recordAuditEvents(
      transaction,
      context.services,
      changes.map(({ type, details }) => ({
        ...context.actor,
        scope: context.scope,
        type,
        responseId,
        details,
        at: now,
      })),
    );
    return changed;
  });

function changesOf(response: Response, { assignee, tags, dueAt }: TeamFields): Change[] {
  const changes: Change[] = [];
  if (assignee !== undefined && assignee !== response.assignee) {
    const person = assignee === null ? null : personOf(assignee);
    changes.push({
      data: { assignee, assigneeAddress: person && comparableAddress(person.email) },
      type: 'response.assigned',
      details: { assignee: person && { ...person } },
    });
  }
  const wanted = tags === undefined ? undefined : [...(tags ?? [])];
  if (wanted && JSON.stringify(wanted) !== JSON.stringify(response.tags)) {
    changes.push({ data: { tags: wanted }, type: 'response.tagged', details: { tags: wanted } });
  }
  if (dueAt !== undefined && dueAt?.getTime() !== response.dueAt?.getTime()) {
    changes.push({
      data: { dueAt },
      type: 'response.due_date_set',
      details: { due_at: dueAt?.toISOString().replace(/\.\d+Z$/, 'Z') ?? null },
    });
  }
  return changes;
}
