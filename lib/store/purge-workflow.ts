import type { Database } from './client.ts';
import { testMemoryOf } from './memory.ts';

/** Rows that one statement deletes: SQLite deletes in this process, and calls wait meanwhile. */
const CHUNK = 500;

/**
 * Removes a workflow that was deleted before `olderThan`, and all that hangs on it. Can be cut off anywhere and started
 * again: the workflow itself goes last. False where someone brought it back meanwhile.
 */
export const purgeWorkflow = async (
  { prisma }: Database,
  workflowId: string,
  olderThan: Date,
): Promise<boolean> => {
  const isStillDeleted = async () =>
    (await prisma.workflow.count({ where: { id: workflowId, deletedAt: { lt: olderThan } } })) === 1;

  const inChunks = async (deleteSome: () => Promise<number>): Promise<void> => {
    while ((await isStillDeleted()) && (await deleteSome()) === CHUNK);
  };
  const page = { where: { workflowId }, take: CHUNK, select: { id: true } } as const;

  await inChunks(async () => {
    const ids = (await prisma.run.findMany(page)).map((run) => run.id);
    await prisma.runDocument.deleteMany({ where: { runId: { in: ids } } });
    return (await prisma.run.deleteMany({ where: { id: { in: ids } } })).count;
  });
  await inChunks(async () => {
    const ids = (await prisma.event.findMany(page)).map((event) => event.id);
    return (await prisma.event.deleteMany({ where: { id: { in: ids } } })).count;
  });
  if (!(await isStillDeleted())) return false;
  await prisma.call.deleteMany({ where: { workflowId } });
  await prisma.vapiChange.deleteMany({ where: { workflowId } });
  await prisma.memory.deleteMany({ where: { workflowId: { in: [workflowId, testMemoryOf(workflowId)] } } });
  const { count } = await prisma.workflow.deleteMany({
    where: { id: workflowId, deletedAt: { lt: olderThan } },
  });
  return count === 1; // its versions go with it
};
