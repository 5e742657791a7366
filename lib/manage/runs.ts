import type { Run } from '#lib/store/runs.ts';
import type { Manage } from './context.ts';
import { type NotFound, type NotReplayable, notFound } from './outcome.ts';

/** It was not replayed yet: these steps change something in other systems. */
export interface ActsOutside {
  readonly ok: false;
  readonly code: 'acts-outside';
  readonly steps: readonly string[];
}

/** A run that a replay started, and how far it is. */
export interface ReplayedRun
  extends Pick<Run, 'id' | 'versionNumber' | 'status' | 'replyStatus' | 'errorMessage'> {
  /** The run before it, for the same event, failed. */
  readonly hadFailed: boolean;
}

/** Runs the published flows for a stored event once more; its answer goes nowhere. */
export const replayEvent = async (
  manage: Manage,
  eventId: string,
): Promise<{ readonly ok: true; readonly runIds: readonly string[] } | NotFound | NotReplayable> => {
  const replayed = await start(manage, eventId, false);
  if (replayed.ok) return { ok: true, runIds: replayed.runIds };
  if (replayed.code === 'acts-outside') throw new Error('a replay asked although it was not to');
  return replayed;
};

const WAIT_MS = 5_000; // a person looks at a spinner

/** The same, and waits for what becomes of it. `isAgreed`: also where it changes something in other systems. */
export const replayAndWait = async (
  manage: Manage,
  eventId: string,
  isAgreed: boolean,
): Promise<
  { readonly ok: true; readonly runs: readonly ReplayedRun[] } | NotFound | NotReplayable | ActsOutside
> => {
  const replayed = await start(manage, eventId, !isAgreed);
  if (!replayed.ok) return replayed;
  await Promise.race([replayed.done, new Promise((resolve) => setTimeout(resolve, WAIT_MS).unref())]);
  const { store } = manage;
  await store.runLog.flush();
  const { items } = await store.runs.list({ eventId, limit: 200 });
  const own = items.filter(({ id }) => replayed.runIds.includes(id));
  const before = items.filter(({ id }) => !replayed.runIds.includes(id)); // the newest first
  return {
    ok: true,
    runs: own.map((run) => {
      const last = before.find(
        (each) => each.triggerNodeId === run.triggerNodeId && each.toolCallId === run.toolCallId,
      );
      const { id, versionNumber, status, replyStatus, errorMessage } = run;
      return { id, versionNumber, status, replyStatus, errorMessage, hadFailed: last?.status === 'failed' };
    }),
  };
};

const start = async (
  manage: Manage,
  eventId: string,
  asksFirst: boolean,
): Promise<
  | { readonly ok: true; readonly runIds: readonly string[]; readonly done: Promise<unknown> }
  | NotFound
  | NotReplayable
  | ActsOutside
> => {
  const replayed = await manage.runtime.replay(eventId, { asksFirst });
  if (!replayed.ok) {
    switch (replayed.code) {
      case 'event.acts-outside':
        return { ok: false, code: 'acts-outside', steps: replayed.steps };
      case 'event.unknown':
        return notFound('event', eventId);
      default:
        return { ok: false, code: 'not-replayable', message: replayed.message };
    }
  }
  const { runIds, done } = replayed;
  await manage.store.audit.add({
    actor: manage.actor,
    action: 'event.replay',
    target: { kind: 'event', id: eventId },
    details: { runIds },
  });
  return { ok: true, runIds, done };
};
