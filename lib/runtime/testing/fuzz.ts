import type { Store } from '#lib/store/store.ts';
import { eventCatalogue } from '#lib/vapi/events.ts';
import { fuzzBodies } from './fuzz-bodies.ts';
import { graph, node, publishWorkflow, type Served } from './serve.ts';

/** What went wrong, with what reproduces it. */
export interface FuzzFault {
  readonly seed: number;
  readonly index: number;
  readonly status: number;
  readonly answer: string;
  readonly body: Uint8Array;
}

export interface FuzzResult {
  /** How many answers had which status. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly faults: readonly FuzzFault[];
}

const look = (source: string) => ({ source, language: 'javascript', timeoutMs: 2_000 });

const waiting = ['transfer-destination-request', 'handoff-destination-request', 'knowledge-base-request'];
const told = eventCatalogue.filter(({ wantsReply }) => !wantsReply).map(({ type }) => type);

/** Flows on all that may come: tools and assistant-request with code steps that read what came, the rest without. */
const catching = graph(
  [
    node('tool', 'trigger_any_tool', { timeoutSeconds: 20 }),
    node('look', 'code', look('return { seen: [tool.name, tool.arguments, Object.keys(event), call] };')),
    node('say', 'reply_tool', { outcome: 'result', result: '{{ steps.look.output }}' }),
    node('comes_in', 'trigger_event', { eventType: 'assistant-request' }),
    node('who', 'code', look('return { id: "a-" + call.customer?.number, event };')),
    node('answer', 'reply_assistant_request', {
      answer: 'saved-assistant',
      assistantId: '{{ steps.who.output.id }}',
    }),
    ...waiting.flatMap((type, index) => [
      node(`asked_${index}`, 'trigger_event', { eventType: type }),
      node(`custom_${index}`, 'reply_custom', {
        status: 200,
        headers: [],
        body: '{"error":"{{ event.call.id }}"}',
      }),
    ]),
    ...told.flatMap((type, index) => [
      node(`told_${index}`, 'trigger_event', { eventType: type }),
      node(`kept_${index}`, 'set_fields', { fields: [{ name: 'event', value: '{{ event }}' }] }),
    ]),
  ],
  'tool > look > say',
  'comes_in > who > answer',
  ...waiting.map((_, index) => `asked_${index} > custom_${index}`),
  ...told.map((_, index) => `told_${index} > kept_${index}`),
);

const AT_ONCE = 16;
const CHUNK = 1_000;
/** One in so many goes through HTTP, the others straight to the runtime. */
const HTTP_SHARE = 20;

/**
 * Posts `count` mutated bodies to a workflow with a flow on everything. Faults are answers of 500 and above, answers that
 * are no JSON, tool calls not answered with 200, runs that do not end, and a workflow that does not answer after it.
 */
export const fuzz = async (
  { runtime, address }: Pick<Served, 'runtime' | 'address'>,
  store: Store,
  options: { readonly seed: number; readonly count: number; readonly onProgress?: (done: number) => void },
): Promise<FuzzResult> => {
  const { token } = await publishWorkflow(store, catching, runtime.refresh);
  const statuses: Record<number, number> = {};
  const faults: FuzzFault[] = [];

  const post = async (body: Uint8Array, index: number): Promise<{ status: number; body: string }> => {
    if (index % HTTP_SHARE !== 0) {
      const request = {
        token,
        headers: {},
        body: { ok: true, bytes: body },
        receivedAt: Date.now(),
      } as const;
      const answer = await runtime.handle(request);
      return { status: answer.status, body: typeof answer.body === 'string' ? answer.body : 'a stream' };
    }
    const response = await fetch(`${address}/api/vapi/${token}`, { method: 'POST', body: Buffer.from(body) });
    return { status: response.status, body: await response.text() };
  };

  const check = async (seed: number, index: number, body: Uint8Array): Promise<void> => {
    const { status, body: answer } = await post(body, index);
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status >= 500 || !isJson(answer)) faults.push({ seed, index, status, answer, body });
  };

  for (let done = 0; done < options.count; done += CHUNK) {
    const seed = options.seed + done;
    const queue = fuzzBodies(seed, Math.min(CHUNK, options.count - done)).entries();
    const work = async (): Promise<void> => {
      for (const [index, body] of queue) await check(seed, index, body);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    options.onProgress?.(done + CHUNK);
  }
  faults.push(...(await stillWell(post)));
  return { statuses, faults };
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** After all of it, a tool call is answered as ever. */
const stillWell = async (
  post: (body: Uint8Array, index: number) => Promise<{ status: number; body: string }>,
): Promise<FuzzFault[]> => {
  const toolCallList = [{ id: 'last', function: { name: 'book', arguments: { n: 1 } } }];
  const body = Buffer.from(
    JSON.stringify({ message: { type: 'tool-calls', call: { id: 'last' }, toolCallList } }),
  );
  const { status, body: answer } = await post(body, 0);
  const isWell = status === 200 && answer.includes('\\"book\\"');
  return isWell ? [] : [{ seed: -1, index: -1, status, answer, body }];
};

/** Ids of the runs that have not ended within `withinMs`. */
export const stuckRuns = async (store: Store, withinMs = 30_000): Promise<readonly string[]> => {
  const deadline = Date.now() + withinMs;
  for (;;) {
    await store.journal.flush();
    await store.runLog.flush();
    const { items } = await store.runs.list({ status: 'running', limit: 200 });
    if (items.length === 0 || Date.now() > deadline) return items.map(({ id }) => id);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
