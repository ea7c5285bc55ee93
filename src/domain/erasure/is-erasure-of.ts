import type { FeedEvent } from '../events/feed-event.ts';

interface Subject {
  entityId: string;
  /** Null if there is none. */
  responseId: string | null;
}

/** Whether an event reports that what belongs to an entity, and to one of its responses, was erased with them. */
export const isErasureOf = (
  { type, ...event }: Pick<FeedEvent, 'type' | 'entityId' | 'responseId'>,
  { entityId, responseId }: Subject,
): boolean =>
  type === 'entity.erased'
    ? event.entityId === entityId
    : type === 'response.erased' && event.responseId === responseId;
