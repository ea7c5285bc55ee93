-- CreateEnum
CREATE TYPE "Mode" AS ENUM ('LIVE', 'TEST');

-- CreateEnum
CREATE TYPE "ApiKeyScope" AS ENUM ('READ', 'WRITE', 'SEND', 'ADMIN');

-- CreateEnum
CREATE TYPE "EntityType" AS ENUM ('COMPANY', 'INDIVIDUAL');

-- CreateEnum
CREATE TYPE "QuestionnaireType" AS ENUM ('DDQ', 'RFI');

-- CreateEnum
CREATE TYPE "QuestionType" AS ENUM ('TEXT', 'LONG_TEXT', 'NUMBER', 'DATE', 'BOOLEAN', 'SINGLE_CHOICE', 'MULTI_CHOICE', 'COUNTRY', 'EMAIL', 'URL', 'FILE');

-- CreateEnum
CREATE TYPE "ResponseStatus" AS ENUM ('PREFILL', 'DRAFT', 'SUBMITTED', 'UNDER_REVIEW', 'CHANGES_REQUESTED', 'REVIEWED', 'APPROVED', 'REJECTED', 'RESUBMITTED');

-- CreateEnum
CREATE TYPE "WorkflowStep" AS ENUM ('DDQ', 'VERIFICATION');

-- CreateEnum
CREATE TYPE "WorkflowSessionStatus" AS ENUM ('SENT', 'OPENED', 'COMPLETED', 'EXPIRED', 'REVOKED');

-- CreateEnum
CREATE TYPE "VerificationCheck" AS ENUM ('DOCUMENT', 'IDENTITY', 'ENHANCED_IDENTITY', 'PROOF_OF_ADDRESS');

-- CreateEnum
CREATE TYPE "VerificationStatus" AS ENUM ('PENDING', 'ACCESSED', 'COMPLETED', 'EXPIRED', 'REVOKED', 'FAILED');

-- CreateEnum
CREATE TYPE "VerificationOutcome" AS ENUM ('PENDING', 'CLEAR', 'CONSIDER', 'ATTENTION', 'ISSUE', 'ERROR');

-- CreateEnum
CREATE TYPE "DispatchKind" AS ENUM ('DIRECT', 'PREFILL');

-- CreateEnum
CREATE TYPE "DispatchStatus" AS ENUM ('UNDER_WAY', 'ACCEPTED', 'ROLLED_BACK');

-- CreateEnum
CREATE TYPE "CreditEntryKind" AS ENUM ('GRANT', 'CHARGE');

-- CreateEnum
CREATE TYPE "ActorKind" AS ENUM ('API_KEY', 'OPERATOR', 'RECIPIENT', 'SYSTEM');

-- CreateEnum
CREATE TYPE "AutofillEngine" AS ENUM ('BUILTIN', 'MODEL');

