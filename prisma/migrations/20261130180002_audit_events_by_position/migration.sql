-- Outside a transaction, because events are written while it is built.
-- Compatible with 0.3.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_events_tenant_id_mode_position_idx" ON "audit_events"("tenant_id", "mode", "position");
