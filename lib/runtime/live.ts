import { EventEmitter } from 'node:events';

/** Something that an open page may want to show at once. */
export interface LiveNotice {
  readonly kind: 'event' | 'run-started' | 'run-finished';
  /** The event's or the run's id. */
  readonly id: string;
  readonly workflowId: string;
}

export interface LiveFeed {
  readonly publish: (notice: LiveNotice) => void;
  /** Calls `listener` for every notice of `workflowId` (of all workflows where absent) until the returned function is called. */
  readonly subscribe: (workflowId: string | undefined, listener: (notice: LiveNotice) => void) => () => void;
}

const ALL = '*';

/** What happens in this process, told to whoever is looking. Publishing costs nothing while nobody is. */
export const createLiveFeed = (): LiveFeed => {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    publish: (notice) => {
      emitter.emit(notice.workflowId, notice);
      emitter.emit(ALL, notice);
    },
    subscribe: (workflowId, listener) => {
      const channel = workflowId ?? ALL;
      emitter.on(channel, listener);
      return () => emitter.off(channel, listener);
    },
  };
};
