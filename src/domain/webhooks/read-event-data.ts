import type { Prisma } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { AuditEntry } from '../audit/record-audit-event.ts';
import { autofillData, responseData, sessionData, verificationData } from './event-data.ts';
import type { WebhookEventName } from './webhook-events.ts';

/** An event of which endpoints are told. */
export type ToldEntry = Pick<AuditEntry, 'responseId' | 'workflowSessionId' | 'at'> & {
  type: WebhookEventName;
};

/**
 * What each event tells of, as it is at this moment in this transaction; in a number of statements that does not depend on
 * how many events there are.
 */
export async function readEventData(
  transaction: Transaction,
  entries: readonly ToldEntry[],
): Promise<Prisma.InputJsonObject[]> {
  const ofResponses = entries.filter(({ type }) => type.startsWith('response.'));
  const ofSessions = entries.filter(({ type }) => !type.startsWith('response.'));
  // One by one, because a transaction has one connection.
  const responses = await readResponses(transaction, ofResponses);
  const sessions = await readSessions(transaction, ofSessions);
  return entries.map((entry) => {
    const find = entry.type.startsWith('response.')
      ? responses.get(entry.responseId ?? '')
      : sessions.get(entry.workflowSessionId ?? '');
    const data = find?.(entry);
    if (!data) {
      throw new Error(`An event ${entry.type} tells of something that is not there.`);
    }
    return data;
  });
}

/** What an event tells of one thing. */
type Describe = (entry: ToldEntry) => Prisma.InputJsonObject | undefined;

async function readResponses(
  transaction: Transaction,
  entries: readonly ToldEntry[],
): Promise<Map<string, Describe>> {
  const ids = idsOf(entries, 'responseId');
  if (ids.length === 0) {
    return new Map();
  }
  const responses = await transaction.response.findMany({ where: { id: { in: ids } } });
  const versions = byId(
    await transaction.questionnaireVersion.findMany({
      where: { id: { in: responses.map((response) => response.questionnaireVersionId) } },
      select: { id: true, questionnaireId: true, name: true, type: true },
    }),
  );
  const entities = await readEntities(transaction, responses);
  const runs = await readRuns(transaction, entries);
  return new Map(
    responses.map((response) => [
      response.id,
      ({ type }) => {
        const version = versions.get(response.questionnaireVersionId);
        const entity = entities.get(response.entityId);
        if (!version || !entity) {
          return undefined;
        }
        const data = responseData(response, version, entity);
        if (type !== 'response.autofill_completed') {
          return data;
        }
        const run = runs.get(response.id);
        return run && { ...data, autofill: autofillData(run) };
      },
    ]),
  );
}

/** The newest autofill run of each response whose run has ended. */
async function readRuns(transaction: Transaction, entries: readonly ToldEntry[]) {
  const ended = entries.filter(({ type }) => type === 'response.autofill_completed');
  const runs =
    ended.length === 0
      ? []
      : await transaction.autofillRun.findMany({
          where: { responseId: { in: idsOf(ended, 'responseId') } },
          distinct: ['responseId'],
          orderBy: [{ responseId: 'asc' }, { id: 'desc' }],
        });
  return new Map(runs.map((run) => [run.responseId, run]));
}

async function readSessions(
  transaction: Transaction,
  entries: readonly ToldEntry[],
): Promise<Map<string, Describe>> {
  const ids = idsOf(entries, 'workflowSessionId');
  if (ids.length === 0) {
    return new Map();
  }
  const sessions = await transaction.workflowSession.findMany({ where: { id: { in: ids } } });
  const entities = await readEntities(transaction, sessions);
  const verifications = byId(
    entries.some(({ type }) => type === 'verification.completed')
      ? await transaction.verificationSession.findMany({
          where: { id: { in: idsOf(sessions, 'verificationSessionId') } },
        })
      : [],
  );
  return new Map(
    sessions.map((session) => [
      session.id,
      ({ type, at }) => {
        if (type === 'verification.completed') {
          const verification = verifications.get(session.verificationSessionId ?? '');
          return verification && verificationData(verification, at);
        }
        const entity = entities.get(session.entityId);
        return entity && sessionData(session, entity, at);
      },
    ]),
  );
}

async function readEntities(transaction: Transaction, things: readonly { entityId: string }[]) {
  const entities = await transaction.entity.findMany({
    where: { id: { in: idsOf(things, 'entityId') } },
    select: { id: true, name: true, entityType: true },
  });
  return byId(entities);
}

const idsOf = <Name extends string>(
  things: readonly { [Key in Name]?: string | null }[],
  name: Name,
): string[] => [...new Set(things.flatMap((thing) => thing[name] ?? []))];

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));
