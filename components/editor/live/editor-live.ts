import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';

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
  readonly connection: 'connecting' | 'live' | 'lost';
  /** This editor. */
  readonly self: OpenEditor | undefined;
  /** Everyone else's, other tabs of the same person included. */
  readonly others: readonly OpenEditor[];
}

/** The one stream that an editor has open: browsers allow six to one server, over all tabs. */
export interface EditorLive {
  readonly state: StoreApi<LiveState>;
  readonly subscribe: (listener: (notice: LiveNotice) => void) => () => void;
  /** Tells the others what is selected here. */
  readonly point: (nodes: readonly string[]) => void;
  /** Keeps the stream open while the tab is in the background, until the result is called. */
  readonly hold: () => () => void;
  readonly close: () => void;
}

/** A tab in the background gives its connection back after this long, for the tabs that are looked at. */
const HIDDEN_MS = 60_000;
/** The server takes a tab for gone that did not speak for 50 s. */
const SPEAK_MS = 20_000;
const POINT_MS = 250; // at most four times a second
const MAX_NODES = 20;

/** Opens the stream of an editor. `tab` names it among the open editors. */
export const createEditorLive = (workflowId: string, tab: string): EditorLive => {
  const state = createStore<LiveState>()(() => ({ connection: 'connecting', self: undefined, others: [] }));
  const listeners = new Set<(notice: LiveNotice) => void>();
  let source: EventSource | undefined;
  let holds = 0;
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let pointing: ReturnType<typeof setTimeout> | undefined;
  let nodes: readonly string[] = [];
  let told = '';

  const open = (): void => {
    if (source !== undefined) return;
    const query = new URLSearchParams({ workflow: workflowId, tab });
    const own = new EventSource(`/api/live?${query}`);
    source = own;
    state.setState({ connection: 'connecting' });
    own.onopen = () => {
      told = ''; // the server knows nothing of an earlier connection
      state.setState({ connection: 'live' });
    };
    own.onerror = () => {
      state.setState({ connection: 'lost', others: [] });
      // The browser tries again by itself, but not after an answer that is no stream: the app restarts, say.
      if (own.readyState === EventSource.CLOSED && source === own) {
        source = undefined;
        setTimeout(openIfSeen, 5_000);
      }
    };
    own.onmessage = ({ data }) => {
      const read = notice.safeParse(JSON.parse(String(data)));
      if (read.success) take(read.data);
    };
  };
  const take = (message: LiveNotice): void => {
    if (message.kind === 'editors') {
      const others = message.editors.filter((editor) => editor.tab !== tab);
      const before = state.getState().others.length;
      state.setState({ self: message.editors.find((editor) => editor.tab === tab), others });
      if (others.length > before) pointSoon(); // who has just come does not know what is selected here
    }
    for (const listener of listeners) listener(message);
  };
  const stop = (): void => {
    source?.close();
    source = undefined;
    state.setState({ connection: 'connecting', others: [] });
  };
  let isClosed = false;
  const openIfSeen = (): void => {
    if (!isClosed && (!document.hidden || holds > 0)) open();
  };

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
    if (source?.readyState === EventSource.OPEN) speak();
  }, SPEAK_MS);

  const leave = (): void => {
    const body = JSON.stringify({ workflow: workflowId, tab, isLeaving: true });
    navigator.sendBeacon('/api/live', body);
  };
  const onVisibility = (): void => {
    clearTimeout(hiding);
    if (!document.hidden) open();
    else hiding = setTimeout(() => (holds === 0 ? stop() : undefined), HIDDEN_MS);
  };
  document.addEventListener('visibilitychange', onVisibility);
  addEventListener('pagehide', leave);
  addEventListener('pageshow', openIfSeen);
  openIfSeen();

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
    hold: () => {
      holds += 1;
      open();
      return () => {
        holds -= 1;
      };
    },
    close: () => {
      isClosed = true;
      document.removeEventListener('visibilitychange', onVisibility);
      removeEventListener('pagehide', leave);
      removeEventListener('pageshow', openIfSeen);
      clearTimeout(hiding);
      clearTimeout(pointing);
      clearInterval(speaking);
      stop();
      leave();
    },
  };
};

/** A name for a tab that no other has. Not `randomUUID`: it is missing on pages that came over plain HTTP. */
export const newTabName = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
