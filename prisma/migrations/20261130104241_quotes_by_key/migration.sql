-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.2.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "answer_annotations_key_id_idx" ON "answer_annotations"("key_id");
