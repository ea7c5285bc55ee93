-- Compatible with 0.3.0
-- The sequence is monotonic for all sessions, because none of them takes several numbers ahead.
CREATE SEQUENCE "audit_events_position_seq" AS BIGINT NO CYCLE CACHE 1;

-- Without a default first, so that the table is not rewritten. Events of the previous version get a number as well.
ALTER TABLE "audit_events" ADD COLUMN "position" BIGINT;
ALTER TABLE "audit_events" ALTER COLUMN "position" SET DEFAULT nextval('audit_events_position_seq'::regclass);
