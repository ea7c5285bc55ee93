-- Compatible with 0.4.0
-- AlterTable
ALTER TABLE "questions" ADD COLUMN     "texts" JSONB NOT NULL DEFAULT '{}';
