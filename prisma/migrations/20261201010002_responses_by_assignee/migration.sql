-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.4.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "responses_tenant_id_mode_assignee_address_id_idx" ON "responses"("tenant_id", "mode", "assignee_address", "id");
