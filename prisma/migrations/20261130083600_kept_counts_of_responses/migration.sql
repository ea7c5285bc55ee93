-- Counts responses for their tenant, and by questionnaire and by status. A statement writes its rows of tenant_usage in one
-- order, so that no two statements wait for each other.
CREATE FUNCTION count_responses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  SELECT tenant_id, mode, resource, pg_backend_pid() % 16, CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END
  FROM changed CROSS JOIN LATERAL (VALUES
    ('responses'), ('responses/questionnaire/' || questionnaire_id), ('responses/status/' || status)) AS kept (resource)
  GROUP BY tenant_id, mode, resource ORDER BY tenant_id, mode, resource
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;

-- A response that changes its status.
CREATE FUNCTION count_response_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  SELECT NEW.tenant_id, NEW.mode, 'responses/status/' || status, pg_backend_pid() % 16, added
  FROM (VALUES (OLD.status, -1), (NEW.status, 1)) AS change (status, added) ORDER BY status::text
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "responses_count_insert" AFTER INSERT ON "responses" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_responses();
CREATE OR REPLACE TRIGGER "responses_count_delete" AFTER DELETE ON "responses" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_responses();
-- By row, because a trigger of a statement would run at every save of answers as well. At the end of the transaction, so that
-- it holds these rows of tenant_usage last, and for as short a time as possible.
CREATE CONSTRAINT TRIGGER "responses_count_status" AFTER UPDATE OF "status" ON "responses" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION count_response_status();

-- What there is already; the triggers keep other writers away until this is committed.
INSERT INTO tenant_usage (tenant_id, mode, resource, used)
SELECT tenant_id, mode, 'responses/questionnaire/' || questionnaire_id, count(*) FROM responses
GROUP BY tenant_id, mode, questionnaire_id
UNION ALL SELECT tenant_id, mode, 'responses/status/' || status, count(*) FROM responses GROUP BY tenant_id, mode, status;
