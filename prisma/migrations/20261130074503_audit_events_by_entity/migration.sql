-- Outside a transaction, because events are written while it is built.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_events_entity_id_id_idx" ON "audit_events"("entity_id", "id");
