-- Compatible with 0.4.0
-- AlterTable
ALTER TABLE "responses" ADD COLUMN     "assignee" TEXT,
ADD COLUMN     "assignee_address" TEXT,
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];


-- Written by hand
ALTER TABLE "responses"
  ADD CONSTRAINT "responses_assignee_with_address" CHECK ((assignee IS NULL) = (assignee_address IS NULL)) NOT VALID,
  ADD CONSTRAINT "responses_at_most_20_tags" CHECK (cardinality(tags) <= 20) NOT VALID;

-- What finds the responses of a tenant and a mode by a tag, ignoring case.
CREATE FUNCTION response_tag_keys(tenant_id uuid, mode "Mode", tags text[]) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_agg($1::text || '/' || $2::text || '/' || lower(tag)) FROM unnest($3) AS tag $$;

-- Counts the responses that are assigned to someone.
CREATE FUNCTION count_assigned_response() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  response responses := coalesce(NEW, OLD);
BEGIN
  INSERT INTO tenant_usage AS usage (tenant_id, mode, resource, shard, used)
  VALUES (response.tenant_id, response.mode, 'responses/assigned', usage_shard(response.tenant_id),
    (CASE WHEN NEW.assignee_address IS NULL THEN 0 ELSE 1 END) - (CASE WHEN OLD.assignee_address IS NULL THEN 0 ELSE 1 END))
  ON CONFLICT (tenant_id, mode, resource, shard) DO UPDATE SET used = usage.used + excluded.used;
  RETURN NULL;
END $$;

-- At the end of the transaction, like the counts by status.
CREATE CONSTRAINT TRIGGER "responses_count_assigned" AFTER UPDATE OF "assignee_address" ON "responses"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.assignee_address IS NULL) <> (NEW.assignee_address IS NULL)) EXECUTE FUNCTION count_assigned_response();
CREATE CONSTRAINT TRIGGER "responses_count_new_assigned" AFTER INSERT ON "responses" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.assignee_address IS NOT NULL) EXECUTE FUNCTION count_assigned_response();
CREATE CONSTRAINT TRIGGER "responses_count_deleted_assigned" AFTER DELETE ON "responses" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.assignee_address IS NOT NULL) EXECUTE FUNCTION count_assigned_response();
