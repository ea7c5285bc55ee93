-- Compatible with 0.4.0
-- AlterTable
ALTER TABLE "workflow_sessions" ADD COLUMN     "link_requested_at" TIMESTAMPTZ(3);
