-- Compatible with 0.4.0
-- AlterTable
ALTER TABLE "tenants" ADD COLUMN     "contact_email" TEXT,
ADD COLUMN     "contact_phone" TEXT,
ADD COLUMN     "privacy_url" TEXT,
ADD COLUMN     "reply_to" TEXT;
