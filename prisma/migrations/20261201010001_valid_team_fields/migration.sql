-- Compatible with 0.4.0
ALTER TABLE "responses" VALIDATE CONSTRAINT "responses_assignee_with_address";
ALTER TABLE "responses" VALIDATE CONSTRAINT "responses_at_most_20_tags";
