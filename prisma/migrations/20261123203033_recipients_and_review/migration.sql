-- CreateEnum
CREATE TYPE "VerificationProvider" AS ENUM ('MANUAL', 'COMPLYCUBE');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "DispatchKind" ADD VALUE 'RESEND';
ALTER TYPE "DispatchKind" ADD VALUE 'CHANGES';

-- AlterTable
ALTER TABLE "answers" ADD COLUMN     "given_by" "ActorKind" NOT NULL DEFAULT 'API_KEY';

-- AlterTable
ALTER TABLE "dispatches" ADD COLUMN     "message" TEXT,
ADD COLUMN     "question_keys" TEXT[];

-- AlterTable
ALTER TABLE "responses" ADD COLUMN     "planned_language" TEXT;

-- AlterTable
ALTER TABLE "tenants" ADD COLUMN     "accent_colour" TEXT;

-- AlterTable
ALTER TABLE "verification_sessions" ADD COLUMN     "consented_at" TIMESTAMPTZ(3),
ADD COLUMN     "provider" "VerificationProvider" NOT NULL DEFAULT 'MANUAL',
ADD COLUMN     "provider_client_id" TEXT;

-- AlterTable
ALTER TABLE "workflow_sessions" ADD COLUMN     "message" TEXT,
ADD COLUMN     "question_keys" TEXT[];

-- CreateTable
CREATE TABLE "verification_evidence" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "verification_session_id" UUID NOT NULL,
    "check" "VerificationCheck" NOT NULL,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_checks" (
    "id" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "verification_session_id" UUID NOT NULL,
    "check" "VerificationCheck" NOT NULL,
    "outcome" "VerificationOutcome" NOT NULL DEFAULT 'PENDING',
    "reported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "documents" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "entity_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "workflow_session_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "verification_evidence_verification_session_id_check_sha256_key" ON "verification_evidence"("verification_session_id", "check", "sha256");

-- CreateIndex
CREATE INDEX "provider_checks_verification_session_id_idx" ON "provider_checks"("verification_session_id");

-- CreateIndex
CREATE INDEX "documents_tenant_id_mode_id_idx" ON "documents"("tenant_id", "mode", "id");

-- CreateIndex
CREATE UNIQUE INDEX "documents_entity_id_sha256_key" ON "documents"("entity_id", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "verification_sessions_provider_client_id_key" ON "verification_sessions"("provider_client_id");

-- CreateIndex
CREATE INDEX "verification_sessions_status_expires_at_idx" ON "verification_sessions"("status", "expires_at");

-- CreateIndex
CREATE INDEX "workflow_sessions_verification_session_id_idx" ON "workflow_sessions"("verification_session_id");

-- CreateIndex
CREATE INDEX "workflow_sessions_status_expires_at_idx" ON "workflow_sessions"("status", "expires_at");

-- AddForeignKey
ALTER TABLE "verification_evidence" ADD CONSTRAINT "verification_evidence_verification_session_id_fkey" FOREIGN KEY ("verification_session_id") REFERENCES "verification_sessions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_checks" ADD CONSTRAINT "provider_checks_verification_session_id_fkey" FOREIGN KEY ("verification_session_id") REFERENCES "verification_sessions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what follows cannot be said in schema.prisma, and Prisma's comparison leaves it alone.

-- A session can have one mail under way at a time, however often a new one is asked for at once.
CREATE UNIQUE INDEX "dispatches_one_under_way_per_session" ON "dispatches"("workflow_session_id") WHERE "status" = 'UNDER_WAY';

-- The audit trail and the events of the API call the same thing by the same name.
UPDATE "audit_events" SET "type" = 'onboarding.created' WHERE "type" = 'workflow.sent';
UPDATE "audit_events" SET "type" = 'onboarding.dispatch_failed' WHERE "type" = 'workflow.dispatch_failed';

-- What was sent before has nothing to say of requested changes.
UPDATE "workflow_sessions" SET "question_keys" = '{}';
UPDATE "dispatches" SET "question_keys" = '{}';
