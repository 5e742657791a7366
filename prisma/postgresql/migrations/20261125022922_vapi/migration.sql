-- AlterTable
ALTER TABLE "events" ADD COLUMN     "duplicateOf" TEXT,
ADD COLUMN     "onceKey" TEXT;

-- AlterTable
ALTER TABLE "workflows" ADD COLUMN     "accessEncrypted" BYTEA;

-- CreateTable
CREATE TABLE "vapi_connections" (
    "id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "keyEncrypted" BYTEA NOT NULL,
    "orgId" TEXT,
    "checkedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "vapi_connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vapi_changes" (
    "id" TEXT NOT NULL,
    "workflowId" TEXT NOT NULL,
    "targetKind" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "targetName" TEXT NOT NULL,
    "beforeEncrypted" BYTEA NOT NULL,
    "afterEncrypted" BYTEA NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "restoredAt" TIMESTAMP(3),

    CONSTRAINT "vapi_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "vapi_changes_workflowId_createdAt_id_idx" ON "vapi_changes"("workflowId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "vapi_changes_targetKind_targetId_createdAt_id_idx" ON "vapi_changes"("targetKind", "targetId", "createdAt", "id");
