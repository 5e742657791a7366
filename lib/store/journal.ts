import { type CallFacts, callFacts } from './call-facts.ts';
import type { Database } from './client.ts';
import type { Disposition } from './events.ts';
import { createGroupCommit } from './group-commit.ts';
import { pack } from './pack.ts';
import type { Provider } from './provider.ts';
import { bytesText, timeText } from './raw-value.ts';
import { storableOrNull, storableText } from './text.ts';
import { isRowFault, type Statement } from './write-batch.ts';

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
   * gathered for up to 25 ms, until `hurry`.
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
const GATHER_MS = 25;

/** Bodies above it are sent to the database as bytes of their own: as text in the JSON they would be copied often. */
const LARGE_BODY_BYTES = 128 * 1024;

interface PackedEvent {
  readonly row: EventRow;
  /** Where it is not in the row. */
  readonly largeBody: Uint8Array | undefined;
  readonly call: CallRow | undefined;
}

interface CallRow extends CallFacts {
  readonly workflowId: string;
  readonly id: string;
  readonly firstEventAt: number;
  readonly lastEventAt: number;
}

type EventRow = Readonly<Record<string, string | number | null>> & {
  readonly id: string;
  readonly body: string;
};

/** Opens the journal of a database. */
export const createJournal = ({ writeBatch, provider }: Database): Journal => {
  const sql = provider === 'sqlite' ? SQLITE : POSTGRESQL;

  const statements = (items: readonly PackedEvent[]): Statement[] => {
    const events = JSON.stringify(items.map(({ row }) => row));
    const calls = mergeCalls(items.flatMap(({ call }) => call ?? [])).map((call) => ({
      ...call,
      firstEventAt: timeText(provider, call.firstEventAt),
      lastEventAt: timeText(provider, call.lastEventAt),
    }));
    return [
      { sql: sql.events, args: [events] },
      ...items.flatMap(({ row, largeBody }) =>
        largeBody === undefined ? [] : { sql: sql.body, args: [largeBody, row.id] },
      ),
      ...(calls.length === 0 ? [] : [{ sql: sql.calls, args: [JSON.stringify(calls)] }]),
    ];
  };

  const group = createGroupCommit<PackedEvent>({
    maxItems: MAX_BATCH,
    maxBytes: MAX_BATCH_BYTES,
    bytesOf: ({ row, largeBody }) => row.body.length + (largeBody?.byteLength ?? 0),
    isItemFault: isRowFault,
    gatherMs: GATHER_MS,
    write: (items) => writeBatch(statements(items)),
  });

  return {
    append: async (event, isAwaited = true) => {
      const packed = pack(event.body);
      const body = packed instanceof Promise ? await packed : packed;
      const isLarge = body.byteLength > LARGE_BODY_BYTES;
      const item = {
        row: toRow(provider, event, isLarge ? '' : bytesText(provider, body)),
        largeBody: isLarge ? body : undefined,
        call: toCall(event),
      };
      return group.add(item, isAwaited);
    },
    hurry: group.hurry,
    flush: group.flush,
  };
};

const toRow = (provider: Provider, event: NewEvent, body: string): EventRow => ({
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
  body,
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

const EVENT_COLUMNS = `"id", "workflowId", "type", "callId", "receivedAt", "size", "disposition", "reason",
  "statusCode", "onceKey", "duplicateOf", "headers", "body"`;
const CALL_COLUMNS = `"workflowId", "id", "type", "customerNumber", "status", "endedReason", "firstEventAt",
  "lastEventAt"`;

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
  events: `
    INSERT INTO events (${EVENT_COLUMNS})
    SELECT value ->> 'id', value ->> 'workflowId', value ->> 'type', value ->> 'callId', value ->> 'receivedAt',
      value ->> 'size', value ->> 'disposition', value ->> 'reason', value ->> 'statusCode', value ->> 'onceKey',
      value ->> 'duplicateOf', value ->> 'headers', unhex(value ->> 'body')
    FROM json_each(?)`,
  body: 'UPDATE events SET "body" = ? WHERE "id" = ?',
  // `WHERE true`: without it SQLite takes ON CONFLICT for a join condition.
  calls: `
    INSERT INTO calls (${CALL_COLUMNS})
    SELECT value ->> 'workflowId', value ->> 'id', value ->> 'type', value ->> 'customerNumber', value ->> 'status',
      value ->> 'endedReason', value ->> 'firstEventAt', value ->> 'lastEventAt'
    FROM json_each(?) WHERE true ${MERGE_CALL('min', 'max')}`,
};

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
