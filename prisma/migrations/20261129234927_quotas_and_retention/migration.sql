-- CreateTable
CREATE TABLE "tenant_usage" (
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "resource" TEXT NOT NULL,
    "used" BIGINT NOT NULL,

    CONSTRAINT "tenant_usage_pkey" PRIMARY KEY ("tenant_id","mode","resource")
);

-- CreateIndex
CREATE INDEX "audit_events_created_at_idx" ON "audit_events" USING BRIN ("created_at");

-- CreateIndex
CREATE INDEX "captured_mails_created_at_idx" ON "captured_mails"("created_at");

-- CreateIndex
CREATE INDEX "webhook_attempts_started_at_idx" ON "webhook_attempts" USING BRIN ("started_at");

-- CreateIndex
CREATE INDEX "webhook_deliveries_event_id_idx" ON "webhook_deliveries"("event_id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_created_at_idx" ON "webhook_deliveries" USING BRIN ("created_at");

-- CreateIndex
CREATE INDEX "webhook_events_created_at_idx" ON "webhook_events" USING BRIN ("created_at");

-- Written by hand: what follows cannot be said in schema.prisma, and Prisma's comparison leaves it alone.

-- Counts the rows of a statement for the tenants that own them. Rows of tenant_usage are locked in one order, so that no
-- two statements wait for each other.
CREATE FUNCTION count_usage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, used)
    SELECT tenant_id, mode, TG_ARGV[0], count(*) FROM changed GROUP BY tenant_id, mode ORDER BY tenant_id, mode
    ON CONFLICT (tenant_id, mode, resource) DO UPDATE SET used = usage.used + excluded.used;
  ELSE
    PERFORM FROM tenant_usage usage
    WHERE usage.resource = TG_ARGV[0] AND (usage.tenant_id, usage.mode) IN (SELECT tenant_id, mode FROM changed)
    ORDER BY usage.tenant_id, usage.mode FOR UPDATE;
    UPDATE tenant_usage usage SET used = usage.used - gone.count
    FROM (SELECT tenant_id, mode, count(*) AS count FROM changed GROUP BY tenant_id, mode) gone
    WHERE usage.tenant_id = gone.tenant_id AND usage.mode = gone.mode AND usage.resource = TG_ARGV[0];
  END IF;
  RETURN NULL;
END $$;

-- The same for the sizes of files.
CREATE FUNCTION count_file_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, used)
    SELECT tenant_id, mode, 'fileBytes', sum(size_bytes) FROM changed GROUP BY tenant_id, mode ORDER BY tenant_id, mode
    ON CONFLICT (tenant_id, mode, resource) DO UPDATE SET used = usage.used + excluded.used;
  ELSE
    PERFORM FROM tenant_usage usage
    WHERE usage.resource = 'fileBytes' AND (usage.tenant_id, usage.mode) IN (SELECT tenant_id, mode FROM changed)
    ORDER BY usage.tenant_id, usage.mode FOR UPDATE;
    UPDATE tenant_usage usage SET used = usage.used - gone.bytes
    FROM (SELECT tenant_id, mode, sum(size_bytes) AS bytes FROM changed GROUP BY tenant_id, mode) gone
    WHERE usage.tenant_id = gone.tenant_id AND usage.mode = gone.mode AND usage.resource = 'fileBytes';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "entities_count_insert" AFTER INSERT ON "entities" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('entities');
CREATE TRIGGER "entities_count_delete" AFTER DELETE ON "entities" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('entities');

CREATE TRIGGER "responses_count_insert" AFTER INSERT ON "responses" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('responses');
CREATE TRIGGER "responses_count_delete" AFTER DELETE ON "responses" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('responses');

CREATE TRIGGER "dispatches_count_insert" AFTER INSERT ON "dispatches" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('emails');
CREATE TRIGGER "dispatches_count_delete" AFTER DELETE ON "dispatches" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('emails');

CREATE TRIGGER "documents_count_insert" AFTER INSERT ON "documents" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('documents');
CREATE TRIGGER "documents_count_delete" AFTER DELETE ON "documents" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('documents');

CREATE TRIGGER "idempotency_records_count_insert" AFTER INSERT ON "idempotency_records" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('idempotencyKeys');
CREATE TRIGGER "idempotency_records_count_delete" AFTER DELETE ON "idempotency_records" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('idempotencyKeys');

CREATE TRIGGER "documents_count_bytes_insert" AFTER INSERT ON "documents" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_file_bytes();
CREATE TRIGGER "documents_count_bytes_delete" AFTER DELETE ON "documents" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_file_bytes();

CREATE TRIGGER "verification_evidence_count_bytes_insert" AFTER INSERT ON "verification_evidence" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_file_bytes();
CREATE TRIGGER "verification_evidence_count_bytes_delete" AFTER DELETE ON "verification_evidence" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_file_bytes();

-- What there is already.
INSERT INTO tenant_usage (tenant_id, mode, resource, used)
SELECT tenant_id, mode, 'entities', count(*) FROM entities GROUP BY tenant_id, mode
UNION ALL SELECT tenant_id, mode, 'responses', count(*) FROM responses GROUP BY tenant_id, mode
UNION ALL SELECT tenant_id, mode, 'emails', count(*) FROM dispatches GROUP BY tenant_id, mode
UNION ALL SELECT tenant_id, mode, 'documents', count(*) FROM documents GROUP BY tenant_id, mode
UNION ALL SELECT tenant_id, mode, 'idempotencyKeys', count(*) FROM idempotency_records GROUP BY tenant_id, mode
UNION ALL SELECT tenant_id, mode, 'fileBytes', sum(size_bytes) FROM (
  SELECT tenant_id, mode, size_bytes FROM documents
  UNION ALL SELECT tenant_id, mode, size_bytes FROM verification_evidence) files GROUP BY tenant_id, mode;

-- Few rows are counted at a time: files of one link, deliveries that wait, and runs in progress.
CREATE INDEX "documents_of_link" ON "documents"("workflow_session_id") WHERE "workflow_session_id" IS NOT NULL;
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries"("endpoint_id") WHERE "status" = 'PENDING';
CREATE INDEX "autofill_runs_in_progress" ON "autofill_runs"("tenant_id", "mode") WHERE "status" = 'PROCESSING';
