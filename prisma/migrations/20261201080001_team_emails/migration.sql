-- Compatible with 0.4.0
-- CreateEnum
CREATE TYPE "TeamEmailSchedule" AS ENUM ('IMMEDIATE', 'DAILY');

-- AlterTable
ALTER TABLE "tenants" ADD COLUMN     "team_email_events" TEXT[] DEFAULT ARRAY['response.submitted', 'verification.completed', 'onboarding.expired']::TEXT[],
ADD COLUMN     "team_email_schedule" "TeamEmailSchedule" NOT NULL DEFAULT 'IMMEDIATE',
ADD COLUMN     "team_emails" TEXT[] DEFAULT ARRAY[]::TEXT[];
