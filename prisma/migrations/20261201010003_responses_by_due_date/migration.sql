-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.4.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "responses_with_due_date" ON "responses"("tenant_id", "mode", "due_at", "id") WHERE due_at IS NOT NULL;
