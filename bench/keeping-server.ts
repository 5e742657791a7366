// The same job as Patchbay's, as a developer would write it for this one tool: what came in and what was answered are
// in SQLite before the answer goes out. No sandbox, no limits, no redaction, no repeated deliveries, one event type.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import Sqlite from 'better-sqlite3';

const orders: Record<string, string> = { 'A-1001': 'shipped', 'A-1002': 'packed' };

interface Body {
  readonly message: {
    readonly type: string;
    readonly call: { readonly id: string };
    readonly toolCallList: readonly {
      readonly id: string;
      readonly function: { readonly name: string; readonly arguments: { readonly order_id: string } };
    }[];
  };
}

const [file = ''] = process.argv.slice(2);
const database = new Sqlite(file);
database.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE events (id TEXT PRIMARY KEY, type TEXT, call_id TEXT, received_at INTEGER, headers TEXT, body BLOB);
  CREATE INDEX events_by_time ON events (received_at);
  CREATE INDEX events_by_call ON events (call_id, received_at);
  CREATE TABLE runs (id TEXT PRIMARY KEY, event_id TEXT, tool TEXT, call_id TEXT, status TEXT, started_at INTEGER,
    duration_ms REAL, input TEXT, output TEXT);
  CREATE INDEX runs_by_time ON runs (started_at);
  CREATE INDEX runs_by_event ON runs (event_id);
`);
const insertEvent = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)');
const insertRun = database.prepare('INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');

const keep = database.transaction((event: readonly unknown[], runs: readonly (readonly unknown[])[]) => {
  insertEvent.run(...event);
  for (const run of runs) insertRun.run(...run);
});

const server = createServer((request, response) => {
  const receivedAt = Date.now();
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const bytes = Buffer.concat(chunks);
    const { message }: Body = JSON.parse(bytes.toString());
    const eventId = randomUUID();
    const runs: unknown[][] = [];
    const results = message.toolCallList.map((call) => {
      const startedAt = performance.now();
      const given = call.function.arguments;
      const result = `The order is ${orders[given.order_id] ?? 'unknown'}.`;
      const tookMs = performance.now() - startedAt;
      const texts = [JSON.stringify(given), JSON.stringify(result)];
      runs.push([
        randomUUID(),
        eventId,
        call.function.name,
        message.call.id,
        'completed',
        receivedAt,
        tookMs,
        ...texts,
      ]);
      return { toolCallId: call.id, name: call.function.name, result };
    });
    keep([eventId, message.type, message.call.id, receivedAt, JSON.stringify(request.headers), bytes], runs);
    const text = JSON.stringify({ results });
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      .end(text);
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
});
process.on('SIGTERM', () => process.exit(0));
