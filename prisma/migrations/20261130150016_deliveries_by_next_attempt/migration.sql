-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.3.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "webhook_deliveries_due" ON "webhook_deliveries"((coalesce("next_attempt_at", "created_at")))
  WHERE status = 'PENDING';
