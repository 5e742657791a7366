import { VapiClient, VapiError, VapiTimeoutError } from '@vapi-ai/server-sdk';
import { env } from '#lib/server/env.ts';
import { type VapiRegion, vapiApiAddress } from '#lib/vapi/api-address.ts';
import { type ConnectFailure, failure, type Outcome } from './failure.ts';
import { type Json, objectOf, textOf } from './json.ts';
import { type Resource, resource, type TargetKind } from './resource.ts';

const TIMEOUT_SECONDS = 20;
const PAGE = 100;
/** A larger organisation than this is listed in part. */
const MAX_PAGES = 20;

/** Vapi's API with one private key. */
export interface VapiApi {
  /** Every one, page by page. */
  readonly list: (kind: TargetKind) => Promise<Outcome<{ items: readonly Resource[] }>>;
  readonly get: (kind: TargetKind, id: string) => Promise<Outcome<{ item: Resource }>>;
  /** Nested objects are replaced whole. */
  readonly patch: (kind: TargetKind, id: string, body: Json) => Promise<Outcome<{ item: Resource }>>;
  readonly createTool: (body: Json) => Promise<Outcome<{ item: Resource }>>;
  /** Whether Vapi takes the key, and the organisation where something names it. */
  readonly test: () => Promise<Outcome<{ orgId: string | null }>>;
}

/**
 * The API of a region, or at PATCHBAY_VAPI_API_URL. The key goes there and nowhere else: redirects are refused. What is
 * read is asked for again when it fails; what is written is sent once.
 */
export const createVapiApi = ({ key, region }: { key: string; region: VapiRegion }): VapiApi => {
  const baseUrl = env().PATCHBAY_VAPI_API_URL?.replace(/\/+$/, '') ?? vapiApiAddress(region);
  const client = new VapiClient({
    token: key,
    baseUrl,
    timeoutInSeconds: TIMEOUT_SECONDS,
    maxRetries: 1,
    fetch: (input, init) => fetch(input, { ...init, redirect: 'error' }),
  });

  const send = async (method: string, path: string, body?: Json): Promise<Outcome<{ item: Resource }>> => {
    try {
      const response = await client.fetch(
        path,
        {
          method,
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        },
        method === 'GET' ? {} : { maxRetries: 0 },
      );
      const answer: unknown = await response.json().catch(() => undefined);
      if (!response.ok) return answeredByVapi(response.status, answer);
      const parsed = resource.safeParse(answer);
      return parsed.success ? { ok: true, item: parsed.data } : unreadable();
    } catch (error) {
      return failureOf(error);
    }
  };

  return {
    list: (kind) => listAll((page) => listPage(client, kind, page)),
    get: (kind, id) => send('GET', `${kind}/${encodeURIComponent(id)}`),
    patch: (kind, id, body) => send('PATCH', `${kind}/${encodeURIComponent(id)}`, body),
    createTool: (body) => send('POST', 'tool', body),
    test: async () => {
      try {
        const [first] = await client.assistants.list({ limit: 1 });
        return { ok: true, orgId: textOf(objectOf(first).orgId) ?? null };
      } catch (error) {
        return failureOf(error);
      }
    },
  };
};

interface PageQuery {
  limit: number;
  createdAtLe?: string;
}

const listPage = (client: VapiClient, kind: TargetKind, page: PageQuery): Promise<readonly unknown[]> => {
  switch (kind) {
    case 'assistant':
      return client.assistants.list(page);
    case 'phone-number':
      return client.phoneNumbers.list(page);
    case 'squad':
      return client.squads.list(page);
    case 'tool':
      return client.tools.list(page);
  }
};

/** The next page begins with the time of the last item: several may have been made in the same moment. */
const listAll = async (
  listOne: (page: PageQuery) => Promise<readonly unknown[]>,
): Promise<Outcome<{ items: readonly Resource[] }>> => {
  const items = new Map<string, Resource>();
  let last: string | undefined;
  try {
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const raw = await listOne({ limit: PAGE, ...(last === undefined ? {} : { createdAtLe: last }) });
      const before = items.size;
      for (const item of raw) {
        const parsed = resource.safeParse(item);
        if (parsed.success) items.set(parsed.data.id, parsed.data);
      }
      last = textOf(objectOf(raw.at(-1)).createdAt);
      if (raw.length < PAGE || items.size === before || last === undefined) break;
    }
    return { ok: true, items: [...items.values()] };
  } catch (error) {
    return failureOf(error);
  }
};

// Told apart by what they carry: Next loads a module more than once, and a class is then another.
const failureOf = (error: unknown): ConnectFailure => {
  if (error instanceof VapiTimeoutError) return timedOut();
  if (error instanceof VapiError && error.statusCode !== undefined) {
    return answeredByVapi(error.statusCode, error.body);
  }
  if (error instanceof Error && error.name === 'AbortError') return timedOut();
  return uncertain(
    'Vapi could not be reached. Check that this server reaches the internet, see status.vapi.ai, and try again.',
  );
};

const uncertain = (message: string): ConnectFailure => ({
  ...failure('vapi-failed', message),
  mayBeDone: true,
});

const timedOut = (): ConnectFailure =>
  uncertain(`Vapi did not answer within ${TIMEOUT_SECONDS} seconds. Try again in a moment.`);

const unreadable = (): ConnectFailure =>
  uncertain('Vapi answered something that Patchbay cannot read. Try again in a moment.');

const answeredByVapi = (status: number, body: unknown): ConnectFailure => {
  switch (status) {
    case 401:
      return failure(
        'vapi-failed',
        'Vapi does not take this key. Copy the private key (not the public one) from the Vapi dashboard under API Keys, and check the region.',
      );
    case 403:
      return failure(
        'vapi-failed',
        'This key may not do that in Vapi. Use a private key without restrictions.',
      );
    case 404:
      return failure('not-found', 'Vapi has no such thing any more. Load the list again.');
    case 429:
      return failure('vapi-failed', 'Vapi takes no more requests right now. Wait a minute and try again.');
    default:
      return status >= 500
        ? uncertain(`Vapi has a fault of its own (${status}). See status.vapi.ai and try again later.`)
        : failure('vapi-failed', `Vapi refused this (${status}): ${wordsOf(body)}`);
  }
};

/** Vapi's own words, cut to what a message can hold. */
const wordsOf = (body: unknown): string => {
  const { message } = objectOf(body);
  const text = Array.isArray(message) ? message.join('; ') : String(message ?? 'no reason given');
  return text.slice(0, 500);
};
