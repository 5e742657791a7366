import { type CallFacts, callFacts } from './call-facts.ts';
import type { Database } from './client.ts';
import type { Disposition } from './events.ts';
import { createGroupCommit } from './group-commit.ts';
import type { Provider } from './provider.ts';
import { base64Of, LARGE_BYTES, timeText, toStored } from './raw-value.ts';
import { storableOrNull, storableText } from './text.ts';
import { isRowFault, type Statement, type Unpacked } from './write-batch.ts';

export interface NewEvent {
  /** From `newId()`. */
  readonly id: string;
  readonly workflowId: string;
  readonly type: string;
  readonly callId: string | null;
  readonly receivedAt: Date;
  readonly disposition: Disposition;
  readonly reason: string | null;
  readonly statusCode: number;
  /** What tells a repeated delivery from a new event, where the message says it; at most 200 characters. */
  readonly onceKey?: string | null;
  /** The event that this one repeats. */
  readonly duplicateOf?: string | null;
  /** With credentials already hidden. */
  readonly headers: Readonly<Record<string, string>>;
  /** Any bytes, with credentials already hidden. */
  readonly body: Uint8Array;
  /** The inner message, where there is one: tells of the call. */
  readonly message?: Readonly<Record<string, unknown>> | undefined;
}

/** Keeps the events: the promise that an event was taken is only given once it is on disk. */
export interface Journal {
  /**
   * Resolves once the event is committed. `isAwaited` (the default): somebody waits for that; otherwise events are
   * gathered for up to 50 ms, until `hurry`.
   */
  readonly append: (event: NewEvent, isAwaited?: boolean) => Promise<void>;
  /** Somebody waits, now, for events that were appended before. */
  readonly hurry: () => void;
  /** Resolves once nothing is waiting to be written. */
  readonly flush: () => Promise<void>;
}

const MAX_BATCH = 500;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;
const MAX_REASON = 2_000;
const GATHER_MS = 50;

interface WaitingEvent {
  readonly row: EventRow;
  readonly body: Uint8Array | Unpacked;
  /** Of the body, about. */
  readonly bytes: number;
  readonly call: CallRow | undefined;
}

interface CallRow extends CallFacts {
  readonly workflowId: string;
  readonly id: string;
  readonly firstEventAt: number;
  readonly lastEventAt: number;
}

/** All of an event but its body. */
type EventRow = Readonly<Record<(typeof EVENT_NAMES)[number], string | number | null>>;

export interface JournalOptions {
  /** How long events that nobody waits for are gathered before they are written. */
  readonly gatherMs?: number;
}

/** Opens the journal of a database. */
export const createJournal = (
  { writeBatch, provider }: Database,
  { gatherMs = GATHER_MS }: JournalOptions = {},
): Journal => {
  /** Bodies that other threads are packing: their events are in the group only after that. */
  const packing = new Set<Promise<unknown>>();
  let hurries = 0;
  const statements = provider === 'sqlite' ? sqliteStatements : postgresStatements;

  const group = createGroupCommit<WaitingEvent>({
    maxItems: MAX_BATCH,
    maxBytes: MAX_BATCH_BYTES,
    bytesOf: ({ bytes }) => bytes,
    isItemFault: isRowFault,
    gatherMs,
    write: (items) => writeBatch(statements(items)),
  });

  const add = (event: NewEvent, body: Uint8Array | Unpacked, isAwaited: boolean): Promise<void> => {
    const bytes = 'unpacked' in body ? body.unpacked.length : body.byteLength;
    return group.add({ row: toRow(provider, event), body, bytes, call: toCall(event) }, isAwaited);
  };

  return {
    append: async (event, isAwaited = true) => {
      const stored = toStored(provider, event.body);
      if (!(stored instanceof Promise)) return add(event, stored, isAwaited);
      const before = hurries;
      const packed = stored
        .then((body) => ({ committed: add(event, body, isAwaited || hurries > before) }))
        .finally(() => packing.delete(packed));
      packing.add(packed);
      return (await packed).committed;
    },
    hurry: () => {
      hurries += 1;
      group.hurry();
    },
    flush: async () => {
      while (packing.size > 0) await Promise.allSettled(packing);
      await group.flush();
    },
  };
};

const toRow = (provider: Provider, event: NewEvent): EventRow => ({
  id: event.id,
  workflowId: event.workflowId,
  type: storableText(event.type),
  callId: storableOrNull(event.callId),
  receivedAt: timeText(provider, event.receivedAt.getTime()),
  size: event.body.byteLength,
  disposition: event.disposition,
  reason: storableOrNull(event.reason, MAX_REASON),
  statusCode: event.statusCode,
  onceKey: storableOrNull(event.onceKey ?? null),
  duplicateOf: event.duplicateOf ?? null,
  headers: JSON.stringify(event.headers),
});

const toCall = ({ workflowId, callId, receivedAt, message, disposition }: NewEvent): CallRow | undefined => {
  // What was refused is kept for its reason, but whoever sent it does not get to write the list of calls.
  if (callId === null || message === undefined || disposition === 'refused') return undefined;
  const facts = callFacts(message);
  return {
    workflowId,
    id: storableText(callId),
    type: storableOrNull(facts.type),
    customerNumber: storableOrNull(facts.customerNumber),
    status: storableOrNull(facts.status),
    endedReason: storableOrNull(facts.endedReason),
    firstEventAt: receivedAt.getTime(),
    lastEventAt: receivedAt.getTime(),
  };
};

/**
 * One row a call, since Postgres cannot upsert the same one twice in a statement; in the order of their keys, so that
 * two app instances lock them in the same order and never wait for each other in a circle.
 */
