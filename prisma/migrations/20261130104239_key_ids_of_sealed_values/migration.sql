-- The database reads the id of the key from the sealed value, so that the two never differ, and a gateway of the version before,
-- which does not know the columns, can go on writing.
ALTER TABLE "answers" ADD COLUMN "key_id" TEXT
  GENERATED ALWAYS AS (substring("value" #>> '{}' FROM '^v2\.([0-9a-f]{8})\.')) STORED;
ALTER TABLE "answer_annotations" ADD COLUMN "key_id" TEXT
  GENERATED ALWAYS AS (substring("quote" FROM '^v2\.([0-9a-f]{8})\.')) STORED;
ALTER TABLE "idempotency_records" ADD COLUMN "key_id" TEXT
  GENERATED ALWAYS AS (substring("answer" #>> '{}' FROM '^v2\.([0-9a-f]{8})\.')) STORED;
ALTER TABLE "webhook_endpoints"
  ADD COLUMN "secret_key_id" TEXT
    GENERATED ALWAYS AS (substring("sealed_secret" FROM '^v2\.([0-9a-f]{8})\.')) STORED,
  ADD COLUMN "former_secret_key_id" TEXT
    GENERATED ALWAYS AS (substring("sealed_former_secret" FROM '^v2\.([0-9a-f]{8})\.')) STORED;

-- AlterTable
ALTER TABLE "sealing_state" ADD COLUMN     "renewer_id" UUID,
ADD COLUMN     "renewer_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "answer_annotations_key_id_idx" ON "answer_annotations"("key_id");

-- CreateIndex
CREATE INDEX "answers_key_id_idx" ON "answers"("key_id");

-- CreateIndex
CREATE INDEX "idempotency_records_key_id_idx" ON "idempotency_records"("key_id");
