-- AlterTable
ALTER TABLE "events" ADD COLUMN "duplicateOf" TEXT;
ALTER TABLE "events" ADD COLUMN "onceKey" TEXT;

-- AlterTable
ALTER TABLE "workflows" ADD COLUMN "accessEncrypted" BLOB;

-- CreateTable
CREATE TABLE "vapi_connections" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "region" TEXT NOT NULL,
    "keyEncrypted" BLOB NOT NULL,
    "orgId" TEXT,
    "checkedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "vapi_changes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workflowId" TEXT NOT NULL,
    "targetKind" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "targetName" TEXT NOT NULL,
    "beforeEncrypted" BLOB NOT NULL,
    "afterEncrypted" BLOB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "restoredAt" DATETIME
);

-- CreateIndex
CREATE INDEX "vapi_changes_workflowId_createdAt_id_idx" ON "vapi_changes"("workflowId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "vapi_changes_targetKind_targetId_createdAt_id_idx" ON "vapi_changes"("targetKind", "targetId", "createdAt", "id");
