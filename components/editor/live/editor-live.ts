import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Connection, type LiveStream, openLiveStream } from '#components/runs/live-stream.ts';

const openEditor = z.object({
  tab: z.string(),
  userId: z.string(),
  name: z.string(),
  nodes: z.array(z.string()),
});

/** An editor of this workflow that is open somewhere. */
export type OpenEditor = z.infer<typeof openEditor>;

const by = z.object({ name: z.string() }).nullable();

const notice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), id: z.string() }),
  z.object({ kind: z.literal('run-started'), id: z.string() }),
  z.object({ kind: z.literal('run-finished'), id: z.string() }),
  z.object({ kind: z.literal('editors'), editors: z.array(openEditor) }),
  z.object({ kind: z.literal('draft'), revision: z.number(), by }),
  z.object({ kind: z.literal('published'), version: z.number().nullable(), by }),
]);

/** What the server tells an open editor. */
export type LiveNotice = z.infer<typeof notice>;

export interface LiveState {
  readonly connection: Connection;
  /** This editor. */
  readonly self: OpenEditor | undefined;
  /** Everyone else's, other tabs of the same person included. */
  readonly others: readonly OpenEditor[];
}

/** What an editor hears from the server and tells it while it is open. */
export interface EditorLive {
  readonly state: StoreApi<LiveState>;
  readonly subscribe: (listener: (notice: LiveNotice) => void) => () => void;
  /** Tells the others what is selected here. */
  readonly point: (nodes: readonly string[]) => void;
  readonly hold: LiveStream['hold'];
  readonly close: () => void;
}

/** The server takes a tab for gone that did not speak for 50 s. */
const SPEAK_MS = 20_000;
const POINT_MS = 250; // at most four times a second
const MAX_NODES = 20;

/** Opens the stream of an editor. `tab` names it among the open editors. */
export const createEditorLive = (workflowId: string, tab: string): EditorLive => {
  const state = createStore<LiveState>()(() => ({ connection: 'connecting', self: undefined, others: [] }));
  const listeners = new Set<(notice: LiveNotice) => void>();
  let pointing: ReturnType<typeof setTimeout> | undefined;
  let nodes: readonly string[] = [];
  let told = '';

  const take = (message: LiveNotice): void => {
    if (message.kind === 'editors') {
      const others = message.editors.filter((editor) => editor.tab !== tab);
      const before = state.getState().others.length;
      state.setState({ self: message.editors.find((editor) => editor.tab === tab), others });
      if (others.length > before) pointSoon(); // who has just come does not know what is selected here
    }
    for (const listener of listeners) listener(message);
  };
  const stream = openLiveStream({
    query: { workflow: workflowId, tab },
    onConnection: (connection) => {
      if (connection === 'live') told = ''; // the server knows nothing of an earlier connection
      state.setState(connection === 'live' ? { connection } : { connection, others: [] });
    },
    onMessage: (data) => {
      const read = notice.safeParse(JSON.parse(data));
      if (read.success) take(read.data);
    },
  });

  const speak = (): void => {
    pointing = undefined;
    told = nodes.join();
    // Nothing hangs on it: it is said again, and the stream tells when the server cannot be reached.
    void fetch('/api/live', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ workflow: workflowId, tab, nodes }),
    }).catch(() => undefined);
  };
  const pointSoon = (): void => {
    if (state.getState().others.length > 0 && nodes.join() !== told) pointing ??= setTimeout(speak, POINT_MS);
  };
  const speaking = setInterval(() => {
    if (stream.isLive()) speak();
  }, SPEAK_MS);

  const leave = (): void => {
    const body = JSON.stringify({ workflow: workflowId, tab, isLeaving: true });
    navigator.sendBeacon('/api/live', body);
  };
  addEventListener('pagehide', leave);

  return {
    state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    point: (selected) => {
      nodes = selected.slice(0, MAX_NODES);
      pointSoon();
    },
    hold: stream.hold,
    close: () => {
      removeEventListener('pagehide', leave);
      clearTimeout(pointing);
      clearInterval(speaking);
      stream.close();
      leave();
    },
  };
};

/** A name for a tab that no other has. Not `randomUUID`: it is missing on pages that came over plain HTTP. */
export const newTabName = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
