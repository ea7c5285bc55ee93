import { execute } from 'graphql';
import type { Prisma } from '../database/client/client.ts';
import type { DescribedEvent, EventData } from '../domain/events/event-data.ts';
import { type EventResource, eventTypes, type WebhookEventName } from '../domain/events/event-types.ts';
import type { Services } from '../domain/services.ts';
import { createReadingContexts, type ReadingContext } from '../graphql/reading-contexts.ts';
import { schema } from '../graphql/schema.ts';
import { type StoredDocument, storedDocument } from './documents.ts';
import { isObject } from './is-object.ts';
import { compileOutput, type Output } from './output.ts';
import { sampleValue } from './sample-value.ts';

/** How a resource is described to webhooks. */
interface Description extends Output {
  /** Finds the resource by its id. */
  document: StoredDocument;
}

/** The stored documents that describe resources to webhooks. */
export const documentsOfEvents = {
  workflowSession: 'GetWorkflowSession',
  response: 'DescribeResponse',
  responseWithAutofill: 'DescribeAutofilledResponse',
  verificationSession: 'GetVerificationSession',
} as const satisfies Record<EventResource, string>;

function describeBy(name: string): Description {
  const document = storedDocument(name);
  return { document, ...compileOutput({ schema, document }) };
}

/**
 * Makes the `data` of webhook events from stored documents, as REST makes its responses from them. The documents are
 * executed in the transaction that writes the event, and without the limits of requests, because no client chooses what they
 * select.
 */
export function createEventData(services: Pick<Services, 'cipher' | 'readVersion'>): EventData {
  const descriptions: Readonly<Record<EventResource, Description>> = {
    workflowSession: describeBy(documentsOfEvents.workflowSession),
    response: describeBy(documentsOfEvents.response),
    responseWithAutofill: describeBy(documentsOfEvents.responseWithAutofill),
    verificationSession: describeBy(documentsOfEvents.verificationSession),
  };
  const descriptionOf = (type: WebhookEventName) => descriptions[eventTypes[type].resource];
  return {
    describe: async (transaction, events) => {
      const contextOf = createReadingContexts(transaction, services);
      const described = [];
      // Documents of one kind read together. Those of another wait, because a transaction has one connection.
      for (const [description, alike] of Map.groupBy(events, ({ type }) => descriptionOf(type))) {
        const found = alike.map(async (event) => {
          const data = await read(description, event, contextOf(event.scope, event.at));
          return { ...event, data };
        });
        described.push(...(await Promise.all(found)));
      }
      return described;
    },
    sample: (type, at) => {
      const { document, path, toRest } = descriptionOf(type);
      const [root] = path;
      const data = { [root.key]: sampleValue({ schema, document }, root, { type, at }) };
      return toRest(data) as Prisma.InputJsonObject;
    },
  };
}

async function read(
  { document, toRest }: Description,
  { type, resourceId }: DescribedEvent,
  context: ReadingContext,
): Promise<Prisma.InputJsonObject> {
  const { data, errors } = await execute({
    schema,
    document: document.ast,
    variableValues: { id: resourceId },
    contextValue: context,
  });
  if (errors?.[0]) {
    throw errors[0].originalError ?? errors[0];
  }
  const resource = toRest(data);
  if (!isObject(resource)) {
    throw new Error(`An event ${type} describes a resource that its tenant does not have.`);
  }
  return resource as Prisma.InputJsonObject;
}
