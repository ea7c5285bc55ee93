-- CreateIndex
CREATE INDEX "verification_sessions_tenant_id_mode_status_id_idx" ON "verification_sessions"("tenant_id", "mode", "status", "id");

-- CreateIndex
CREATE INDEX "verification_sessions_entity_id_idx" ON "verification_sessions"("entity_id");

-- CreateIndex
CREATE INDEX "workflow_sessions_tenant_id_mode_status_id_idx" ON "workflow_sessions"("tenant_id", "mode", "status", "id");
