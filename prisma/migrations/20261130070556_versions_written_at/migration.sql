-- AlterTable
ALTER TABLE "questionnaire_versions" ADD COLUMN     "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Written by hand
-- The ids of versions are UUIDs of version 7, which begin with the milliseconds since 1970 at which they were made.
UPDATE "questionnaire_versions" SET "written_at" = CASE
  WHEN "version" = 1 THEN "created_at"
  ELSE to_timestamp(('x' || left(replace("id"::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
END;
