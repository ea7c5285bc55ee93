-- AlterTable
ALTER TABLE "answers" ADD COLUMN     "document_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- CreateTable
CREATE TABLE "sealing_state" (
    "id" INTEGER NOT NULL,
    "bound_since" TIMESTAMPTZ(3),
    "proof" TEXT,

    CONSTRAINT "sealing_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sealing_keys" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sealing_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sealing_writers" (
    "id" UUID NOT NULL,
    "key_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sealing_writers_pkey" PRIMARY KEY ("id")
);

-- Written by hand
-- On a new database there is nothing from before values were bound to their place. Elsewhere the gateway sets the moment
-- once it has sealed everything anew.
INSERT INTO "sealing_state" ("id", "bound_since")
SELECT 1, CASE WHEN NOT EXISTS (SELECT FROM "answers") AND NOT EXISTS (SELECT FROM "answer_annotations")
  AND NOT EXISTS (SELECT FROM "webhook_endpoints") AND NOT EXISTS (SELECT FROM "idempotency_records")
  AND NOT EXISTS (SELECT FROM "documents") AND NOT EXISTS (SELECT FROM "verification_evidence")
  AND NOT EXISTS (SELECT FROM "stored_files") THEN now() END;
-- Answers to questions of type FILE will be sealed too, and are looked up by this column.
UPDATE "answers" SET "document_ids" = ARRAY(SELECT jsonb_array_elements_text("value")::uuid)
FROM "questions" WHERE "questions"."id" = "answers"."question_id" AND "questions"."type" = 'FILE'
  AND jsonb_typeof("value") = 'array';
