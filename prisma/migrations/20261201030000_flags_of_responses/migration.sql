-- Compatible with 0.4.0
-- CreateEnum
CREATE TYPE "RiskLevel" AS ENUM ('LOW', 'MEDIUM', 'HIGH');

-- AlterTable
ALTER TABLE "responses" ADD COLUMN     "flags" TEXT,
ADD COLUMN     "flags_key_id" TEXT,
ADD COLUMN     "risk_level" "RiskLevel";


-- Written by hand
CREATE FUNCTION keep_flags_key_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.flags_key_id := sealing_key_id(NEW.flags); RETURN NEW; END $$;
CREATE TRIGGER keep_flags_key_id BEFORE INSERT OR UPDATE OF flags, flags_key_id ON responses
  FOR EACH ROW EXECUTE FUNCTION keep_flags_key_id();

-- Counts the responses of each risk level.
CREATE FUNCTION count_response_risk() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  response responses := coalesce(NEW, OLD);
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  SELECT response.tenant_id, response.mode, 'responses/risk/' || level, usage_shard(response.tenant_id), added
  FROM (VALUES (OLD.risk_level, -1), (NEW.risk_level, 1)) AS change (level, added)
  WHERE level IS NOT NULL ORDER BY level::text
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;

-- At the end of the transaction, like the counts by status.
CREATE CONSTRAINT TRIGGER "responses_count_risk" AFTER UPDATE OF "risk_level" ON "responses" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.risk_level IS DISTINCT FROM NEW.risk_level) EXECUTE FUNCTION count_response_risk();
CREATE CONSTRAINT TRIGGER "responses_count_new_risk" AFTER INSERT ON "responses" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.risk_level IS NOT NULL) EXECUTE FUNCTION count_response_risk();
CREATE CONSTRAINT TRIGGER "responses_count_deleted_risk" AFTER DELETE ON "responses" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.risk_level IS NOT NULL) EXECUTE FUNCTION count_response_risk();
