-- Compatible with 0.3.0
-- AlterTable
ALTER TABLE "autofill_runs" ADD COLUMN     "acting_user" TEXT;
