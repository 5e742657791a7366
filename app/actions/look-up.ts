'use server';

import { z } from 'zod';
import { requireUser } from '#lib/accounts/session.ts';
import type { References } from '#lib/store/look-up.ts';
import { getStore } from '#lib/store/store.ts';

/** A run, or an event, to go to. Times are ISO 8601. */
export interface FoundRecord {
  readonly kind: 'run' | 'event';
  readonly id: string;
  readonly workflowId: string;
  readonly workflowName: string;
  /** The trigger of a run, the type of an event. */
  readonly name: string;
  readonly status: string | null;
  readonly callId: string | null;
  readonly at: string;
}

export interface LookedUp {
  readonly records: readonly FoundRecord[];
  /** Names only; none while an id is looked for. */
  readonly secrets: readonly string[];
  readonly apiKeys: readonly string[];
}

const question = z.object({
  /** An id of a run, an event or a call; empty for the newest of the workflow. */
  text: z.string().max(200),
  workflowId: z.string().min(1).max(64).optional(),
});

const LIMIT = 8;

/** For the command palette: what has this id, or what is new in the workflow, and the names in the settings. */
export const lookUp = async (input: z.input<typeof question>): Promise<LookedUp> => {
  await requireUser();
  const { text, workflowId } = question.parse(input);
  const store = await getStore();
  if (text !== '')
    return { records: recordsOf(await store.lookUp.byId(text, LIMIT)), secrets: [], apiKeys: [] };
  const [recent, secrets, apiKeys] = await Promise.all([
    workflowId === undefined ? { runs: [], events: [] } : store.lookUp.recent(workflowId, LIMIT),
    store.secrets.list(),
    store.apiKeys.list(),
  ]);
  return {
    records: recordsOf(recent),
    secrets: secrets.map(({ name }) => name),
    apiKeys: apiKeys.filter(({ revokedAt }) => revokedAt === null).map(({ name }) => name),
  };
};

const recordsOf = ({ runs, events }: References): FoundRecord[] => [
  ...runs.map(({ triggerName, startedAt, ...run }) => ({
    kind: 'run' as const,
    ...run,
    name: triggerName,
    at: startedAt.toISOString(),
  })),
  ...events.map(({ type, receivedAt, ...event }) => ({
    kind: 'event' as const,
    ...event,
    name: type,
    status: null,
    at: receivedAt.toISOString(),
  })),
];
