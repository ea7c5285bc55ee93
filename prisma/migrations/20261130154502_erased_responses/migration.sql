-- Compatible with 0.3.0
-- AlterTable
ALTER TABLE "responses" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);
