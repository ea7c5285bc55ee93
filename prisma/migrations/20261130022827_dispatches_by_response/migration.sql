-- CreateIndex
CREATE INDEX "dispatches_response_id_idx" ON "dispatches"("response_id");
