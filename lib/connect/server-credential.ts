import type { StoredAccess } from '#lib/store/stored-access.ts';
import { secretOf } from '#lib/vapi/credentials/credential.ts';
import { viewCredential } from '#lib/vapi/credentials/credential-view.ts';
import { whatToEnter } from '#lib/vapi/credentials/what-to-enter.ts';
import { type Json, objectOf } from './json.ts';

/** How Vapi proves to a workflow that it is Vapi. */
export interface ServerCredential {
  /** For `server.headers`; empty where nothing is asked for, or where only a credential in Vapi can do it. */
  readonly headers: Json;
  /** Only signatures or tokens are taken: they need a credential that is made in Vapi. */
  readonly needsVapiCredential: boolean;
  /** Events are taken from listed addresses only, so Vapi has to send from its fixed ones. */
  readonly needsStaticAddresses: boolean;
}

/** The newest credential that fits in a header; one of several is enough for the workflow. */
export const serverCredential = (access: StoredAccess): ServerCredential | 'unreadable' => {
  if (access === 'unreadable') return access;
  const headers = access.credentials
    .map((one) =>
      objectOf(
        whatToEnter(viewCredential(one), secretOf(one), { serverUrl: '', tokenUrl: '', clientId: '' })
          .serverWithHeaders?.headers,
      ),
    )
    .findLast((given) => Object.keys(given).length > 0);
  return {
    headers: headers ?? {},
    needsVapiCredential: access.credentials.length > 0 && headers === undefined,
    needsStaticAddresses: access.allowedNetworks.length > 0,
  };
};
