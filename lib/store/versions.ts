import type { GraphDocument } from '#lib/graph/schema.ts';
import { newId } from '#lib/server/id.ts';
import { type Actor, actorName } from './actor.ts';
import type { Database } from './client.ts';
import { graphFromText, graphHash, graphToText } from './graph-text.ts';
import { isUniqueViolation } from './prisma-error.ts';
import { storableText } from './text.ts';

/** A published version of a workflow. It never changes. */
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
