-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.3.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "documents_text_due" ON "documents"("created_at")
  WHERE NOT readable AND unreadable_reason IS NULL;
