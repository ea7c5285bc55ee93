-- Compatible with 0.3.0
-- AlterTable
ALTER TABLE "tenants" ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "retention_days" INTEGER;
