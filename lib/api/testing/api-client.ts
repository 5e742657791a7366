import type { RuntimePort } from '#lib/manage/context.ts';
import type { Store } from '#lib/store/store.ts';
import { handleApi } from '../handle.ts';

interface ApiResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; undefined where there is no body. */
  readonly json: unknown;
}

interface SendOptions {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the client's own key; null sends none. */
  readonly key?: string | null;
}

export interface ApiClient {
  readonly send: (method: string, path: string, options?: SendOptions) => Promise<ApiResponse>;
  readonly keyId: string;
  /** What the runtime was told, in order, e.g. `refresh <id>`. */
  readonly told: string[];
}

/** The API on `store`, called with a real key and real requests. The runtime only writes down what it is told. */
export const createApiClient = async (
  store: Store,
  replay: RuntimePort['replay'] = async () => ({ ok: true, runIds: [], done: Promise.resolve() }),
): Promise<ApiClient> => {
  const told: string[] = [];
  const runtime: RuntimePort = {
    refresh: async (id) => void told.push(`refresh ${id}`),
    refreshSecrets: async () => void told.push('refresh secrets'),
    replay,
    testRun: async () => ({ ok: true, runs: [] }),
    checkCode: async () => [],
  };
  const own = await store.apiKeys.create('test client');
  const send: ApiClient['send'] = async (method, path, { json, body, headers, key = own.key } = {}) => {
    const request = new Request(`http://patchbay.test/api/v1${path}`, {
      method,
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
      headers: {
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...headers,
      },
    });
    const response = await handleApi(request, async () => ({ store, runtime }));
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text === '' ? undefined : JSON.parse(text),
    };
  };
  return { send, keyId: own.row.id, told };
};
