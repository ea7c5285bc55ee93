-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.4.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "responses_with_flags" ON "responses"("id", "flags_key_id") WHERE flags IS NOT NULL;
