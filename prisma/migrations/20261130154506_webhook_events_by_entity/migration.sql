-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.3.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "webhook_events_entity_id_idx" ON "webhook_events"("entity_id");
