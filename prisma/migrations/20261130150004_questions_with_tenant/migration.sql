-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.3.0
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "questions_id_tenant_id_key" ON "questions"("id", "tenant_id");
