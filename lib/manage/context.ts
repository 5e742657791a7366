import type { Runtime } from '#lib/runtime/create-runtime.ts';
import { getRuntime } from '#lib/runtime/runtime.ts';
import type { Actor } from '#lib/store/actor.ts';
import { getStore, type Store } from '#lib/store/store.ts';

/** What the operations need of the runtime. */
export type RuntimePort = Pick<Runtime, 'refresh' | 'refreshSecrets' | 'replay' | 'testRun' | 'checkCode'>;

/** What every operation of lib/manage is done with. */
export interface Manage {
  /** Kept with every audit entry. */
  readonly actor: Actor;
  readonly store: Store;
  readonly runtime: RuntimePort;
}

/** The store and the runtime of this process, in the hands of `actor`. */
export const manageAs = async (actor: Actor): Promise<Manage> => {
  const [store, runtime] = await Promise.all([getStore(), getRuntime()]);
  return { actor, store, runtime };
};
