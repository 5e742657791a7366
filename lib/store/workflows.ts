import type { GraphDocument } from '#lib/graph/schema.ts';
import { newToken, sha256, type Vault } from '#lib/server/crypto.ts';
import { newId } from '#lib/server/id.ts';
import type { Access } from '#lib/vapi/credentials/access.ts';
import type { Database } from './client.ts';
import { graphFromText, graphHash, graphToText } from './graph-text.ts';
import { purgeWorkflow } from './purge-workflow.ts';
import { accessColumns, readAccess, type StoredAccess } from './stored-access.ts';
import { storableText } from './text.ts';
import { workflowActivity } from './workflow-activity.ts';

export interface Workflow {
  readonly id: string;
  readonly name: string;
  readonly draft: GraphDocument;
  /** Counts the saves of the draft. */
  readonly draftRevision: number;
  readonly publishedVersionId: string | null;
  readonly publishedVersionNumber: number | null;
  /** Whether the draft says something else than the published version. True where nothing is published. */
  readonly hasUnpublishedChanges: boolean;
  /** The last part of the server URL. */
  readonly token: string;
  readonly tokenRevokedAt: Date | null;
  /** Who may post events. */
  readonly access: StoredAccess;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface WorkflowSummary {
  readonly id: string;
  readonly name: string;
  readonly publishedVersion: number | null;
  readonly hasUnpublishedChanges: boolean;
  readonly updatedAt: Date;
  /** Runs that started in the last 24 hours, and how many of them failed. */
  readonly runs24h: number;
  readonly failed24h: number;
  readonly lastEventAt: Date | null;
}

/** What the runtime needs to answer for a workflow. */
export interface RunnableWorkflow {
  readonly id: string;
  readonly name: string;
  /** Null while the token is revoked. */
  readonly tokenHash: string | null;
  readonly access: StoredAccess;
  readonly published: {
    readonly versionId: string;
    readonly versionNumber: number;
    readonly graph: GraphDocument;
  } | null;
}

export type SavedDraft =
  | { readonly ok: true; readonly revision: number }
  /** `current` is the stored revision. */
  | { readonly ok: false; readonly code: 'conflict'; readonly current: number }
  | { readonly ok: false; readonly code: 'not-found' };

export type WorkflowRepository = ReturnType<typeof createWorkflowRepository>;

/** Workflows with their drafts, server URLs and secrets. Those that were deleted are not there, but for `undelete`. */
export const createWorkflowRepository = (database: Database, vault: Vault) => {
  const { prisma } = database;
  const now = () => new Date(database.now());

  const versionsOf = async (ids: readonly (string | null)[]) => {
    const versions = await prisma.workflowVersion.findMany({
      where: { id: { in: ids.filter((id) => id !== null) } },
      select: { id: true, number: true, graph: true, graphHash: true },
    });
    return new Map(versions.map((version) => [version.id, version]));
  };

  const toRunnable = async (rows: RunnableRow[]): Promise<RunnableWorkflow[]> => {
    const versions = await versionsOf(rows.map((row) => row.publishedVersionId));
    return rows.map((row) => {
      const version = versions.get(row.publishedVersionId ?? '');
      return {
        id: row.id,
        name: row.name,
        tokenHash: row.tokenRevokedAt === null ? row.tokenHash : null,
        access: readAccess(row, vault),
        published:
          version === undefined
            ? null
            : { versionId: version.id, versionNumber: version.number, graph: graphFromText(version.graph) },
      };
    });
  };

  const change = async (id: string, data: Parameters<typeof prisma.workflow.updateMany>[0]['data']) => {
    const { count } = await prisma.workflow.updateMany({
      where: { id, deletedAt: null },
      data: { ...data, updatedAt: now() },
    });
    return count === 1;
  };

  const get = async (id: string): Promise<Workflow | undefined> => {
    const row = await prisma.workflow.findFirst({ where: { id, deletedAt: null } });
    if (row === null) return undefined;
    const published =
      row.publishedVersionId === null
        ? null
        : await prisma.workflowVersion.findUnique({
            where: { id: row.publishedVersionId },
            select: { number: true, graphHash: true },
          });
    return {
      id: row.id,
      name: row.name,
      draft: graphFromText(row.draft),
      draftRevision: row.draftRevision,
      publishedVersionId: row.publishedVersionId,
      publishedVersionNumber: published?.number ?? null,
      hasUnpublishedChanges: published?.graphHash !== row.draftHash,
      token: vault.decrypt(row.tokenEncrypted),
      tokenRevokedAt: row.tokenRevokedAt,
      access: readAccess(row, vault),
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    };
  };

  return {
    get,

    /** Every workflow, the one that was changed last first. */
    list: async (): Promise<WorkflowSummary[]> => {
      const rows = await prisma.workflow.findMany({
        where: { deletedAt: null },
        orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
        select: { id: true, name: true, draftHash: true, publishedVersionId: true, updatedAt: true },
      });
      const [published, activity] = await Promise.all([
        prisma.workflowVersion.findMany({
          where: { id: { in: rows.map((row) => row.publishedVersionId).filter((id) => id !== null) } },
          select: { id: true, number: true, graphHash: true },
        }),
        workflowActivity(database),
      ]);
      const versions = new Map(published.map((version) => [version.id, version]));
      return rows.map((row) => {
        const version = versions.get(row.publishedVersionId ?? '');
        return {
          id: row.id,
          name: row.name,
          publishedVersion: version?.number ?? null,
          hasUnpublishedChanges: version?.graphHash !== row.draftHash,
          updatedAt: row.updatedAt,
          ...(activity.get(row.id) ?? { runs24h: 0, failed24h: 0, lastEventAt: null }),
        };
      });
    },

    /** A new workflow with a server URL of its own. */
    create: async ({ name, draft }: { name: string; draft: GraphDocument }): Promise<Workflow> => {
      const id = newId();
      const token = newToken();
      await prisma.workflow.create({
        data: {
          id,
          name: storableText(name),
          draft: graphToText(draft),
          draftHash: graphHash(draft),
          draftRevision: 1,
          tokenHash: sha256(token),
          tokenEncrypted: vault.encrypt(token),
          createdAt: now(),
          updatedAt: now(),
        },
        select: { id: true },
      });
      const created = await get(id);
      if (created === undefined)
        throw new Error(`The workflow ${id} was deleted while it was being created.`);
      return created;
    },

    /** False where there is no such workflow; so with the other changes below. */
    rename: (id: string, name: string): Promise<boolean> => change(id, { name: storableText(name) }),

    /** Stores the draft where `expectedRevision` is still the stored one. */
    saveDraft: async (id: string, draft: GraphDocument, expectedRevision: number): Promise<SavedDraft> => {
      const { count } = await prisma.workflow.updateMany({
        where: { id, deletedAt: null, draftRevision: expectedRevision },
        data: {
          draft: graphToText(draft),
          draftHash: graphHash(draft),
          draftRevision: expectedRevision + 1,
          updatedAt: now(),
        },
      });
      if (count === 1) return { ok: true, revision: expectedRevision + 1 };
      const row = await prisma.workflow.findFirst({
        where: { id, deletedAt: null },
        select: { draftRevision: true },
      });
      if (row === null) return { ok: false, code: 'not-found' };
      return { ok: false, code: 'conflict', current: row.draftRevision };
    },

    setPublished: (id: string, versionId: string | null): Promise<boolean> =>
      change(id, { publishedVersionId: versionId }),

    /** Replaces the token of the server URL; a revoked URL is in use again. */
    setToken: (id: string, token: string): Promise<boolean> =>
      change(id, { tokenHash: sha256(token), tokenEncrypted: vault.encrypt(token), tokenRevokedAt: null }),

    revokeToken: (id: string): Promise<boolean> => change(id, { tokenRevokedAt: now() }),

    /**
     * Replaces who may post events by what `edit` makes of it. `edit` is called again where someone else was faster,
     * and gives `undefined` to leave everything as it is. Gives what was there and what is there now; `undefined`
     * where there is no such workflow.
     */
    changeAccess: async (
      id: string,
      edit: (before: StoredAccess) => Access | undefined,
    ): Promise<{ before: StoredAccess; after: StoredAccess } | undefined> => {
      for (;;) {
        const row = await prisma.workflow.findFirst({
          where: { id, deletedAt: null },
          select: accessColumnNames,
        });
        if (row === null) return undefined;
        const before = readAccess(row, vault);
        const after = edit(before);
        if (after === undefined) return { before, after: before };
        // Each encryption has a nonce of its own, so that equal bytes mean that nobody wrote in between.
        const { accessEncrypted, vapiSecretEncrypted } = row;
        const { count } = await prisma.workflow.updateMany({
          where: { id, deletedAt: null, accessEncrypted, vapiSecretEncrypted },
          data: { ...accessColumns(after, vault), updatedAt: now() },
        });
        if (count === 1) return { before, after };
      }
    },

    /** Takes the workflow out of sight; `undelete` brings it back until it is purged. */
    softDelete: (id: string): Promise<boolean> => change(id, { deletedAt: now() }),

    undelete: async (id: string): Promise<boolean> => {
      const { count } = await prisma.workflow.updateMany({
        where: { id, deletedAt: { not: null } },
        data: { deletedAt: null, updatedAt: now() },
      });
      return count === 1;
    },

    /** Removes the workflows that were deleted before `olderThan`, with all that hangs on them. Gives how many. */
    purgeDeleted: async (olderThan: Date): Promise<number> => {
      const rows = await prisma.workflow.findMany({
        where: { deletedAt: { lt: olderThan } },
        select: { id: true },
      });
      let purged = 0;
      for (const { id } of rows) if (await purgeWorkflow(database, id, olderThan)) purged += 1;
      return purged;
    },

    /** What was changed since then, deleted ones too: for an app instance that follows another. */
    changedSince: (since: Date): Promise<{ id: string; updatedAt: Date }[]> =>
      prisma.workflow.findMany({
        where: { updatedAt: { gte: since } },
        select: { id: true, updatedAt: true },
      }),

    listRunnable: async (): Promise<RunnableWorkflow[]> =>
      toRunnable(await prisma.workflow.findMany({ where: { deletedAt: null }, select: runnableColumns })),

    getRunnable: async (id: string): Promise<RunnableWorkflow | undefined> => {
      const row = await prisma.workflow.findFirst({
        where: { id, deletedAt: null },
        select: runnableColumns,
      });
      return row === null ? undefined : (await toRunnable([row]))[0];
    },

    /** The workflow whose server URL has the token with this SHA-256 (hex), unless it is revoked. */
    findByTokenHash: async (hash: string): Promise<RunnableWorkflow | undefined> => {
      const row = await prisma.workflow.findFirst({
        where: { tokenHash: hash, tokenRevokedAt: null, deletedAt: null },
        select: runnableColumns,
      });
      return row === null ? undefined : (await toRunnable([row]))[0];
    },
  };
};

const runnableColumns = {
  id: true,
  name: true,
  tokenHash: true,
  tokenRevokedAt: true,
  accessEncrypted: true,
  vapiSecretEncrypted: true,
  createdAt: true,
  publishedVersionId: true,
} as const;

const accessColumnNames = { accessEncrypted: true, vapiSecretEncrypted: true, createdAt: true } as const;

interface RunnableRow {
  readonly id: string;
  readonly name: string;
  readonly tokenHash: string;
  readonly tokenRevokedAt: Date | null;
  readonly accessEncrypted: Uint8Array | null;
  readonly vapiSecretEncrypted: Uint8Array | null;
  readonly createdAt: Date;
  readonly publishedVersionId: string | null;
}
