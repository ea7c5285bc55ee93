-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.3.0
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "webhook_events_id_tenant_id_key" ON "webhook_events"("id", "tenant_id");