const mergeCalls = (rows: readonly CallRow[]): CallRow[] => {
  const merged = new Map<string, CallRow>();
  for (const row of rows) {
    const key = `${row.workflowId} ${row.id}`;
    const other = merged.get(key);
    merged.set(key, other === undefined ? row : mergeCall(other, row));
  }
  return [...merged.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
};

const mergeCall = (a: CallRow, b: CallRow): CallRow => {
  const [older, newer] = a.lastEventAt <= b.lastEventAt ? [a, b] : [b, a];
  return {
    workflowId: a.workflowId,
    id: a.id,
    type: newer.type ?? older.type,
    customerNumber: newer.customerNumber ?? older.customerNumber,
    status: newer.status ?? older.status,
    endedReason: newer.endedReason ?? older.endedReason,
    firstEventAt: Math.min(a.firstEventAt, b.firstEventAt),
    lastEventAt: newer.lastEventAt,
  };
};

const EVENT_NAMES = [
  'id',
  'workflowId',
  'type',
  'callId',
  'receivedAt',
  'size',
  'disposition',
  'reason',
  'statusCode',
  'onceKey',
  'duplicateOf',
  'headers',
] as const;
const CALL_NAMES = [
  'workflowId',
  'id',
  'type',
  'customerNumber',
  'status',
  'endedReason',
  'firstEventAt',
  'lastEventAt',
] as const;

const columns = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
const places = (names: readonly string[]): string => names.map(() => '?').join(', ');

const EVENT_COLUMNS = `${columns(EVENT_NAMES)}, "body"`;
const CALL_COLUMNS = columns(CALL_NAMES);

/** The newer event wins where both say something; what only one says stays. */
const newest = (column: string): string =>
  `"${column}" = CASE WHEN excluded."lastEventAt" >= calls."lastEventAt"
    THEN COALESCE(excluded."${column}", calls."${column}") ELSE COALESCE(calls."${column}", excluded."${column}") END`;

const MERGE_CALL = (least: string, greatest: string): string => `
  ON CONFLICT ("workflowId", "id") DO UPDATE SET
    ${['type', 'customerNumber', 'status', 'endedReason'].map(newest).join(',\n    ')},
    "firstEventAt" = ${least}(calls."firstEventAt", excluded."firstEventAt"),
    "lastEventAt" = ${greatest}(calls."lastEventAt", excluded."lastEventAt")`;

const SQLITE = {
  events: `INSERT INTO events (${EVENT_COLUMNS}) VALUES (${places(EVENT_NAMES)}, ?)`,
  calls: `INSERT INTO calls (${CALL_COLUMNS}) VALUES (${places(CALL_NAMES)}) ${MERGE_CALL('min', 'max')}`,
};

const callsOf = (items: readonly WaitingEvent[]): CallRow[] =>
  mergeCalls(items.flatMap(({ call }) => call ?? []));

const sqliteStatements = (items: readonly WaitingEvent[]): Statement[] => [
  { sql: SQLITE.events, rows: items.map(({ row, body }) => [...EVENT_NAMES.map((name) => row[name]), body]) },
  { sql: SQLITE.calls, rows: callsOf(items).map((call) => CALL_NAMES.map((name) => call[name])) },
];

const POSTGRESQL = {
  events: `
    INSERT INTO events (${EVENT_COLUMNS})
    SELECT "id", "workflowId", "type", "callId", "receivedAt", "size", "disposition", "reason", "statusCode",
      "onceKey", "duplicateOf", "headers", decode("body", 'base64')
    FROM json_to_recordset($1::json) AS row("id" text, "workflowId" text, "type" text, "callId" text,
      "receivedAt" timestamp, "size" int, "disposition" text, "reason" text, "statusCode" int, "onceKey" text,
      "duplicateOf" text, "headers" text, "body" text)`,
  body: 'UPDATE events SET "body" = $1 WHERE "id" = $2',
  calls: `
    INSERT INTO calls (${CALL_COLUMNS})
    SELECT ${CALL_COLUMNS}
    FROM json_to_recordset($1::json) AS row("workflowId" text, "id" text, "type" text, "customerNumber" text,
      "status" text, "endedReason" text, "firstEventAt" timestamp, "lastEventAt" timestamp)
    ${MERGE_CALL('LEAST', 'GREATEST')}`,
};

/** One JSON parameter with all rows. Large bodies follow as bytes of their own: as text in the JSON they would be copied often. */
const postgresStatements = (items: readonly WaitingEvent[]): Statement[] => {
  const rows: (EventRow & { body: string })[] = [];
  const large: [body: Uint8Array, id: EventRow['id']][] = [];
  for (const { row, body } of items) {
    if ('unpacked' in body) throw new Error('a body for Postgres was not packed');
    if (body.byteLength > LARGE_BYTES) large.push([body, row.id]);
    rows.push({ ...row, body: body.byteLength > LARGE_BYTES ? '' : base64Of(body) });
  }
  const calls = callsOf(items).map((call) => ({
    ...call,
    firstEventAt: timeText('postgresql', call.firstEventAt),
    lastEventAt: timeText('postgresql', call.lastEventAt),
  }));
  return [
    { sql: POSTGRESQL.events, rows: [[JSON.stringify(rows)]] },
    ...(large.length === 0 ? [] : [{ sql: POSTGRESQL.body, rows: large }]),
    ...(calls.length === 0 ? [] : [{ sql: POSTGRESQL.calls, rows: [[JSON.stringify(calls)]] }]),
  ];
};
