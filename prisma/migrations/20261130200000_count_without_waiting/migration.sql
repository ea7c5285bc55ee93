-- Compatible with 0.3.0
-- Written by hand: functions are not in schema.prisma.

-- Which row of a count a transaction writes: one that no other transaction in progress writes. So no transaction waits for
-- another one's counts, in whatever order it counts things and whatever else it has locked. Only beyond 64 transactions of one
-- tenant at once do some share a row.
CREATE FUNCTION usage_shard(tenant uuid) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  shard integer := pg_backend_pid() % 16;
BEGIN
  FOR tries IN 1..64 LOOP
    EXIT WHEN pg_try_advisory_xact_lock(hashtext('tenant_usage/' || tenant), shard);
    shard := (shard + 1) % 64;
  END LOOP;
  RETURN shard;
END $$;

CREATE OR REPLACE FUNCTION count_usage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  SELECT tenant_id, mode, TG_ARGV[0], usage_shard(tenant_id), CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END
  FROM changed GROUP BY tenant_id, mode ORDER BY tenant_id, mode
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_file_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  SELECT tenant_id, mode, 'fileBytes', usage_shard(tenant_id),
    CASE TG_OP WHEN 'INSERT' THEN sum(size_bytes) ELSE -sum(size_bytes) END
  FROM changed GROUP BY tenant_id, mode ORDER BY tenant_id, mode
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_responses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  SELECT tenant_id, mode, resource, usage_shard(tenant_id), CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END
  FROM changed CROSS JOIN LATERAL (VALUES
    ('responses'), ('responses/questionnaire/' || questionnaire_id), ('responses/status/' || status)) AS kept (resource)
  GROUP BY tenant_id, mode, resource ORDER BY tenant_id, mode, resource
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_response_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  SELECT NEW.tenant_id, NEW.mode, 'responses/status/' || status, usage_shard(NEW.tenant_id), added
  FROM (VALUES (OLD.status, -1), (NEW.status, 1)) AS change (status, added) ORDER BY status::text
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_entities() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  SELECT tenant_id, mode, resource, usage_shard(tenant_id), CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END
  FROM changed CROSS JOIN LATERAL (VALUES ('entities'), ('entities/type/' || entity_type)) AS kept (resource)
  GROUP BY tenant_id, mode, resource ORDER BY tenant_id, mode, resource
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;
