import type { ToolAnnotations } from '@modelcontextprotocol/server';
import type { DescribedRoute } from '../rest/reference/described-route.ts';

/*
 * What cannot be derived from a route, by the name of its operation. An operation that is not listed is described with more
 * caution than it may need, which is safe.
 */

/** Actions that overwrite nothing, end nothing and decide nothing for ever. */
export const additiveActions: ReadonlySet<string> = new Set([
  'sendWorkflow',
  'createBatch',
  'requestChanges',
  'startReview',
  'completeReview',
  'holdEntity',
  'releaseEntity',
  'redeliverWebhook',
  'testWebhook',
]);

/** Actions that change nothing more when they are repeated. */
export const repeatableActions: ReadonlySet<string> = new Set([
  'cancelBatch',
  'holdEntity',
  'releaseEntity',
  'eraseEntity',
]);

/** Operations that reach other systems through a job. */
export const reachingOperations: ReadonlySet<string> = new Set([
  'autofillResponse',
  'createBatch',
  'redeliverWebhook',
  'testWebhook',
]);

type Described = Pick<DescribedRoute, 'method' | 'status' | 'operation'>;

/** What a client can expect of a tool before it calls it. */
export function toolHints({ method, status, operation }: Described): ToolAnnotations {
  if (!operation || operation.isQuery) {
    return { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
  }
  const { name, needs } = operation;
  const creates = method === 'POST' && status === 201;
  return {
    readOnlyHint: false,
    destructiveHint: !creates && !additiveActions.has(name),
    idempotentHint: method !== 'POST' || repeatableActions.has(name),
    openWorldHint: needs.includes('sendMail') || reachingOperations.has(name),
  };
}
