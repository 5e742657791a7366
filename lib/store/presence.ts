import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { log } from '#lib/server/log.ts';

/** Which app instances are alive: how runs that a crash cut off are told from those of a living neighbour. */
export interface Presence {
  /** This instance. */
  readonly instance: string;
  /** Every living instance, this one included. */
  readonly living: () => Promise<ReadonlySet<string>>;
  readonly close: () => Promise<void>;
}

/** With SQLite there is one app instance: whatever another one left behind is dead. */
export const aloneInDatabase = (): Presence => {
  const instance = newInstance();
  return { instance, living: async () => new Set([instance]), close: async () => undefined };
};

/** The first of the two numbers of our advisory locks; any constant that no other program uses on this database. */
const LOCK_CLASS = 724_731;
const RECONNECT_MS = 1_000;

/**
 * Each instance holds an advisory lock on a connection of its own. Postgres lets go of it the moment the process dies,
 * so nobody has to wait for a lease to run out. The connection must not go through a pooler that shares connections.
 */
export const presenceInPostgres = async (connectionString: string): Promise<Presence> => {
  const instance = newInstance();
  let isClosed = false;
  let client: pg.Client | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString, keepAlive: true, application_name: 'patchbay-presence' });
    next.on('error', (error) => {
      if (isClosed || client !== next) return;
      client = undefined;
      log.warn('The connection that tells other instances of this one broke', { error });
      reconnectLater();
    });
    await next.connect();
    await next.query('SELECT pg_advisory_lock($1, $2)', [LOCK_CLASS, Number(instance)]);
    client = next;
  };

  const reconnectLater = (): void => {
    const timer = setTimeout(() => {
      if (isClosed) return;
      connect().catch((error) => {
        log.debug('Still no connection for the presence lock', { error });
        reconnectLater();
      });
    }, RECONNECT_MS);
    timer.unref();
  };

  await connect();
  return {
    instance,
    living: async () => {
      if (client === undefined) await connect();
      const { rows } = await (client ?? raise()).query<{ objid: string }>(
        "SELECT objid::text FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND objsubid = 2 AND granted",
        [LOCK_CLASS],
      );
      return new Set([instance, ...rows.map((row) => row.objid)]);
    },
    close: async () => {
      isClosed = true;
      await client?.end();
    },
  };
};

const raise = (): never => {
  throw new Error('There is no connection for the presence lock.');
};

/** 31 random bits, which is what the second number of an advisory lock takes. */
const newInstance = (): string => String(randomBytes(4).readUInt32BE() >>> 1);
