-- Compatible with 0.3.0
-- AlterTable
ALTER TABLE "tenants" ADD COLUMN     "four_eyes" BOOLEAN NOT NULL DEFAULT false;
