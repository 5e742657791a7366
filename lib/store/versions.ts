import type { GraphDocument } from '#lib/graph/schema.ts';
import { newId } from '#lib/server/id.ts';
import { type Actor, actorName } from './actor.ts';
import type { Database } from './client.ts';
import { graphFromText, graphHash, graphToText } from './graph-text.ts';
import { isUniqueViolation } from './prisma-error.ts';
import { storableText } from './text.ts';

/** A published version of a workflow. It never changes, but for its note. */
export interface Version {
  readonly id: string;
  readonly workflowId: string;
  /** Counts from 1 in each workflow. */
  readonly number: number;
  readonly note: string | null;
  readonly createdAt: Date;
  /** The name of who published it. */
  readonly createdBy: string;
}

export interface VersionWithGraph extends Version {
  readonly graph: GraphDocument;
}

export type VersionRepository = ReturnType<typeof createVersionRepository>;

const MAX_NOTE = 10_000;
/** Two people who publish at the same moment race for the number; ten of them do not. */
const MAX_TRIES = 10;

/** The published versions of workflows. */
export const createVersionRepository = ({ prisma, now }: Database) => {
  const tryPublish = async (
    workflowId: string,
    graph: GraphDocument,
    note: string | null,
    actor: Actor,
  ): Promise<Version> => {
    const last = await prisma.workflowVersion.aggregate({ where: { workflowId }, _max: { number: true } });
    const version: Version = {
      id: newId(),
      workflowId,
      number: (last._max.number ?? 0) + 1,
      note: note === null ? null : storableText(note, MAX_NOTE),
      createdAt: new Date(now()),
      createdBy: storableText(actorName(actor)),
    };
    await prisma.$transaction([
      prisma.workflowVersion.create({
        data: {
          ...version,
          note: version.note ?? '',
          graph: graphToText(graph),
          graphHash: graphHash(graph),
        },
        select: { id: true },
      }),
      prisma.workflow.update({
        where: { id: workflowId },
        data: { publishedVersionId: version.id, updatedAt: version.createdAt },
        select: { id: true },
      }),
    ]);
    return version;
  };

  return {
    /** Makes `graph` the next version and publishes it. Throws where the workflow is gone. */
    publish: async (
      workflowId: string,
      graph: GraphDocument,
      note: string | null,
      actor: Actor,
    ): Promise<Version> => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await tryPublish(workflowId, graph, note, actor);
        } catch (error) {
          if (!isUniqueViolation(error) || attempt === MAX_TRIES) throw error;
        }
      }
    },

    /** Newest first. */
    list: async (workflowId: string): Promise<Version[]> => {
      const rows = await prisma.workflowVersion.findMany({
        where: { workflowId },
        orderBy: { number: 'desc' },
        omit: { graph: true },
      });
      return rows.map(toVersion);
    },

    /** Newest first, with their graphs: at most `limit`, older than version `before` where that is given. */
    page: async (
      workflowId: string,
      { before, limit }: { before?: number | undefined; limit: number },
    ): Promise<VersionWithGraph[]> => {
      const rows = await prisma.workflowVersion.findMany({
        where: { workflowId, ...(before === undefined ? {} : { number: { lt: before } }) },
        orderBy: { number: 'desc' },
        take: limit,
      });
      return rows.map((row) => ({ ...toVersion(row), graph: graphFromText(row.graph) }));
    },

    /** The number of the newest version; 0 where there is none. */
    lastNumber: async (workflowId: string): Promise<number> => {
      const last = await prisma.workflowVersion.aggregate({ where: { workflowId }, _max: { number: true } });
      return last._max.number ?? 0;
    },

    /** The note is about the version, not a part of it: it may be written later. False where there is no such version. */
    setNote: async (workflowId: string, number: number, note: string | null): Promise<boolean> => {
      const { count } = await prisma.workflowVersion.updateMany({
        where: { workflowId, number },
        data: { note: note === null ? '' : storableText(note, MAX_NOTE) },
      });
      return count === 1;
    },

    get: async (id: string): Promise<VersionWithGraph | undefined> => {
      const row = await prisma.workflowVersion.findUnique({ where: { id } });
      return row === null ? undefined : { ...toVersion(row), graph: graphFromText(row.graph) };
    },

    getByNumber: async (workflowId: string, number: number): Promise<VersionWithGraph | undefined> => {
      const row = await prisma.workflowVersion.findUnique({
        where: { workflowId_number: { workflowId, number } },
      });
      return row === null ? undefined : { ...toVersion(row), graph: graphFromText(row.graph) };
    },
  };
};

const toVersion = (row: Version): Version => ({
  id: row.id,
  workflowId: row.workflowId,
  number: row.number,
  note: row.note === '' ? null : row.note,
  createdAt: row.createdAt,
  createdBy: row.createdBy,
});
