-- Compatible with 0.3.0
-- AlterTable
ALTER TABLE "responses" ADD COLUMN     "decided_by" TEXT,
ADD COLUMN     "reviewed_by" TEXT;
