-- AlterEnum
ALTER TYPE "QuestionType" ADD VALUE 'ATTESTATION';

-- AlterTable
ALTER TABLE "questionnaire_versions" ADD COLUMN     "language" TEXT NOT NULL DEFAULT 'en';

-- AlterTable
ALTER TABLE "questions" ADD COLUMN     "hints" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "max" TEXT,
ADD COLUMN     "min" TEXT;

-- Written by hand
-- Questionnaires were written in the language of their tenant's emails, as far as anyone knows.
UPDATE questionnaire_versions SET language = tenants.language
FROM tenants WHERE tenants.id = questionnaire_versions.tenant_id AND tenants.language <> 'en';
