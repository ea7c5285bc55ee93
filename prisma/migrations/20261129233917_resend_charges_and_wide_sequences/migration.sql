-- AlterTable
ALTER TABLE "dispatches" ADD COLUMN     "previous_email" TEXT;

-- AlterTable
ALTER TABLE "webhook_events" ALTER COLUMN "sequence" SET DATA TYPE BIGINT;

-- AlterTable
ALTER TABLE "webhook_sequences" ALTER COLUMN "value" SET DATA TYPE BIGINT;
