import { sha256 } from '#lib/server/crypto.ts';
import { type LoadedWorkflow, loadWorkflow, type RunnableWorkflow } from './loaded-workflow.ts';
import type { LoadAccess } from './workflow-access.ts';

/** The workflows as the store has them. */
export interface WorkflowSource {
  readonly listRunnable: () => Promise<readonly RunnableWorkflow[]>;
  readonly getRunnable: (id: string) => Promise<RunnableWorkflow | undefined>;
  readonly findByTokenHash: (hash: string) => Promise<RunnableWorkflow | undefined>;
}

/** How long an unknown token is remembered as unknown, so that guessing does not become database load. */
const UNKNOWN_MS = 1_000;
const MAX_UNKNOWN = 10_000;

/** Which workflow a token belongs to, in memory: the published graph is compiled once per version. */
export interface WorkflowRegistry {
  readonly byToken: (token: string) => LoadedWorkflow | Promise<LoadedWorkflow | undefined>;
  readonly byId: (id: string) => LoadedWorkflow | undefined;
  /** Loads every workflow. */
  readonly loadAll: () => Promise<void>;
  /** Loads one workflow anew, or forgets it where it is gone. */
  readonly refresh: (id: string) => Promise<void>;
}

export interface RegistryEvents {
  /** A version that was not loaded before: its code steps can be prepared. */
  readonly onLoaded: (workflow: LoadedWorkflow) => void;
  /** A version that no new run will use. */
  readonly onRetired: (versionId: string) => void;
  readonly onInvalid: (workflow: RunnableWorkflow, error: unknown) => void;
}

export const createRegistry = (
  source: WorkflowSource,
  events: RegistryEvents,
  loadAccess: LoadAccess,
): WorkflowRegistry => {
  const byId = new Map<string, LoadedWorkflow>();
  const byHash = new Map<string, LoadedWorkflow>();
  const unknown = new Map<string, number>();

  const forget = (id: string): LoadedWorkflow | undefined => {
    const old = byId.get(id);
    if (old === undefined) return undefined;
    byId.delete(id);
    if (old.tokenHash !== undefined) byHash.delete(old.tokenHash);
    return old;
  };

  const put = (row: RunnableWorkflow): LoadedWorkflow => {
    const before = byId.get(row.id);
    const loaded = loadWorkflow(row, before, events.onInvalid, loadAccess);
    forget(row.id);
    byId.set(row.id, loaded);
    if (loaded.tokenHash !== undefined) byHash.set(loaded.tokenHash, loaded);
    unknown.clear();
    if (loaded.published !== before?.published) {
      if (loaded.published !== undefined) events.onLoaded(loaded);
      if (before?.published !== undefined) events.onRetired(before.published.versionId);
    }
    return loaded;
  };

  const lookUp = async (hash: string): Promise<LoadedWorkflow | undefined> => {
    const since = unknown.get(hash);
    if (since !== undefined && Date.now() - since < UNKNOWN_MS) return undefined;
    const row = await source.findByTokenHash(hash);
    if (row !== undefined) return put(row);
    if (unknown.size >= MAX_UNKNOWN) unknown.clear();
    unknown.set(hash, Date.now());
    return undefined;
  };

  return {
    byToken: (token) => {
      const hashed = sha256(token);
      return byHash.get(hashed) ?? lookUp(hashed);
    },
    byId: (id) => byId.get(id),
    loadAll: async () => {
      for (const row of await source.listRunnable()) put(row);
    },
    refresh: async (id) => {
      const row = await source.getRunnable(id);
      if (row !== undefined) {
        put(row);
        return;
      }
      const old = forget(id);
      if (old?.published !== undefined) events.onRetired(old.published.versionId);
    },
  };
};
