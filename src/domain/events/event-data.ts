import type { Prisma } from '../../database/client/client.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { WebhookEventName } from './event-types.ts';

/** An event and the resource that it describes. */
export interface DescribedEvent {
  type: WebhookEventName;
  scope: Scope;
  resourceId: string;
  /** When it happened, which is what a status that depends on the time is seen from. */
  at: Date;
}

/** The `data` of webhook events: the resource as it is in REST. */
export interface EventData {
  /**
   * Adds to each event the resource that it describes, as the transaction sees it. The number of statements does not depend
   * on that of a tenant's events.
   *
   * @returns the events in any order
   * @throws Error if the tenant has no such resource
   */
  describe: <Event extends DescribedEvent>(
    transaction: Transaction,
    events: readonly Event[],
  ) => Promise<(Event & { data: Prisma.InputJsonObject })[]>;
  /** The data of an event that has not happened: every field of a real one, with values that are recognisably made up. */
  sample: (type: WebhookEventName, at: Date) => Prisma.InputJsonObject;
}
