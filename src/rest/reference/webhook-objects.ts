import type { OperationObject, ParameterObject, PathItemObject, SchemaObject } from 'openapi3-ts/oas31';
import {
  type EventResource,
  eventTypes,
  type WebhookEventName,
  webhookEvents,
} from '../../domain/events/event-types.ts';
import { schema } from '../../graphql/schema.ts';
import { storedDocument } from '../documents.ts';
import { documentsOfEvents } from '../event-data.ts';
import { type OutputShape, shapeOf } from '../output-shape.ts';
import type { Components } from './components.ts';
import { exampleIds } from './example-ids.ts';
import { outputSchema } from './output-schema.ts';
import { sampleOf } from './sample-values.ts';

/** The resources that events describe, with their names in the reference. */
const shapes = (): Readonly<Record<EventResource, { name: string; shape: OutputShape }>> => {
  const shapeOfDocument = (name: string) => shapeOf({ schema, document: storedDocument(name) }).shape;
  return {
    workflowSession: { name: 'WorkflowSession', shape: shapeOfDocument(documentsOfEvents.workflowSession) },
    response: { name: 'ResponseSummary', shape: shapeOfDocument(documentsOfEvents.response) },
    responseWithAutofill: {
      name: 'ResponseWithAutofill',
      shape: shapeOfDocument(documentsOfEvents.responseWithAutofill),
    },
    verificationSession: {
      name: 'VerificationSession',
      shape: shapeOfDocument(documentsOfEvents.verificationSession),
    },
  };
};

/** What the gateway sends to the webhooks of a tenant, by the type of the event. */
export function webhookObjects(components: Components): Record<string, PathItemObject> {
  const resources = shapes();
  return Object.fromEntries(
    webhookEvents.map((type) => [
      type,
      { post: webhookObject(components, type, resources[eventTypes[type].resource]) },
    ]),
  );
}

function webhookObject(
  components: Components,
  type: WebhookEventName,
  { name, shape }: { name: string; shape: OutputShape },
): OperationObject {
  const data = outputSchema(components, { ...shape, isNullable: false }, name);
  return {
    operationId: `on${type.replace(/(?:^|[._])([a-z])/g, (_match, letter) => letter.toUpperCase())}`,
    tags: ['Webhooks'],
    summary: type,
    description: `${eventTypes[type].description} Signed as in Standard Webhooks. Delivered at least once: \`webhook-id\` is the same at every attempt.`,
    security: [],
    parameters: [...signatureHeaders],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: bodySchema(type, data),
          examples: {
            example: {
              summary: eventTypes[type].description,
              value: { type, timestamp: '2026-02-26T12:00:00Z', sequence: 1, data: sampleOf(shape) },
            },
          },
        },
      },
    },
    responses: {
      '2XX': { description: 'The event was received.' },
      default: {
        description:
          'The event was not received. It is sent again for a day, not before the `Retry-After` time.',
      },
    },
  };
}

const bodySchema = (type: WebhookEventName, data: SchemaObject | object): SchemaObject => ({
  type: 'object',
  required: ['type', 'timestamp', 'sequence', 'data'],
  properties: {
    type: { const: type, description: 'The type of the event.' },
    timestamp: { type: 'string', format: 'date-time', description: 'When the event occurred.' },
    sequence: {
      type: 'integer',
      description:
        'The number of the event among those of its tenant and mode, in the order in which they were committed.',
    },
    data: { ...data, description: 'The resource that the event describes, as REST returned it at the time.' },
  },
});

const header = (name: string, description: string, example: string): ParameterObject => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
  example,
});

const signatureHeaders: readonly ParameterObject[] = [
  header('webhook-id', 'The event’s id, the same in every attempt.', exampleIds.event),
  header('webhook-timestamp', 'When this attempt was made, in seconds since 1970.', '1772107200'),
  header(
    'webhook-signature',
    'HMAC-SHA256 of the id, the timestamp and the body, with the webhook’s secret; several are separated by spaces.',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
];
