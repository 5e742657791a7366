import type { ReplyStatus, RunDocument, RunStatus } from '#lib/engine/record.ts';
import { log } from '#lib/server/log.ts';
import type { Database } from './client.ts';
import { maskedJson } from './masked-json.ts';
import { base64Of, LARGE_BYTES, timeText, toStored } from './raw-value.ts';
import { storableOrNull, storableText } from './text.ts';
import { isRowFault, type Statement, type Unpacked } from './write-batch.ts';

export interface StartedRun {
  /** From `newId()`. */
  readonly id: string;
  readonly workflowId: string;
  readonly versionId: string;
  readonly versionNumber: number;
  readonly eventId: string;
  readonly triggerNodeId: string;
  readonly triggerName: string;
  readonly eventType: string;
  readonly toolName: string | null;
  readonly toolCallId: string | null;
  readonly callId: string | null;
  readonly startedAt: Date;
  readonly replayOf: string | null;
  readonly isTest: boolean;
}

export interface FinishedRun {
  readonly id: string;
  readonly status: RunStatus;
  readonly replyStatus: ReplyStatus;
  readonly finishedAt: Date;
  readonly durationMs: number;
  readonly replyMs: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly document: RunDocument;
}

/** Records the runs in batches, off the way of a request. */
export interface RunLog {
  readonly start: (run: StartedRun) => void;
  /** Of a run that was started in this process. `mask` hides the values of secrets in what the flow wrote. */
  readonly finish: (run: FinishedRun, mask?: (text: string) => string) => void;
  /** Tries once to write all that is waiting. Rejects where that fails; what is waiting is then kept. */
  readonly flush: () => Promise<void>;
  /** `flush`, then no more tries in the background. */
  readonly close: () => Promise<void>;
  /** Rows that are waiting to be written, and how many were given up for want of memory. */
  readonly stats: () => { readonly waiting: number; readonly dropped: number };
}

export interface RunLogOptions {
  /** How long rows are gathered before they are written. */
  readonly gatherMs?: number;
  /** How much waits in memory while the database is away; beyond it the oldest rows are given up. */
  readonly maxWaitingBytes?: number;
}

const GATHER_MS = 50;
const MAX_WAITING_BYTES = 128 * 1024 * 1024;
const MAX_BATCH = 500;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;
const RETRY_MS = { first: 100, most: 10_000 };
const MAX_MESSAGE = 4_000;
/** What a row without a document takes in memory, about. */
const ROW_BYTES = 1_000;

type StoredDocument = Uint8Array<ArrayBuffer> | Unpacked;

interface WaitingRun {
  readonly started: StartedRun;
  readonly finished: FinishedRun | undefined;
  /** The document as JSON; undefined while the run is running. */
  readonly document: StoredDocument | undefined;
}

