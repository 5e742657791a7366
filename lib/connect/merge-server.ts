import { type Json, objectOf } from './json.ts';
import type { ServerCredential } from './server-credential.ts';

/** Vapi's default, in seconds. */
const DEFAULT_TIMEOUT_SECONDS = 20;

/** Three more tries after 1, 2 and 4 s, but not where another try would end the same (VapiAI/gitops). */
const BACKOFF_PLAN = {
  type: 'exponential',
  maxRetries: 3,
  baseDelaySeconds: 1,
  excludedStatusCodes: [400, 401, 403, 404, 413, 422],
} as const;

interface Wanted {
  readonly url: string;
  readonly credential: ServerCredential;
  /** At least this long, in seconds. */
  readonly timeoutSeconds: number | undefined;
}

/** The whole `server` object for this workflow: what was there and is not about the workflow stays. */
export const mergeServer = (before: Json, { url, credential, timeoutSeconds = 0 }: Wanted): Json => {
  const own = new Set(Object.keys(credential.headers).map((name) => name.toLowerCase()));
  const kept = Object.entries(objectOf(before.headers)).filter(([name]) => !own.has(name.toLowerCase()));
  const headers = { ...Object.fromEntries(kept), ...credential.headers };
  const current = typeof before.timeoutSeconds === 'number' ? before.timeoutSeconds : DEFAULT_TIMEOUT_SECONDS;
  return {
    ...before,
    url,
    timeoutSeconds: Math.max(current, timeoutSeconds),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(credential.needsStaticAddresses ? { staticIpAddressesEnabled: true } : {}),
    backoffPlan: BACKOFF_PLAN,
  };
};
