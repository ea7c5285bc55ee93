-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.2.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "idempotency_records_key_id_idx" ON "idempotency_records"("key_id");
