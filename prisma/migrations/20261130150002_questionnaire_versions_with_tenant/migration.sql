-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.3.0
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "questionnaire_versions_id_tenant_id_key" ON "questionnaire_versions"("id", "tenant_id");
