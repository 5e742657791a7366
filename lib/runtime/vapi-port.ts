import { MASK } from '#lib/nodes/hide-values.ts';
import type { HttpPort, HttpResponse, VapiPort } from '#lib/nodes/step.ts';
import { type VapiRegion, vapiApiAddress } from '#lib/vapi/api-address.ts';

/** A call with its artifact may be large; a list of them more so. */
const MAX_RESPONSE_BYTES = 5_000_000;

interface VapiPortParts {
  /** As it is now; undefined where Patchbay is not connected to Vapi. */
  readonly connection: () => { readonly region: VapiRegion; readonly key: string } | undefined;
  readonly http: HttpPort;
  /** The operator's own address of Vapi's API, reached by `trusted`, which no guard holds back. */
  readonly custom?: { readonly address: string; readonly trusted: HttpPort };
}

/**
 * Vapi's API for steps. The private key goes to the base address and nowhere else: redirects are not followed. Where
 * an answer repeats the key, it is masked, so that no step and no run ever sees it.
 */
export const createVapiPort = ({ connection, http, custom }: VapiPortParts): VapiPort => ({
  request: async ({ method, path, body, timeoutMs, signal }) => {
    const connected = connection();
    if (connected === undefined) return undefined;
    const base = custom?.address.replace(/\/+$/, '') ?? vapiApiAddress(connected.region);
    const response = await (custom?.trusted ?? http).request({
      method,
      url: `${base}${path}`,
      headers: [
        ['Authorization', `Bearer ${connected.key}`],
        ['Accept', 'application/json'],
        ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
      ],
      ...(body === undefined ? {} : { body }),
      timeoutMs,
      maxResponseBytes: MAX_RESPONSE_BYTES,
      maxRedirects: 0,
      signal,
    });
    return withoutKey(response, connected.key);
  },
});

const withoutKey = (response: HttpResponse, key: string): HttpResponse => {
  const body = Buffer.from(response.body);
  if (!body.includes(key)) return response;
  return { ...response, body: Buffer.from(body.toString('utf8').replaceAll(key, MASK)) };
};