/** Opens the run log of a database. `instance` says which process runs them. */
export const createRunLog = (
  { writeBatch, provider }: Database,
  instance: string,
  { gatherMs = GATHER_MS, maxWaitingBytes = MAX_WAITING_BYTES }: RunLogOptions = {},
): RunLog => {
  const statements = provider === 'sqlite' ? sqliteStatements : postgresStatements;
  /** Runs whose end is still to come: the end is written with all of the row, whether the start was written or not. */
  const running = new Map<string, StartedRun>();
  /** The newest state of each run that is not written yet, oldest first. */
  const waiting = new Map<string, WaitingRun>();
  const packing = new Set<Promise<void>>();
  let waitingBytes = 0;
  let dropped = 0;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let isClosed = false;

  const remove = (id: string): void => {
    const row = waiting.get(id);
    if (row === undefined) return;
    waiting.delete(id);
    waitingBytes -= bytesOf(row);
  };

  const enqueue = (row: WaitingRun): void => {
    remove(row.started.id);
    waiting.set(row.started.id, row);
    waitingBytes += bytesOf(row);
    while (waitingBytes > maxWaitingBytes && waiting.size > 1) dropOldest();
    schedule(gatherMs);
  };

  const dropOldest = (): void => {
    const [oldest] = waiting.keys();
    if (oldest === undefined) return;
    remove(oldest);
    dropped += 1;
    if (dropped === 1 || dropped % 1_000 === 0) {
      log.error('Records of runs are given up: the database does not take them and memory for them is full', {
        dropped,
      });
    }
  };

  const schedule = (ms: number): void => {
    if (isClosed || timer !== undefined || writing !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void writeAll().catch(() => undefined); // reported and tried again by `writeAll` itself
    }, ms);
  };

  const takeBatch = (): WaitingRun[] => {
    const batch: WaitingRun[] = [];
    let bytes = 0;
    for (const row of waiting.values()) {
      bytes += bytesOf(row);
      if (batch.length === MAX_BATCH || (batch.length > 0 && bytes > MAX_BATCH_BYTES)) break;
      batch.push(row);
    }
    return batch;
  };

  /** Takes out what was written, unless a newer state of the run came in meanwhile. */
  const settle = (batch: readonly WaitingRun[]): void => {
    for (const row of batch) if (waiting.get(row.started.id) === row) remove(row.started.id);
  };

  const writeRows = async (batch: readonly WaitingRun[]): Promise<void> => {
    try {
      await writeBatch(statements(batch, instance));
    } catch (error) {
      if (!isRowFault(error)) throw error;
      if (batch.length === 1) {
        dropped += 1;
        log.error('The record of a run cannot be stored', { runId: batch[0]?.started.id, error });
      } else {
        for (const row of batch) await writeRows([row]);
        return;
      }
    }
    settle(batch);
  };

  const writeWaiting = async (): Promise<void> => {
    try {
      // What comes in meanwhile is gathered anew: small batches cost several times as much for a row.
      for (let due = waiting.size; due > 0 && waiting.size > 0; ) {
        const batch = takeBatch();
        due -= batch.length;
        await writeRows(batch);
      }
    } catch (error) {
      failures += 1;
      if (failures === 1)
        log.error('Records of runs cannot be stored; they are kept and tried again', { error });
      throw error;
    }
    if (failures > 0) log.info('Records of runs are stored again', { dropped });
    failures = 0;
    dropped = 0;
  };

  const writeAll = (): Promise<void> => {
    // In `finally` and not inside of `writeWaiting`, which may end before it is assigned.
    writing ??= writeWaiting().finally(() => {
      writing = undefined;
      if (waiting.size === 0) return;
      schedule(failures === 0 ? gatherMs : Math.min(RETRY_MS.first * 2 ** (failures - 1), RETRY_MS.most));
    });
    return writing;
  };

  const flush = async (): Promise<void> => {
    while (packing.size > 0) await Promise.all(packing);
    await writing?.catch(() => undefined); // a failed write is tried once more below, and that one counts
    while (waiting.size > 0) await writeAll();
  };

  const finishWith = (started: StartedRun, finished: FinishedRun, document: StoredDocument): void =>
    enqueue({ started, finished, document });

  return {
    start: (run) => {
      running.set(run.id, run);
      enqueue({ started: run, finished: undefined, document: undefined });
    },
    finish: (given, mask = (text) => text) => {
      const run = { ...given, errorMessage: given.errorMessage === null ? null : mask(given.errorMessage) };
      const started = running.get(run.id);
      if (started === undefined) throw new Error(`The run ${run.id} ended without having been started.`);
      running.delete(run.id);
      const packed = toStored(provider, maskedJson(run.document, mask));
      if (!(packed instanceof Promise)) {
        finishWith(started, run, packed);
        return;
      }
      const packed1 = packed
        .then((document) => finishWith(started, run, document))
        .catch((error) => log.error('The document of a run cannot be packed', { runId: run.id, error }))
        .finally(() => packing.delete(packed1));
      packing.add(packed1);
    },
    flush,
    close: async () => {
      try {
        await flush();
      } finally {
        isClosed = true;
        clearTimeout(timer);
      }
    },
    stats: () => ({ waiting: waiting.size, dropped }),
  };
};

const bytesOf = ({ document }: WaitingRun): number => {
  if (document === undefined) return ROW_BYTES;
  return ROW_BYTES + ('unpacked' in document ? document.unpacked.length : document.byteLength);
};

type Row = Readonly<Record<(typeof COLUMNS)[number][0], string | number | boolean | null>>;

/** All but the size of the document. */
const toRow = (
  { started, finished }: WaitingRun,
  instance: string,
  time: (ms: number) => number | string,
): Row => ({
  id: started.id,
  workflowId: started.workflowId,
  versionId: started.versionId,
  versionNumber: started.versionNumber,
  eventId: started.eventId,
  triggerNodeId: started.triggerNodeId,
  triggerName: storableText(started.triggerName),
  eventType: storableText(started.eventType),
  toolName: storableOrNull(started.toolName),
  toolCallId: storableOrNull(started.toolCallId),
  callId: storableOrNull(started.callId),
  status: finished?.status ?? 'running',
  replyStatus: finished?.replyStatus ?? 'pending',
  startedAt: time(started.startedAt.getTime()),
  finishedAt: finished === undefined ? null : time(finished.finishedAt.getTime()),
  durationMs: finished?.durationMs ?? null,
  replyMs: finished?.replyMs ?? null,
  errorCode: storableOrNull(finished?.errorCode),
  errorMessage: storableOrNull(finished?.errorMessage, MAX_MESSAGE),
  replayOf: started.replayOf,
  isTest: started.isTest,
  instance,
});

