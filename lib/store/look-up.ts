import { type RunStatus, runStatus } from '#lib/engine/record.ts';
import type { Database } from './client.ts';
import { storableText } from './text.ts';

/** A run as far as it takes to tell it from others. */
export interface RunReference {
  readonly id: string;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly triggerName: string;
  readonly status: RunStatus;
  readonly callId: string | null;
  readonly startedAt: Date;
}

/** An event as far as it takes to tell it from others. */
export interface EventReference {
  readonly id: string;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly type: string;
  readonly callId: string | null;
  readonly receivedAt: Date;
}

export interface References {
  readonly runs: readonly RunReference[];
  readonly events: readonly EventReference[];
}

export type LookUpRepository = ReturnType<typeof createLookUpRepository>;

/** Finds runs and events to go to. Those of workflows that were deleted are not found. */
export const createLookUpRepository = ({ prisma }: Database) => {
  const named = async (runs: readonly RunRow[], events: readonly EventRow[]): Promise<References> => {
    const ids = new Set([...runs, ...events].map(({ workflowId }) => workflowId));
    const workflows = await prisma.workflow.findMany({
      where: { id: { in: [...ids] }, deletedAt: null },
      select: { id: true, name: true },
    });
    const names = new Map(workflows.map(({ id, name }) => [id, name]));
    const withName = <Row extends { workflowId: string }>(row: Row) => {
      const workflowName = names.get(row.workflowId);
      return workflowName === undefined ? [] : [{ ...row, workflowName }];
    };
    return {
      runs: runs.flatMap(withName).map((run) => ({ ...run, status: runStatus.parse(run.status) })),
      events: events.flatMap(withName),
    };
  };

  return {
    /** The newest of a workflow. */
    recent: async (workflowId: string, limit: number): Promise<References> => {
      const [runs, events] = await Promise.all([
        prisma.run.findMany({ where: { workflowId }, orderBy: newestRun, take: limit, select: runColumns }),
        prisma.event.findMany({
          where: { workflowId },
          orderBy: newestEvent,
          take: limit,
          select: eventColumns,
        }),
      ]);
      return named(runs, events);
    },

    /**
     * Those whose id, or whose call's id, is exactly this one, and the runs of such an event; newest first. One query
     * for each column, so that each takes its index whatever the planner thinks of the others.
     */
    byId: async (given: string, limit: number): Promise<References> => {
      const id = storableText(given);
      const run = { orderBy: newestRun, take: limit, select: runColumns };
      const event = { orderBy: newestEvent, take: limit, select: eventColumns };
      const [own, ofCall, ofEvent, events, eventsOfCall] = await Promise.all([
        prisma.run.findMany({ where: { id }, ...run }),
        prisma.run.findMany({ where: { callId: id }, ...run }),
        prisma.run.findMany({ where: { eventId: id }, ...run }),
        prisma.event.findMany({ where: { id }, ...event }),
        prisma.event.findMany({ where: { callId: id }, ...event }),
      ]);
      return named(
        unique([...own, ...ofCall, ...ofEvent])
          .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime())
          .slice(0, limit),
        unique([...events, ...eventsOfCall])
          .sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime())
          .slice(0, limit),
      );
    },
  };
};

const newestRun = [{ startedAt: 'desc' as const }, { id: 'desc' as const }];
const newestEvent = [{ receivedAt: 'desc' as const }, { id: 'desc' as const }];

const runColumns = {
  id: true,
  workflowId: true,
  triggerName: true,
  status: true,
  callId: true,
  startedAt: true,
} as const;

const eventColumns = { id: true, workflowId: true, type: true, callId: true, receivedAt: true } as const;

type RunRow = Omit<RunReference, 'workflowName' | 'status'> & { readonly status: string };
type EventRow = Omit<EventReference, 'workflowName'>;

const unique = <Row extends { readonly id: string }>(rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];
