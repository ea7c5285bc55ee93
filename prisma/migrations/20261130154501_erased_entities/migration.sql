-- Compatible with 0.3.0
-- AlterTable
ALTER TABLE "entities" ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "on_hold" BOOLEAN NOT NULL DEFAULT false;
