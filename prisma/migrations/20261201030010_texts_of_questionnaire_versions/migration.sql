-- Compatible with 0.4.0
-- AlterTable
ALTER TABLE "questionnaire_versions" ADD COLUMN     "texts" JSONB NOT NULL DEFAULT '{}';
