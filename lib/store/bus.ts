import { EventEmitter } from 'node:events';
import pg from 'pg';
import { log } from '#lib/server/log.ts';

/**
 * Short messages to every app instance on this database, this one included. Nothing is kept: who is not there misses
 * it, so it is only for what can be asked again.
 */
export interface Bus {
  /** At most some 7,000 bytes; a longer one stays in this process. */
  readonly send: (text: string) => void;
  /** Calls `listener` for every message until the returned function is called. */
  readonly subscribe: (listener: (text: string) => void) => () => void;
  readonly close: () => Promise<void>;
}

/** With SQLite there is one app instance. */
export const busInProcess = (): Bus => {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    send: (text) => void emitter.emit('message', text),
    subscribe: (listener) => {
      emitter.on('message', listener);
      return () => emitter.off('message', listener);
    },
    close: async () => undefined,
  };
};

const CHANNEL = 'patchbay';
/** https://www.postgresql.org/docs/current/sql-notify.html: a payload has less than 8000 bytes. */
const MAX_BYTES = 7_900;
const RECONNECT_MS = 1_000;

/**
 * LISTEN and NOTIFY on a connection of its own, which is opened at first use. It must not go through a pooler that
 * shares connections. `instance` tells our own messages, which are delivered here at once, from those of others.
 */
export const busInPostgres = (connectionString: string, instance: string): Bus => {
  const local = busInProcess();
  let client: pg.Client | undefined;
  let connecting: Promise<void> | undefined;
  let isClosed = false;
  let sending = Promise.resolve(); // one at a time: a connection of Postgres does one thing after the other

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString, keepAlive: true, application_name: 'patchbay-bus' });
    next.on('error', (error) => {
      if (isClosed || client !== next) return;
      client = undefined;
      log.warn('The connection that tells other instances what happens broke', { error });
      reconnectLater();
    });
    next.on('notification', ({ payload = '' }) => {
      const [from, text] = split(payload);
      if (from !== instance) local.send(text);
    });
    await next.connect();
    await next.query(`LISTEN ${CHANNEL}`);
    if (isClosed) await next.end();
    else client = next;
  };
  const open = (): Promise<void> => {
    if (client !== undefined || isClosed) return Promise.resolve();
    connecting ??= connect().finally(() => {
      connecting = undefined;
    });
    return connecting;
  };
  const reconnectLater = (): void => {
    const timer = setTimeout(() => {
      open().catch((error) => {
        log.debug('Still no connection to tell other instances what happens', { error });
        reconnectLater();
      });
    }, RECONNECT_MS);
    timer.unref();
  };

  return {
    send: (text) => {
      local.send(text);
      const payload = `${instance} ${text}`;
      if (Buffer.byteLength(payload) > MAX_BYTES) return;
      sending = sending.then(open).then(async () => {
        await client?.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]);
      });
      sending = sending.catch((error) => log.debug('Other instances were not told what happened', { error }));
    },
    subscribe: (listener) => {
      open().catch(reconnectLater);
      return local.subscribe(listener);
    },
    close: async () => {
      isClosed = true;
      await sending;
      await connecting?.catch(() => undefined); // it ends itself, now that this is closed
      await client?.end();
    },
  };
};

const split = (payload: string): [instance: string, text: string] => {
  const space = payload.indexOf(' ');
  return [payload.slice(0, space), payload.slice(space + 1)];
};
