-- Counts entities for their tenant, and by type, which never changes.
CREATE FUNCTION count_entities() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  SELECT tenant_id, mode, resource, pg_backend_pid() % 16, CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END
  FROM changed CROSS JOIN LATERAL (VALUES ('entities'), ('entities/type/' || entity_type)) AS kept (resource)
  GROUP BY tenant_id, mode, resource ORDER BY tenant_id, mode, resource
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "entities_count_insert" AFTER INSERT ON "entities" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_entities();
CREATE OR REPLACE TRIGGER "entities_count_delete" AFTER DELETE ON "entities" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_entities();

INSERT INTO tenant_usage (tenant_id, mode, resource, used)
SELECT tenant_id, mode, 'entities/type/' || entity_type, count(*) FROM entities GROUP BY tenant_id, mode, entity_type;
