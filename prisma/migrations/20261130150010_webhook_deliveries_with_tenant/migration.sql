-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.3.0
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "webhook_deliveries_id_tenant_id_key" ON "webhook_deliveries"("id", "tenant_id");
