-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.4.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "responses_with_tags" ON "responses" USING gin (response_tag_keys(tenant_id, mode, tags)) WHERE tags <> '{}';
