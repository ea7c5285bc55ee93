-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.2.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "answers_key_id_idx" ON "answers"("key_id");
