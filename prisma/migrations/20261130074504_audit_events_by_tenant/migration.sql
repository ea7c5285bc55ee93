-- Outside a transaction, because events are written while it is built.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_events_tenant_id_mode_id_type_idx" ON "audit_events"("tenant_id", "mode", "id", "type");
