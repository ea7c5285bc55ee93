-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.3.0
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "verification_sessions_id_tenant_id_key" ON "verification_sessions"("id", "tenant_id");
