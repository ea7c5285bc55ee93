/** How long what has served its purpose is kept, in days. */
export interface Retention {
  /** The audit trail; undefined keeps it forever. */
  auditDays: number | undefined;
  /** Webhook events with their deliveries and attempts, and webhooks that were deleted. */
  deliveriesDays: number;
  /** Emails that were captured instead of sent. */
  capturedMailDays: number;
}

const dayMs = 86_400_000;

/** The moment before which something is too old to be kept. */
export const retainedFrom = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);
