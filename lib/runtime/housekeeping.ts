import { log } from '#lib/server/log.ts';
import type { Store } from '#lib/store/store.ts';
import type { WorkflowRegistry } from './workflow-registry.ts';

/** How long a deleted workflow can be brought back. */
const UNDO_MS = 24 * 60 * 60 * 1000;
const CLEAN_UP_MS = 10 * 60 * 1000;
/** How soon another app instance on the same Postgres follows what this one changed. */
const FOLLOW_MS = 1_000;

/** Work that has to be done now and then. Failures are logged and tried again the next time. */
export const housekeeping = (
  store: Store,
  { registry, refreshSecrets }: { registry: WorkflowRegistry; refreshSecrets: () => Promise<void> },
): { stop: () => void } => {
  const timers = [every(CLEAN_UP_MS, 'cleaning up', () => cleanUp(store))];
  if (store.provider === 'postgresql') {
    const follow = followOthers(store, registry, refreshSecrets);
    timers.push(every(FOLLOW_MS, 'following other instances', follow));
  }
  const stop = (): void => {
    for (const timer of timers) clearInterval(timer);
  };
  return { stop };
};

const every = (ms: number, what: string, work: () => Promise<void>): NodeJS.Timeout => {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    work()
      .catch((error) => log.warn(`${what} failed`, { error }))
      .finally(() => {
        busy = false;
      });
  }, ms);
  return timer.unref();
};

const cleanUp = async (store: Store): Promise<void> => {
  await store.memory.purgeExpired();
  await store.workflows.purgeDeleted(new Date(Date.now() - UNDO_MS));
};

/** Loads anew what another instance changed: asked for by time of change, with room for clocks that differ. */
const followOthers = (
  store: Store,
  registry: WorkflowRegistry,
  refreshSecrets: () => Promise<void>,
): (() => Promise<void>) => {
  const CLOCK_ROOM_MS = 30_000;
  const seen = new Map<string, number>();
  let since = Date.now();
  let secretStamp: string | undefined;
  return async () => {
    const asked = Date.now();
    for (const { id, updatedAt } of await store.workflows.changedSince(new Date(since - CLOCK_ROOM_MS))) {
      if (seen.get(id) === updatedAt.getTime()) continue;
      await registry.refresh(id);
      seen.set(id, updatedAt.getTime());
    }
    since = asked;
    const stamp = [
      await store.vapiConnection.stamp(),
      ...(await store.secrets.list()).map((secret) => `${secret.id} ${secret.updatedAt.getTime()}`),
    ].join();
    if (stamp !== secretStamp) await refreshSecrets();
    secretStamp = stamp;
  };
};
