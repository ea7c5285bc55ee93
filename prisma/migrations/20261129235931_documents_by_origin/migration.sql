-- DropIndex
DROP INDEX "documents_entity_id_sha256_key";

-- AlterTable
ALTER TABLE "documents" ADD COLUMN     "dispatch_id" UUID,
ADD COLUMN     "is_kept_by_team" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "documents_entity_id_sha256_idx" ON "documents"("entity_id", "sha256");

-- Written by hand
UPDATE "documents" SET "is_kept_by_team" = true WHERE "workflow_session_id" IS NULL;
UPDATE "documents" SET "dispatch_id" = "workflow_sessions"."live_dispatch_id"
FROM "workflow_sessions" WHERE "workflow_sessions"."id" = "documents"."workflow_session_id";

-- The team has the same bytes once in an entity, and each link has them once, however often they come at the same moment.
CREATE UNIQUE INDEX "documents_once_for_the_team" ON "documents"("entity_id", "sha256") WHERE "workflow_session_id" IS NULL;
CREATE UNIQUE INDEX "documents_once_for_each_link" ON "documents"("entity_id", "dispatch_id", "sha256") WHERE "dispatch_id" IS NOT NULL;
