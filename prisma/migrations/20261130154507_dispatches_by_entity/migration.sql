-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.3.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "dispatches_entity_id_idx" ON "dispatches"("entity_id");