-- CreateTable
CREATE TABLE "tenants" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "default_expiry_hours" INTEGER NOT NULL DEFAULT 48,
    "language" TEXT NOT NULL DEFAULT 'en',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" "ApiKeyScope"[],
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_accounts" (
    "tenant_id" UUID NOT NULL,
    "balance" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "used" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "credit_accounts_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "credit_entries" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "kind" "CreditEntryKind" NOT NULL,
    "amount" INTEGER NOT NULL,
    "note" TEXT,
    "workflow_session_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entities" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "entity_type" "EntityType" NOT NULL,
    "name" TEXT NOT NULL,
    "legal_name" TEXT,
    "trading_name" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "jurisdiction" TEXT,
    "external_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "entities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "questionnaires" (
    "id" SERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,

    CONSTRAINT "questionnaires_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "questionnaire_versions" (
    "id" UUID NOT NULL,
    "questionnaire_id" INTEGER NOT NULL,
    "tenant_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "is_current" BOOLEAN NOT NULL DEFAULT true,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "type" "QuestionnaireType" NOT NULL,
    "question_count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "questionnaire_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "questionnaire_sections" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "questionnaire_sections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "questions" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "section_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "type" "QuestionType" NOT NULL,
    "required" BOOLEAN NOT NULL,
    "options" TEXT[],
    "help_text" TEXT,
    "visible_when_key" TEXT,
    "visible_when_equals" TEXT,

    CONSTRAINT "questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "responses" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "name" TEXT NOT NULL,
    "status" "ResponseStatus" NOT NULL,
    "entity_id" UUID NOT NULL,
    "questionnaire_id" INTEGER NOT NULL,
    "questionnaire_version_id" UUID NOT NULL,
    "planned_checks" "VerificationCheck"[],
    "planned_email" TEXT,
    "planned_expiry_hours" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(3),
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "responses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answers" (
    "response_id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "answers_pkey" PRIMARY KEY ("response_id","question_id")
);

-- CreateTable
CREATE TABLE "answer_annotations" (
    "response_id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "document_name" TEXT NOT NULL,
    "page" INTEGER,
    "quote" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "engine" "AutofillEngine" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "answer_annotations_pkey" PRIMARY KEY ("response_id","question_id")
);

-- CreateTable
CREATE TABLE "verification_sessions" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "entity_id" UUID NOT NULL,
    "checks" "VerificationCheck"[],
    "status" "VerificationStatus" NOT NULL DEFAULT 'PENDING',
    "outcome" "VerificationOutcome" NOT NULL DEFAULT 'PENDING',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_sessions" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "status" "WorkflowSessionStatus" NOT NULL DEFAULT 'SENT',
    "email" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "response_id" UUID,
    "verification_session_id" UUID,
    "steps" "WorkflowStep"[],
    "completed_steps" "WorkflowStep"[],
    "live_dispatch_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "opened_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "workflow_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dispatches" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "kind" "DispatchKind" NOT NULL,
    "status" "DispatchStatus" NOT NULL DEFAULT 'UNDER_WAY',
    "token_hash" TEXT NOT NULL,
    "workflow_session_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "response_id" UUID,
    "response_name" TEXT,
    "questionnaire_id" INTEGER,
    "questionnaire_version_id" UUID,
    "verification_session_id" UUID,
    "checks" "VerificationCheck"[],
    "steps" "WorkflowStep"[],
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "holds_credit" BOOLEAN NOT NULL,
    "idempotency_record_id" UUID,
    "actor_kind" "ActorKind" NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settle_by" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "dispatches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_records" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_records_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "type" TEXT NOT NULL,
    "actor_kind" "ActorKind" NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "response_id" UUID,
    "workflow_session_id" UUID,
    "details" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "captured_mails" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "workflow_session_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "captured_mails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "api_keys_tenant_id_id_idx" ON "api_keys"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "credit_entries_tenant_id_id_idx" ON "credit_entries"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "entities_tenant_id_mode_id_idx" ON "entities"("tenant_id", "mode", "id");

-- CreateIndex
CREATE INDEX "questionnaires_tenant_id_id_idx" ON "questionnaires"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "questionnaire_versions_tenant_id_questionnaire_id_idx" ON "questionnaire_versions"("tenant_id", "questionnaire_id");

-- CreateIndex
CREATE UNIQUE INDEX "questionnaire_versions_questionnaire_id_version_key" ON "questionnaire_versions"("questionnaire_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "questionnaire_sections_version_id_position_key" ON "questionnaire_sections"("version_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "questions_version_id_key_key" ON "questions"("version_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "questions_version_id_position_key" ON "questions"("version_id", "position");

-- CreateIndex
CREATE INDEX "responses_tenant_id_mode_id_idx" ON "responses"("tenant_id", "mode", "id");

-- CreateIndex
CREATE INDEX "responses_tenant_id_mode_status_id_idx" ON "responses"("tenant_id", "mode", "status", "id");

-- CreateIndex
CREATE INDEX "responses_tenant_id_mode_entity_id_id_idx" ON "responses"("tenant_id", "mode", "entity_id", "id");

-- CreateIndex
CREATE INDEX "responses_tenant_id_mode_questionnaire_id_id_idx" ON "responses"("tenant_id", "mode", "questionnaire_id", "id");

-- CreateIndex
CREATE INDEX "verification_sessions_tenant_id_mode_id_idx" ON "verification_sessions"("tenant_id", "mode", "id");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_sessions_live_dispatch_id_key" ON "workflow_sessions"("live_dispatch_id");

-- CreateIndex
CREATE INDEX "workflow_sessions_tenant_id_mode_id_idx" ON "workflow_sessions"("tenant_id", "mode", "id");

-- CreateIndex
CREATE INDEX "workflow_sessions_response_id_idx" ON "workflow_sessions"("response_id");

-- CreateIndex
CREATE INDEX "workflow_sessions_entity_id_idx" ON "workflow_sessions"("entity_id");

-- CreateIndex
CREATE UNIQUE INDEX "dispatches_token_hash_key" ON "dispatches"("token_hash");

-- CreateIndex
CREATE INDEX "dispatches_workflow_session_id_idx" ON "dispatches"("workflow_session_id");

-- CreateIndex
CREATE INDEX "idempotency_records_created_at_idx" ON "idempotency_records"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "idempotency_records_tenant_id_mode_key_key" ON "idempotency_records"("tenant_id", "mode", "key");

-- CreateIndex
CREATE INDEX "audit_events_response_id_id_idx" ON "audit_events"("response_id", "id");

-- CreateIndex
CREATE INDEX "audit_events_workflow_session_id_id_idx" ON "audit_events"("workflow_session_id", "id");

-- CreateIndex
CREATE INDEX "captured_mails_tenant_id_mode_id_idx" ON "captured_mails"("tenant_id", "mode", "id");

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_accounts" ADD CONSTRAINT "credit_accounts_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entities" ADD CONSTRAINT "entities_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "questionnaires" ADD CONSTRAINT "questionnaires_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "questionnaire_versions" ADD CONSTRAINT "questionnaire_versions_questionnaire_id_fkey" FOREIGN KEY ("questionnaire_id") REFERENCES "questionnaires"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "questionnaire_sections" ADD CONSTRAINT "questionnaire_sections_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "questionnaire_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "questions" ADD CONSTRAINT "questions_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "questionnaire_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "questions" ADD CONSTRAINT "questions_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "questionnaire_sections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "responses" ADD CONSTRAINT "responses_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "responses" ADD CONSTRAINT "responses_questionnaire_version_id_fkey" FOREIGN KEY ("questionnaire_version_id") REFERENCES "questionnaire_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answers" ADD CONSTRAINT "answers_response_id_fkey" FOREIGN KEY ("response_id") REFERENCES "responses"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answers" ADD CONSTRAINT "answers_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "questions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_annotations" ADD CONSTRAINT "answer_annotations_response_id_fkey" FOREIGN KEY ("response_id") REFERENCES "responses"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verification_sessions" ADD CONSTRAINT "verification_sessions_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_sessions" ADD CONSTRAINT "workflow_sessions_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_sessions" ADD CONSTRAINT "workflow_sessions_response_id_fkey" FOREIGN KEY ("response_id") REFERENCES "responses"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_sessions" ADD CONSTRAINT "workflow_sessions_verification_session_id_fkey" FOREIGN KEY ("verification_session_id") REFERENCES "verification_sessions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Written by hand: what follows cannot be said in schema.prisma, and Prisma's comparison leaves it alone.

-- A response can be in one send at a time, however many are asked for at once.
CREATE UNIQUE INDEX "dispatches_one_under_way_per_response" ON "dispatches"("response_id") WHERE "status" = 'UNDER_WAY';

-- Recovery looks for overdue dispatches every few seconds; the settled ones, which are nearly all, are not in its way.
CREATE INDEX "dispatches_under_way_settle_by" ON "dispatches"("settle_by") WHERE "status" = 'UNDER_WAY';

-- A questionnaire has at most one current version.
CREATE UNIQUE INDEX "questionnaire_versions_one_current" ON "questionnaire_versions"("questionnaire_id") WHERE "is_current";

-- Two sends can never spend one credit, whatever the code does.
ALTER TABLE "credit_accounts"
  ADD CONSTRAINT "credit_accounts_balance_not_negative" CHECK ("balance" >= 0),
  ADD CONSTRAINT "credit_accounts_held_not_negative" CHECK ("held" >= 0),
  ADD CONSTRAINT "credit_accounts_held_within_balance" CHECK ("held" <= "balance"),
  ADD CONSTRAINT "credit_accounts_used_not_negative" CHECK ("used" >= 0);
