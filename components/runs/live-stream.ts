export type Connection = 'connecting' | 'live' | 'lost';

interface LiveStreamOptions {
  /** What is asked of the server: `workflow`, and `tab` for an editor. */
  readonly query: Readonly<Record<string, string>>;
  readonly onConnection: (connection: Connection) => void;
  readonly onMessage: (data: string) => void;
}

/** The one stream that a page has open: browsers allow six to one server, over all tabs. */
export interface LiveStream {
  readonly isLive: () => boolean;
  /** Keeps the stream open while the tab is in the background, until the result is called. */
  readonly hold: () => () => void;
  readonly close: () => void;
}

/** A tab in the background gives its connection back after this long, for the tabs that are looked at. */
const HIDDEN_MS = 60_000;
const AGAIN_MS = 5_000;

/** Opens the stream of what happens in a workflow, and opens it again after whatever ended it. */
export const openLiveStream = ({ query, onConnection, onMessage }: LiveStreamOptions): LiveStream => {
  let source: EventSource | undefined;
  let holds = 0;
  let isClosed = false;
  let hiding: ReturnType<typeof setTimeout> | undefined;

  const open = (): void => {
    if (source !== undefined) return;
    const own = new EventSource(`/api/live?${new URLSearchParams(query)}`);
    source = own;
    onConnection('connecting');
    own.onopen = () => onConnection('live');
    own.onerror = () => {
      onConnection('lost');
      // The browser tries again by itself, but not after an answer that is no stream: the app restarts, say.
      if (own.readyState === EventSource.CLOSED && source === own) {
        source = undefined;
        setTimeout(openIfSeen, AGAIN_MS);
      }
    };
    own.onmessage = ({ data }) => onMessage(String(data));
  };
  const openIfSeen = (): void => {
    if (!isClosed && (!document.hidden || holds > 0)) open();
  };
  const giveBack = (): void => {
    if (holds > 0) return;
    source?.close();
    source = undefined;
    onConnection('connecting');
  };
  const onVisibility = (): void => {
    clearTimeout(hiding);
    if (!document.hidden) open();
    else hiding = setTimeout(giveBack, HIDDEN_MS);
  };
  document.addEventListener('visibilitychange', onVisibility);
  addEventListener('pageshow', openIfSeen);
  openIfSeen();

  return {
    isLive: () => source?.readyState === EventSource.OPEN,
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
      removeEventListener('pageshow', openIfSeen);
      clearTimeout(hiding);
      source?.close();
    },
  };
};
