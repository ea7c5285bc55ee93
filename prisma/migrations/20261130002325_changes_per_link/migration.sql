-- AlterTable
ALTER TABLE "workflow_sessions" ADD COLUMN     "change_count" INTEGER NOT NULL DEFAULT 0;
