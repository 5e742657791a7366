import type { Manage } from './context.ts';
import { type NotFound, type NotReplayable, notFound } from './outcome.ts';

/** Runs the published flows for a stored event once more; its answer goes nowhere. */
export const replayEvent = async (
  manage: Manage,
  eventId: string,
): Promise<{ readonly ok: true; readonly runIds: readonly string[] } | NotFound | NotReplayable> => {
  const replayed = await manage.runtime.replay(eventId);
  if (!replayed.ok) {
    return replayed.code === 'event.unknown'
      ? notFound('event', eventId)
      : { ok: false, code: 'not-replayable', message: replayed.message };
  }
  const { runIds } = replayed;
  await manage.store.audit.add({
    actor: manage.actor,
    action: 'event.replay',
    target: { kind: 'event', id: eventId },
    details: { runIds },
  });
  return { ok: true, runIds };
};
