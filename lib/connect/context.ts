import type { Actor } from '#lib/store/actor.ts';
import type { Store } from '#lib/store/store.ts';
import { failure, type Outcome } from './failure.ts';
import { createVapiApi, type VapiApi } from './vapi-api.ts';

/** What every operation of lib/connect is done with; the `Manage` of lib/manage is one. */
export interface Connect {
  readonly actor: Actor;
  readonly store: Store;
  readonly runtime: { readonly refreshSecrets: () => Promise<void> };
}

/** Vapi's API with the stored key. */
export const connectedApi = async ({ store }: Connect): Promise<Outcome<{ api: VapiApi }>> => {
  const connection = await store.vapiConnection.get();
  return connection === undefined
    ? failure('not-connected', 'Patchbay is not connected to Vapi. Enter a private key first.')
    : { ok: true, api: createVapiApi(connection) };
};
