-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.3.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "autofill_runs_processing" ON "autofill_runs"("started_at")
  WHERE status = 'PROCESSING';
