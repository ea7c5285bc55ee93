-- Compatible with 0.3.0
-- CreateEnum
CREATE TYPE "BatchItemStatus" AS ENUM ('PENDING', 'SENT', 'PREFILL_READY', 'FAILED', 'CANCELLED');

-- CreateTable
CREATE TABLE "batches" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "name" TEXT NOT NULL,
    "request_id" TEXT,
    "actor_kind" "ActorKind" NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "acting_user" TEXT,
    "cancelled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch_items" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "batch_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "status" "BatchItemStatus" NOT NULL DEFAULT 'PENDING',
    "content" TEXT,
    "key_id" TEXT,
    "entity_id" UUID,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "batch_items_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "batches_tenant_id_mode_id_idx" ON "batches"("tenant_id", "mode", "id");

-- CreateIndex
CREATE INDEX "batches_created_at_idx" ON "batches" USING BRIN ("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "batches_id_tenant_id_key" ON "batches"("id", "tenant_id");

-- CreateIndex
CREATE INDEX "batch_items_key_id_idx" ON "batch_items"("key_id");

-- CreateIndex
CREATE INDEX "batch_items_entity_id_idx" ON "batch_items"("entity_id");

-- CreateIndex
CREATE UNIQUE INDEX "batch_items_batch_id_position_key" ON "batch_items"("batch_id", "position");

-- AddForeignKey
ALTER TABLE "batch_items" ADD CONSTRAINT "batch_items_batch_id_tenant_id_fkey" FOREIGN KEY ("batch_id", "tenant_id") REFERENCES "batches"("id", "tenant_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand
ALTER TABLE "batch_items" ADD CONSTRAINT "batch_items_position_not_negative" CHECK (position >= 0);
ALTER TABLE "batch_items" ADD CONSTRAINT "batch_items_ended_once" CHECK ((status = 'PENDING') = (ended_at IS NULL));
ALTER TABLE "batch_items" ADD CONSTRAINT "batch_items_cancelled_before_start"
  CHECK (status <> 'CANCELLED' OR started_at IS NULL);

-- Few items are pending at a time: those of batches in progress.
CREATE INDEX "batch_items_pending" ON "batch_items"("tenant_id", "mode", "batch_id") WHERE "status" = 'PENDING';

CREATE FUNCTION keep_batch_item_key_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.key_id := sealing_key_id(NEW.content); RETURN NEW; END $$;
CREATE TRIGGER keep_key_id BEFORE INSERT OR UPDATE OF content, key_id ON batch_items
  FOR EACH ROW EXECUTE FUNCTION keep_batch_item_key_id();
