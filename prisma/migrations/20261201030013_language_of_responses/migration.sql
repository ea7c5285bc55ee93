-- Compatible with 0.4.0
-- AlterTable
ALTER TABLE "responses" ADD COLUMN     "language" TEXT;
