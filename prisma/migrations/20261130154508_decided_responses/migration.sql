-- Outside a transaction, because rows are written while it is built. It cannot be said in schema.prisma.
-- Compatible with 0.3.0
CREATE INDEX CONCURRENTLY IF NOT EXISTS "responses_decided" ON "responses"("tenant_id", "updated_at") WHERE "status" IN ('APPROVED', 'REJECTED') AND "erased_at" IS NULL;
