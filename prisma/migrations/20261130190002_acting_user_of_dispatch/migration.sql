-- Compatible with 0.3.0
-- AlterTable
ALTER TABLE "dispatches" ADD COLUMN     "acting_user" TEXT;
