-- Compatible with 0.3.0
-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN     "acting_user" TEXT;
