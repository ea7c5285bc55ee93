-- Compatible with 0.3.0
CREATE TABLE "regular_work" (
    "name" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" UUID,
    "held_until" TIMESTAMPTZ(3),

    CONSTRAINT "regular_work_pkey" PRIMARY KEY ("name")
);
