-- Compatible with 0.4.0
-- AlterEnum
ALTER TYPE "QuestionType" ADD VALUE 'COUNTRIES';
ALTER TYPE "QuestionType" ADD VALUE 'PHONE';
ALTER TYPE "QuestionType" ADD VALUE 'PERCENTAGE';
ALTER TYPE "QuestionType" ADD VALUE 'LEI';
ALTER TYPE "QuestionType" ADD VALUE 'IBAN';
