-- AlterTable
ALTER TABLE "tenant_usage" DROP CONSTRAINT "tenant_usage_pkey",
ADD COLUMN     "shard" INTEGER NOT NULL DEFAULT 0,
ADD CONSTRAINT "tenant_usage_pkey" PRIMARY KEY ("tenant_id", "mode", "resource", "shard");

-- Written by hand: what follows cannot be said in schema.prisma, and Prisma's comparison leaves it alone.

-- Counts the rows of a statement for the tenants that own them, each connection in a row of its own. The rows of one
-- statement are written in one order, so that no two statements wait for each other.
CREATE OR REPLACE FUNCTION count_usage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  SELECT tenant_id, mode, TG_ARGV[0], pg_backend_pid() % 16, CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END
  FROM changed GROUP BY tenant_id, mode ORDER BY tenant_id, mode
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;

-- The same for the sizes of files.
CREATE OR REPLACE FUNCTION count_file_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  SELECT tenant_id, mode, 'fileBytes', pg_backend_pid() % 16,
    CASE TG_OP WHEN 'INSERT' THEN sum(size_bytes) ELSE -sum(size_bytes) END
  FROM changed GROUP BY tenant_id, mode ORDER BY tenant_id, mode
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;
