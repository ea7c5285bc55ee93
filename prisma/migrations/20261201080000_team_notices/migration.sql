-- Compatible with 0.4.0
-- CreateTable
CREATE TABLE "team_notices" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "team_notices_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "team_notices_tenant_id_mode_due_at_idx" ON "team_notices"("tenant_id", "mode", "due_at");

-- CreateIndex
CREATE INDEX "team_notices_due_at_idx" ON "team_notices"("due_at");
