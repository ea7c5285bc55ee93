import type { Prisma } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { type PublicEntry, resourceIdOf } from './audit-entry.ts';
import { autofillData, responseData, sessionData, verificationData } from './event-data.ts';
import { type EventResource, eventTypes } from './event-types.ts';

/** What an event tells of a resource; undefined where it does not exist. */
type Describe = (id: string, at: Date) => Prisma.InputJsonObject | undefined;

const readers: Record<EventResource, (transaction: Transaction, ids: string[]) => Promise<Describe>> = {
  workflowSession: readSessions,
  response: readResponses,
  responseWithAutofill: readAutofilledResponses,
  verificationSession: readVerifications,
};

/**
 * Adds to each event the resource that it describes, as it is at this moment in this transaction; in a number of statements
 * that does not depend on how many events there are.
 */
export async function readEventData<Event extends PublicEntry>(
  transaction: Transaction,
  events: readonly Event[],
): Promise<(Event & { data: Prisma.InputJsonObject })[]> {
  const describers = new Map<EventResource, Describe>();
  for (const [resource, alike] of Map.groupBy(events, ({ type }) => eventTypes[type].resource)) {
    const ids = [...new Set(alike.map(resourceIdOf))];
    // One by one, because a transaction has one connection.
    describers.set(resource, await readers[resource](transaction, ids));
  }
  return events.map((event) => {
    const data = describers.get(eventTypes[event.type].resource)?.(resourceIdOf(event), event.at);
    if (!data) {
      throw new Error(`An event ${event.type} describes a resource that does not exist.`);
    }
    return { ...event, data };
  });
}

async function readResponses(transaction: Transaction, ids: string[]): Promise<Describe> {
  const responses = byId(await transaction.response.findMany({ where: { id: { in: ids } } }));
  const versionIds = [...responses.values()].map(({ questionnaireVersionId }) => questionnaireVersionId);
  const versions = byId(
    await transaction.questionnaireVersion.findMany({
      where: { id: { in: versionIds } },
      select: { id: true, questionnaireId: true, name: true, type: true },
    }),
  );
  const entities = await readEntities(transaction, responses);
  return (id) => {
    const response = responses.get(id);
    const version = response && versions.get(response.questionnaireVersionId);
    const entity = response && entities.get(response.entityId);
    return version && entity && responseData(response, version, entity);
  };
}

/** Responses with the newest autofill run of each. */
async function readAutofilledResponses(transaction: Transaction, ids: string[]): Promise<Describe> {
  const describe = await readResponses(transaction, ids);
  const newest = await transaction.autofillRun.findMany({
    where: { responseId: { in: ids } },
    distinct: ['responseId'],
    orderBy: [{ responseId: 'asc' }, { id: 'desc' }],
  });
  const runs = new Map(newest.map((run) => [run.responseId, run]));
  return (id, at) => {
    const run = runs.get(id);
    const response = describe(id, at);
    return run && response && { ...response, autofill: autofillData(run) };
  };
}

async function readSessions(transaction: Transaction, ids: string[]): Promise<Describe> {
  const sessions = byId(await transaction.workflowSession.findMany({ where: { id: { in: ids } } }));
  const entities = await readEntities(transaction, sessions);
  return (id, at) => {
    const session = sessions.get(id);
    const entity = session && entities.get(session.entityId);
    return entity && sessionData(session, entity, at);
  };
}

async function readVerifications(transaction: Transaction, ids: string[]): Promise<Describe> {
  const verifications = byId(await transaction.verificationSession.findMany({ where: { id: { in: ids } } }));
  return (id, at) => {
    const verification = verifications.get(id);
    return verification && verificationData(verification, at);
  };
}

async function readEntities(transaction: Transaction, rows: Map<string, { entityId: string }>) {
  const ids = new Set([...rows.values()].map(({ entityId }) => entityId));
  const entities = await transaction.entity.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true, entityType: true },
  });
  return byId(entities);
}

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));
