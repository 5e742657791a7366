import { createHttp, type Http } from '#lib/http/create-http.ts';
import { createSandbox, type Sandbox } from '#lib/sandbox/sandbox.ts';
import { env } from '#lib/server/env.ts';
import { log } from '#lib/server/log.ts';
import { once } from '#lib/server/once.ts';
import { getStore, type Store } from '#lib/store/store.ts';
import type { VapiConnection } from '#lib/store/vapi-connection.ts';
import { createRuntime, type Readiness, type Runtime } from './create-runtime.ts';
import { hidePlaintexts } from './hide-plaintexts.ts';
import { housekeeping } from './housekeeping.ts';
import { createLiveFeed } from './live.ts';
import { recordLostEvents } from './lost-events.ts';
import { createMask, type Mask } from './mask.ts';
import { createOnce } from './once.ts';
import { restoreOnce } from './once-restore.ts';
import { createVapiPort } from './vapi-port.ts';
import { createLoadAccess } from './workflow-access.ts';
import { createRegistry } from './workflow-registry.ts';

/** The runtime of this process, opened at first use. Rejects where the database cannot be opened. */
export const getRuntime = (): Promise<Runtime> => once('runtime', async () => openRuntime(await getStore()));

/** A runtime on `store`, with the sandbox and outbound HTTP as the environment sets them. Closes the store with itself. */
export const openRuntime = async (store: Store): Promise<Runtime> => {
  const { PATCHBAY_ALLOW_PRIVATE_NETWORKS, PATCHBAY_SANDBOX_CHILDREN, PATCHBAY_SANDBOX_JIT } = env();
  const sandbox = createSandbox({
    jit: PATCHBAY_SANDBOX_JIT ?? false,
    log: (message) => log.warn(message),
    ...(PATCHBAY_SANDBOX_CHILDREN === undefined ? {} : { children: PATCHBAY_SANDBOX_CHILDREN }),
  });
  try {
    return await assemble(store, sandbox, createHttp({ allowPrivate: PATCHBAY_ALLOW_PRIVATE_NETWORKS }));
  } catch (error) {
    await sandbox.close();
    throw error;
  }
};

/** Runs of a version that was replaced may still need its code steps. */
const RETIRE_AFTER_MS = 5 * 60 * 1000;

/** Secrets and the connection to Vapi in memory, and the mask that goes with them. */
interface SecretBox {
  readonly values: Readonly<Record<string, string>>;
  readonly vapi: VapiConnection | undefined;
  readonly mask: Mask;
}

/** Every address but those of cloud metadata: for what the operator's own environment names. */
const ANYWHERE = ['0.0.0.0/0', '::/0'];

const assemble = async (store: Store, sandbox: Sandbox, http: Http): Promise<Runtime> => {
  const startedAt = new Date();
  const interrupted = await store.runs.markInterrupted();
  if (interrupted > 0) log.warn('runs were cut off when Patchbay last ended', { runs: interrupted });
  const live = createLiveFeed();
  const registry = createRegistry(
    store.workflows,
    registryEvents(sandbox),
    createLoadAccess(store.vault.derive('oauth2 access tokens')),
  );
  const readSecrets = async (): Promise<SecretBox> => {
    const [values, vapi] = await Promise.all([store.secrets.values(), store.vapiConnection.get()]);
    const hidden = vapi === undefined ? values : { ...values, ' private key of Vapi': vapi.key };
    return { values, vapi, mask: createMask(hidden) };
  };
  let secrets = await readSecrets();
  const refreshSecrets = async (): Promise<void> => {
    secrets = await readSecrets();
  };
  await registry.loadAll();
  const onceOnly = createOnce();
  await restoreOnce(onceOnly, store.recentAnswers, registry, startedAt);
  const searching = recordLostEvents(store, registry, startedAt)
    .then((lost) =>
      lost > 0 ? log.warn('events were kept whose runs were cut off', { runs: lost }) : undefined,
    )
    .catch((error) => log.warn('looking for events without a run failed', { error }));
  const { PATCHBAY_VAPI_API_URL: vapiAddress } = env();
  const trusted = createHttp({ allowPrivate: ANYWHERE });
  const vapi = createVapiPort({
    connection: () => secrets.vapi,
    http,
    ...(vapiAddress === undefined ? {} : { custom: { address: vapiAddress, trusted } }),
  });
  const chores = housekeeping(store, { registry, refreshSecrets });

  return createRuntime({
    registry,
    live,
    log,
    journal: store.journal,
    runLog: store.runLog,
    once: onceOnly,
    mask: () => secrets.mask,
    refreshSecrets,
    findEvent: store.events.get,
    readiness: () => readiness(store, sandbox),
    execution: {
      sandbox,
      http,
      vapi,
      live,
      memory: store.memory.port,
      secrets: () => secrets.values,
      runLog: {
        start: store.runLog.start,
        finish: (run, plaintexts) => store.runLog.finish(run, hidePlaintexts(secrets.mask, plaintexts)),
      },
      onBug: (error) => log.error('a run could not be followed to its end', { error }),
    },
    closeParts: async () => {
      chores.stop();
      if (store.provider === 'sqlite') await searching; // on Postgres it may still be waiting, with nothing begun
      await Promise.all([sandbox.close(), http.close(), trusted.close()]);
      await store.close();
    },
  });
};

const registryEvents = (sandbox: Sandbox): Parameters<typeof createRegistry>[1] => ({
  onLoaded: ({ published }) => {
    if (published === undefined || published.codeSteps.length === 0) return;
    sandbox
      .prepare(published.versionId, published.codeSteps)
      .catch((error) =>
        log.warn('code steps could not be prepared', { versionId: published.versionId, error }),
      );
  },
  onRetired: (versionId) => {
    setTimeout(() => sandbox.retire(versionId), RETIRE_AFTER_MS).unref();
  },
  onInvalid: (workflow, error) =>
    log.error('a published workflow cannot be run by this version of Patchbay', {
      workflowId: workflow.id,
      error,
    }),
});

const readiness = async (store: Store, sandbox: Sandbox): Promise<Readiness> => {
  const answers = async (): Promise<string> => {
    try {
      await store.health();
      return 'ok';
    } catch (error) {
      log.warn('the database does not answer', { error });
      return 'unavailable';
    }
  };
  const [database, isReady] = await Promise.all([answers(), sandbox.ready()]);
  return { database, sandbox: isReady ? 'ok' : 'unavailable' };
};
