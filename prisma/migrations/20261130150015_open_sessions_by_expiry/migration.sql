-- Outside a transaction, because rows are written while it is built.
-- Compatible with 0.3.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "workflow_sessions_open" ON "workflow_sessions"("expires_at")
  WHERE status IN ('SENT', 'OPENED');
