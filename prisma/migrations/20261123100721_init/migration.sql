-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL,
    "image" TEXT,
    "isOwner" BOOLEAN,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "token" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "sessions_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" DATETIME,
    "refreshTokenExpiresAt" DATETIME,
    "scope" TEXT,
    "password" TEXT,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "accounts_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "workflows" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "draft" TEXT NOT NULL,
    "draftHash" TEXT NOT NULL,
    "draftRevision" INTEGER NOT NULL,
    "publishedVersionId" TEXT,
    "tokenHash" TEXT NOT NULL,
    "tokenEncrypted" BLOB NOT NULL,
    "tokenRevokedAt" DATETIME,
    "vapiSecretEncrypted" BLOB,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "deletedAt" DATETIME
);

-- CreateTable
CREATE TABLE "workflow_versions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workflowId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "note" TEXT NOT NULL,
    "graph" TEXT NOT NULL,
    "graphHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    CONSTRAINT "workflow_versions_workflowId_fkey" FOREIGN KEY ("workflowId") REFERENCES "workflows" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "events" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workflowId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "callId" TEXT,
    "receivedAt" DATETIME NOT NULL,
    "size" INTEGER NOT NULL,
    "disposition" TEXT NOT NULL,
    "reason" TEXT,
    "statusCode" INTEGER NOT NULL,
    "headers" TEXT NOT NULL,
    "body" BLOB NOT NULL
);

-- CreateTable
CREATE TABLE "runs" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workflowId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "versionNumber" INTEGER NOT NULL,
    "eventId" TEXT NOT NULL,
    "triggerNodeId" TEXT NOT NULL,
    "triggerName" TEXT NOT NULL,
    "eventType" TEXT NOT NULL,
    "toolName" TEXT,
    "toolCallId" TEXT,
    "callId" TEXT,
    "status" TEXT NOT NULL,
    "replyStatus" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    "durationMs" REAL,
    "replyMs" REAL,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "documentSize" INTEGER NOT NULL,
    "replayOf" TEXT,
    "isTest" BOOLEAN NOT NULL,
    "instance" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "run_documents" (
    "runId" TEXT NOT NULL PRIMARY KEY,
    "data" BLOB NOT NULL
);

-- CreateTable
CREATE TABLE "calls" (
    "workflowId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT,
    "customerNumber" TEXT,
    "status" TEXT,
    "endedReason" TEXT,
    "firstEventAt" DATETIME NOT NULL,
    "lastEventAt" DATETIME NOT NULL,

    PRIMARY KEY ("workflowId", "id")
);

-- CreateTable
CREATE TABLE "memory" (
    "workflowId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "number" REAL,
    "json" TEXT,
    "expiresAt" DATETIME,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("workflowId", "scope", "key")
);

-- CreateTable
CREATE TABLE "secrets" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "valueEncrypted" BLOB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "lastUsedAt" DATETIME,
    "revokedAt" DATETIME
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "details" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "users_isOwner_key" ON "users"("isOwner");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_userId_idx" ON "sessions"("userId");

-- CreateIndex
CREATE INDEX "accounts_userId_idx" ON "accounts"("userId");

-- CreateIndex
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limits_key_key" ON "rate_limits"("key");

-- CreateIndex
CREATE UNIQUE INDEX "workflows_tokenHash_key" ON "workflows"("tokenHash");

-- CreateIndex
CREATE INDEX "workflows_deletedAt_idx" ON "workflows"("deletedAt");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_versions_workflowId_number_key" ON "workflow_versions"("workflowId", "number");

-- CreateIndex
CREATE INDEX "events_workflowId_receivedAt_id_idx" ON "events"("workflowId", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "events_workflowId_type_receivedAt_id_idx" ON "events"("workflowId", "type", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "events_callId_receivedAt_id_idx" ON "events"("callId", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "events_receivedAt_id_idx" ON "events"("receivedAt", "id");

-- CreateIndex
CREATE INDEX "runs_workflowId_startedAt_id_idx" ON "runs"("workflowId", "startedAt", "id");

-- CreateIndex
CREATE INDEX "runs_workflowId_status_startedAt_id_idx" ON "runs"("workflowId", "status", "startedAt", "id");

-- CreateIndex
CREATE INDEX "runs_callId_startedAt_id_idx" ON "runs"("callId", "startedAt", "id");

-- CreateIndex
CREATE INDEX "runs_eventId_startedAt_id_idx" ON "runs"("eventId", "startedAt", "id");

-- CreateIndex
CREATE INDEX "runs_startedAt_id_idx" ON "runs"("startedAt", "id");

-- CreateIndex
CREATE INDEX "calls_workflowId_lastEventAt_id_idx" ON "calls"("workflowId", "lastEventAt", "id");

-- CreateIndex
CREATE INDEX "calls_lastEventAt_id_idx" ON "calls"("lastEventAt", "id");

-- CreateIndex
CREATE INDEX "memory_expiresAt_idx" ON "memory"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "secrets_name_key" ON "secrets"("name");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "audit_entries_at_id_idx" ON "audit_entries"("at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_target_at_id_idx" ON "audit_entries"("target", "at", "id");