const COLUMNS = [
  ['id', 'text'],
  ['workflowId', 'text'],
  ['versionId', 'text'],
  ['versionNumber', 'int'],
  ['eventId', 'text'],
  ['triggerNodeId', 'text'],
  ['triggerName', 'text'],
  ['eventType', 'text'],
  ['toolName', 'text'],
  ['toolCallId', 'text'],
  ['callId', 'text'],
  ['status', 'text'],
  ['replyStatus', 'text'],
  ['startedAt', 'timestamp'],
  ['finishedAt', 'timestamp'],
  ['durationMs', 'float8'],
  ['replyMs', 'float8'],
  ['errorCode', 'text'],
  ['errorMessage', 'text'],
  ['replayOf', 'text'],
  ['isTest', 'boolean'],
  ['instance', 'text'],
] as const;

const NAMES = COLUMNS.map(([name]) => `"${name}"`).join(', ');

/** Of the document, which is written first; 0 while the run is running. The database looks it up, since on SQLite it is packed late. */
const documentSize = (id: string): string =>
  `COALESCE((SELECT LENGTH("data") FROM run_documents WHERE "runId" = ${id}), 0)`;

/** What the end of a run adds to its start. A start that comes late (a retry) must not undo an end. */
const UPSERT_RUN = `ON CONFLICT ("id") DO UPDATE SET ${[
  'status',
  'replyStatus',
  'finishedAt',
  'durationMs',
  'replyMs',
  'errorCode',
  'errorMessage',
  'documentSize',
]
  .map((name) => `"${name}" = excluded."${name}"`)
  .join(', ')} WHERE excluded."status" <> 'running'`;

const UPSERT_DOCUMENT = 'ON CONFLICT ("runId") DO UPDATE SET "data" = excluded."data"';

const SQLITE = {
  runs: `
    INSERT INTO runs (${NAMES}, "documentSize")
    VALUES (${COLUMNS.map(() => '?').join(', ')}, ${documentSize('?')}) ${UPSERT_RUN}`,
  document: `INSERT INTO run_documents ("runId", "data") VALUES (?, ?) ${UPSERT_DOCUMENT}`,
};

const sqliteStatements = (batch: readonly WaitingRun[], instance: string): Statement[] => {
  const rows = batch.map((run) => {
    const row = toRow(run, instance, (ms) => ms);
    const values = COLUMNS.map(([name]) => (typeof row[name] === 'boolean' ? Number(row[name]) : row[name]));
    return [...values, run.started.id];
  });
  const documents = batch.flatMap(({ started, document }) =>
    document === undefined ? [] : [[started.id, document]],
  );
  return [
    { sql: SQLITE.document, rows: documents },
    { sql: SQLITE.runs, rows },
  ];
};

const POSTGRESQL = {
  runs: `
    INSERT INTO runs (${NAMES}, "documentSize")
    SELECT ${NAMES}, ${documentSize('row."id"')}
    FROM json_to_recordset($1::json) AS row(${COLUMNS.map(([name, type]) => `"${name}" ${type}`).join(', ')})
    ${UPSERT_RUN}`,
  documents: `
    INSERT INTO run_documents ("runId", "data")
    SELECT "runId", decode("data", 'base64') FROM json_to_recordset($1::json) AS row("runId" text, "data" text)
    ${UPSERT_DOCUMENT}`,
  document: `INSERT INTO run_documents ("runId", "data") VALUES ($1, $2) ${UPSERT_DOCUMENT}`,
};

/** One JSON parameter with all rows. Large documents go as bytes of their own: as text in the JSON they would be copied often. */
const postgresStatements = (batch: readonly WaitingRun[], instance: string): Statement[] => {
  const rows = batch.map((run) => toRow(run, instance, (ms) => timeText('postgresql', ms)));
  const small: { runId: string; data: string }[] = [];
  const large: [runId: string, data: Uint8Array][] = [];
  for (const { started, document } of batch) {
    if (document === undefined) continue;
    if ('unpacked' in document) throw new Error('a document for Postgres was not packed');
    if (document.byteLength > LARGE_BYTES) large.push([started.id, document]);
    else small.push({ runId: started.id, data: base64Of(document) });
  }
  return [
    ...(small.length === 0 ? [] : [{ sql: POSTGRESQL.documents, rows: [[JSON.stringify(small)]] }]),
    ...(large.length === 0 ? [] : [{ sql: POSTGRESQL.document, rows: large }]),
    { sql: POSTGRESQL.runs, rows: [[JSON.stringify(rows)]] },
  ];
};
